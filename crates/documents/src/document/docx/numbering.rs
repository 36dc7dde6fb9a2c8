//! numbering.xml: the ordinals that Word shows before a paragraph.

use std::collections::HashMap;

use super::archive::Part;
use super::styles::{Styles, is_on};
use crate::document::unreadable::Unreadable;
use office::text::numeral;
use office::xml::{Node, attribute, number};

/// Characters that a number with its signs has at most, in Word's own dialog.
const LONGEST_LABEL: usize = 255;

/// Lists with their counters.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Level definitions by abstract list.
    levels: HashMap<(u32, u32), Level>,
    /// Abstract list of each list.
    lists: HashMap<u32, u32>,
    /// A list's own starting value of a level, used once.
    overrides: HashMap<(u32, u32), u32>,
    /// What each level of an abstract list has counted to.
    counters: HashMap<u32, [Option<u32>; 9]>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// Other levels appear as Arabic figures.
    legal: bool,
}

/// Reads the lists; `styles` resolves lists that are defined by a style.
pub(super) fn read(part: &Part, styles: &Styles) -> Result<Numbering, Unreadable> {
    let mut reader = Reader {
        numbering: Numbering::default(),
        scope: Scope::None,
        level: None,
        links: Vec::new(),
    };
    part.walk(|node| {
        match node {
            Node::Start(name, start) => reader.start(name, start),
            Node::End(name) => reader.end(name),
            Node::Text(_) => {}
        }
        Ok(())
    })?;
    let mut numbering = reader.numbering;
    for (from, style) in reader.links {
        let Some(to) = styles
            .list(&style)
            .and_then(|(list, _)| numbering.lists.get(&list).copied())
        else {
            continue;
        };
        for level in 0..9 {
            if let Some(found) = numbering.levels.get(&(to, level)).cloned() {
                numbering.levels.entry((from, level)).or_insert(found);
            }
        }
    }
    Ok(numbering)
}

enum Scope {
    None,
    Abstract(u32),
    List(u32),
}

struct Reader {
    numbering: Numbering,
    scope: Scope,
    level: Option<(u32, Level)>,
    /// Abstract lists that take their levels from a style.
    links: Vec<(u32, String)>,
}

impl Reader {
    fn start(&mut self, name: &str, start: &quick_xml::events::BytesStart<'_>) {
        match (name, &self.scope) {
            ("abstractNum", _) => {
                self.scope = number(start, "abstractNumId").map_or(Scope::None, Scope::Abstract);
            }
            ("num", _) => self.scope = number(start, "numId").map_or(Scope::None, Scope::List),
            ("abstractNumId", Scope::List(list)) => {
                if let Some(of) = number(start, "val") {
                    self.numbering.lists.insert(*list, of);
                }
            }
            ("numStyleLink", Scope::Abstract(of)) => self
                .links
                .extend(attribute(start, "val").map(|style| (*of, style))),
            ("lvl" | "lvlOverride", _) => {
                self.level = number(start, "ilvl").map(|level| {
                    (
                        level.min(8),
                        Level {
                            start: 1,
                            ..Level::default()
                        },
                    )
                });
            }
            ("startOverride", Scope::List(list)) => {
                if let (Some((level, _)), Some(value)) = (&self.level, number(start, "val")) {
                    self.numbering.overrides.insert((*list, *level), value);
                }
            }
            (name, _) => {
                let Some((_, level)) = &mut self.level else {
                    return;
                };
                match name {
                    "start" => level.start = number(start, "val").unwrap_or(1),
                    "numFmt" => level.format = attribute(start, "val").unwrap_or_default(),
                    "lvlText" => {
                        let text = attribute(start, "val").unwrap_or_default();
                        level.text = text.chars().take(LONGEST_LABEL).collect();
                    }
                    "isLgl" => level.legal = is_on(start),
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "lvl" => {
                if let (Some((index, level)), Scope::Abstract(of)) =
                    (self.level.take(), &self.scope)
                {
                    self.numbering.levels.insert((*of, index), level);
                }
            }
            "abstractNum" | "num" => self.scope = Scope::None,
            _ => {}
        }
    }
}

impl Numbering {
    /// Counts one paragraph on and returns what stands before it.
    pub(super) fn next(&mut self, list: u32, level: u32) -> Option<String> {
        let of = *self.lists.get(&list).filter(|_| list != 0)?;
        let level = level.min(8);
        let definition = self.levels.get(&(of, level))?.clone();
        let counters = self.counters.entry(of).or_default();
        let index = level as usize;
        let restart = self.overrides.remove(&(list, level));
        let value = restart
            .or_else(|| counters[index].map(|last| last.saturating_add(1)))
            .unwrap_or(definition.start);
        counters[index] = Some(value);
        for deeper in &mut counters[index + 1..] {
            *deeper = None;
        }
        let counters = *counters;
        Some(self.label(of, &definition, &counters))
    }

    fn label(&self, of: u32, definition: &Level, counters: &[Option<u32>; 9]) -> String {
        if matches!(definition.format.as_str(), "bullet" | "none") {
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
            let shown = self.levels.get(&(of, index as u32));
            let value = counters[index]
                .or(shown.map(|level| level.start))
                .unwrap_or(1);
            let format = shown
                .filter(|_| !definition.legal)
                .map_or("decimal", |level| level.format.as_str());
            out.push_str(&format_number(value, format));
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

fn format_number(value: u32, format: &str) -> String {
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
    let enclosed = || {
        (1..=20)
            .contains(&value)
            .then(|| char::from_u32(0x2460 + value - 1))
            .flatten()
    };
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "taiwaneseDigital"
        | "koreanCounting" => numeral::write(value),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            numeral::write(value)
        }
        "ideographTraditional" => cyclic(STEMS),
        "ideographZodiac" => cyclic(BRANCHES),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" | "ideographEnclosedCircle" => {
            enclosed().map_or_else(|| value.to_string(), String::from)
        }
        "decimalZero" => format!("{value:02}"),
        "lowerLetter" | "upperLetter" => letters(value, format == "upperLetter"),
        "lowerRoman" | "upperRoman" => roman(value, format == "upperRoman"),
        _ => value.to_string(),
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
