//! Recorded text set into sentences: cleaned of what no page can hold, quoted, cut at its end.

/// The text on one line: control characters go, a line break between two Latin words becomes a
/// blank, any other goes.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut broken = false;
    for c in text.trim().chars() {
        if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}') {
            broken = true;
            continue;
        }
        if c.is_control() && c != '\t' || is_invisible(c) {
            continue;
        }
        if broken {
            if c.is_whitespace() {
                continue;
            }
            let joins_words = out.ends_with(|c: char| c.is_ascii_alphanumeric());
            out.truncate(out.trim_end().len());
            if joins_words && c.is_ascii_alphanumeric() {
                out.push(' ');
            }
            broken = false;
        }
        out.push(if c == '\t' { ' ' } else { c });
    }
    out
}

/// Marks that turn the direction of a page or can't be seen, and what XML can't hold.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// The text without the mark that ends it, ready to be followed by another.
pub fn open_end(text: &str) -> &str {
    text.trim_end()
        .trim_end_matches(['。', '；', '，', '、', '：', ';', ',', '．', ' '])
}

/// Whether a sentence ends before the text does.
pub fn has_inner_stop(text: &str) -> bool {
    open_end(text).contains(['。', '！', '？'])
}

/// Whether the text ends its sentence itself.
pub fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', '）', '》']);
    bare.ends_with(['。', '！', '？', '…'])
}

/// The text in quotation marks, those inside it turned into the inner kind (“…‘…’…”).
pub fn quoted(text: &str) -> String {
    format!("“{}”", nested(text))
}

/// The text as it stands inside quotation marks.
pub fn nested(text: &str) -> String {
    let marks = text.chars().filter(|c| is_double(*c)).count();
    if marks == 0 {
        return text.to_owned();
    }
    let paired = marks % 2 == 0;
    let mut inside = false;
    text.chars()
        .map(|c| match c {
            '‘' => '“',
            '’' => '”',
            c if is_double(c) && paired => {
                inside = !inside;
                if inside { '‘' } else { '’' }
            }
            '“' => '‘',
            '”' => '’',
            c => c,
        })
        .collect()
}

fn is_double(c: char) -> bool {
    matches!(c, '“' | '”' | '"' | '＂')
}

/// The text up to its first clause's end, never cut inside quotation marks or brackets.
pub fn first_clause(text: &str) -> &str {
    let (mut depth, mut straight) = (0_i32, false);
    for (at, c) in text.char_indices() {
        match c {
            '“' | '‘' | '（' | '(' | '《' | '〔' | '【' => depth += 1,
            '”' | '’' | '）' | ')' | '》' | '〕' | '】' => depth -= 1,
            '"' => straight = !straight,
            '，' | '。' | '；' | '：' | ',' | ';' if depth <= 0 && !straight && at > 0 => {
                return &text[..at];
            }
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_join_as_chinese_does() {
        assert_eq!(one_line(" 第一行\r\n 第二行\u{7}\n"), "第一行第二行");
        assert_eq!(one_line("open data\nplatform"), "open data platform");
        assert_eq!(one_line("\u{202e}反转"), "反转");
    }

    #[test]
    fn quotes_nest() {
        assert_eq!(quoted("“一岗双责”不实"), "“‘一岗双责’不实”");
        assert_eq!(quoted("“一岗双责\"不实"), "“‘一岗双责’不实”");
        assert_eq!(quoted("学习不够"), "“学习不够”");
    }

    #[test]
    fn first_clauses_keep_quotes_whole() {
        assert_eq!(first_clause("带头学习，知行合一"), "带头学习");
        assert_eq!(
            first_clause("做到“一、学，二、做”，见效"),
            "做到“一、学，二、做”"
        );
        assert_eq!(first_clause("无标点"), "无标点");
    }
}
