//! Sections that a text announces and does not have: 分四个方面, three follow.

use crate::report::check::{Finding, Reason};
use crate::report::fix::Fix;
use office::text::numeral;

pub(super) fn announced(paragraphs: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (place, paragraph) in paragraphs.iter().enumerate() {
        for (words, announced) in announcements(paragraph) {
            let found = following(paragraph, &paragraphs[place + 1..]);
            if found > 0 && found != announced {
                let message = format!("第{}段说“{words}”，后面却有{found}个部分", place + 1);
                findings.push(Finding::general(Reason::States, message, Fix::Correct));
            }
        }
    }
    findings
}

/// 四个方面, 以下三个部分: the words and the number.
fn announcements(paragraph: &str) -> Vec<(String, u32)> {
    let chars: Vec<char> = paragraph.chars().collect();
    let mut found = Vec::new();
    for at in 0..chars.len() {
        let rest: String = chars[at..].iter().take(4).collect();
        let ends = ["个方面", "个部分", "项内容"];
        let Some(end) = ends.iter().find(|end| rest.starts_with(**end)) else {
            continue;
        };
        let number: Vec<char> = chars[..at]
            .iter()
            .rev()
            .take_while(|c| c.is_ascii_digit() || numeral::is_counting(**c))
            .copied()
            .collect();
        let word: String = number.into_iter().rev().collect();
        let before: String = chars[..at - word.chars().count()].iter().collect();
        let announces = ["分", "分为", "从", "以下", "下列", "如下", "主要有"]
            .iter()
            .any(|lead| before.ends_with(lead));
        if let Some(number) = numeral::read(&word).filter(|_| announces) {
            found.push((format!("{word}{end}"), number));
        }
    }
    found
}

/// How many parts follow: 一是…二是… in the paragraph itself, else headings of the first level that
/// comes, until a higher one.
fn following(paragraph: &str, rest: &[String]) -> u32 {
    let inline = (1..=20)
        .take_while(|number| paragraph.contains(&format!("{}是", numeral::write(*number))))
        .count() as u32;
    if inline > 1 {
        return inline;
    }
    let Some(level) = rest.iter().find_map(|line| level(line)) else {
        return 0;
    };
    let headings = rest.iter().filter_map(|line| self::level(line));
    headings
        .take_while(|found| *found >= level)
        .filter(|found| *found == level)
        .count() as u32
}

/// The level of a heading's ordinal: 一、 1, （一） 2, 一是 3.
fn level(line: &str) -> Option<u8> {
    let line = line.trim();
    let bracketed = line.strip_prefix(['（', '(']);
    let rest = bracketed.unwrap_or(line);
    let number: String = rest
        .chars()
        .take_while(|c| numeral::is_counting(*c))
        .collect();
    if number.is_empty() {
        return None;
    }
    let after = &rest[number.len()..];
    match (bracketed, after.chars().next()) {
        (Some(_), Some('）' | ')')) => Some(2),
        (None, Some('、')) => Some(1),
        (None, Some('是')) => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str) -> Vec<String> {
        let paragraphs: Vec<String> = text.lines().map(str::to_owned).collect();
        announced(&paragraphs)
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn parts_are_counted() {
        assert_eq!(
            checked("现分四个方面报告如下：\n一、甲\n（一）乙\n二、丙\n三、丁"),
            ["第1段说“四个方面”，后面却有3个部分"]
        );
        assert_eq!(
            checked("分三个部分：\n一、甲\n二、丙\n三、丁"),
            Vec::<String>::new()
        );
        assert_eq!(
            checked("从两个方面整改：一是学，二是做，三是查。"),
            ["第1段说“两个方面”，后面却有3个部分"]
        );
        assert_eq!(
            checked("查摆了四个方面的问题。\n一、甲"),
            Vec::<String>::new()
        );
    }
}
