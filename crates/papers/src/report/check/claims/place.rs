//! Whose a sentence is: the opening's, or that of the problem whose title stands before it.

use std::collections::HashMap;
use std::ops::Range;

use crate::report::check::claims::plain::{Plain, QUOTE, plain};
use crate::report::check::claims::titles::{
    Title, borders, is_heading, last_paragraphs, title, titles,
};
use crate::report::check::claims::words;
use crate::report::facts::Section;
use crate::report::item::Item;
use model::dimension;
use office::text::ordinal::{self, Style};
use office::text::sentence;

/// Whom a sentence speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Owner {
    /// All problems of a section, the older ones apart.
    Section(usize),
    /// 以前年度遗留问题 of a section.
    Older(usize),
    /// Those of one dimension that are told together; behind the last the older ones.
    Group(usize, usize),
    /// These items of a section, by place.
    Items(usize, Vec<usize>),
    /// A problem that is none of the ledger's.
    Stranger,
    /// Another part of the document.
    Outside,
}

/// A sentence of the text.
#[derive(Debug, Clone)]
pub(super) struct Sentence<'a> {
    pub(super) owner: Owner,
    /// In plain form.
    pub(super) text: String,
    /// As it stands in the file.
    pub(super) source: &'a str,
    /// Number of its paragraph, from 1.
    pub(super) paragraph: usize,
    /// Where the titles stand.
    pub(super) titles: Vec<Range<usize>>,
    /// Whether it is a heading and no sentence.
    pub(super) heading: bool,
}

/// The sentences of the text with their owners.
pub(super) fn sentences<'a>(
    paragraphs: &'a [String],
    sections: &[Section<'_>],
    items: &[Vec<&Item<'_>>],
) -> Vec<Sentence<'a>> {
    let plains: Vec<Plain> = paragraphs.iter().map(|text| Plain::of(text)).collect();
    let titles = titles(&plains, items);
    let mut reader = Reader {
        borders: borders(&plains, &titles, sections),
        last: last_paragraphs(&titles),
        owner: Owner::Section(titles.first().map_or(0, |title| title.section)),
        group: None,
        groups: sections.iter().map(group_names).collect(),
        titles: &titles,
        found: Vec::new(),
    };
    for (place, (source, plain)) in paragraphs.iter().zip(&plains).enumerate() {
        reader.paragraph(place, source, plain);
    }
    reader.found
}

/// The sentences of a text about one problem, its title in it or not.
pub(super) fn of_item<'a>(source: &'a str, item: &Item<'_>) -> Vec<Sentence<'a>> {
    let plain = Plain::of(source);
    let title = title(item);
    let titles: Vec<Range<usize>> = match plain.text.find(&title) {
        Some(at) if !title.is_empty() => std::iter::once(at..at + title.len()).collect(),
        _ => Vec::new(),
    };
    let ranges = split(&plain.text, &titles).into_iter();
    let sentences = ranges.map(|range| Sentence {
        owner: Owner::Items(0, vec![0]),
        text: plain.text[range.clone()].to_owned(),
        source: plain.source(source, &range),
        paragraph: 1,
        titles: inside(&titles, &range),
        heading: false,
    });
    sentences.collect()
}

/// The titles that begin in a sentence, by their places in it.
fn inside(titles: &[Range<usize>], range: &Range<usize>) -> Vec<Range<usize>> {
    let own = titles.iter().filter(|title| range.contains(&title.start));
    own.map(|title| title.start - range.start..title.end - range.start)
        .collect()
}

struct Reader<'a, 't> {
    /// Paragraphs with which another section begins.
    borders: HashMap<usize, usize>,
    /// The last paragraph that names a problem of each section.
    last: HashMap<usize, usize>,
    titles: &'t [Title],
    owner: Owner,
    /// The dimension that the paragraph has come to, with its section.
    group: Option<(usize, usize)>,
    /// How the dimensions of each section are called.
    groups: Vec<Vec<Vec<String>>>,
    found: Vec<Sentence<'a>>,
}

