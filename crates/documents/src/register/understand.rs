//! From a record's cells to a [`RegisterRow`]: what can't be understood is a doubt.

use std::collections::BTreeMap;

use super::cells;
use super::gathered::Parties;
use super::parties::Place;
use super::records::Record;
use super::row::{Register, RegisterRow};
use crate::lines::{self, Granted, Note};
use crate::vocabulary::Key;
use model::deadline::{Anchor, Deadline, Term};
use model::draft::DoubtKind;
use model::status::StatusKind;
use office::cell::Cell;
use office::text::{ordinal, sentence};

impl Record {
    /// What the record says; doubts go to the register.
    pub(super) fn row(&self, register: &mut Register) -> Option<RegisterRow> {
        let (number, first) = self.rows.first()?;
        let (problem, detail) = self.problem(first);
        let numbered = [Key::Code, Key::External]
            .iter()
            .any(|key| first.contains_key(key));
        if problem.is_empty() && !numbered {
            return None;
        }
        let text = |key| self.text(first, key);
        let own_year = first.get(&Key::Year).and_then(cells::year);
        let year = own_year.or(register.year);
        let mut parties = self.parties(self.rows.iter().map(|(_, cells)| cells));
        for message in parties.settle() {
            register.doubt(*number, DoubtKind::Table, message);
        }
        let mut row = RegisterRow {
            row: *number,
            code: self.code(register),
            year: own_year.or_else(|| {
                let source = text(Key::Source).filter(|_| register.year.is_none());
                source.and_then(|source| year_of_meeting(&source))
            }),
            subject: text(Key::Subject)
                .or_else(|| text(Key::Person))
                .or_else(|| self.said(Key::Subject))
                .and_then(|s| cells::subject(&s))
                .or_else(|| self.subject.clone()),
            dimension: self.dimension(first),
            problem,
            detail,
            measures: self.measures(year.map(Anchor::of)),
            lead: parties.joined(Key::Lead).or_else(|| self.said(Key::Lead)),
            dept: parties.joined(Key::Dept).or_else(|| self.said(Key::Dept)),
            owner: parties.joined(Key::Owner).or_else(|| self.said(Key::Owner)),
            co_depts: parties.take(Key::CoDepts),
            due: self.told_due(first).or_else(|| self.due(year, register)),
            progress: self.progress(),
            extensions: self.extensions(register),
            ..self.plain(first)
        };
        row.external = row.external.or_else(|| {
            row.code
                .clone()
                .filter(|code| is_of_superior(code) || !self.own_code && is_of_others(code))
        });
        self.status(&mut row, register);
        if row.status == Some(StatusKind::Void) {
            register.doubt(*number, DoubtKind::Table, "该行标为作废，未读取".to_owned());
            return None;
        }
        if let Some(message) = self.above.undated(&row) {
            register.doubt(*number, DoubtKind::Table, message);
        }
        Some(row)
    }

    /// What single cells say by themselves.
    fn plain(&self, first: &BTreeMap<Key, Cell>) -> RegisterRow {
        let text = |key| self.text(first, key);
        RegisterRow {
            sheet: self.sheet.clone(),
            source: text(Key::Source).or_else(|| self.said(Key::Source)),
            cause: text(Key::Cause),
            theme: text(Key::Theme),
            external: text(Key::External),
            target: text(Key::Target).or_else(|| text(Key::Standard)),
            term: text(Key::Term).and_then(|word| term(&word)),
            verifier: text(Key::Verifier),
            outcome: text(Key::Outcome),
            reason: text(Key::Reason),
            next_step: text(Key::NextStep).or_else(|| text(Key::NextStepAndDate)),
            wording: text(Key::Wording),
            evidence: text(Key::Evidence)
                .map(|cell| names_of_files(&cell))
                .unwrap_or_default(),
            note: self.note(first),
            next_check: first
                .get(&Key::NextCheck)
                .and_then(|cell| cells::day(cell, None)),
            prior: text(Key::Prior),
            ..RegisterRow::default()
        }
    }

    /// The note; of evidence a register of others has only the names, which are kept with it.
    fn note(&self, first: &BTreeMap<Key, Cell>) -> Option<String> {
        let note = self.text(first, Key::Note);
        let named = self.text(first, Key::Evidence).filter(|_| !self.own);
        let wanted = named.map(|cell| lines::evidence_wanted(&names_of_files(&cell)));
        let parts: Vec<String> = note.into_iter().chain(wanted).collect();
        (!parts.is_empty()).then(|| parts.join("\n"))
    }

    /// What a heading or a line above the table says for all rows.
    fn said(&self, key: Key) -> Option<String> {
        let above = || self.above.common.get(&key);
        self.common.get(&key).or_else(above).cloned()
    }

    fn extensions(&self, register: &mut Register) -> Vec<Granted> {
        let Some((number, first)) = self.rows.first() else {
            return Vec::new();
        };
        let Some(text) = self
            .text(first, Key::Extensions)
            .filter(|text| !text.is_empty())
        else {
            return Vec::new();
        };
        lines::extensions_read(&text).unwrap_or_else(|| {
            let message = format!("延期情况“{text}”不是可识别的写法，未采用");
            register.doubt(*number, DoubtKind::Table, message);
            Vec::new()
        })
    }

