//! One phrase: words and slots. `{{` and `}}` stand for the braces themselves.

use std::fmt;

/// A phrase, read once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) parts: Vec<Part>,
}

/// Words as they are, or the name of what is put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Words(String),
    Slot(String),
}

/// What is wrong with a phrase's braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Brace {
    /// `{` without `}`.
    Unclosed,
    /// `}` without `{`.
    Stray,
    /// `{}`
    Empty,
}

impl Phrase {
    pub(super) fn read(text: &str) -> Result<Self, Brace> {
        let (mut parts, mut words) = (Vec::new(), String::new());
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '{' | '}' if rest.peek() == Some(&c) => {
                    rest.next();
                    words.push(c);
                }
                '}' => return Err(Brace::Stray),
                '{' => {
                    let mut name = String::new();
                    loop {
                        match rest.next() {
                            Some('}') => break,
                            Some('{') | None => return Err(Brace::Unclosed),
                            Some(c) => name.push(c),
                        }
                    }
                    let name = name.trim();
                    if name.is_empty() {
                        return Err(Brace::Empty);
                    }
                    if !words.is_empty() {
                        parts.push(Part::Words(std::mem::take(&mut words)));
                    }
                    parts.push(Part::Slot(name.to_owned()));
                }
                c => words.push(c),
            }
        }
        if !words.is_empty() {
            parts.push(Part::Words(words));
        }
        Ok(Self { parts })
    }

    pub(super) fn slots(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Slot(name) => Some(name.as_str()),
            Part::Words(_) => None,
        })
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Words(words) => Some(words.as_str()),
            Part::Slot(_) => None,
        })
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Words(words) => f.write_str(&words.replace('{', "{{").replace('}', "}}")),
            Part::Slot(name) => write!(f, "{{{name}}}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_read_what_they_show() {
        for text in ["关于{问题}的问题。", "{{照印}}", "", "{甲}{乙}"] {
            assert_eq!(Phrase::read(text).expect(text).to_string(), text);
        }
        assert_eq!(Phrase::read("关于{问题"), Err(Brace::Unclosed));
        assert_eq!(Phrase::read("关于问题}"), Err(Brace::Stray));
        assert_eq!(Phrase::read("关于{ }"), Err(Brace::Empty));
    }
}
