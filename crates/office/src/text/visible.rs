//! Text from files made safe to show: what would move a cursor, hide or reverse text is marked, so that
//! it has no effect and can be seen: ␛ for a control character of ASCII, 〔U+202E〕 for another sign.

use std::borrow::Cow;

use memchr::memchr_iter;

/// What the number of a sign that is marked stands between.
const OPENS: &str = "〔U+";
const CLOSES: char = '〕';

/// The text as a screen may show it, line breaks kept.
pub fn visible(text: &str) -> String {
    let shown = marked(text, |c| c == '\n' || c == '\t' || !is_hidden(c));
    match shown {
        Cow::Borrowed(same) if !same.contains('\t') => text.to_owned(),
        shown => shown.replace('\t', " "),
    }
}

/// The text as a cell or a page may hold it: tabs and line breaks stay.
pub fn inert(text: &str) -> Cow<'_, str> {
    marked(text, |c| matches!(c, '\t' | '\n' | '\r') || !is_hidden(c))
}

/// A cell of a file as it is taken in: what steers is marked, what only can't be seen stays, for people
/// paste it unawares and it is marked wherever it is shown.
pub fn taken_in(text: &str) -> Cow<'_, str> {
    marked(text, |c| matches!(c, '\t' | '\n' | '\r') || !steers(c))
}

/// A text of JSON with no such sign in it: each is written as JSON itself allows (`\u202e`), so that
/// programs read the same.
pub fn escaped(json: &str) -> Cow<'_, str> {
    let stays = |c: char| matches!(c, '\t' | '\n' | '\r') || !is_hidden(c);
    replaced(json, stays, |c, out| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    })
}

/// The text as a part of a file's name: no such sign, and none that some file system refuses.
pub fn nameable(text: &str) -> String {
    let kept = replaced(text, |c| c.is_control() || !is_hidden(c), |_, _| {});
    kept.replace(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c), "_")
}

/// What is [`visible`], on one line: line breaks become blanks.
pub fn one_line(text: &str) -> String {
    let shown = visible(text);
    if shown.contains('\n') {
        shown.replace('\n', " ")
    } else {
        shown
    }
}

/// The text without the marks that stand for signs of numbers (〔U+202E〕).
pub fn unmarked(text: &str) -> Cow<'_, str> {
    if !text.contains(OPENS) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once(OPENS) {
        out.push_str(before);
        let digits = from.bytes().take_while(u8::is_ascii_hexdigit).count();
        rest = match from[digits..].strip_prefix(CLOSES) {
            Some(behind) if (4..=6).contains(&digits) => behind,
            _ => {
                out.push_str(OPENS);
                from
            }
        };
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Whether any byte is so. Whole blocks are looked at without stopping in between: that the
/// processor does many bytes at a time.
pub fn any_byte(text: &str, is_so: impl Fn(u8) -> bool) -> bool {
    text.as_bytes()
        .chunks(64)
        .any(|block| block.iter().fold(false, |any, byte| any | is_so(*byte)))
}

/// Whether a text may hold a hidden sign, told by one look at its bytes; nearly every text is passed.
pub(crate) fn is_suspicious(text: &str) -> bool {
    // What begins a hidden sign. EF begins ， and ： too, E2 quotation marks, C2 the dot in names: there the
    // bytes behind tell.
    let begins = |byte: u8| {
        byte < b' ' && !matches!(byte, b'\n')
            || matches!(byte, 0x7F | 0xCD | 0xD8 | 0xE1 | 0xF0 | 0xF3)
    };
    let bytes = text.as_bytes();
    let latin = |at: usize| matches!(bytes.get(at + 1), Some(0x80..=0x9F | 0xAD));
    let second = |at: usize| matches!(bytes.get(at + 1), Some(0xB8 | 0xBB | 0xBE | 0xBF));
    let general = |at: usize| {
        matches!(
            bytes.get(at + 1..at + 3),
            Some([0x80, 0x8B..=0x8F | 0xA8..=0xAE] | [0x81, 0xA0..=0xAF])
        )
    };
    any_byte(text, begins)
        || memchr_iter(0xC2, bytes).any(latin)
        || memchr_iter(0xEF, bytes).any(second)
        || memchr_iter(0xE2, bytes).any(general)
}

/// Whether a sign turns or hides what stands around it, or can't be seen itself: control characters
/// (line breaks among them), marks of direction, of zero width, of formatting, tags, and what is no
/// character at all.
pub fn is_hidden(c: char) -> bool {
    c.is_control() || is_formatting(c)
}

fn is_formatting(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{FFFE}'..='\u{FFFF}'
            | '\u{110BD}'
            | '\u{110CD}'
            | '\u{13430}'..='\u{1343F}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E00FF}'
            | '\u{E01F0}'..='\u{E0FFF}'
    )
}

