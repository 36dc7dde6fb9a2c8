//! GB18030, character by character: what each becomes is looked up once and kept, for the same few thousand
//! fill every list.

use encoding_rs::GB18030;

/// Most characters that a table need hold are among these: all that are written in two bytes.
const PLANE: usize = 1 << 16;

/// What characters become. Those that are one or two bytes are kept, as a number; 0 is not known yet.
#[derive(Debug, Default)]
pub(super) struct Codes(Vec<u16>);

impl Codes {
    /// Adds a text; a character that has no form is handed back.
    pub(super) fn encode(&mut self, text: &str, to: &mut Vec<u8>) -> Result<(), char> {
        if self.0.is_empty() {
            self.0.resize(PLANE, 0);
        }
        to.reserve(text.len());
        for c in text.chars() {
            if c.is_ascii() {
                to.push(c as u8);
                continue;
            }
            match self.0.get(c as usize) {
                Some(code @ 1..) => to.extend(code.to_be_bytes()),
                known => {
                    let is_kept = known.is_some();
                    let mut own = [0; 4];
                    let (bytes, _, unmapped) = GB18030.encode(c.encode_utf8(&mut own));
                    if unmapped {
                        return Err(c);
                    }
                    if let ([first, second], true) = (&*bytes, is_kept) {
                        self.0[c as usize] = u16::from_be_bytes([*first, *second]);
                    }
                    to.extend_from_slice(&bytes);
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_becomes_what_the_standard_says() {
        let mut codes = Codes::default();
        // Twice: the second time it is known.
        for _ in 0..2 {
            for c in ('\0'..='\u{2FFFF}')
                .step_by(7)
                .chain('\u{4E00}'..='\u{9FFF}')
            {
                let mut own = [0; 4];
                let (should, _, unmapped) = GB18030.encode(c.encode_utf8(&mut own));
                let mut is = Vec::new();
                match codes.encode(c.encode_utf8(&mut [0; 4]), &mut is) {
                    Ok(()) => assert_eq!((&is[..], false), (&*should, unmapped), "{c:?}"),
                    Err(sign) => assert!(unmapped && sign == c, "{c:?}"),
                }
            }
        }
    }
}
