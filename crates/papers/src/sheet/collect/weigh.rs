//! What each cell of a returned row comes to.

use chrono::NaiveDate;

use super::identify::identify;
use super::locate::{CODE, Found, Sheet};
use super::merged::{Covered, covered};
use super::{Applied, Conflict, Desk, Kind, Opened, Rejected, ReturnedRow, Told};
use crate::sheet::form::{Open, SentRow};
use documents::lines;
use model::decide::Refusal;
use model::event::{Change, Progressed, TaskEvent, TextField};
use model::task::Task;
use office::cell::Cell;
use office::xlsx::CUT;

/// A row on the desk.
pub(super) struct Weighing<'a> {
    pub(super) sheet: &'a str,
    pub(super) sent: &'a SentRow,
    /// The form, as a note that it says is known by.
    pub(super) submission: &'a str,
    pub(super) kind: Kind,
    /// Cells by the title they were sent under; `None` where the column is gone, or the cell is part of
    /// another.
    pub(super) cells: Vec<(String, Option<Cell>)>,
    /// Columns whose formula has no value.
    pub(super) unvalued: Vec<String>,
    pub(super) task: Task,
    /// The measure that the row stands for.
    pub(super) measure: Option<u32>,
    pub(super) today: NaiveDate,
    pub(super) policy: model::decide::Policy,
    pub(super) row: ReturnedRow,
}

/// Judges one row; what is applied changes the desk's task, so that later files meet it.
pub(super) fn row(
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    form: &Opened,
    found: &Found,
) -> ReturnedRow {
    let mut row = ReturnedRow {
        row: found.at + 1,
        code: found.code.clone(),
        ..ReturnedRow::default()
    };
    let known = match identify(desk, &form.sent, found, sheet) {
        Ok(known) => known,
        Err((reason, advice)) => {
            row.filled = true;
            row.rejected.push(Rejected {
                sheet: sheet.grid.name.clone(),
                row: found.at + 1,
                column: CODE.to_owned(),
                value: found.code.clone(),
                reason,
                advice,
            });
            return row;
        }
    };
    row.number = Some(known.task.number);
    row.code.clone_from(&known.sent.code);
    let mut weighing = Weighing {
        sheet: &sheet.grid.name,
        sent: known.sent,
        submission: &form.submission,
        kind: form.kind,
        cells: Vec::new(),
        unvalued: unvalued(sheet, &form.sent.titles, found.at),
        task: known.task,
        measure: known.measure,
        today: desk.collection.today,
        policy: desk.collection.policy,
        row,
    };
    if known.by_problem {
        let code = &known.sent.code;
        let done = format!("编号不是下发时的，按“存在问题”认作编号{code}");
        weighing.remark(CODE, done);
    }
    if let Some(now) = known.moved {
        let done = format!("这张表由副本下发，这一编号并入后是编号{now}，记到编号{now}");
        weighing.remark(CODE, done);
    }
    weighing.fill(sheet, &form.sent.titles);
    weighing.locked();
    weighing.progress(&mut desk.told);
    weighing.status();
    weighing.texts();
    weighing.evidence();
    let Weighing { task, row, .. } = weighing;
    desk.tasks.insert(task.number, task);
    row
}

/// Titles of the columns whose formula has no value in that row.
fn unvalued(sheet: &Sheet<'_>, titles: &[String], row: u32) -> Vec<String> {
    let columns = sheet.place.columns.iter();
    let columns = columns.filter(|(_, column)| sheet.grid.unvalued.contains(&(row, **column)));
    columns.map(|(at, _)| titles[*at].clone()).collect()
}

