//! The ordinals that a word processor counts by itself (自动编号): how a level is written, and what stands
//! before the next paragraph of a list.

use std::collections::HashMap;

use office::text::numeral;

/// Characters that a number with its signs has at most, in Word's own dialog.
const LONGEST_LABEL: usize = 255;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Format {
    /// 1, 2, 3; whatever is not known is written so, too.
    #[default]
    Arabic,
    /// 01, 02.
    Padded,
    /// 一, 二, 三.
    Chinese,
    /// ①, ②.
    Circled,
    /// 甲, 乙.
    Stems,
    /// 子, 丑.
    Branches,
    /// a, b, or A, B.
    Letters {
        /// Capitals.
        upper: bool,
    },
    /// i, ii, or I, II.
    Roman {
        /// Capitals.
        upper: bool,
    },
    /// A bullet, or nothing at all.
    Unnumbered,
}

/// One level of a list.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    pub(super) start: u32,
    pub(super) format: Format,
    /// What stands before a paragraph, `%1` to `%9` for the numbers of the levels.
    text: String,
    /// Other levels appear as Arabic figures.
    pub(super) legal: bool,
}

impl Level {
    /// A level that begins at one.
    pub(super) fn new(format: Format, text: &str) -> Self {
        let mut level = Self {
            start: 1,
            format,
            ..Self::default()
        };
        level.says(text);
        level
    }

    /// Sets what stands before a paragraph.
    pub(super) fn says(&mut self, text: &str) {
        self.text = text.chars().take(LONGEST_LABEL).collect();
    }
}

/// What each level of a list has counted to.
pub(super) type Counters = [Option<u32>; 9];

/// The levels of every list, by the list's definition and the level from 0.
#[derive(Debug, Default)]
pub(super) struct Levels(HashMap<(u32, u32), Level>);

impl Levels {
    pub(super) fn put(&mut self, of: u32, level: u32, definition: Level) {
        self.0.insert((of, level.min(8)), definition);
    }

    /// Gives a definition those levels of another that it lacks.
    pub(super) fn lend(&mut self, from: u32, to: u32) {
        for level in 0..9 {
            if let Some(found) = self.0.get(&(from, level)).cloned() {
                self.0.entry((to, level)).or_insert(found);
            }
        }
    }

    /// Counts one paragraph on and gives what stands before it; `restart` is the number that it has in
    /// any case.
    pub(super) fn count(
        &self,
        (of, level): (u32, u32),
        restart: Option<u32>,
        counters: &mut Counters,
    ) -> Option<String> {
        let level = level.min(8);
        let definition = self.0.get(&(of, level))?;
        let index = level as usize;
        let next = counters[index].map(|last| last.saturating_add(1));
        counters[index] = Some(restart.or(next).unwrap_or(definition.start));
        for deeper in &mut counters[index + 1..] {
            *deeper = None;
        }
        Some(self.label(of, definition, counters))
    }

    fn label(&self, of: u32, definition: &Level, counters: &Counters) -> String {
        if definition.format == Format::Unnumbered {
            return String::new();
        }
        let mut out = String::new();
        let mut chars = definition.text.chars().peekable();
        while let Some(c) = chars.next() {
            let level = chars
                .peek()
                .filter(|_| c == '%')
                .and_then(|d| d.to_digit(10))
                .filter(|d| *d > 0);
            let Some(level) = level else {
                out.push(c);
                continue;
            };
            chars.next();
            let index = level as usize - 1;
            let shown = self.0.get(&(of, index as u32));
            let value = counters[index]
                .or(shown.map(|level| level.start))
                .unwrap_or(1);
            let format = shown
                .filter(|_| !definition.legal)
                .map_or(Format::Arabic, |level| level.format);
            out.push_str(&written(value, format));
        }
        // A bare figure would read as part of the text.
        match out.chars().next_back() {
            Some(last) if last.is_ascii_digit() => out.push('.'),
            Some(last) if numeral::is_counting(last) => out.push('、'),
            _ => {}
        }
        out
    }
}

/// The lists of a Word document with their counters.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    pub(super) levels: Levels,
    /// The definition of each list.
    pub(super) lists: HashMap<u32, u32>,
    /// A list's own starting value of a level, used once.
    pub(super) overrides: HashMap<(u32, u32), u32>,
    /// Lists of one definition count on from each other.
    counters: HashMap<u32, Counters>,
}

impl Numbering {
    /// Counts one paragraph on and returns what stands before it.
    pub(super) fn next(&mut self, list: u32, level: u32) -> Option<String> {
        let of = *self.lists.get(&list).filter(|_| list != 0)?;
        let level = level.min(8);
        let restart = self.overrides.remove(&(list, level));
        let counters = self.counters.entry(of).or_default();
        self.levels.count((of, level), restart, counters)
    }
}

/// A number as it is written in that format.
pub(super) fn written(value: u32, format: Format) -> String {
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
    const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
    let cyclic = |signs: &str| {
        let count = signs.chars().count();
        signs
            .chars()
            .nth((value.max(1) as usize - 1) % count)
            .map(String::from)
            .unwrap_or_default()
    };
    match format {
        Format::Chinese => numeral::write(value),
        Format::Stems => cyclic(STEMS),
        Format::Branches => cyclic(BRANCHES),
        Format::Circled => (1..=20)
            .contains(&value)
            .then(|| char::from_u32(0x2460 + value - 1))
            .flatten()
            .map_or_else(|| value.to_string(), String::from),
        Format::Padded => format!("{value:02}"),
        Format::Letters { upper } => letters(value, upper),
        Format::Roman { upper } => roman(value, upper),
        Format::Arabic | Format::Unnumbered => value.to_string(),
    }
}

fn letters(value: u32, upper: bool) -> String {
    let index = (value.max(1) - 1) % 26;
    let repeat = ((value.max(1) - 1) / 26 + 1).min(8);
    let base = if upper { b'A' } else { b'a' };
    String::from(char::from(base + index as u8)).repeat(repeat as usize)
}

fn roman(value: u32, upper: bool) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = value.min(3999);
    let mut out = String::new();
    for (size, sign) in SIGNS {
        while rest >= size {
            out.push_str(sign);
            rest -= size;
        }
    }
    if upper { out.to_uppercase() } else { out }
}
