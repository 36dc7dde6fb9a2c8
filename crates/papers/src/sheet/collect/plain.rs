//! Sheets that do not say what was sent: the record of what was sent says it for them.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::identify::split_code;
use super::locate::{self, Found, Place};
use super::{CollectFault, Desk, Kind, LastSent, Opened, Told, answers};
use crate::sheet::column::Key;
use crate::sheet::form::{Column, FILL_IN, Open, Sent, SentRow};
use documents::register;
use documents::vocabulary::{self, Named};
use model::deadline;
use model::digest::Digest;
use model::round;
use model::task::Task;
use office::grid::Grid;

/// Reads a sheet whose rows were copied from a form, or the answers of an online form.
pub(super) fn open(
    desk: &Desk<'_>,
    name: &str,
    grids: &[Grid],
    saved_at: Option<NaiveDateTime>,
) -> Result<Vec<Opened>, CollectFault> {
    let columns = Column::all(true).into_iter();
    let titles: Vec<String> = columns.map(|column| column.title().to_owned()).collect();
    let visible = grids.iter().filter(|grid| !grid.hidden);
    let found = visible
        .filter_map(|grid| Some((grid, locate::header(grid, &titles)?)))
        .find(|(grid, place)| answers::asked(grid, place).is_some() || is_form(place, &titles));
    let (grid, place) = found.ok_or(if grids.iter().any(|grid| grid.name == FILL_IN) {
        CollectFault::NoHeader { sheet: FILL_IN }
    } else {
        CollectFault::NotOurs
    })?;
    let sheet = Plain {
        desk,
        name,
        titles: &titles,
        grid,
        place: &place,
    };
    let groups = match answers::asked(grid, &place) {
        Some(asked) => sheet.answered(&asked),
        None => vec![sheet.copied(saved_at)?],
    };
    let only = grid.clone();
    Ok(groups
        .into_iter()
        .map(|opened| Opened {
            grids: vec![only.clone()],
            ..opened
        })
        .collect())
}

/// Whether the header is a form's, and not that of a register.
fn is_form(place: &Place, titles: &[String]) -> bool {
    let own = [Open::Progress, Open::On, Open::Figures].map(Open::title);
    let known = place.columns.keys().map(|at| titles[*at].as_str());
    known.filter(|title| own.contains(title)).count() >= 2
}

struct Plain<'a, 'd> {
    desk: &'a Desk<'d>,
    name: &'a str,
    titles: &'a [String],
    grid: &'a Grid,
    place: &'a Place,
}

impl Plain<'_, '_> {
    /// Rows that were copied into another workbook: one department's.
    fn copied(&self, saved_at: Option<NaiveDateTime>) -> Result<Opened, CollectFault> {
        let (rows, mut told) = self.own_rows();
        told.extend(locate::renamed(self.grid, self.place, self.titles));
        let dept = self.lead("责任部门");
        let numbers = self.numbers(&rows);
        let ledger = self.desk.ledger;
        let last = ledger.last_sent(dept.as_deref(), &numbers);
        let last = last.or_else(|| self.superiors(dept.unwrap_or_default(), &numbers));
        let last = last.ok_or(CollectFault::NotOurs)?;
        Ok(self.opened(Kind::Copied, &last, rows, saved_at, told))
    }

    /// A form of which nothing is recorded here, because a superior made it: what stands above its header
    /// says when it went out.
    fn superiors(&self, dept: String, numbers: &[u32]) -> Option<LastSent> {
        let ledger = self.desk.ledger;
        let day = deadline::read_day(&self.lead("下发日期")?, self.desk.collection.today).ok()?;
        let tasks = numbers
            .iter()
            .filter_map(|number| ledger.as_of(*number, day));
        let tasks: Vec<Task> = tasks.collect();
        (!tasks.is_empty()).then(|| LastSent {
            round: self
                .lead("轮次")
                .unwrap_or_else(|| round::of_month(&day.to_string())),
            dept,
            on: day.to_string(),
            tasks,
        })
    }

    /// Answers, each department's apart; where a task was answered for twice the later answer counts.
    fn answered(&self, asked: &answers::Asked) -> Vec<Opened> {
        let (rows, mut told) = self.own_rows();
        let rows = answers::latest(self.grid, asked, rows, &mut told);
        told.extend(locate::renamed(self.grid, self.place, self.titles));
        let mut groups: Vec<(String, Vec<Found>)> = Vec::new();
        for row in rows {
            let dept = self.dept(asked, &row);
            match groups.iter_mut().find(|(known, _)| *known == dept) {
                Some((_, rows)) => rows.push(row),
                None => groups.push((dept, vec![row])),
            }
        }
        let of_group = |(dept, rows): (String, Vec<Found>)| {
            let named = (!dept.is_empty()).then_some(dept.as_str());
            let last = self.desk.ledger.last_sent(named, &self.numbers(&rows));
            // An online form may go out without any other.
            let today = self.desk.collection.today.to_string();
            let mut last = last.unwrap_or_else(|| LastSent {
                round: round::of_month(&today),
                ..LastSent::default()
            });
            last.dept = dept;
            let saved_at = answers::last_time(self.grid, asked, &rows);
            // What is told of the whole file is told once.
            self.opened(
                Kind::Answers,
                &last,
                rows,
                saved_at,
                std::mem::take(&mut told),
            )
        };
        groups.into_iter().map(of_group).collect()
    }

