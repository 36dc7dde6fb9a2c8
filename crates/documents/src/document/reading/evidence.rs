//! What a span shows by itself and beside its neighbours: the features that speak for or against a label.

use super::lists::Lists;
use super::mark::Mark;
use super::sense::{FLAGS, Sense};
use super::span::Span;
use super::whole::whole;
use crate::document::paragraph::Paragraph;
use crate::vocabulary::label::{self, Field};
use office::text::punctuation;

/// A feature: a row of the table of weights.
pub type Row = u32;

/// What the decisions before a span are held against, and its own features.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// Features that hang on the document alone.
    pub rows: Vec<Row>,
    /// How it begins: ordinal, label or nothing, at the start of a paragraph or inside.
    pub(crate) form: u32,
    /// What its words are like.
    pub(crate) sense: u32,
    /// The span before it ends in ：
    pub(crate) led_in: bool,
    pub(crate) ordinal: Option<Mark>,
    pub(crate) labelled: bool,
    pub(crate) at_start: bool,
    /// Its last characters.
    pub(crate) ending: u32,
    /// Its first characters.
    pub(crate) opening: u32,
    /// It holds letters or ideographs.
    pub(crate) filled: bool,
    /// It is a label with nothing behind it.
    pub(crate) bare_label: bool,
}

/// Rows of the table of weights.
pub const ROWS: u32 = 60_000;

/// Mixes numbers into one.
pub(crate) fn mix(parts: &[u32]) -> u32 {
    let mut hash = 0x811C_9DC5_u32;
    for part in parts {
        hash = (hash.rotate_left(5) ^ part).wrapping_mul(0x9E37_79B1);
    }
    (hash ^ (hash >> 15)).wrapping_mul(0x85EB_CA6B)
}

/// The row of a feature.
pub(crate) fn row(parts: &[u32]) -> Row {
    mix(parts) % ROWS
}

fn of_text(text: &str) -> u32 {
    let chars: Vec<u32> = text.chars().map(u32::from).collect();
    mix(&chars)
}

/// A document whose spans are asked for their features one by one: all of them at once would be a hundred
/// times the text.
pub struct Shown<'a> {
    spans: &'a [Span],
    paragraphs: &'a [Paragraph],
    texts: Vec<&'a str>,
    senses: Vec<Sense>,
    lists: Lists,
    /// The section that the last heading above named.
    above: Vec<u32>,
    whole: Vec<u32>,
}

impl<'a> Shown<'a> {
    /// Looks at a document.
    pub(crate) fn of(spans: &'a [Span], paragraphs: &'a [Paragraph]) -> Self {
        let texts: Vec<&str> = spans.iter().map(|span| span.text(paragraphs)).collect();
        let senses: Vec<Sense> = texts.iter().map(|text| Sense::of(text)).collect();
        let mut above = Vec::with_capacity(spans.len());
        let mut last = 0;
        for sense in &senses {
            above.push(last);
            if let Some(section) = sense.section {
                last = 1 + section as u32;
            }
        }
        Self {
            lists: Lists::of(spans, &senses),
            whole: whole(paragraphs),
            spans,
            paragraphs,
            texts,
            senses,
            above,
        }
    }

    /// The features of each span.
    pub fn all(&self) -> impl Iterator<Item = Evidence> + '_ {
        (0..self.spans.len()).map(|i| self.evidence(i))
    }
}

