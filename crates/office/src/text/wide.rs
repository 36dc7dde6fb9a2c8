//! Half-width signs among Chinese characters.

use crate::text::sentence;

/// The text on one line, its half-width signs between Chinese characters full width; blanks between
/// Chinese characters go.
pub fn tidy(text: &str) -> String {
    let line = sentence::one_line(text);
    let may_change = |c: char| "(),;:\"".contains(c) || c.is_whitespace();
    if !line.contains(may_change) {
        return line;
    }
    let chars: Vec<char> = line.chars().collect();
    let mut out = String::with_capacity(line.len());
    let mut quoted = false;
    let mut opened = 0_u32;
    for (at, &c) in chars.iter().enumerate() {
        let before = out.chars().next_back();
        let after = chars[at + 1..].iter().copied().find(|c| !c.is_whitespace());
        let is_wide = |c: Option<char>| c.is_some_and(is_chinese);
        let beside = is_wide(before) || is_wide(after);
        let digits =
            before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
        match c {
            '(' if beside => {
                opened += 1;
                out.push('（');
            }
            // A bracket that was opened wide is closed wide.
            ')' if opened > 0 => {
                opened -= 1;
                out.push('）');
            }
            ',' | ';' | ':' | ')' if beside && !digits => out.push(full_width(c)),
            '"' if beside || quoted => {
                quoted = !quoted;
                out.push(if quoted { '“' } else { '”' });
            }
            c if c.is_whitespace() && is_wide(before) && is_wide(after) => {}
            c => out.push(c),
        }
    }
    out
}

fn full_width(c: char) -> char {
    match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        ')' => '）',
        c => c,
    }
}

/// An ideograph, or a sign that stands among them.
fn is_chinese(c: char) -> bool {
    matches!(
        c,
        '\u{4e00}'
            ..='\u{9fff}'
                | '“'
                | '”'
                | '《'
                | '》'
                | '，'
                | '。'
                | '；'
                | '、'
                | '）'
                | '（'
                | '：'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_width_signs_between_chinese_characters_become_full_width() {
        for (text, tidied) in [
            ("走访企业,听取意见;形成清单", "走访企业，听取意见；形成清单"),
            ("落实\"双随机\"要求(见附件)", "落实“双随机”要求（见附件）"),
            ("投入1,200元,完成", "投入1,200元，完成"),
            ("A, B", "A, B"),
            ("开展 巡查", "开展巡查"),
        ] {
            assert_eq!(tidy(text), tidied);
        }
    }
}
