//! How a note is told (报送): no number stands in it that the note does not have.

use chrono::Datelike as _;

use crate::event::Progressed;
use crate::figure::Quantity;
use office::text::{numeral, width};

/// What is counted in Chinese numerals: 三次, not 一把手.
const COUNTED: [char; 22] = [
    '次', '个', '项', '件', '家', '户', '人', '名', '篇', '份', '期', '场', '处', '条', '轮', '批',
    '部', '册', '座', '天', '月', '年',
];

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Number {
    value: Quantity,
    /// As it stands there.
    words: String,
    behind: Option<char>,
}

/// The numbers in the telling that neither the words nor the figures nor the day of the note have.
pub(super) fn unsaid(note: &Progressed) -> Vec<String> {
    let told = numbers(note.told.as_deref().unwrap_or_default());
    let mut said: Vec<Quantity> = numbers(&note.text)
        .into_iter()
        .map(|number| number.value)
        .collect();
    said.extend(note.figures.iter().map(|figure| figure.value));
    let is_day = |number: &Number| {
        let part = match number.behind {
            Some('年') => note.on.year(),
            Some('月') => note.on.month() as i32,
            Some('日') => note.on.day() as i32,
            _ => return false,
        };
        number.value == Quantity::whole(part)
    };
    let mut unsaid: Vec<String> = Vec::new();
    for number in told {
        let is_said = said.contains(&number.value) || is_day(&number);
        if !is_said && !unsaid.contains(&number.words) {
            unsaid.push(number.words);
        }
    }
    unsaid
}

/// The numbers of a text: in digits, and in Chinese numerals where something is counted.
fn numbers(text: &str) -> Vec<Number> {
    let text: Vec<char> = text.chars().map(width::narrow).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let arabic = run(&text[at..], |c| {
            c.is_ascii_digit() || matches!(c, '.' | ',')
        });
        let chinese = run(&text[at..], numeral::is_counting);
        let (words, value) = if text[at].is_ascii_digit() {
            let words = arabic.trim_end_matches(['.', ',']).to_owned();
            let value = Quantity::read(&words.replace(',', ""));
            (words, value)
        } else {
            let behind = text.get(at + chinese.chars().count());
            let counted = behind.is_some_and(|c| COUNTED.contains(c));
            let value = numeral::read(&chinese).filter(|_| counted);
            let value = value.and_then(|value| i32::try_from(value).ok());
            (chinese, value.map(Quantity::whole))
        };
        at += words.chars().count().max(1);
        let behind = text.get(at).copied();
        found.extend(value.map(|value| Number {
            value,
            words,
            behind,
        }));
    }
    found
}

fn run(text: &[char], is_part: impl Fn(char) -> bool) -> String {
    text.iter().copied().take_while(|c| is_part(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Figure;

    fn note(text: &str, figures: &[&str], told: &str) -> Progressed {
        Progressed {
            on: "2022-03-15".parse().expect("a day"),
            text: text.to_owned(),
            figures: figures.iter().filter_map(|one| Figure::read(one)).collect(),
            told: Some(told.to_owned()),
            ..Progressed::default()
        }
    }

    #[test]
    fn a_telling_has_the_numbers_of_its_note() {
        for (text, figures, told) in [
            ("到3个村走访42户", &[][..], "走访3个村42户"),
            ("到村里走访", &["走访=42户"], "走访群众42户"),
            ("召开两次会议", &[], "召开会议2次"),
            ("召开2次会议", &[], "召开会议两次"),
            ("压减经费1,200.5元", &[], "压减经费1200.5元"),
            ("走访群众", &["走访=1200户"], "走访群众1,200户"),
            ("走访群众", &["满意度=91.0%"], "满意度９１％"),
            ("开会研究", &[], "3月15日开会研究"),
            ("约谈一把手", &[], "约谈“一把手”，一体推进"),
            ("开会研究", &[], "开会研究"),
        ] {
            let unsaid = unsaid(&note(text, figures, told));
            assert!(unsaid.is_empty(), "{told}: {unsaid:?}");
        }
        for (text, figures, told, number) in [
            ("走访42户", &[][..], "走访43户", "43"),
            ("走访42户", &["走访=42户"], "走访42户，化解3件", "3"),
            ("召开两次会议", &[], "召开会议三次", "三"),
            ("走访12户", &[], "走访1户2人", "1、2"),
            ("满意度91%", &[], "满意度91.5%", "91.5"),
        ] {
            assert_eq!(
                unsaid(&note(text, figures, told)).join("、"),
                number,
                "{told}"
            );
        }
    }
}