    fn opened(
        &self,
        kind: Kind,
        last: &LastSent,
        rows: Vec<Found>,
        saved_at: Option<NaiveDateTime>,
        told: Vec<Told>,
    ) -> Opened {
        let mut sent = Sent {
            ledger: self.desk.collection.ledger_id.to_owned(),
            dept: last.dept.clone(),
            on: last.on.clone(),
            round: last.round.clone(),
            unit: self.unit(),
            titles: self.titles.to_vec(),
            rows: Vec::new(),
        };
        for row in &rows {
            let (number, measure) = split_code(&row.code, &sent.unit);
            let by_number = number.and_then(|number| self.as_sent(last, number));
            let task = by_number.or_else(|| {
                let mut titled = last.tasks.iter();
                titled
                    .find(|task| register::same_title(&task.problem, &row.problem))
                    .cloned()
            });
            if let Some(task) = task {
                let row = self.sent_row(&task, measure);
                if !sent.rows.iter().any(|known| known.code == row.code) {
                    sent.rows.push(row);
                }
            }
        }
        let kind_word = match kind {
            Kind::Answers => "answers",
            Kind::Marked | Kind::Copied => "copied",
        };
        let says = [kind_word, &sent.ledger, &sent.round, &sent.dept].join("\u{1f}");
        Opened {
            name: self.name.to_owned(),
            kind,
            grids: Vec::new(),
            submission: Digest::of(says.as_bytes()).to_string()[..16].to_owned(),
            saved_at,
            sent,
            rows: Some(rows),
            told,
        }
    }

    /// The task as it was when the form went out, else as it is.
    fn as_sent(&self, last: &LastSent, number: u32) -> Option<Task> {
        let known = last.tasks.iter().find(|task| task.number == number);
        known.cloned().or_else(|| self.desk.ledger.task(number))
    }

    fn sent_row(&self, task: &Task, measure: Option<u32>) -> SentRow {
        let measure = measure.and_then(|key| task.measure(key));
        let cells = Column::all(true).into_iter().map(|column| match column {
            Column::Open(open) => open.sent(task, measure),
            Column::Locked(Key::Problem) => task.problem.clone(),
            Column::Locked(_) => String::new(),
        });
        SentRow {
            code: measure.map_or_else(|| task.code(), |measure| task.measure_code(measure.key)),
            last_entry: task.last_entry,
            cells: cells.collect(),
        }
    }

    fn unit(&self) -> String {
        self.desk
            .ledger
            .own_unit()
            .into_iter()
            .next()
            .unwrap_or_default()
    }

    fn numbers(&self, rows: &[Found]) -> Vec<u32> {
        let unit = self.unit();
        let numbers = rows.iter().filter_map(|row| split_code(&row.code, &unit).0);
        let numbers: BTreeSet<u32> = numbers.collect();
        numbers.into_iter().collect()
    }

    /// The rows that are no other unit's, and what is told of those.
    fn own_rows(&self) -> (Vec<Found>, Vec<Told>) {
        let sent = Sent {
            titles: self.titles.to_vec(),
            ..Sent::default()
        };
        let own = self.desk.ledger.own_unit();
        let column = self.column(Key::UnitName);
        let mut told = Vec::new();
        let mut rows = locate::rows(self.grid, self.place, &sent);
        rows.retain(|row| {
            let unit = column.map_or_else(String::new, |at| self.grid.cell(row.at, at).written());
            let unit = unit.trim();
            let is_own = unit.is_empty() || own.is_empty() || own.iter().any(|own| own == unit);
            if !is_own {
                told.push(Told {
                    sheet: self.grid.name.clone(),
                    row: row.at + 1,
                    column: Key::UnitName.title().to_owned(),
                    done: format!("这一行是“{unit}”的，不是本单位的，未采用"),
                });
            }
            is_own
        });
        (rows, told)
    }

    /// A column that a form does not have.
    fn column(&self, key: Key) -> Option<u32> {
        let unknown = self.place.unknown.iter();
        let mut named = unknown.filter(|(_, title)| {
            vocabulary::named(&locate::question(title)) == Some(Named::Key(key))
        });
        named.next().map(|(at, _)| *at)
    }

    /// The department that an answer speaks for: the one named in it, else that of its task.
    fn dept(&self, asked: &answers::Asked, row: &Found) -> String {
        let column = asked.dept.or_else(|| self.column(Key::Dept));
        let named = column.map_or_else(String::new, |at| self.grid.cell(row.at, at).written());
        if !named.trim().is_empty() {
            return named.trim().to_owned();
        }
        let task = split_code(&row.code, &self.unit()).0;
        let task = task.and_then(|number| self.desk.ledger.task(number));
        let dept = task.and_then(|task| task.dept.clone()).unwrap_or_default();
        dept.split('、').next().unwrap_or("").trim().to_owned()
    }

    /// What stands behind a word in the lines above the header: 责任部门：办公室.
    fn lead(&self, word: &str) -> Option<String> {
        let above = self.grid.rows.iter().filter(|row| row.at < self.place.row);
        let texts = above.flat_map(|row| row.cells.iter().map(|(_, cell)| cell.written()));
        let told: Vec<String> = texts
            .filter_map(|text| {
                let (_, rest) = text.split_once(word)?;
                let rest = rest.trim_start_matches([':', '：', ' ']);
                let end = rest.find(['\u{3000}', ' ', '\n']).unwrap_or(rest.len());
                Some(rest[..end].to_owned())
            })
            .collect();
        let dept = told.into_iter().next()?;
        Some(if dept == "（未明确）" {
            String::new()
        } else {
            dept
        })
    }
}
