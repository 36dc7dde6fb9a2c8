//! Fields of tasks: people, departments and deadlines as blocks and tables give them.

use super::section::Found;
use model::deadline::{DateFault, Deadline};
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
    let words = punctuation::strip_closing(&phrase);
    match Deadline::resolve(words, found.anchor) {
        Ok(deadline) => deadline,
        Err(fault) => {
            found.doubt(paragraph, DoubtKind::Deadline, unresolved(words, fault));
            Deadline::keep(words, found.anchor)
        }
    }
}

/// Why a deadline has no day, as a doubt says it.
pub fn unresolved(words: &str, fault: DateFault) -> String {
    match fault {
        DateFault::NoYear => format!("时限“{words}”没有写年份，年度确定后才能换算"),
        DateFault::NoDay => format!("时限“{words}”要从会议日期算起，没有记会议日期的按原文保留"),
        DateFault::Year => format!("时限“{words}”的年份不在1990—2100年之内，按原文保留"),
        DateFault::Unknown | DateFault::Impossible => {
            format!("时限“{words}”换算不出日期，按原文保留")
        }
    }
}
