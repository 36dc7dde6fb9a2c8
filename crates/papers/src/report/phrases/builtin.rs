//! Reading phrase files: the built-in ones, and those that people changed.

use crate::report::phrases::Phrases;
use crate::report::phrases::key::Key;
use crate::report::phrases::phrase::{Brace, Phrase};

/// The built-in files, as `report --init-templates` writes them.
const FILES: [(&str, &str); 4] = [
    (
        "section.txt",
        include_str!("../../../../../templates/section.txt"),
    ),
    (
        "documents.txt",
        include_str!("../../../../../templates/documents.txt"),
    ),
    (
        "table.txt",
        include_str!("../../../../../templates/table.txt"),
    ),
    ("own.txt", include_str!("../../../../../templates/own.txt")),
];

/// Lines of the built-in files of earlier versions that are no more: files that people keep still hold
/// them.
const RETIRED: &str = include_str!("retired.txt");

const PERSON: &str = ".个人";

/// What is wrong in a phrase file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}第{line}行：{fault}")]
pub struct PhraseFault {
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong, in Chinese.
    pub fault: String,
}

impl Phrases {
    /// The phrases that the program comes with.
    pub fn builtin() -> Self {
        let mut phrases = Self {
            team: vec![Phrase::default(); Key::ALL.len()],
            person: vec![None; Key::ALL.len()],
        };
        for (file, text) in FILES {
            // The tests read every built-in line; here a fault would only leave a phrase empty.
            for (_, key, person, phrase) in lines(file, text).flatten() {
                phrases.set(key, person, phrase);
            }
        }
        phrases
    }

    /// The same with the phrases of a file put in place of the built-in ones. A phrase must have
    /// exactly the slots of the one it replaces. Names that earlier versions had, and lines that were
    /// theirs word for word, count for nothing.
    pub fn read(mut self, file: &str, text: &str) -> Result<Self, PhraseFault> {
        let builtin = Self::builtin();
        for line in lines(file, text) {
            let (line, key, person, phrase) = line?;
            let model = match (person, &builtin.person[key as usize]) {
                (true, Some(model)) => model,
                _ => &builtin.team[key as usize],
            };
            if let Some(fault) = slots_differ(model, &phrase) {
                return Err(PhraseFault {
                    file: file.to_owned(),
                    line,
                    fault,
                });
            }
            self.set(key, person, phrase);
        }
        Ok(self)
    }

    /// The built-in phrase files by name, with their comments, and the empty one for openings and
    /// closings of one's own.
    pub fn write_templates() -> Vec<(&'static str, &'static str)> {
        FILES.to_vec()
    }

    fn set(&mut self, key: Key, person: bool, phrase: Phrase) {
        if person {
            self.person[key as usize] = Some(phrase);
        } else {
            self.team[key as usize] = phrase;
        }
    }
}

type Line = (usize, Key, bool, Phrase);

fn lines<'a>(file: &'a str, text: &'a str) -> impl Iterator<Item = Result<Line, PhraseFault>> + 'a {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines().enumerate().filter_map(move |(place, line)| {
        let line_number = place + 1;
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') || is_retired(line) {
            return None;
        }
        Some(read_line(line).map_or_else(
            |fault| {
                Err(PhraseFault {
                    file: file.to_owned(),
                    line: line_number,
                    fault,
                })
            },
            |(key, person, phrase)| Ok((line_number, key, person, phrase)),
        ))
    })
}

/// Whether an earlier version came with that line, or with a phrase of its name that is no more.
fn is_retired(line: &str) -> bool {
    let Some((name, words)) = parts(line) else {
        return false;
    };
    let gone = Key::named(name.strip_suffix(PERSON).unwrap_or(name)).is_none();
    let mut retired = RETIRED.lines().filter_map(parts);
    retired.any(|(known, was)| known == name && (gone || was == words))
}

fn parts(line: &str) -> Option<(&str, &str)> {
    let (name, words) = line.split_once(['=', '＝'])?;
    Some((name.trim(), words.trim()))
}

