//! Fields of tasks: people, departments and deadlines as blocks and tables give them.

use super::section::Found;
use model::deadline::Deadline;
use model::draft::DoubtKind;
use office::text::punctuation;

/// Several names in one field or cell, joined with 、
pub(crate) fn people(value: &str) -> String {
    let mut names: Vec<String> = Vec::new();
    for part in value.split(['\n', '；', ';', '，', ',', '、', '/', '|']) {
        let name = punctuation::close_blanks(part.trim());
        let name = punctuation::strip_closing(&name).to_owned();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("、")
}

/// A deadline in its own words; a doubt where they mean no day.
pub(crate) fn deadline(phrase: &str, paragraph: u32, found: &mut Found) -> Deadline {
    let phrase = punctuation::close_blanks(&phrase.replace('\n', "、"));
    let kept = Deadline::keep(punctuation::strip_closing(&phrase), found.anchor);
    if kept.term.is_none() {
        let message = if found.anchor.is_none() && Deadline::keep(&phrase, Some(ANY)).term.is_some()
        {
            format!("时限“{phrase}”没有写年份，年度确定后才能换算")
        } else {
            format!("时限“{phrase}”换算不出日期，按原文保留")
        };
        found.doubt(paragraph, DoubtKind::Deadline, message);
    }
    kept
}

/// Some year, to tell a phrase that lacks one from a phrase that is no date.
const ANY: model::deadline::Anchor = model::deadline::Anchor {
    year: 2020,
    held_on: None,
};
