//! Near-synonyms of the genre: what a text means, whatever the words.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The groups, as `meanings.txt` explains them.
static MEANINGS: LazyLock<Meanings> =
    LazyLock::new(|| Meanings::read(include_str!("meanings.txt")));

/// A group of words that mean nearly the same.
#[derive(Debug)]
pub(super) struct Group {
    /// Its name, for the screen.
    pub name: &'static str,
    /// Whether its words stand in problems of every kind.
    pub is_common: bool,
}

/// What the words of the genre mean.
#[derive(Debug)]
pub(super) struct Meanings {
    pub groups: Vec<Group>,
    /// Words by their first character, the longest first, each with its groups; none says nothing.
    words: HashMap<char, Vec<(&'static str, Vec<u16>)>>,
}

/// A part of a text: characters that the table does not know, or a word of it with its groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part<'a> {
    Unknown(char),
    Word(&'a str, &'a [u16]),
}

impl Meanings {
    /// The table of the program.
    pub(super) fn of_genre() -> &'static Self {
        &MEANINGS
    }

    fn read(text: &'static str) -> Self {
        let mut groups = Vec::new();
        let mut words: HashMap<&'static str, Vec<u16>> = HashMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(empty) = line.strip_prefix('!') {
                for word in empty.split_whitespace() {
                    words.entry(word).or_default();
                }
                continue;
            }
            let is_common = line.starts_with('~');
            let group = groups.len() as u16;
            for word in line.trim_start_matches('~').split_whitespace() {
                if groups.len() == usize::from(group) {
                    groups.push(Group {
                        name: word,
                        is_common,
                    });
                }
                let of_word = words.entry(word).or_default();
                if of_word.last() != Some(&group) {
                    of_word.push(group);
                }
            }
        }
        let mut by_first: HashMap<char, Vec<(&'static str, Vec<u16>)>> = HashMap::new();
        for (word, of_word) in words {
            let first = word.chars().next().unwrap_or_default();
            by_first.entry(first).or_default().push((word, of_word));
        }
        for words in by_first.values_mut() {
            words.sort_unstable_by_key(|(word, _)| (usize::MAX - word.len(), *word));
        }
        Self {
            groups,
            words: by_first,
        }
    }

    /// The parts of a text, from its beginning on the longest word each time.
    pub(super) fn parts<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Part<'a>> {
        let mut rest = text;
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let mut words = self.words.get(&first).into_iter().flatten();
            let found = words.find(|(word, _)| rest.starts_with(word));
            let (part, length) = match found {
                Some((word, groups)) => (Part::Word(word, groups.as_slice()), word.len()),
                None => (Part::Unknown(first), first.len_utf8()),
            };
            rest = &rest[length..];
            Some(part)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Meanings, Part};

    #[test]
    fn the_table_is_whole() {
        let meanings = Meanings::of_genre();
        let telling = meanings.groups.iter().filter(|group| !group.is_common);
        assert!(telling.count() >= 80);
        for (word, _) in meanings.words.values().flatten() {
            assert!(word.chars().all(char::is_alphanumeric), "{word}");
        }
    }

    #[test]
    fn the_longest_word_wins_and_empty_ones_say_nothing() {
        let meanings = Meanings::of_genre();
        let parts: Vec<Part<'_>> = meanings.parts("文山会海玘不够").collect();
        let names = |part: &Part<'_>| match part {
            Part::Word(word, groups) => {
                let names = groups
                    .iter()
                    .map(|group| meanings.groups[usize::from(*group)].name);
                (word.to_string(), names.collect::<Vec<_>>())
            }
            Part::Unknown(c) => (c.to_string(), vec!["?"]),
        };
        let read: Vec<_> = parts.iter().map(names).collect();
        assert_eq!(
            read,
            [
                ("文山会海".to_owned(), vec!["文山会海"]),
                ("玘".to_owned(), vec!["?"]),
                ("不够".to_owned(), vec![]),
            ]
        );
    }
}
