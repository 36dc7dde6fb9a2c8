//! From a record's cells to a [`RegisterRow`]: what can't be understood is a doubt.

use std::collections::BTreeMap;

use super::cells;
use super::parties::{self, Parties, Place};
use super::records::{Record, subject};
use super::row::{Due, Register, RegisterRow};
use super::state::{status_day, status_told};
use super::unresolved;
use crate::lines::{self, Granted, Note};
use crate::vocabulary::Key;
use model::deadline::{Anchor, Deadline, Term};
use model::draft::DoubtKind;
use model::status::StatusKind;
use office::cell::{Cell, serial_day};
use office::text::{iso, items, ordinal, sentence};

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
        let mut row = RegisterRow {
            row: *number,
            code: self.code(register),
            year: own_year,
            subject: text(Key::Subject)
                .or_else(|| text(Key::Person))
                .and_then(|s| subject(&s))
                .or_else(|| self.subject.clone()),
            dimension: self.dimension(first),
            problem,
            detail,
            measures: self.measures(year.map(Anchor::of)),
            lead: parties.joined(Key::Lead),
            dept: parties.joined(Key::Dept),
            owner: parties.joined(Key::Owner),
            co_depts: parties.take(Key::CoDepts),
            due: self.told_due(first).or_else(|| self.due(year, register)),
            progress: self.progress(),
            extensions: self.extensions(register),
            ..self.plain(first)
        };
        row.external = row
            .external
            .or_else(|| row.code.clone().filter(|code| is_of_others(code)));
        self.status(&mut row, register);
        if row.status == Some(StatusKind::Void) {
            register.doubt(*number, DoubtKind::Table, "该行标为作废，未读取".to_owned());
            return None;
        }
        let undated = row.finished_on.is_none() && row.closed_on.is_none();
        if undated && row.status.is_some_and(StatusKind::is_finished) {
            let message = "已完成而没有完成时间，按导入日期记".to_owned();
            register.doubt(*number, DoubtKind::Table, message);
        }
        Some(row)
    }

    /// What single cells say by themselves.
    fn plain(&self, first: &BTreeMap<Key, Cell>) -> RegisterRow {
        let text = |key| self.text(first, key);
        RegisterRow {
            sheet: self.sheet.clone(),
            source: text(Key::Source),
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
            note: text(Key::Note),
            next_check: first
                .get(&Key::NextCheck)
                .and_then(|cell| cells::day(cell, None)),
            prior: text(Key::Prior),
            ..RegisterRow::default()
        }
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
            office::text::punctuation::strip_closing(&text[length..]).to_owned()
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
                    second: self.seconds.get(&key).copied(),
                    alone: self.no_dept,
                };
                if self.own {
                    parties.add_own(key, &cell.written());
                    continue;
                }
                for (key, name) in parties::read(&cell.written(), place) {
                    parties.add(key, name);
                }
            }
        }
        parties
    }

    /// The latest deadline of the rows: a problem is mended when its last measure is.
    fn due(&self, year: Option<i32>, register: &mut Register) -> Option<Due> {
        let mut found: Vec<Due> = Vec::new();
        for (number, cells) in &self.rows {
            let Some(due) = cells
                .get(&Key::Deadline)
                .and_then(|cell| self.one_due(cell))
            else {
                continue;
            };
            if found.contains(&due) {
                continue;
            }
            if let Due::Words(words) = &due
                && let Err(fault) = Deadline::resolve(words, Some(Anchor::ANY))
            {
                let message = unresolved(words, fault);
                register.doubt(*number, DoubtKind::Deadline, message);
            }
            found.push(due);
        }
        if found.len() < 2 {
            return found.pop();
        }
        found.into_iter().max_by_key(|due| due.compared(year))
    }

    pub(super) fn one_due(&self, cell: &Cell) -> Option<Due> {
        let (_, first) = self.rows.first()?;
        let year = first.get(&Key::Year).and_then(cells::year);
        Some(self.beside.settle(self.written_due(cell)?, year))
    }

    pub(super) fn written_due(&self, cell: &Cell) -> Option<Due> {
        match cell {
            Cell::Date(day) => Some(Due::on(*day)),
            Cell::Number(number) => match serial_day(*number) {
                Some(day) => Some(Due::on(day)),
                None => Some(Due::Words(number.to_string())),
            },
            Cell::Text(text) => {
                let text = if self.own || iso::read(text).is_some() {
                    text.clone()
                } else {
                    one_for_each(&cells::lines(text))
                };
                let words = office::text::punctuation::strip_closing(&text);
                (!words.is_empty() && !cells::is_placeholder(words))
                    .then(|| Due::Words(words.to_owned()))
            }
            Cell::Empty => None,
        }
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

    fn answers_no(&self) -> bool {
        let mut words = self
            .rows
            .iter()
            .filter_map(|(_, cells)| self.text(cells, Key::Status));
        words.all(|word| matches!(word.as_str(), "否" | "×"))
    }

    fn status(&self, row: &mut RegisterRow, register: &mut Register) {
        let mut kinds = Vec::new();
        for (number, cells) in &self.rows {
            let Some(word) = self.text(cells, Key::Status) else {
                continue;
            };
            if let Some((kind, story)) = status_told(&word) {
                kinds.push(kind);
                if kind.is_finished() {
                    row.finished_on = row.finished_on.max(status_day(&word));
                }
                if !story.is_empty() {
                    row.progress.push(Note {
                        text: story,
                        ..Note::default()
                    });
                }
            } else {
                let message = format!("完成状态“{word}”不在可识别的状态中，未采用");
                register.doubt(*number, DoubtKind::Table, message);
            }
        }
        // A problem stands where its slowest measure stands, but it has begun when one has.
        row.status = match kinds.iter().min() {
            Some(StatusKind::NotStarted)
                if kinds.iter().any(|kind| *kind != StatusKind::NotStarted) =>
            {
                Some(StatusKind::InProgress)
            }
            // 是否完成：否 beside a story of what was done.
            Some(StatusKind::NotStarted) if !row.progress.is_empty() && self.answers_no() => {
                Some(StatusKind::InProgress)
            }
            slowest => slowest.copied(),
        };
        let anchor = row.year.or(register.year).map(Anchor::of);
        for (key, slot) in [
            (Key::FinishedOn, &mut row.finished_on),
            (Key::ClosedOn, &mut row.closed_on),
        ] {
            let days = self
                .rows
                .iter()
                .filter_map(|(number, cells)| Some((*number, cells.get(&key)?)));
            for (number, cell) in days {
                match cells::day(cell, anchor) {
                    Some(day) => *slot = (*slot).max(Some(day)),
                    None if cells::is_placeholder(cell.written().trim()) => {}
                    None => {
                        let title = key.title();
                        let message =
                            format!("{title}“{}”不是可识别的日期，未采用", cell.written());
                        register.doubt(number, DoubtKind::Table, message);
                    }
                }
            }
        }
    }
}

