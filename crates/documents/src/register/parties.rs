//! Who is named in a cell: several people or units, roles written before or behind them, and columns
//! that hold a unit and a person together.

use super::cells;
use super::names::{
    ends_with_post, is_like_a_name, is_office, is_post, is_somebody, is_unit, without_number,
    without_telephone,
};
use crate::vocabulary::{self, Key, Named};
use office::text::punctuation;

/// The column that a cell stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// What it is for.
    pub(super) key: Key,
    /// The other thing that its title names (责任部门及责任人).
    pub(super) second: Option<Key>,
    /// The table has no column for departments, so that 张三（办公室） is where one would stand.
    pub(super) alone: bool,
}

/// The names of a cell, each with the column it belongs to, in order.
pub(super) fn read(text: &str, place: Place) -> Vec<(Key, String)> {
    // One name and nothing else, as in most cells.
    if place.second.is_none() && text.chars().all(char::is_alphabetic) {
        let mut found = Vec::new();
        match glued(text).filter(|_| place.alone && place.key == Key::Owner) {
            Some((unit, person)) => {
                add(&mut found, Key::Dept, unit);
                add(&mut found, place.key, person);
            }
            None => add(&mut found, place.kind_of(text), text),
        }
        return found;
    }
    several(text, place)
}

/// 责任部门（牵头/配合）: 甲科/乙科
fn led_and_helped(first: &str, rest: &str, place: Place) -> Vec<(Key, String)> {
    let place = Place {
        second: None,
        ..place
    };
    let helping = Place {
        key: Key::CoDepts,
        ..place
    };
    let mut found = read(first, place);
    found.extend(read(rest, helping));
    found
}

fn several(text: &str, place: Place) -> Vec<(Key, String)> {
    let mut found: Vec<(Key, String)> = Vec::new();
    let mut key = None;
    if let (Some(Key::CoDepts), Some((first, rest))) = (place.second, text.split_once(['/', '／']))
    {
        return led_and_helped(first, rest, place);
    }
    if let Some((unit, person)) = placed(text, place) {
        add(&mut found, Key::Dept, unit);
        add(&mut found, Key::Owner, person);
        return found;
    }
    for piece in pieces(text) {
        let mut piece = piece.trim();
        if let Some((label, rest)) = labelled(piece) {
            match role(label, place) {
                Some(named) => key = Some(named),
                None if is_unit(label) && place.holds(Key::Dept) => {
                    add(&mut found, Key::Dept, label);
                    key = place.other(Key::Dept);
                }
                None if is_unit(label) => {}
                None => key = None,
            }
            if !is_unit(label) || place.holds(Key::Dept) || role(label, place).is_some() {
                piece = rest;
            }
        }
        let both = place.second == Some(Key::Owner) || place.second == Some(Key::Dept);
        let plain = !piece.contains(['（', '(']);
        let words = match glued(piece).filter(|_| both && plain) {
            Some((unit, person)) => vec![unit.to_owned(), person.to_owned()],
            None => words(piece),
        };
        // 教导处 韦莉 where no column names departments.
        if let ([unit, person], true) = (words.as_slice(), place.alone && place.key == Key::Owner)
            && is_unit(unit)
            && !is_unit(person)
        {
            add(&mut found, Key::Dept, unit);
            add(&mut found, key.unwrap_or(Key::Owner), person);
            continue;
        }
        // 总务主任 王芳: a post before the name.
        let person = matches!(place.key, Key::Lead | Key::Owner);
        let words = match words.as_slice() {
            [post, name] if person && is_post_of(post, name) => std::slice::from_ref(name),
            words => words,
        };
        for word in words {
            place.word(word, key, &mut found);
        }
    }
    without_posts(found)
}

impl Place {
    /// Whether names of that kind may stand here.
    fn holds(self, key: Key) -> bool {
        self.key == key || self.second == Some(key) || (self.alone && key == Key::Dept)
    }

    /// Of the two things of the title, the other.
    fn other(self, key: Key) -> Option<Key> {
        if self.key == key {
            self.second
        } else {
            Some(self.key)
        }
    }