impl Shown<'_> {
    fn form(&self, i: usize) -> u32 {
        let span = &self.spans[i];
        let style = span.ordinal.map_or(0, |found| u32::from(found.style) + 1);
        let field = span.field.map_or(0, |field| match field {
            Field::Problem => 1,
            Field::Cause => 2,
            Field::Measure | Field::Target => 3,
            field if label::is_assignment(field) => 4,
            Field::Detail => 5,
            Field::Dimension => 6,
            _ => 7,
        });
        let place = u32::from(span.at_start());
        style * 16 + field * 2 + place
    }

    fn evidence(&self, i: usize) -> Evidence {
        let span = &self.spans[i];
        let text = self.texts[i].trim();
        let form = self.form(i);
        let sense = self.senses[i].first();
        let ending: Vec<char> = punctuation::strip_closing(text)
            .chars()
            .rev()
            .take(2)
            .collect();
        let opening: String = text.chars().take(2).collect();
        let mut rows = Vec::with_capacity(96);
        self.about_itself(i, form, &mut rows);
        self.about_words(text, form, &mut rows);
        self.about_neighbours(i, form, &mut rows);
        self.about_company(i, form, &mut rows);
        for word in &self.whole {
            rows.push(row(&[90, *word, u32::from(span.at_start()), sense]));
            rows.push(row(&[91, *word]));
        }
        Evidence {
            rows,
            form,
            sense,
            led_in: i > 0 && self.texts[i - 1].trim_end().ends_with(['：', ':']),
            ordinal: span.ordinal,
            labelled: span.field.is_some(),
            at_start: span.at_start(),
            ending: of_text(&ending.iter().collect::<String>()),
            opening: of_text(&opening),
            filled: text.chars().any(char::is_alphanumeric),
            bare_label: span.bare_label,
        }
    }

    fn about_itself(&self, i: usize, form: u32, rows: &mut Vec<Row>) {
        let span = &self.spans[i];
        let text = self.texts[i].trim();
        let paragraph = &self.paragraphs[span.at];
        let sense = self.senses[i];
        let length = text.chars().count() as u32;
        let size = match length {
            0 => 0,
            1..=4 => 1,
            5..=8 => 2,
            9..=14 => 3,
            15..=24 => 4,
            25..=45 => 5,
            _ => 6,
        };
        let end = match text.chars().next_back() {
            Some('。') => 1,
            Some('：' | ':') => 2,
            Some('；' | ';') => 3,
            Some('，' | ',') => 4,
            Some('）' | ')' | '】') => 5,
            _ => 0,
        };
        let section = sense.section.map_or(0, |section| 1 + section as u32);
        let flags = sense.flags();
        let value = span.ordinal.map_or(0, |found| found.value.min(3));
        let alone = u32::from(span.at_start() && span.whole.end == paragraph.text.len());
        let level = paragraph
            .level
            .map_or(0, |level| 1 + u32::from(level.min(5)));
        let edge = span.edge as u32;
        for parts in [
            &[1, form][..],
            &[2, form, size, end],
            &[3, section, alone],
            &[4, section, form],
            &[5, flags],
            &[6, sense.first(), form],
            &[7, size, end, alone],
            &[8, edge, end],
            &[9, edge, form, size],
            &[10, value, form],
            &[11, level, form],
            &[12, level, section],
            &[
                13,
                u32::from(paragraph.bullet),
                u32::from(paragraph.indented),
                alone,
            ],
            &[14, sense.first(), size, end],
            &[15, u32::from(paragraph.gap), alone, size],
            &[0],
        ] {
            rows.push(row(parts));
        }
        self.about_place(i, form, [alone, size, end], rows);
    }

    /// Where it stands: in the document, under which heading, in which list.
    fn about_place(&self, i: usize, form: u32, [alone, size, end]: [u32; 3], rows: &mut Vec<Row>) {
        let (span, sense) = (&self.spans[i], self.senses[i]);
        let (flags, section) = (
            sense.flags(),
            sense.section.map_or(0, |section| 1 + section as u32),
        );
        for bit in 0..FLAGS {
            if flags & (1 << bit) != 0 {
                rows.push(row(&[16, bit, form]));
                rows.push(row(&[17, bit, section]));
                rows.push(row(&[18, bit, alone, end]));
            }
        }
        let place = (span.at * 8 / self.paragraphs.len().max(1)) as u32;
        let left = (self.paragraphs.len() - span.at).min(4) as u32;
        rows.push(row(&[19, place, alone]));
        rows.push(row(&[20, (span.at as u32).min(4), alone, size, end]));
        rows.push(row(&[21, left, alone, size]));
        rows.push(row(&[22, form, self.above[i]]));
        rows.push(row(&[23, sense.first(), self.above[i]]));
        let [length, defects, plans, starts] = self.lists.row(i);
        if length > 0 {
            rows.push(row(&[24, length, form]));
            rows.push(row(&[25, defects, plans, form]));
            rows.push(row(&[26, defects, self.above[i]]));
            rows.push(row(&[27, plans, self.above[i]]));
            rows.push(row(&[28, starts, form]));
        }
    }

    /// Characters at both ends, hashed.
    fn about_words(&self, text: &str, form: u32, rows: &mut Vec<Row>) {
        let bare = punctuation::strip_closing(text);
        let chars: Vec<u32> = bare.chars().map(u32::from).collect();
        let has_ordinal = u32::from(form >= 16);
        for n in 1..=4.min(chars.len()) {
            rows.push(row(&[40, n as u32, mix(&chars[..n])]));
            rows.push(row(&[41, n as u32, mix(&chars[chars.len() - n..])]));
            rows.push(row(&[44, n as u32, mix(&chars[..n]), has_ordinal]));
        }
        let near = 12.min(chars.len());
        for pair in chars[..near].windows(2) {
            rows.push(row(&[42, mix(pair)]));
        }
        for pair in chars[chars.len() - near..].windows(2) {
            rows.push(row(&[43, mix(pair)]));
        }
        if chars.len() <= 8 {
            rows.push(row(&[45, mix(&chars)]));
        }
        if chars.len() <= 16 {
            // A heading in words of its own shares single signs with others.
            for one in &chars {
                rows.push(row(&[46, *one, has_ordinal]));
            }
        }
    }

    /// What the spans around say on the whole: a heading stands over what follows it.
    fn about_company(&self, i: usize, form: u32, rows: &mut Vec<Row>) {
        let sense = self.senses[i].first();
        let after = &self.senses[i + 1..(i + 9).min(self.senses.len())];
        let before = &self.senses[i.saturating_sub(6)..i];
        let share = |senses: &[Sense], test: fn(&Sense) -> bool| {
            let count = senses.iter().filter(|sense| test(sense)).count() as u32;
            (count * 4).div_ceil((senses.len() as u32).max(1))
        };
        let tests: [fn(&Sense) -> bool; 6] = [
            |sense| sense.defect,
            |sense| sense.plan,
            |sense| sense.praise || sense.done,
            |sense| sense.own,
            |sense| sense.blank,
            |sense| sense.others || sense.asks,
        ];
        for (k, test) in (0..).zip(tests) {
            let (ahead, behind) = (share(after, test), share(before, test));
            rows.push(row(&[84, k, ahead, sense]));
            rows.push(row(&[85, k, behind, sense]));
            rows.push(row(&[86, k, ahead, form]));
            rows.push(row(&[87, k, behind, form]));
        }
        let (defects, plans) = (share(after, tests[0]), share(after, tests[1]));
        rows.push(row(&[
            88,
            defects,
            plans,
            u32::from(self.spans[i].at_start()),
        ]));
        rows.push(row(&[
            89,
            defects,
            plans,
            share(before, tests[0]),
            share(before, tests[1]),
        ]));
    }

    fn about_neighbours(&self, i: usize, form: u32, rows: &mut Vec<Row>) {
        let sense = self.senses[i].first();
        let next = (i + 1 < self.spans.len()).then(|| i + 1);
        let before = i.checked_sub(1);
        let paragraph = (i + 1..self.spans.len()).find(|next| self.spans[*next].at_start());
        for (kind, at) in [(50, next), (60, before), (70, paragraph)] {
            let Some(at) = at else {
                rows.push(row(&[kind, form]));
                continue;
            };
            let other = self.form(at);
            let value = self.spans[at].ordinal.map_or(0, |found| found.value.min(3));
            rows.push(row(&[kind + 1, other, form]));
            rows.push(row(&[kind + 2, other, value, sense]));
            rows.push(row(&[kind + 3, self.senses[at].first(), sense]));
            rows.push(row(&[kind + 4, self.senses[at].first(), form]));
        }
        let ended = before.map_or(9, |at| {
            match self.texts[at].trim_end().chars().next_back() {
                Some('。') => 1,
                Some('：' | ':') => 2,
                Some('；' | ';') => 3,
                Some('，' | ',') => 4,
                _ => 0,
            }
        });
        rows.push(row(&[80, ended, form]));
        rows.push(row(&[81, ended, self.spans[i].edge as u32]));
        // What the next lines hold: a heading stands over items.
        let ahead = self.spans[i + 1..]
            .iter()
            .take(4)
            .find_map(|span| span.ordinal)
            .map_or(0, |found| {
                1 + u32::from(found.style) * 4 + found.value.min(3)
            });
        rows.push(row(&[82, ahead, form]));
        rows.push(row(&[83, ahead, sense]));
    }
}

impl Evidence {
    /// It stands inside a paragraph with neither ordinal nor label.
    pub(crate) fn is_plain(&self) -> bool {
        !self.at_start && self.ordinal.is_none() && !self.labelled
    }
}
