//! Finding words in texts of any length, as bytes: a word may be one ideograph. Latin letters match
//! in either case.

use std::ops::Range;

use memchr::memmem::Finder;

/// One word that is looked for.
#[derive(Debug, Clone)]
pub struct Needle {
    finder: Finder<'static>,
    /// Place of the first Latin letter: with one, every case is tried from there.
    letter: Option<usize>,
}

impl Needle {
    /// A word as typed; an empty one is found nowhere.
    pub fn new(word: &str) -> Self {
        let bytes = word.as_bytes();
        Self {
            finder: Finder::new(bytes).into_owned(),
            letter: bytes.iter().position(u8::is_ascii_alphabetic),
        }
    }

    /// Whether it occurs in the bytes of a text.
    pub fn is_in(&self, text: &[u8]) -> bool {
        self.first(text).is_some()
    }

    /// How often it occurs, without overlaps.
    pub fn count(&self, text: &[u8]) -> usize {
        self.places(text).count()
    }

    /// Where it occurs, without overlaps, in order.
    pub fn places<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = Range<usize>> + 'a {
        let length = self.finder.needle().len();
        let mut from = 0;
        std::iter::from_fn(move || {
            let start = from + self.first(text.get(from..)?)?;
            from = start + length;
            Some(start..from)
        })
    }

    fn first(&self, text: &[u8]) -> Option<usize> {
        let wanted = self.finder.needle();
        if wanted.is_empty() {
            return None;
        }
        let Some(letter) = self.letter else {
            return self.finder.find(text);
        };
        // Letters are rare among ideographs: each one found is looked around.
        let (lower, upper) = (
            wanted[letter].to_ascii_lowercase(),
            wanted[letter].to_ascii_uppercase(),
        );
        memchr::memchr2_iter(lower, upper, text).find_map(|at| {
            let start = at.checked_sub(letter)?;
            let there = text.get(start..start + wanted.len())?;
            there.eq_ignore_ascii_case(wanted).then_some(start)
        })
    }
}

/// Words of which a text has to hold every one.
#[derive(Debug, Clone, Default)]
pub struct Words(Vec<(String, Needle)>);

impl Words {
    /// The words between blanks, each once.
    pub fn read(text: &str) -> Self {
        let mut words: Vec<(String, Needle)> = Vec::new();
        for word in text.split_whitespace() {
            if !words.iter().any(|(known, _)| known == word) {
                words.push((word.to_owned(), Needle::new(word)));
            }
        }
        Self(words)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words as typed.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(text, _)| text.as_str())
    }

    /// Where any of them occurs in the text, in order; what overlaps or touches is one place.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = self
            .0
            .iter()
            .flat_map(|(_, needle)| needle.places(text.as_bytes()))
            .collect();
        places.sort_by_key(|place| (place.start, place.end));
        let mut marks: Vec<Range<usize>> = Vec::new();
        for place in places {
            match marks.last_mut() {
                Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
                _ => marks.push(place),
            }
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_length_and_case() {
        for (word, text, places) in [
            ("消", "消防通道，消防栓", vec![0, 15]),
            ("消防", "消防通道，消防栓", vec![0, 15]),
            ("防通", "消防通道", vec![3]),
            ("App", "用app，用APP，用Ap", vec![3, 12]),
            ("用App", "app用APP", vec![3]),
            ("aa", "aaaa", vec![0, 2]),
            ("", "消防", vec![]),
            ("道道", "道", vec![]),
        ] {
            let found: Vec<usize> = Needle::new(word)
                .places(text.as_bytes())
                .map(|place| place.start)
                .collect();
            assert_eq!(found, places, "{word} in {text}");
        }
    }

    #[test]
    fn marks_are_joined() {
        let words = Words::read("消防　防通 栓 消防");
        assert_eq!(words.texts().collect::<Vec<_>>(), ["消防", "防通", "栓"]);
        assert_eq!(words.marks("消防通道消防栓"), [0..9, 12..21]);
        assert!(Words::read(" 　").is_empty());
    }
}