/// A number that another register gives (XC-2022-017, 巡察〔2022〕3号-5): ours and running numbers have
/// neither letters nor years.
fn is_of_others(code: &str) -> bool {
    let mut runs = code.split(|c: char| !c.is_ascii_digit());
    let has_digits = code.contains(|c: char| c.is_ascii_digit());
    let is_long = runs.any(|run| run.len() >= 3) && code.contains(|c: char| !c.is_alphanumeric());
    has_digits && (is_long || code.contains(|c: char| c.is_ascii_alphabetic() || c == '〔'))
}

/// 1.3月底 2.6月底: one for each measure, the last of them counts.
fn one_for_each(text: &str) -> String {
    let items: Vec<String> = text
        .lines()
        .map(|line| without_number(line).to_owned())
        .collect();
    let items = if items.len() > 1 {
        items
    } else {
        items::split(text)
    };
    if items.len() > 1 && items.iter().all(|item| Deadline::is_phrase(item)) {
        return items.join("、");
    }
    text.replace('\n', "、")
}

/// 1.2023年3月底: a number before a year is the item's.
fn without_number(line: &str) -> &str {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let short = (1..=2).contains(&(line.len() - rest.len()));
    let rest = rest.strip_prefix(['.', '．', '、']).unwrap_or(line);
    let year = rest.starts_with("20") && rest.chars().take(4).all(|c| c.is_ascii_digit());
    if short && year { rest } else { line }
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