impl Weighing<'_> {
    /// Takes the cells of the row; of those that were merged it is told what became of them.
    fn fill(&mut self, sheet: &Sheet<'_>, titles: &[String]) {
        let at = self.row.row - 1;
        for (place, title) in titles.iter().enumerate() {
            let column = sheet.place.columns.get(&place).copied();
            let cell = column.map(|column| sheet.grid.cell(at, column).clone());
            let covered = column.and_then(|column| covered(sheet.grid, at, column));
            let cell = match (covered, cell) {
                (Some(covered), Some(cell)) if title != CODE => {
                    self.merged(sheet, title, covered, cell)
                }
                (_, cell) => cell,
            };
            self.cells.push((title.clone(), cell));
        }
    }

    /// What a merged cell says of this row: what people write speaks for each row, figures are counted once,
    /// and of two columns the first has it.
    fn merged(
        &mut self,
        sheet: &Sheet<'_>,
        title: &str,
        covered: Covered,
        cell: Cell,
    ) -> Option<Cell> {
        let open = Open::ALL.into_iter().find(|open| open.title() == title);
        let empty = cell == Cell::Empty;
        let (kept, done) = match (covered, open) {
            (Covered::Above(row), Some(Open::Figures)) => (
                None,
                format!("与第{0}行合并，只记在第{0}行，以免重复计数", row + 1),
            ),
            (Covered::Above(row), Some(_)) => {
                let done = format!("与第{}行合并，按同一内容“{}”读取", row + 1, cell.written());
                (Some(cell), done)
            }
            (Covered::Above(row), None) => (
                None,
                format!("与第{}行合并；这一列只供阅读，未采用", row + 1),
            ),
            (Covered::Beside(column), _) => {
                let other = sheet.place.columns.iter().find(|(_, at)| **at == column);
                let other = other.and_then(|(at, _)| Some(self.cells.get(*at)?.0.clone()));
                let done = match other {
                    Some(other) => format!("与“{other}”合并，内容归“{other}”，这一列按未填处理"),
                    None => "与左边的列合并，这一列按未填处理".to_owned(),
                };
                (None, done)
            }
        };
        if !empty {
            self.remark(title, done);
        }
        kept
    }

    pub(super) fn remark(&mut self, column: &str, done: String) {
        self.row.told.push(Told {
            sheet: self.sheet.to_owned(),
            row: self.row.row,
            column: column.to_owned(),
            done,
        });
    }

    pub(super) fn cell(&self, title: &str) -> Option<&Cell> {
        self.cells
            .iter()
            .find(|(known, _)| known == title)
            .and_then(|(_, cell)| cell.as_ref())
    }

    pub(super) fn sent_text(&self, title: &str) -> &str {
        let at = self.cells.iter().position(|(known, _)| known == title);
        at.and_then(|at| self.sent.cells.get(at))
            .map_or("", String::as_str)
    }

    /// What came home, where it is not what was sent.
    pub(super) fn changed(&mut self, open: Open) -> Option<String> {
        let title = open.title();
        if self.unvalued.iter().any(|known| known == title) {
            self.reject(title, "", "这一格是公式，没有保存结果，未采用；请填写内容");
            return None;
        }
        let text = self.cell(title)?.written();
        if text.ends_with(CUT) && text.trim() != self.sent_text(title).trim() {
            self.reject(
                title,
                "",
                "这一格下发时太长，已截断，改的是截断后的文字，未采用",
            );
            return None;
        }
        // What does not say what was sent can't say that it was cleared either.
        let says = self.kind == Kind::Marked || !text.trim().is_empty();
        let changed = says && text.trim() != self.sent_text(title).trim();
        self.row.filled |= changed;
        changed.then(|| text.trim().to_owned())
    }

    pub(super) fn reject(&mut self, column: &str, value: &str, reason: &str) {
        self.row.rejected.push(Rejected {
            sheet: self.sheet.to_owned(),
            row: self.row.row,
            column: column.to_owned(),
            value: value.to_owned(),
            reason: reason.to_owned(),
            advice: None,
        });
    }

    pub(super) fn apply(&mut self, column: &'static str, to: String, event: TaskEvent) {
        let from = self.sent_text(column).to_owned();
        self.apply_over(from, column, to, event);
    }

    /// The same in place of what was there.
    pub(super) fn apply_over(
        &mut self,
        from: String,
        column: &'static str,
        to: String,
        event: TaskEvent,
    ) {
        self.task.apply(self.task.last_entry, &event);
        self.row.applied.push(Applied {
            column,
            from,
            to,
            event,
        });
    }

    /// Applies the event where the ledger still says what was sent.
    pub(super) fn settle(&mut self, open: Open, theirs: String, ours: &str, event: TaskEvent) {
        let column = open.title();
        if theirs == ours.trim() {
            return;
        }
        if ours.trim() == self.sent_text(column).trim() {
            self.apply(column, theirs, event);
            return;
        }
        let conflict = Conflict {
            column,
            sent: self.sent_text(column).to_owned(),
            theirs,
            ours: ours.to_owned(),
            last_entry: self.task.last_entry,
            event,
        };
        self.row.conflicts.push(conflict);
    }

    /// Columns that only inform: a change is told, never taken.
    fn locked(&mut self) {
        if self.kind != Kind::Marked {
            return;
        }
        let open = Open::ALL.map(Open::title);
        let titles: Vec<String> = self
            .cells
            .iter()
            .map(|(title, _)| title.clone())
            .filter(|title| !open.contains(&title.as_str()) && title != "序号" && title != CODE)
            .collect();
        for title in titles {
            let Some(cell) = self.cell(&title) else {
                continue;
            };
            let (text, sent) = (cell.written(), self.sent_text(&title));
            let same = |text: &str| text.split_whitespace().collect::<String>();
            if same(&text) != same(sent) {
                self.reject(&title, &text, "这一列只供阅读，改动未采用");
            }
        }
    }

    fn texts(&mut self) {
        for (open, field) in [
            (Open::Outcome, TextField::Outcome),
            (Open::NextStep, TextField::NextStep),
            (Open::Reason, TextField::Reason),
        ] {
            let Some(theirs) = self.changed(open) else {
                continue;
            };
            if self.measure.is_some() {
                self.reject(open.title(), &theirs, "单项措施不填这一列，未采用");
                continue;
            }
            if theirs.is_empty() {
                self.reject(open.title(), "", "原有内容被清空，未采用");
                continue;
            }
            let ours = self.task.text(field).unwrap_or("").to_owned();
            let said_on = self.day().unwrap_or(self.today);
            match self
                .task
                .edit_on(vec![Change::Text(field, Some(theirs.clone()))], said_on)
            {
                Ok(event) => self.settle(open, theirs, &ours, event),
                Err(Refusal::NothingChanges) => {}
                Err(refusal) => self.refuse(open, &theirs, &refusal),
            }
        }
    }

    /// Names alone are no evidence: they are noted for the office, where the files do not come along.
    fn evidence(&mut self) {
        let Some(names) = self
            .changed(Open::Evidence)
            .filter(|names| !names.is_empty())
        else {
            return;
        };
        let known = |name: &&str| self.task.evidence.iter().any(|piece| piece.name == *name);
        let wanted: Vec<String> = super::evidence_names(&names)
            .into_iter()
            .filter(|name| !known(name))
            .map(str::to_owned)
            .collect();
        if wanted.is_empty() {
            return;
        }
        let text = super::evidence_wanted(&wanted);
        if self.task.progress.iter().any(|note| note.text == text) {
            return;
        }
        let progressed = Progressed {
            text,
            measure: self.measure,
            internal: true,
            ..lines::nothing_noted(self.today)
        };
        match self.task.log(progressed, self.today) {
            Ok(event) => self.apply(Open::Evidence.title(), names, event),
            Err(refusal) => self.refuse(Open::Evidence, &names, &refusal),
        }
    }

    pub(super) fn refuse(&mut self, open: Open, value: &str, refusal: &Refusal) {
        let reason = match refusal {
            Refusal::Void(_) => "该项已作废，未采用".to_owned(),
            Refusal::Status { is, .. } => format!("该项现为{}，未采用", is.word()),
            Refusal::LongTerm => "长期坚持的任务没有完成时间，未采用".to_owned(),
            Refusal::Missing(_) => "申请销号还缺整改成效或佐证材料，未采用".to_owned(),
            Refusal::BeforeYear(day) => format!("日期{day}早于问题所属年度，未采用"),
            Refusal::Future(day) => format!("日期{day}还没到，未采用"),
            Refusal::NothingChanges => return,
            other => format!("台账不允许这样改（{other}），未采用"),
        };
        self.reject(open.title(), value, &reason);
    }
}
