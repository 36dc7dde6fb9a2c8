//! Names replaced wherever they occur, the same name always in the same way.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use super::firsts::Firsts;
use crate::text::visible::is_hidden;
use crate::text::width;

/// Which names become what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redaction {
    /// Longest first, so that a name inside another is not replaced before it.
    names: Vec<Name>,
    /// The names sign by sign: where a text may go on from a place in them. Thousands may begin alike.
    steps: HashMap<(u32, char), u32>,
    /// The name that ends at a place.
    ends: HashMap<u32, u32>,
    firsts: Firsts,
    /// The names by how they are mostly written: a field often holds one and nothing else.
    alone: HashMap<String, u32>,
}

/// Before the first sign of any name.
const START: u32 = 0;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    /// Its signs, as [`key`] has them.
    key: Vec<char>,
    mask: String,
}

const DOUBLE_SURNAMES: [&str; 12] = [
    "欧阳", "司马", "上官", "诸葛", "皇甫", "令狐", "司徒", "慕容", "尉迟", "公孙", "端木", "夏侯",
];

const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];

/// Longer words around two characters that may be a name.
const ORDINARY: &str = include_str!("ordinary.txt");
/// Behind a name: it is one, whatever word it may be part of.
const ADDRESSES: [&str; 8] = [
    "同志", "书记", "局长", "主任", "科长", "处长", "部长", "组长",
];
/// Numbers are parted by more: 0575-8123 4567.
const PARTS_NUMBERS: [char; 5] = ['-', '—', '－', '）', ')'];
/// So many blanks may stand between two signs of a name.
const GAP: usize = 8;

impl Redaction {
    /// People become 张某 (张某甲, 张某乙 where several share the surname); each of the others what
    /// stands beside it. One sign alone is no name: it would hit ordinary words everywhere.
    pub fn new<'a>(
        people: impl IntoIterator<Item = &'a str>,
        others: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let mut known: Vec<String> = Vec::new();
        let mut seen = HashSet::new();
        for person in people {
            let person: String = key(person).into_iter().collect();
            if person.chars().count() > 1 && seen.insert(person.clone()) {
                known.push(person);
            }
        }
        let others = others
            .into_iter()
            .map(|(name, mask)| (key(name), mask.to_owned()));
        let masked: Vec<String> = masks(&known).collect();
        let persons = known.iter().map(|person| key(person)).zip(masked);
        // What was added first stays.
        let mut added = HashSet::new();
        let mut names: Vec<Name> = others
            .chain(persons)
            .filter(|(key, _)| key.len() > 1 && added.insert(key.clone()))
            .map(|(key, mask)| Name { key, mask })
            .collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.key.len()));
        Self::of(names)
    }

    fn of(names: Vec<Name>) -> Self {
        let (mut steps, mut ends) = (HashMap::new(), HashMap::new());
        let mut places = START;
        for (nth, name) in (0..).zip(&names) {
            let mut at = START;
            for sign in &name.key {
                at = *steps.entry((at, *sign)).or_insert_with(|| {
                    places += 1;
                    places
                });
            }
            ends.insert(at, nth);
        }
        let begins = |c| steps.contains_key(&(START, fold(c)));
        let signs = names.iter().filter_map(|name| name.key.first().copied());
        let alone = (0..).zip(&names);
        let alone = alone.map(|(nth, name)| (name.key.iter().collect(), nth));
        Self {
            firsts: Firsts::of(begins, signs),
            alone: alone.collect(),
            names,
            steps,
            ends,
        }
    }

    /// The text with every known name replaced, however its signs are spaced or how wide they are;
    /// what was put in is not replaced again.
    pub fn apply(&self, text: &str) -> String {
        self.changed(text).unwrap_or_else(|| text.to_owned())
    }

    /// The same; `None` where no name is in it.
    pub fn changed(&self, text: &str) -> Option<String> {
        if !self.may_hold(text) {
            return None;
        }
        // No other name is as long, and no word is around it.
        if let Some(nth) = self.alone.get(text) {
            return Some(self.names[*nth as usize].mask.clone());
        }
        let mut is_changed = false;
        let signs: Vec<char> = text.chars().collect();
        let mut out = String::with_capacity(text.len());
        let mut met: Vec<u32> = Vec::new();
        let mut at = 0;
        while at < signs.len() {
            if !self.firsts.may_hold(signs[at]) {
                out.push(signs[at]);
                at += 1;
                continue;
            }
            met.clear();
            self.meet(&signs, at, START, at, &mut met);
            met.sort_unstable();
            met.dedup();
            let mut found = met.iter().filter_map(|nth| {
                let name = &self.names[*nth as usize];
                Some((name, end(name, &signs, at)?))
            });
            if let Some((name, end)) = found.next() {
                out.push_str(&name.mask);
                at = end;
                is_changed = true;
            } else {
                out.push(signs[at]);
                at += 1;
            }
        }
        is_changed.then_some(out)
    }

    /// Whether the first two signs of a name follow each other anywhere: in most texts they don't, and that
    /// takes no more than a look at each sign.
    fn may_hold(&self, text: &str) -> bool {
        let mut signs = text.chars();
        while let Some(first) = signs.next() {
            if self.firsts.may_hold(first) && self.may_begin(first, signs.clone()) {
                return true;
            }
        }
        false
    }

    fn may_begin(&self, first: char, behind: std::str::Chars<'_>) -> bool {
        let Some(from) = self.steps.get(&(START, fold(first))) else {
            return false;
        };
        for sign in behind.take(GAP + 1) {
            if self.steps.contains_key(&(*from, fold(sign))) {
                return true;
            }
            if !may_part(sign) {
                return false;
            }
        }
        false
    }

    /// The names that may stand there: those whose signs follow each other from the place `from`, whatever
    /// may part them between.
    fn meet(&self, signs: &[char], begin: usize, from: u32, at: usize, met: &mut Vec<u32>) {
        let skipped = if at == begin {
            0
        } else {
            signs[at..]
                .iter()
                .take(GAP)
                .take_while(|c| may_part(**c))
                .count()
        };
        for place in at..=at + skipped {
            let Some(sign) = signs.get(place) else { return };
            if let Some(next) = self.steps.get(&(from, fold(*sign))) {
                met.extend(self.ends.get(next));
                self.meet(signs, begin, *next, place + 1, met);
            }
        }
    }
}