    /// Sorts one word, with what stands in brackets behind it.
    fn word(self, word: &str, key: Option<Key>, found: &mut Vec<(Key, String)>) {
        let (name, bracket) = bracketed(word);
        let base = key.unwrap_or_else(|| self.kind_of(name));
        let Some(inner) = bracket else {
            add(found, base, name);
            return;
        };
        if let Some(named) = role(inner, self) {
            add(found, named, name);
        } else if is_post(inner) && base != Key::Dept && base != Key::CoDepts {
            add(found, base, name);
        } else if let Some(second) = self.second {
            add(found, base, name);
            let inside = if base == second { self.key } else { second };
            for name in pieces(inner) {
                add(found, inside, name.trim());
            }
        } else if self.alone && self.key != Key::CoDepts && is_unit(inner) {
            add(found, base, name);
            add(found, Key::Dept, inner);
        } else {
            add(found, base, word);
        }
    }

    /// Where a column holds two things, which of them a name is.
    fn kind_of(self, name: &str) -> Key {
        match self.second {
            Some(second) if self.key == Key::Dept && !is_unit(name) => second,
            Some(Key::Dept) if is_unit(name) => Key::Dept,
            None => self.misplaced(name).unwrap_or(self.key),
            _ => self.key,
        }
    }
}

/// 品质/孙海: where somebody is.
fn placed(text: &str, place: Place) -> Option<(&str, &str)> {
    let (unit, person) = text.split_once(['/', '／'])?;
    let alone = place.key == Key::Owner && place.second.is_none();
    let office = unit.chars().count() >= 2
        && unit.chars().all(char::is_alphabetic)
        && !is_somebody(unit)
        && !is_called(unit);
    (alone && office && is_somebody(person)).then_some((unit, person))
}

/// Whether the first of two words says what the other one is.
fn is_post_of(post: &str, name: &str) -> bool {
    let named = is_unit(post) || is_like_a_name(post, post.chars().count());
    is_called(post) && !ends_with_post(name) || is_somebody(name) && !named
}

/// 总务主任, 保管员, 工程师: what somebody is, and no name.
fn is_called(word: &str) -> bool {
    let ends = ["员", "长", "师", "工"]
        .iter()
        .any(|end| word.ends_with(end));
    ends_with_post(word) || ends && word.chars().count() >= 3
}

impl Place {
    /// What a name is that is none of what the column is for: an office mends as one, and a person as
    /// one, whatever the column is called.
    pub(super) fn misplaced(self, name: &str) -> Option<Key> {
        const LEADING: [&str; 7] = ["党组", "党委", "党工委", "支部", "支委会", "委员会", "小组"];
        let office = || is_office(name);
        match self.key {
            Key::Owner if office() => Some(Key::Dept),
            Key::Lead if office() && !LEADING.iter().any(|end| name.ends_with(end)) => {
                Some(Key::Dept)
            }
            // 涂装课 is where it should be.
            Key::Dept if is_somebody(name) && !is_unit(name) => Some(Key::Owner),
            _ => None,
        }
    }
}

/// 总务处温刚: a unit and somebody of it without anything between.
fn glued(text: &str) -> Option<(&str, &str)> {
    let ends = text.char_indices().rev().map(|(at, _)| at).skip(1).take(2);
    let mut cuts = ends.map(|at| text.split_at(at));
    cuts.find(|(unit, person)| {
        let length = person.chars().count();
        unit.chars().count() >= 3
            && is_unit(unit)
            && is_like_a_name(person, length)
            && !is_unit(person)
            && !is_unit(text)
    })
}

fn add(found: &mut Vec<(Key, String)>, key: Key, name: &str) {
    let name = without_number(name.trim());
    let name = punctuation::close_blanks(punctuation::strip_closing(name.trim()));
    let name = if matches!(key, Key::Lead | Key::Owner) {
        without_telephone(&name).to_owned()
    } else {
        name
    };
    let known = found.iter().any(|other| other.0 == key && other.1 == name);
    if !name.is_empty() && !known && !cells::is_placeholder(&name) {
        found.push((key, name));
    }
}

/// Cut at what separates names, but not within brackets.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut depth, mut from) = (0_u32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            // 党委副书记、总经理蒋鹏: one person of two posts.
            '、' if depth == 0
                && is_post(&text[from..at])
                && posted(&text[at + c.len_utf8()..]) => {}
            '\n' | '；' | ';' | '，' | ',' | '、' | '/' | '|' | '\t' if depth == 0 => {
                pieces.push(&text[from..at]);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(&text[from..]);
    pieces
}

/// 总经理蒋鹏: a post right before a name.
fn posted(text: &str) -> bool {
    let word = text
        .split(['\n', '；', ';', '，', ',', '、', '/', '|'])
        .next();
    let word = word.unwrap_or("").trim();
    let ends = word.char_indices().rev().map(|(at, _)| at).skip(1).take(2);
    let mut cuts = ends.map(|at| word.split_at(at));
    cuts.any(|(post, name)| is_post(post) && is_like_a_name(name, name.chars().count()))
}

