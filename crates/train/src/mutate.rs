//! Mutations that keep the truth: another ordinal style, headings reworded or dropped, items in one paragraph
//! or in several, sections of other documents, other signs. They work on the marked text.

use crate::headings::{
    CAUSE_WORDS, CAUSES, LAST, MEASURE_WORDS, MEASURES, OTHER, PROBLEM_WORDS, PROBLEMS,
};

/// A source of chance that is the same every time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const CHINESE: [&str; 21] = [
    "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三",
    "十四", "十五", "十六", "十七", "十八", "十九", "二十",
];

/// Ways to number, outer ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Part,
    Chinese,
    ParenChinese,
    Arabic,
    Comma,
    ParenArabic,
    HalfParen,
    Circled,
    Letter,
    Nth,
    Is,
}

const WAYS: [Way; 11] = [
    Way::Part,
    Way::Chinese,
    Way::ParenChinese,
    Way::Arabic,
    Way::Comma,
    Way::ParenArabic,
    Way::HalfParen,
    Way::Circled,
    Way::Letter,
    Way::Nth,
    Way::Is,
];

impl Way {
    fn write(self, n: usize) -> String {
        let word = CHINESE.get(n).copied().unwrap_or("十");
        match self {
            Self::Part => format!("第{word}部分 "),
            Self::Chinese => format!("{word}、"),
            Self::ParenChinese => format!("（{word}）"),
            Self::Arabic => format!("{n}."),
            Self::Comma => format!("{n}、"),
            Self::ParenArabic => format!("（{n}）"),
            Self::HalfParen => format!("{n})"),
            Self::Circled => char::from_u32(0x2460 + n as u32 - 1)
                .unwrap_or('①')
                .to_string(),
            Self::Letter => format!("{}.", (b'A' + (n as u8 - 1).min(25)) as char),
            Self::Nth => format!("第{word}，"),
            Self::Is => format!("{word}是"),
        }
    }

    /// The ordinal of this way that ends the text, and its number.
    fn ends(self, text: &str) -> Option<(usize, usize)> {
        (1..=20).rev().find_map(|n| {
            let written = self.write(n);
            let half = written.replace('（', "(").replace('）', ")");
            let wide = written.replace('.', "．");
            [written, half, wide]
                .iter()
                .find(|form| text.ends_with(form.as_str()))
                .map(|form| (text.len() - form.len(), n))
        })
    }
}

/// Another document that means the same.
pub(crate) fn mutate(body: &str, others: &[&str], dice: &mut Dice) -> String {
    let mut text = body.to_owned();
    if dice.chance(30) && !others.is_empty() {
        let other = others[dice.below(others.len())];
        text = crossed(&text, other, dice);
    }
    if dice.chance(60) {
        text = renumbered(&text, dice);
    }
    if dice.chance(60) {
        text = reworded(&text, dice);
    }
    if dice.chance(25) {
        text = rejoined(&text, dice);
    }
    if dice.chance(12) {
        text = beheaded(&text);
    }
    if dice.chance(10) {
        text = text.replace('，', ",").replace('；', ";");
    }
    if dice.chance(8) {
        text = text.replace("。\n", "\n");
    }
    if dice.chance(8) {
        text = unheaded(&text);
    }
    text
}

/// Headings of sections in other words.
fn reworded(text: &str, dice: &mut Dice) -> String {
    let mut out = text.to_owned();
    for (mark, words) in [
        ("{sp|", PROBLEMS),
        ("{sc|", CAUSES),
        ("{sm|", MEASURES),
        ("{sl|", LAST),
        ("{so|", OTHER),
    ] {
        let mut done = String::new();
        let mut rest = out.as_str();
        while let Some((before, after)) = rest.split_once(mark) {
            let Some((old, behind)) = after.split_once('}') else {
                break;
            };
            // An ordinal inside the mark stays before the new words.
            let ordinal: String = ["、", "）", "．", ".", " "]
                .iter()
                .find_map(|sign| {
                    old.find(sign)
                        .filter(|at| *at <= 12)
                        .map(|at| old[..at + sign.len()].to_owned())
                })
                .unwrap_or_default();
            let kept = mark == "{so|" && dice.chance(50);
            let grammar = match mark {
                "{sp|" => Some(&PROBLEM_WORDS),
                "{sc|" => Some(&CAUSE_WORDS),
                "{sm|" => Some(&MEASURE_WORDS),
                _ => None,
            };
            let words = match grammar.filter(|_| dice.chance(70)) {
                _ if kept => old.to_owned(),
                Some(grammar) => format!("{ordinal}{}", grammar.say(dice)),
                None => format!("{ordinal}{}", dice.pick(words)),
            };
            done.push_str(before);
            done.push_str(mark);
            done.push_str(&words);
            done.push('}');
            rest = behind;
        }
        done.push_str(rest);
        out = done;
    }
    out
}

fn key_at(text: &str) -> Option<&str> {
    let (key, _) = text.strip_prefix('{')?.split_once('|')?;
    key.chars().all(|c| c.is_ascii_alphabetic()).then_some(key)
}

/// Levels whose ordinals change together.
fn level(key: &str) -> &str {
    match key {
        "sp" | "sc" | "sm" | "sl" | "ss" | "so" => "s",
        "m" => "m",
        "g" | "M" => "g",
        key => key,
    }
}