/// A name as it is compared: without blanks and what joins its parts, of one width and case.
fn key(name: &str) -> Vec<char> {
    let signs = name.chars().filter(|c| !parts(*c));
    signs.map(fold).collect()
}

fn fold(c: char) -> char {
    width::narrow(c).to_ascii_lowercase()
}

/// What may stand between the signs of a name or a number.
fn may_part(c: char) -> bool {
    parts(c) || PARTS_NUMBERS.contains(&c)
}

/// What may stand between the signs of a name.
fn parts(c: char) -> bool {
    c.is_whitespace() || is_hidden(c) || matches!(c, '·' | '•' | '・' | '‧')
}

/// Where the name that begins there ends; `None` where it does not stand there.
fn end(name: &Name, signs: &[char], at: usize) -> Option<usize> {
    let digit = |c: &char| c.is_ascii_digit();
    let mut place = at;
    for (nth, wanted) in name.key.iter().enumerate() {
        if nth > 0 {
            let number = digit(wanted) && digit(&name.key[nth - 1]);
            let between = |c: &&char| parts(**c) || number && PARTS_NUMBERS.contains(c);
            place += signs[place..].iter().take(GAP).take_while(between).count();
        }
        if fold(*signs.get(place)?) != *wanted {
            return None;
        }
        place += 1;
    }
    // A name in letters or digits is no part of a longer one.
    let joined = |inner: Option<&char>, outer: Option<&char>| {
        let alike = |c: Option<&char>| c.is_some_and(|c| fold(*c).is_ascii_alphanumeric());
        alike(inner) && alike(outer)
    };
    let before = at.checked_sub(1).and_then(|before| signs.get(before));
    let is_part = joined(name.key.first(), before) || joined(name.key.last(), signs.get(place));
    (!is_part && !is_ordinary(name, signs, at, place)).then_some(place)
}

/// Whether two characters are part of a longer word that is no name.
fn is_ordinary(name: &Name, signs: &[char], at: usize, end: usize) -> bool {
    let address = |word: &&str| signs[end..].iter().copied().take(2).eq(word.chars());
    if name.key.len() != 2 || end != at + 2 || ADDRESSES.iter().any(address) {
        return false;
    }
    ORDINARY_WORDS.iter().any(|word| {
        let length = word.len();
        let begins = at.saturating_sub(length - 1)..=at;
        let mut around = begins.filter(|begin| begin + length > at);
        around.any(|begin| {
            let goes_beyond = begin < at || begin + length > end;
            goes_beyond && signs[begin..].starts_with(word)
        })
    })
}

static ORDINARY_WORDS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let lines = ORDINARY.lines().filter(|line| !line.starts_with('#'));
    let words = lines.flat_map(str::split_whitespace);
    words.map(|word| word.chars().collect()).collect()
});

/// Whether it is a surname of two characters.
pub fn is_double_surname(word: &str) -> bool {
    DOUBLE_SURNAMES.contains(&word)
}

/// What tells apart those of one mask, by their place from 0: 甲, 乙 … 癸, 11.
pub fn stem(place: usize) -> String {
    match STEMS.get(place) {
        Some(stem) => stem.to_string(),
        None => (place + 1).to_string(),
    }
}

fn surname(name: &str) -> &str {
    if let Some(double) = DOUBLE_SURNAMES
        .iter()
        .find(|double| name.starts_with(**double))
    {
        return double;
    }
    // A name in letters has no surname that could be told.
    if name.starts_with(|c: char| c.is_ascii()) {
        return "";
    }
    name.char_indices()
        .nth(1)
        .map_or(name, |(at, _)| &name[..at])
}

/// What each of them becomes.
fn masks(all: &[String]) -> impl Iterator<Item = String> {
    let mut namesakes: BTreeMap<&str, usize> = BTreeMap::new();
    for name in all {
        *namesakes.entry(surname(name)).or_default() += 1;
    }
    let mut given: BTreeMap<&str, usize> = BTreeMap::new();
    all.iter().map(move |name| {
        let family = surname(name);
        let place = given.entry(family).or_default();
        *place += 1;
        match namesakes[family] {
            1 => format!("{family}某"),
            _ => format!("{family}某{}", stem(*place - 1)),
        }
    })
}

#[cfg(test)]
mod tests;