/// Two names with a blank between them, but 王 芳 is one.
fn words(piece: &str) -> Vec<String> {
    let words: Vec<&str> = piece.split_whitespace().collect();
    if words.len() > 1 && words.iter().all(|word| word.chars().count() >= 2) {
        words.into_iter().map(str::to_owned).collect()
    } else {
        vec![piece.to_owned()]
    }
}

fn labelled(piece: &str) -> Option<(&str, &str)> {
    let (label, rest) = piece.split_once(['：', ':'])?;
    let label = label.trim();
    (1..=8)
        .contains(&label.chars().count())
        .then_some((label, rest))
}

/// 办公室（牵头）: the name and what its bracket says.
fn bracketed(word: &str) -> (&str, Option<&str>) {
    let word = word.trim();
    let inner = word
        .strip_suffix(['）', ')'])
        .and_then(|word| word.split_once(['（', '(']))
        .filter(|(name, inner)| !name.is_empty() && !inner.is_empty());
    inner.map_or((word, None), |(name, inner)| {
        (name.trim(), Some(inner.trim()))
    })
}

/// What a word before or behind a name makes of it.
fn role(label: &str, place: Place) -> Option<Key> {
    let label = cells::one_line(label);
    let unit = matches!(place.key, Key::Dept | Key::CoDepts) || place.second == Some(Key::Dept);
    let helps = ["配合", "协办", "协同", "协助", "参与", "会办"];
    if unit && helps.iter().any(|word| label.starts_with(word)) {
        return Some(Key::CoDepts);
    }
    let leads = ["牵头", "主办", "主责", "主要责任", "承办"];
    match vocabulary::named(&label) {
        Some(Named::Key(key @ (Key::Lead | Key::Dept | Key::Owner | Key::CoDepts))) => Some(key),
        _ if unit && leads.iter().any(|word| label.starts_with(word)) => Some(Key::Dept),
        _ if leads.iter().any(|word| label.starts_with(word)) => Some(place.key),
        _ => None,
    }
}

/// 局长 高峰: beside a name its post is no name of its own.
fn without_posts(found: Vec<(Key, String)>) -> Vec<(Key, String)> {
    let person = |key: Key| matches!(key, Key::Lead | Key::Owner);
    let named = found
        .iter()
        .any(|(key, name)| person(*key) && !is_post(name));
    found
        .into_iter()
        .filter(|(key, name)| !named || !person(*key) || !is_post(name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(text: &str, key: Key, second: Option<Key>) -> String {
        let place = Place {
            key,
            second,
            alone: false,
        };
        let found = read(text, place);
        let told = found.iter().map(|(key, name)| format!("{key:?} {name}"));
        told.collect::<Vec<_>>().join(" + ")
    }

    #[test]
    fn names_and_roles_of_a_cell() {
        for (text, key, second, expect) in [
            ("张三 李四", Key::Lead, None, "Lead 张三 + Lead 李四"),
            ("王 芳", Key::Lead, None, "Lead 王芳"),
            ("局长 高峰", Key::Lead, None, "Lead 高峰"),
            ("局长", Key::Lead, None, "Lead 局长"),
            (
                "班长：段军\n副职：金燕",
                Key::Owner,
                None,
                "Owner 段军 + Owner 金燕",
            ),
            ("田甜 8812345", Key::Owner, None, "Owner 田甜"),
            ("机关各处（室）", Key::Dept, None, "Dept 机关各处（室）"),
            (
                "牵头单位：甲科\n配合单位：乙科、丙科",
                Key::Dept,
                None,
                "Dept 甲科 + CoDepts 乙科 + CoDepts 丙科",
            ),
            (
                "甲科（牵头）、乙科（配合）",
                Key::Dept,
                None,
                "Dept 甲科 + CoDepts 乙科",
            ),
            (
                "后勤科（卢强）",
                Key::Dept,
                Some(Key::Owner),
                "Dept 后勤科 + Owner 卢强",
            ),
            (
                "张海涛（机关党委）",
                Key::Lead,
                Some(Key::Dept),
                "Lead 张海涛 + Dept 机关党委",
            ),
            (
                "后勤科：卢强",
                Key::Dept,
                Some(Key::Owner),
                "Dept 后勤科 + Owner 卢强",
            ),
            ("后勤科：卢强", Key::Owner, None, "Owner 后勤科：卢强"),
        ] {
            assert_eq!(sorted(text, key, second), expect, "{text}");
        }
    }
}