impl<'a> Reader<'a, '_> {
    fn paragraph(&mut self, place: usize, source: &'a str, plain: &Plain) {
        if let Some(section) = self.borders.get(&place) {
            self.owner = Owner::Section(*section);
        }
        // A heading of its own heads the paragraph below it.
        let below = self.found.last().is_some_and(|above| above.heading);
        self.group = self.group.filter(|_| below);
        if let Owner::Group(section, _) = self.owner {
            self.owner = Owner::Section(section);
        }
        let first = self.titles.partition_point(|title| title.paragraph < place);
        let end = self
            .titles
            .partition_point(|title| title.paragraph <= place);
        let titles = &self.titles[first..end];
        let places: Vec<Range<usize>> = titles.iter().map(|title| title.at.clone()).collect();
        let heading = titles.is_empty() && is_heading(&plain.text);
        if heading {
            self.owner = self.below_heading(place);
        }
        for (number, range) in split(&plain.text, &places).into_iter().enumerate() {
            let own: Vec<&Title> = titles
                .iter()
                .filter(|title| range.contains(&title.at.start))
                .collect();
            let text = &plain.text[range.clone()];
            self.owner = match self.grouped(text, own.is_empty()) {
                Some((section, group)) => Owner::Group(section, group),
                None => self.next_owner(&own, text, number == 0),
            };
            if let Owner::Older(section) = self.owner {
                self.group = Some((section, self.groups[section].len()));
            }
            let spoken = match (&self.owner, own.is_empty()) {
                (Owner::Items(section, _), true) if speaks_of_all(text) => Owner::Section(*section),
                (owner, _) => owner.clone(),
            };
            self.found.push(Sentence {
                owner: spoken,
                text: text.to_owned(),
                source: plain.source(source, &range),
                paragraph: place + 1,
                titles: inside(&places, &range),
                heading,
            });
        }
    }

    /// A heading before a section's last problem heads a part of it; a later one heads something
    /// else.
    fn below_heading(&self, place: usize) -> Owner {
        let Some(section) = section_of(&self.owner) else {
            return Owner::Outside;
        };
        match self.last.get(&section) {
            Some(last) if *last < place => Owner::Outside,
            _ => Owner::Section(section),
        }
    }

    /// The dimension whose problems the sentence tells together, if it does.
    fn grouped(&mut self, text: &str, untitled: bool) -> Option<(usize, usize)> {
        let opened = self.opens_group(text);
        self.group = opened.or(self.group);
        // Behind a gap with its title the others follow without.
        let untitled = untitled || text.contains("〕；");
        let told = opened.is_some() && untitled && !text.trim_end_matches('。').ends_with("方面");
        self.group
            .filter(|_| told || words::TOGETHER.iter().any(|(word, _)| text.contains(word)))
    }

    /// The dimension that a sentence begins with, behind its ordinal.
    fn opens_group(&self, text: &str) -> Option<(usize, usize)> {
        let (style, bare) = without_ordinal(text);
        style?;
        let section = section_of(&self.owner)?;
        let names = self.groups.get(section)?.iter().enumerate();
        let found = names.flat_map(|(place, names)| names.iter().map(move |name| (place, name)));
        let found = found.filter(|(_, name)| bare.starts_with(name.as_str()));
        let (place, _) = found.max_by_key(|(_, name)| name.len())?;
        Some((section, place))
    }

    fn next_owner(&self, own: &[&Title], text: &str, opens: bool) -> Owner {
        if let Some(first) = own.first() {
            let same = own.iter().filter(|title| title.section == first.section);
            return Owner::Items(first.section, same.map(|title| title.item).collect());
        }
        let (style, bare) = without_ordinal(text);
        // A heading that runs into its paragraph.
        let numbered = matches!(style, Some(Style::Chinese | Style::ParenChinese));
        if words::OPENERS.iter().any(|word| bare.starts_with(word)) {
            return Owner::Stranger;
        }
        match &self.owner {
            Owner::Section(section) | Owner::Items(section, _)
                if text.contains("遗留问题") && text.contains(|c: char| c.is_ascii_digit()) =>
            {
                Owner::Older(*section)
            }
            Owner::Items(section, _) | Owner::Older(section)
                if opens && (numbered || speaks_of_all(text) || is_universal(text)) =>
            {
                Owner::Section(*section)
            }
            owner => owner.clone(),
        }
    }
}

/// How the dimensions of a section may be called.
fn group_names(section: &Section<'_>) -> Vec<Vec<String>> {
    let names = section.groups.iter().map(|group| match &group.heading {
        Some(heading) => {
            let names = [
                dimension::name(heading),
                dimension::key(heading),
                sentence::one_line(heading),
            ];
            let names = names.iter().map(|name| plain(sentence::open_end(name)));
            names.collect()
        }
        None => vec!["其他".to_owned()],
    });
    names.collect()
}

/// The section that is spoken of, in whatever part.
pub(super) fn section_of(owner: &Owner) -> Option<usize> {
    match owner {
        Owner::Section(section)
        | Owner::Older(section)
        | Owner::Group(section, _)
        | Owner::Items(section, _) => Some(*section),
        Owner::Stranger | Owner::Outside => None,
    }
}

/// Whether a sentence without a title speaks of all problems.
fn speaks_of_all(text: &str) -> bool {
    words::OF_ALL.iter().any(|word| text.contains(word))
}

fn is_universal(text: &str) -> bool {
    let said = |words: &[&str]| words.iter().any(|word| text.contains(word));
    said(&words::ALL) || said(&["无一", "100%", "百分之百"])
}

/// The text after 一、 （二） 3. or 四是.
fn without_ordinal(text: &str) -> (Option<Style>, &str) {
    ordinal::read(text).map_or((None, text), |ordinal| {
        (Some(ordinal.style), &text[ordinal.length..])
    })
}

/// Sentences by their ends; an end inside a title is none.
fn split(text: &str, titles: &[Range<usize>]) -> Vec<Range<usize>> {
    let (mut found, mut start) = (Vec::new(), 0);
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let in_title = titles.iter().any(|title| title.contains(&at));
        // A mark that closes a quotation after its stop goes with what it closes.
        let opens = titles
            .iter()
            .any(|title| title.start == end + QUOTE.len_utf8());
        let closed = text[end..].starts_with([QUOTE, '）', '》']) && !opens;
        if matches!(c, '。' | '！' | '？') && !in_title && !closed {
            // 〔待核：…〕 behind a sentence is about that one.
            let mark = text[end..]
                .starts_with('〔')
                .then(|| text[end..].find('〕'));
            let mark = mark.flatten().map_or(0, |at| at + '〕'.len_utf8());
            found.push(start..end + mark);
            start = end + mark;
        }
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}
