//! SHA-256 digests, the chain over the history, and check codes (校验码).

use std::fmt;

use sha2::{Digest as _, Sha256};

/// A SHA-256 digest; written as 64 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of some bytes: what `sha256sum` prints for them.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest of an entry: SHA-256 over the previous digest's 32 bytes and the body's text.
    pub fn chained(previous: &Self, body: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(previous.0);
        hash.update(body.as_bytes());
        Self(hash.finalize().into())
    }

    /// What stands before the first entry of a ledger: the digest of its id.
    pub fn genesis(ledger_id: &str) -> Self {
        Self::of(ledger_id.as_bytes())
    }

    /// From 32 bytes, as kept in the database.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// From 64 hex digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        if text.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            let digit = |c: u8| (c as char).to_digit(16);
            *byte = (digit(pair[0])? * 16 + digit(pair[1])?) as u8;
        }
        Some(Self(bytes))
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A check code (校验码): how many entries a history had and the first 16 hex digits of its head
/// digest, as printed on what leaves the house: `15-0123456789abcdef`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckCode {
    /// Number of entries.
    pub entries: u64,
    /// First 16 hex digits of the digest of the last of them.
    pub head: String,
}

impl CheckCode {
    /// The code of a history whose last entry has this sequence and digest.
    pub fn new(entries: u64, head: &Digest) -> Self {
        Self {
            entries,
            head: head.to_string()[..16].to_owned(),
        }
    }

    /// Reads a printed code; blanks, full-width forms and capitals do not matter.
    pub fn read(text: &str) -> Option<Self> {
        let text: String = office::text::width::narrow_all(text)
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| {
                if matches!(c, '—' | '–' | '_') {
                    '-'
                } else {
                    c.to_ascii_lowercase()
                }
            })
            .collect();
        let (entries, head) = text.split_once('-')?;
        let valid = head.len() == 16 && head.bytes().all(|c| c.is_ascii_hexdigit());
        valid.then(|| {
            Some(Self {
                entries: entries.parse().ok()?,
                head: head.to_owned(),
            })
        })?
    }

    /// Whether this digest is the one the code was printed from.
    pub fn matches(&self, digest: &Digest) -> bool {
        digest.to_string().starts_with(&self.head)
    }
}

impl fmt::Display for CheckCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.entries, self.head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_common_tools() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digest::of(b"").to_string(), empty);
        assert_eq!(Digest::from_hex(empty), Some(Digest::of(b"")));
        assert_eq!(Digest::from_hex(&empty[1..]), None);
        let chained = Digest::chained(&Digest::genesis("id"), "body");
        let mut bytes = Digest::of(b"id").as_bytes().to_vec();
        bytes.extend_from_slice(b"body");
        assert_eq!(chained, Digest::of(&bytes));
    }

    #[test]
    fn check_codes_read_what_they_write() {
        let code = CheckCode::new(15, &Digest::of(b"x"));
        assert_eq!(CheckCode::read(&code.to_string()), Some(code.clone()));
        assert_eq!(
            CheckCode::read(&format!(" {} ", code.to_string().to_uppercase())),
            Some(code)
        );
        for wrong in [
            "",
            "15",
            "15-123",
            "x-0123456789abcdef",
            "15-0123456789abcdeg",
        ] {
            assert_eq!(CheckCode::read(wrong), None, "{wrong}");
        }
    }
}
