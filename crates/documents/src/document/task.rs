//! Fields of tasks: people, departments and deadlines as blocks give them.

use crate::register::unresolved;
use model::deadline::{Anchor, Deadline};
use model::draft::{Doubt, DoubtKind};
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
pub(crate) fn deadline(
    phrase: &str,
    paragraph: u32,
    anchor: Option<Anchor>,
) -> (Deadline, Option<Doubt>) {
    let phrase = punctuation::close_blanks(&phrase.replace('\n', "、"));
    let words = punctuation::strip_closing(&phrase);
    let doubt = Deadline::resolve(words, anchor).err().map(|fault| Doubt {
        paragraph,
        kind: DoubtKind::Deadline,
        message: unresolved(words, fault),
    });
    (Deadline::keep(words, anchor), doubt)
}
