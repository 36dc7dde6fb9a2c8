//! A word in the texts of a row.

use office::text::needle::{Needle, Words};

/// Which of them are lists in JSON.
const LISTS: [bool; 5] = [false, true, false, false, true];
/// What stands before a text in such a list; inside a text its quotes would be escaped.
const KEY: &[u8] = br#""text":""#;
/// A word as it stands in a text, and as it stands in one inside JSON.
#[derive(Debug)]
pub(super) struct Word {
    plain: Needle,
    quoted: Needle,
}

impl Word {
    pub(super) fn all(words: &Words) -> Vec<Self> {
        let word = |text: &str| Self {
            plain: Needle::new(text),
            quoted: Needle::new(&escaped(text)),
        };
        words.texts().map(word).collect()
    }

    /// The first place where it stands and how often it does there.
    fn find(&self, texts: &[&[u8]; 5]) -> Option<(usize, usize)> {
        texts.iter().zip(LISTS).enumerate().find_map(|(at, text)| {
            let times = match text {
                (text, false) => self.plain.count(text),
                (list, true) => self.count_in(list),
            };
            (times > 0).then_some((at, times))
        })
    }

    fn count_in(&self, list: &[u8]) -> usize {
        if !self.quoted.is_in(list) {
            return 0;
        }
        let times = |raw: &[u8]| match memchr::memchr(b'\\', raw) {
            None => self.plain.count(raw),
            Some(_) => self.plain.count(unescaped(raw).as_bytes()),
        };
        Raw(list).map(times).sum()
    }
}

fn escaped(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    quoted[1..quoted.len().max(2) - 1].to_owned()
}

fn unescaped(raw: &[u8]) -> String {
    let quoted = [b"\"", raw, b"\""].concat();
    serde_json::from_slice(&quoted).unwrap_or_default()
}

/// The texts of a list, as they are written in JSON.
struct Raw<'a>(&'a [u8]);

impl<'a> Iterator for Raw<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let start = memchr::memmem::find(self.0, KEY)? + KEY.len();
        let text = &self.0[start..];
        let mut end = 0;
        loop {
            end += memchr::memchr2(b'"', b'\\', text.get(end..)?)?;
            if text[end] == b'"' {
                break;
            }
            end += 2;
        }
        self.0 = &text[end..];
        Some(&text[..end])
    }
}

/// Where the words stand, summed, and how often; `None` when one is missing.
pub(super) fn fit(words: &[Word], texts: &[&[u8]; 5]) -> Option<(usize, usize)> {
    let (mut places, mut times) = (0, 0);
    for word in words {
        let (place, often) = word.find(texts)?;
        places += place;
        times += often;
    }
    Some((places, times))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_list_end_where_they_end() {
        let list = r#"[{"key":1,"text":"甲\"text\":\"乙"},{"key":2,"text":"丙\\"},{"text":""}]"#;
        let texts: Vec<String> = Raw(list.as_bytes()).map(unescaped).collect();
        assert_eq!(texts, [r#"甲"text":"乙"#, r"丙\", ""]);
    }

    #[test]
    fn a_word_is_found_where_it_weighs_most() {
        let texts = |problem: &'static str, measures: &'static str| -> [&[u8]; 5] {
            [problem.as_bytes(), measures.as_bytes(), b"", b"", b""]
        };
        let list = r#"[{"key":1,"text":"text甲\n甲\"","dept":"乙科"}]"#;
        for (word, problem, found) in [
            ("甲", "甲乙", Some((0, 1))),
            ("甲", "丙", Some((1, 2))),
            ("乙科", "丙", None),
            ("key", "丙", None),
            ("TEXT", "丙", Some((1, 1))),
            ("n", "丙", None),
            ("\"", "丙", Some((1, 1))),
            ("\\", "丙", None),
        ] {
            let words = Word::all(&Words::read(word));
            assert_eq!(
                fit(&words, &texts(problem, list)),
                found,
                "{word} {problem}"
            );
        }
    }
}