/// Another ordinal style for one or two levels.
fn renumbered(text: &str, dice: &mut Dice) -> String {
    // What each level has now.
    let mut used: Vec<(String, Way)> = Vec::new();
    for (at, _) in text.match_indices('{') {
        let Some(key) = key_at(&text[at..]) else {
            continue;
        };
        if let Some(way) = WAYS.iter().find(|way| way.ends(&text[..at]).is_some())
            && !used
                .iter()
                .any(|(level_of, known)| level_of == level(key) && known == way)
        {
            used.push((level(key).to_owned(), *way));
        }
    }
    if used.is_empty() {
        return text.to_owned();
    }
    let (chosen, old) = used[dice.below(used.len())].clone();
    let new = WAYS[dice.below(WAYS.len())];
    let taken = used.iter().any(|(_, way)| *way == new);
    let fits = match chosen.as_str() {
        "s" => new <= Way::ParenChinese,
        "d" | "g" => new <= Way::ParenArabic,
        _ => new >= Way::ParenChinese,
    };
    let dropped = dice.chance(15) && chosen != "m";
    if (taken || !fits) && !dropped {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices('{') {
        if key_at(&text[at..]).is_none_or(|key| level(key) != chosen) {
            continue;
        }
        if let Some((start, n)) = old.ends(&text[..at])
            && start >= from
        {
            let starts_line = text[..start].ends_with('\n') || start == 0;
            out.push_str(&text[from..start]);
            if !dropped || !starts_line {
                out.push_str(&if dropped { old.write(n) } else { new.write(n) });
            }
            from = at;
        }
    }
    out.push_str(&text[from..]);
    out
}

/// Items on lines of their own come into one paragraph, or the other way.
fn rejoined(text: &str, dice: &mut Dice) -> String {
    if dice.chance(50) {
        let mut out = String::new();
        for line in text.lines() {
            let item = ["一是", "二是", "三是", "四是", "五是", "六是", "七是"]
                .iter()
                .any(|is| line.starts_with(is));
            if item && out.ends_with("。\n") {
                out.pop();
            }
            out.push_str(line);
            out.push('\n');
        }
        return out;
    }
    let mut out = text.to_owned();
    for is in ["二是{", "三是{", "四是{", "五是{", "六是{"] {
        out = out.replace(&format!("。{is}"), &format!("。\n{is}"));
    }
    out
}

/// Without what stands before the problems.
fn beheaded(text: &str) -> String {
    let at = text
        .find("{sp|")
        .and_then(|at| text[at..].find('\n').map(|end| at + end + 1));
    at.map_or(text, |at| &text[at..]).to_owned()
}

/// Without the headings over causes and measures, or those of problems, where dimensions stay.
fn unheaded(text: &str) -> String {
    if !text.contains("{d|") {
        return text.to_owned();
    }
    let lines = text
        .lines()
        .filter(|line| !line.contains("{sp|") || line.contains("{p|") || line.contains("{d|"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The sections of one document with those of another behind or between.
fn crossed(text: &str, other: &str, dice: &mut Dice) -> String {
    let (head, own) = sections(text);
    let (_, foreign) = sections(other);
    if own.len() < 2 || foreign.is_empty() {
        return text.to_owned();
    }
    let mut all = Vec::new();
    for (key, section) in own {
        let same: Vec<&(String, String)> = foreign.iter().filter(|(k, _)| *k == key).collect();
        if !same.is_empty() && dice.chance(50) {
            all.push(same[dice.below(same.len())].1.clone());
        } else {
            all.push(section);
        }
    }
    if dice.chance(15) {
        let (from, to) = (dice.below(all.len()), dice.below(all.len()));
        all.swap(from, to);
    }
    let mut out = head;
    for (i, section) in all.into_iter().enumerate() {
        // The ordinal before the heading is counted anew.
        let (line, rest) = section.split_once('\n').unwrap_or((&section, ""));
        let at = line.find('{').unwrap_or(0);
        let inside = line[at..].find('|').map_or(0, |bar| at + bar + 1);
        let line = if let Some((start, _)) = Way::Chinese.ends(&line[..at]) {
            format!(
                "{}{}{}",
                &line[..start],
                Way::Chinese.write(i + 1),
                &line[at..]
            )
        } else if let Some((_, after)) = line[inside..]
            .split_once('、')
            .filter(|(n, _)| CHINESE.contains(n))
        {
            format!("{}{}{}", &line[..inside], Way::Chinese.write(i + 1), after)
        } else {
            line.to_owned()
        };
        out.push_str(&line);
        out.push('\n');
        out.push_str(rest);
    }
    out
}

/// What stands before the first heading, and each section with its key.
fn sections(text: &str) -> (String, Vec<(String, String)>) {
    let mut head = String::new();
    let mut all: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let key = ["sp", "sc", "sm", "sl", "ss", "so"]
            .iter()
            .find(|key| line.find(&format!("{{{key}|")).is_some_and(|at| at <= 15));
        if let Some(key) = key {
            all.push(((*key).to_owned(), String::new()));
        }
        let into = all.last_mut().map_or(&mut head, |(_, section)| section);
        into.push_str(line);
        into.push('\n');
    }
    (head, all)
}
