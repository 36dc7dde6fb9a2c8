//! Doubts that any part of a text can raise: placeholders, quotation marks, announced counts.

use super::paragraph::Paragraph;
use model::draft::{Doubt, DoubtKind};
use office::text::{numeral, punctuation};

/// Placeholders and unpaired quotation marks, one doubt of each kind per paragraph.
pub(crate) fn of_text(paragraphs: &[Paragraph]) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for paragraph in paragraphs {
        if let Some(found) = placeholder(&paragraph.text) {
            doubts.push(Doubt {
                paragraph: paragraph.number,
                kind: DoubtKind::Placeholder,
                message: format!("有占位符“{found}”未替换，按原文保留"),
            });
        }
        if !punctuation::quotes_pair(&paragraph.text) {
            doubts.push(Doubt {
                paragraph: paragraph.number,
                kind: DoubtKind::Quotes,
                message: "引号不成对，按原文保留".to_owned(),
            });
        }
    }
    doubts
}

/// The first run of X, ×, * or □ that stands for something left out, with a character of context.
fn placeholder(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let is = |c: char| matches!(c, 'X' | 'Ｘ' | '×' | '*' | '＊' | '□');
    let mut i = 0;
    while i < chars.len() {
        if !is(chars[i]) {
            i += 1;
            continue;
        }
        let length = chars[i..].iter().take_while(|c| is(**c)).count();
        let latin = |at: usize| chars.get(at).is_some_and(char::is_ascii_alphabetic);
        let inside_word = (i > 0 && latin(i - 1)) || latin(i + length);
        if !inside_word || length > 1 {
            return Some(chars[i..(i + length + 2).min(chars.len())].iter().collect());
        }
        i += length;
    }
    None
}

/// What a preface announces (分四个方面汇报, 对照5个方面) against what follows.
pub(crate) fn of_announcements(
    preamble: &[(u32, String)],
    sections: u32,
    dimensions: u32,
) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for (paragraph, text) in preamble {
        for clause in text.split(['。', '，', '；', '：', '、']) {
            let Some(count) = aspects(clause) else {
                continue;
            };
            let of_sections = clause.starts_with('分')
                || clause.starts_with("从")
                || clause.contains("汇报")
                || clause.contains("下面");
            let (found, what) = if of_sections {
                (sections, "个部分")
            } else {
                (dimensions, "个方面的问题")
            };
            let other = if of_sections { dimensions } else { sections };
            if found > 0 && found != count && other != count {
                doubts.push(Doubt {
                    paragraph: *paragraph,
                    kind: DoubtKind::Contradiction,
                    message: format!("前文说“{clause}”，后文实有{found}{what}，按实有的读取"),
                });
            }
        }
    }
    doubts
}

/// The number before 个方面.
fn aspects(clause: &str) -> Option<u32> {
    let at = clause
        .find("个方面")
        .or_else(|| clause.find("个带头"))
        .or_else(|| clause.find("个部分"))?;
    let before: Vec<char> = clause[..at].chars().collect();
    let is = |c: &char| numeral::is_counting(*c) || c.is_ascii_digit();
    let length = before.iter().rev().take_while(|c| is(c)).count();
    let word: String = before[before.len() - length..].iter().collect();
    numeral::read(&word)
}
