//! The words around the records: one phrase per kind of sentence, with named slots. Order and loops
//! stay in code, so no phrase can drop a task, and what fills a slot is put in verbatim.

mod builtin;
mod key;
mod phrase;

pub use builtin::PhraseFault;
pub(crate) use key::Key;

use crate::report::cited_text::CitedText;
use phrase::Phrase;

/// Who speaks: the leadership team is spoken of, a person speaks himself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// 班子, in the third person.
    Team,
    /// 个人, in the first.
    Person,
}

/// All phrases that reports are made with.
#[derive(Debug, Clone)]
pub struct Phrases {
    team: Vec<Phrase>,
    /// Where a person says it otherwise.
    person: Vec<Option<Phrase>>,
}

impl Phrases {
    /// The phrase with its slots filled.
    #[expect(clippy::needless_pass_by_value, reason = "slots are made for the call")]
    pub(crate) fn say<const N: usize>(
        &self,
        key: Key,
        voice: Voice,
        slots: [(&str, CitedText); N],
    ) -> CitedText {
        let mut said = CitedText::default();
        for part in &self.phrase(key, voice).parts {
            match part {
                phrase::Part::Words(words) => said.push_words(words),
                phrase::Part::Slot(name) => {
                    // Every phrase was held against the built-in one's slots when it was read.
                    if let Some((_, value)) = slots.iter().find(|(slot, _)| slot == name) {
                        said.push(value);
                    }
                }
            }
        }
        said
    }

    fn phrase(&self, key: Key, voice: Voice) -> &Phrase {
        let place = key as usize;
        match (voice, &self.person[place]) {
            (Voice::Person, Some(phrase)) => phrase,
            _ => &self.team[place],
        }
    }

    /// Every run of words in any phrase: what a text may say beside the records.
    pub fn all_words(&self) -> Vec<&str> {
        let phrases = self.team.iter().chain(self.person.iter().flatten());
        let mut words: Vec<&str> = phrases.flat_map(Phrase::words).collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}
