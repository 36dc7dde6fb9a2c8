//! Where in the text something stands that the draft keeps without a place.

use documents::document::{Part, Passage};

/// So many characters are enough to know it by.
const ENOUGH: usize = 40;

/// The first passage that holds the words, one of that part before any other; blanks and marks make
/// no difference.
pub(super) fn of<'a>(passages: &'a [Passage], part: Part, words: &str) -> Option<&'a Passage> {
    let plain = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let words: String = plain(words).chars().take(ENOUGH).collect();
    let holds = |passage: &&Passage| plain(&passage.text).contains(&words);
    let within = passages.iter().filter(|passage| passage.part == part);
    let mut within = within.filter(holds);
    within.next().or_else(|| passages.iter().find(holds))
}

/// Its paragraph.
pub(super) fn paragraph(passages: &[Passage], part: Part, words: &str) -> Option<u32> {
    of(passages, part, words).map(|passage| passage.paragraph)
}
