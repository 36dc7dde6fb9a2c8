//! Punctuation and blanks of Chinese running text.

use crate::text::visible::{is_hidden, unmarked};

/// Whether a line that ends with this character is complete.
pub fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '。' | '！' | '？' | '；' | '：' | '…' | '!' | '?' | ';' | ':'
    )
}

/// Whether a line is complete: its last character ends a sentence, closing quotes aside.
pub fn is_complete(line: &str) -> bool {
    line.trim_end()
        .trim_end_matches(['”', '"', '’', '）', ')', '》', '」'])
        .ends_with(ends_sentence)
}

/// Whether the character is written without blanks around it: ideographs, full-width forms and
/// Chinese punctuation, curly quotes included.
pub fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{303F}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}'
        | '‘' | '’' | '“' | '”' | '…' | '—' | '\u{2460}'..='\u{24FF}')
}

/// Removes the blanks that Chinese does not have: beside any wide character. Blanks between
/// Latin words stay, as one.
pub fn close_blanks(text: &str) -> String {
    if !text.contains(is_blank) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut pending = false;
    for c in text.chars() {
        if is_blank(c) {
            pending = true;
            continue;
        }
        if pending {
            let before = out.chars().next_back();
            if before.is_some_and(|b| !is_wide(b)) && !is_wide(c) {
                out.push(' ');
            }
            pending = false;
        }
        out.push(c);
    }
    out
}

/// Blanks of every width, zero included.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}' | '\u{2060}')
}

/// Without the punctuation and blanks that close a heading or an item.
pub fn strip_closing(text: &str) -> &str {
    text.trim_end_matches(|c: char| {
        is_blank(c) || matches!(c, '。' | '；' | '：' | '，' | '、' | ';' | ':' | ',')
    })
}

/// Letters, digits and ideographs only: what two copies of one heading share. A hidden sign is none of
/// them, nor is the mark that shows it in one of the copies.
pub fn bare(text: &str) -> String {
    unmarked(text)
        .chars()
        .filter(|c| c.is_alphanumeric() && !is_hidden(*c))
        .map(crate::text::width::narrow)
        .collect()
}

/// Whether curly quotes open and close in turn and straight ones are even.
pub fn quotes_pair(text: &str) -> bool {
    let mut open = false;
    let mut straight = 0_u32;
    for c in text.chars() {
        match c {
            '“' if open => return false,
            '“' => open = true,
            '”' if !open => return false,
            '”' => open = false,
            '"' => straight += 1,
            _ => {}
        }
    }
    !open && straight.is_multiple_of(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_close_only_beside_chinese() {
        assert_eq!(close_blanks("2025 年度 第一 时间"), "2025年度第一时间");
        assert_eq!(close_blanks("使用 Word  2016 排版"), "使用Word 2016排版");
        assert_eq!(close_blanks("发扬 “钉子”精神"), "发扬“钉子”精神");
    }

    #[test]
    fn quotes_in_pairs() {
        for (text, pairs) in [
            ("“一”和“二”", true),
            ("”一“", false),
            ("“一\"", false),
            ("\"一\"", true),
        ] {
            assert_eq!(quotes_pair(text), pairs, "{text}");
        }
    }
}