    /// The code as text; what Excel made a date of is none, and the title has to tell.
    fn code(&self, register: &mut Register) -> Option<String> {
        let (number, cells) = self.rows.first()?;
        match cells.get(&Key::Code)? {
            Cell::Date(day) => {
                let message = format!("问题编号被改成了日期（{day}），按问题内容对应");
                register.doubt(*number, DoubtKind::Table, message);
                None
            }
            cell => {
                let code = office::text::width::narrow_all(cell.written().trim());
                Some(code.replace('(', "（").replace(')', "）"))
            }
        }
    }

    /// The cell's text, cleaned unless it is our own.
    pub(super) fn text(&self, cells: &BTreeMap<Key, Cell>, key: Key) -> Option<String> {
        let cell = cells.get(&key)?;
        if self.own {
            return Some(cell.written());
        }
        let text = match cell {
            Cell::Text(text) => cells::lines(text),
            other => cells::lines(&other.written()),
        };
        (!text.is_empty() && !cells::is_placeholder(&text)).then_some(text)
    }

    fn problem(&self, first: &BTreeMap<Key, Cell>) -> (String, String) {
        let detail = self.text(first, Key::Detail).unwrap_or_default();
        let Some(text) = self.text(first, Key::Problem) else {
            let (title, rest) = sentence::split_first(&detail);
            return (title.to_owned(), rest.to_owned());
        };
        if self.own {
            return (text, detail);
        }
        let length = ordinal::read(&text).map_or(0, |found| found.length);
        let (title, rest) = sentence::split_first(&text[length..]);
        let parts = [rest, detail.as_str()];
        let detail: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        (title.to_owned(), detail.join("\n"))
    }

    fn dimension(&self, first: &BTreeMap<Key, Cell>) -> Option<String> {
        let own = self.text(first, Key::Dimension).map(|text| {
            if self.own {
                return text;
            }
            let text = text.replace('\n', "");
            let length = ordinal::read(&text).map_or(0, |found| found.length);
            cells::without_count(office::text::punctuation::strip_closing(&text[length..]))
                .to_owned()
        });
        own.or_else(|| self.dimension.clone())
            .filter(|text| !text.is_empty())
    }

    /// Everybody whom these rows name, each once.
    pub(super) fn parties<'a>(
        &self,
        rows: impl Iterator<Item = &'a BTreeMap<Key, Cell>>,
    ) -> Parties {
        let mut parties = Parties::default();
        for cells in rows {
            for key in [Key::Lead, Key::Dept, Key::CoDepts, Key::Owner] {
                let Some(cell) = cells.get(&key) else {
                    continue;
                };
                let place = Place {
                    key,
                    second: self.seconds.get(&key).copied().filter(|key| {
                        matches!(key, Key::Lead | Key::Dept | Key::CoDepts | Key::Owner)
                    }),
                    alone: self.no_dept,
                };
                if self.own {
                    parties.add_own(key, &cell.written());
                    continue;
                }
                parties.add_cell(&cell.written(), place);
            }
        }
        parties
    }

    fn progress(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut seen = Vec::new();
        for (_, cells) in &self.rows {
            for key in [Key::Progress, Key::ProgressAndOutcome] {
                if let Some(text) = self.text(cells, key).filter(|text| !seen.contains(text)) {
                    notes.extend(lines::progress_read(&text));
                    seen.push(text);
                }
            }
        }
        notes
    }
}

/// A number that another register gives (XC-2022-017, 巡察〔2022〕3号-5): ours and running numbers have
/// neither letters nor years.
pub(super) fn is_of_others(code: &str) -> bool {
    let mut runs = code.split(|c: char| !c.is_ascii_digit());
    let signs = |c: char| !c.is_alphanumeric() || c.is_ascii_alphabetic() || c == '〔';
    runs.any(|run| run.len() >= 3) && code.contains(signs)
}

/// 省督-07, 巡察3: numbers of 督察 and 巡察, and those of an audit or an inspection from above.
fn is_of_superior(code: &str) -> bool {
    let numbered = code.contains(|c: char| c.is_ascii_digit());
    let mut letters = code.chars();
    let first = letters.next().is_some_and(|c| "省市国央中".contains(c));
    let above = first && letters.next().is_some_and(|c| "审检环".contains(c));
    numbered && (above || code.contains(['督', '巡']))
}

/// The year of the meeting that handed a problem over: 2024年第2次党委会.
fn year_of_meeting(source: &str) -> Option<i32> {
    let meets = ["会", "会议", "会议纪要", "纪要"];
    let met = meets.iter().any(|end| source.ends_with(end));
    let stated = || cells::year(&Cell::Text(source.to_owned()));
    (met && source.chars().take(5).any(|c| c == '年')).then(stated)?
}

fn term(word: &str) -> Option<Term> {
    Deadline::keep(word, None)
        .term
        .filter(|term| term.date().is_none())
}

fn names_of_files(cell: &str) -> Vec<String> {
    let names = cell
        .split(['\n', '；', ';'])
        .map(str::trim)
        .filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}