fn read_line(line: &str) -> Result<(Key, bool, Phrase), String> {
    let (name, words) = parts(line).ok_or_else(|| "缺少等号，应写作“名称 = 用语”".to_owned())?;
    let (name, person) = match name.strip_suffix(PERSON) {
        Some(name) => (name, true),
        None => (name, false),
    };
    let key = Key::named(name).ok_or_else(|| format!("没有名为“{name}”的用语"))?;
    let phrase = Phrase::read(words).map_err(|brace| {
        match brace {
            Brace::Unclosed => "“{”没有配对的“}”",
            Brace::Stray => "“}”没有配对的“{”",
            Brace::Empty => "花括号里是空的",
        }
        .to_owned()
    })?;
    Ok((key, person, phrase))
}

fn slots_differ(model: &Phrase, phrase: &Phrase) -> Option<String> {
    if let Some(unknown) = phrase
        .slots()
        .find(|slot| !model.slots().any(|known| known == *slot))
    {
        return Some(format!("不认识的填空“{{{unknown}}}”"));
    }
    if let Some(lost) = model
        .slots()
        .find(|slot| !phrase.slots().any(|kept| kept == *slot))
    {
        return Some(format!("缺少填空“{{{lost}}}”，内容会因此丢失"));
    }
    let mut seen = Vec::new();
    for slot in phrase.slots() {
        if seen.contains(&slot) {
            return Some(format!("填空“{{{slot}}}”写了两次，内容会因此重复"));
        }
        seen.push(slot);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_phrase_and_every_phrase_its_key() {
        let mut seen = Vec::new();
        for (file, text) in FILES {
            for line in lines(file, text) {
                let (_, key, person, _) = line.unwrap_or_else(|fault| panic!("{fault}"));
                assert!(!seen.contains(&(key, person)), "{} twice", key.name());
                seen.push((key, person));
            }
        }
        for key in Key::ALL {
            assert!(
                seen.contains(&(*key, false)),
                "{} has no phrase",
                key.name()
            );
        }
    }

    #[test]
    fn what_earlier_versions_had_counts_for_nothing() {
        let builtin = Phrases::builtin();
        let kept = "进展.多次 = 前后{次数}回，{内容}\n开头.截至 = 截至{日期}，{状态}。\n方面 = 在{方面}方面\n";
        let read = |text: &str| builtin.clone().read("我的.txt", text);
        let said = |phrases: Phrases| phrases.team.clone();
        assert_eq!(read(kept).map(said).ok(), Some(builtin.team.clone()));
        let whole = RETIRED.lines().skip(1).collect::<Vec<_>>().join("\n");
        assert_eq!(read(&whole).map(said).ok(), Some(builtin.team.clone()));
        // One's own words for what is still said are one's own.
        assert!(read("方面 = 围绕{方面}").is_ok_and(|own| own.team != builtin.team));
        assert!(read("开头.截至 = 到{日期}，{状态}。").is_err());
    }

    #[test]
    fn faults_name_file_and_line() {
        for (line, fault) in [
            ("乱写", "我的.txt第2行：缺少等号，应写作“名称 = 用语”"),
            ("无此 = x", "我的.txt第2行：没有名为“无此”的用语"),
            ("问题 = 关于{问题", "我的.txt第2行：“{”没有配对的“}”"),
            ("问题 = {问题}{责任}{x}", "我的.txt第2行：不认识的填空“{x}”"),
            (
                "问题 = 关于{责任}",
                "我的.txt第2行：缺少填空“{问题}”，内容会因此丢失",
            ),
            ("标题 = {{", ""),
        ] {
            let read = Phrases::builtin().read("我的.txt", &format!("# 注\n{line}\n"));
            let said = read
                .err()
                .map(|fault| fault.to_string())
                .unwrap_or_default();
            assert_eq!(said, fault, "{line}");
        }
    }
}
