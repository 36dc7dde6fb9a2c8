//! What a browser shows before an item of a list.

use crate::document::numbering::{Format, written};
use office::text::ordinal;

/// A list whose items are still coming.
#[derive(Debug)]
pub(super) struct List {
    /// How its numbers are written; none of a list with bullets, or without anything.
    format: Option<Format>,
    next: u32,
    /// How many lists it stands in.
    depth: usize,
}

/// What is shown before one paragraph.
#[derive(Debug, Default)]
pub(super) struct Mark {
    pub(super) prefix: String,
    pub(super) bullet: bool,
}

impl List {
    /// A list with numbers: their form and the first of them, as the page says, and how many lists it
    /// stands in.
    pub(super) fn numbered(form: &str, first: Option<u32>, depth: usize) -> Self {
        Self {
            format: format(form),
            next: first.unwrap_or(1),
            depth,
        }
    }

    /// A list with bullets.
    pub(super) fn bullets() -> Self {
        Self {
            format: None,
            next: 1,
            depth: 0,
        }
    }

    /// The mark of its next item, which may say its own number.
    pub(super) fn next(&mut self, own: Option<u32>) -> Mark {
        let value = own.unwrap_or(self.next);
        self.next = value.saturating_add(1);
        let Some(format) = self.format else {
            return Mark {
                bullet: true,
                ..Mark::default()
            };
        };
        // Lists within lists are set in on a page; here the form of the number says so.
        let number = |format| written(value, format);
        let prefix = match (format, self.depth) {
            (Format::Chinese | Format::Stems | Format::Branches, 0) => number(format) + "、",
            (Format::Arabic, 2..) => number(Format::Circled),
            (_, 0) => number(format) + ".",
            (_, _) => format!("（{}）", number(format)),
        };
        Mark {
            prefix,
            bullet: false,
        }
    }
}

impl Mark {
    /// What stands before that text: nothing where it brings an ordinal of its own.
    pub(super) fn before(&self, text: &str) -> &str {
        match ordinal::read(text) {
            Some(_) => "",
            None => &self.prefix,
        }
    }
}

/// The form of numbers by the attribute `type` or the style of a list.
fn format(form: &str) -> Option<Format> {
    let styled = form.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| styled.contains(word));
    match form {
        "a" => return Some(Format::Letters { upper: false }),
        "A" => return Some(Format::Letters { upper: true }),
        "i" => return Some(Format::Roman { upper: false }),
        "I" => return Some(Format::Roman { upper: true }),
        _ => {}
    }
    if !styled.contains("list-style") {
        return Some(Format::Arabic);
    }
    let known = [
        (&["cjk-ideographic", "chinese"][..], Format::Chinese),
        (&["heavenly-stem"], Format::Stems),
        (&["earthly-branch"], Format::Branches),
        (
            &["lower-alpha", "lower-latin"],
            Format::Letters { upper: false },
        ),
        (
            &["upper-alpha", "upper-latin"],
            Format::Letters { upper: true },
        ),
        (&["lower-roman"], Format::Roman { upper: false }),
        (&["upper-roman"], Format::Roman { upper: true }),
    ];
    if says(&["none", "disc", "circle", "square"]) {
        return None;
    }
    let found = known.iter().find(|(words, _)| says(words));
    Some(found.map_or(Format::Arabic, |(_, format)| *format))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_those_of_a_browser() {
        let first = |form: &str| List::numbered(form, None, 0).next(None).prefix;
        for (form, mark) in [
            ("", "1."),
            ("a", "a."),
            ("I", "I."),
            ("list-style-type: cjk-ideographic", "一、"),
            ("list-style:upper-alpha inside", "A."),
            ("list-style: none", ""),
        ] {
            assert_eq!(first(form), mark, "{form}");
        }
        let mut list = List::numbered("", Some(3), 0);
        let marks = [None, Some(7), None].map(|own| list.next(own).prefix);
        assert_eq!(marks, ["3.", "7.", "8."]);
        assert_eq!(list.next(None).before("（一）学得少"), "");
        let deep = [0, 1, 2, 3].map(|depth| List::numbered("", None, depth).next(None).prefix);
        assert_eq!(deep, ["1.", "（1）", "①", "①"]);
        assert!(List::bullets().next(None).bullet);
    }
}