/// A sign that chooses a form of the one before it (葛󠄀): behind anything else it only hides there.
fn selects_a_form(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// What moves a cursor or reverses a line.
fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn marked(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    replaced(text, stays, |c, out| match c {
        '\0'..='\u{1F}' => out.extend(char::from_u32(0x2400 + u32::from(c))),
        '\u{7F}' => out.push('\u{2421}'),
        c => out.push_str(&format!("{OPENS}{:04X}{CLOSES}", u32::from(c))),
    })
}

/// The text with each sign that does not stay put in by `put`; one that chooses a form stays behind
/// one that has forms.
fn replaced(
    text: &str,
    stays: impl Fn(char) -> bool,
    put: impl Fn(char, &mut String),
) -> Cow<'_, str> {
    if !is_suspicious(text) {
        return Cow::Borrowed(text);
    }
    let mut before = None;
    let mut kept = |c: char| {
        let has_forms = |before: char| !selects_a_form(before) && !before.is_whitespace();
        let kept = stays(c) && (!selects_a_form(c) || before.is_some_and(has_forms));
        before = kept.then_some(c);
        kept
    };
    let Some(first) = text.char_indices().find(|(_, c)| !kept(*c)) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first.0]);
    put(first.1, &mut out);
    for c in text[first.0 + first.1.len_utf8()..].chars() {
        if kept(c) {
            out.push(c);
        } else {
            put(c, &mut out);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(
            visible("a\u{1b}[31m红\r\u{202e}x\t\n"),
            "a␛[31m红␍〔U+202E〕x \n"
        );
        assert_eq!(one_line("a\nb"), "a b");
    }

    #[test]
    fn what_steers_is_found_wherever_it_stands_in_a_long_text() {
        for before in [0, 63, 64, 65, 200] {
            let text = "长，".repeat(before);
            let long = format!("{text}\u{1b}{text}");
            assert_eq!(visible(&long), format!("{text}␛{text}"));
            assert_eq!(inert(&long), format!("{text}␛{text}"));
            let last = format!("{}\u{feff}", "x".repeat(before));
            assert_eq!(visible(&last), format!("{}〔U+FEFF〕", "x".repeat(before)));
        }
    }

    #[test]
    fn a_cell_keeps_its_lines_and_nothing_that_steers_or_hides() {
        assert_eq!(inert("a\tb\r\n\u{200b}c"), "a\tb\r\n〔U+200B〕c");
        let steering = "\u{1b}[1m\u{202e}x\0\u{9b}\u{2067}\u{e0041}";
        let shown = "␛[1m〔U+202E〕x␀〔U+009B〕〔U+2067〕〔U+E0041〕";
        assert_eq!(inert(steering), shown);
        assert_eq!(inert(shown), shown);
        assert_eq!(taken_in("a\u{200b}\u{202e}"), "a\u{200b}〔U+202E〕");
    }

    #[test]
    fn every_hidden_sign_is_found_and_no_other_is_touched() {
        let mut hidden = 0;
        for c in (0..=0x0010_FFFF).filter_map(char::from_u32) {
            let text = format!("整{c}改");
            let breaks = matches!(c, '\t' | '\n' | '\r');
            let touched = inert(&text) != text;
            assert_eq!(touched, is_hidden(c) && !breaks, "U+{:04X}", u32::from(c));
            assert_eq!(escaped(&text) != text, touched, "U+{:04X}", u32::from(c));
            assert_eq!(
                nameable(&text).contains(c),
                !is_hidden(c) && !"/\\:*?\"<>|".contains(c)
            );
            hidden += u32::from(touched);
        }
        assert!(hidden > 200, "{hidden}");
    }

    #[test]
    fn what_chooses_a_form_stays_with_its_sign_and_hides_nothing() {
        assert_eq!(inert("葛\u{e0100}城❤\u{fe0f}"), "葛\u{e0100}城❤\u{fe0f}");
        assert_eq!(inert("葛\u{e0100}\u{e0101}"), "葛\u{e0100}〔U+E0101〕");
        assert_eq!(inert("\u{fe0f}"), "〔U+FE0F〕");
    }

    #[test]
    fn marks_go_and_nothing_else() {
        let marked = inert("甲\u{202e}乙\u{e0041}〔2023〕〔U+〕〔U+12〕〔U+202E");
        assert_eq!(unmarked(&marked), "甲乙〔2023〕〔U+〕〔U+12〕〔U+202E");
    }

    #[test]
    fn programs_read_the_same() {
        let json = "{\"题\":\"a\u{202e}\u{9b}\u{e0041}\",\n\"b\":1}";
        assert_eq!(
            escaped(json),
            "{\"题\":\"a\\u202e\\u009b\\udb40\\udc41\",\n\"b\":1}"
        );
    }
}
