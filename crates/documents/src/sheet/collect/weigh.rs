//! What each cell of a returned row comes to.

use chrono::NaiveDate;

use super::identify::identify;
use super::locate::{Found, Place};
use super::{Applied, Conflict, Desk, Opened, Rejected, ReturnedRow};
use crate::lines;
use crate::register;
use crate::sheet::form::{MEASURE_OPEN, Open, SentRow};
use model::decide::Refusal;
use model::event::{Change, Progressed, TaskEvent, TextField};
use model::status::StatusKind;
use model::task::Task;
use office::cell::Cell;
use office::grid::Grid;
use office::xlsx::CUT;

/// A row on the desk.
pub(super) struct Weighing<'a> {
    pub(super) sheet: &'a str,
    pub(super) sent: &'a SentRow,
    /// The form, as a note that it says is known by.
    pub(super) submission: &'a str,
    /// Cells by the title they were sent under; `None` where the column is gone.
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
    grid: &Grid,
    place: &Place,
    form: &Opened,
    found: &Found,
) -> ReturnedRow {
    let mut row = ReturnedRow {
        row: found.at + 1,
        code: found.code.clone(),
        ..ReturnedRow::default()
    };
    let (known, task, measure) = match identify(desk, &form.sent, found) {
        Ok(identified) => identified,
        Err((reason, advice)) => {
            row.rejected.push(Rejected {
                sheet: grid.name.clone(),
                row: found.at + 1,
                column: "问题编号".to_owned(),
                value: found.code.clone(),
                reason: reason.to_owned(),
                advice,
            });
            return row;
        }
    };
    row.number = Some(task.number);
    row.code.clone_from(&known.code);
    let cells = form.sent.titles.iter().enumerate().map(|(at, title)| {
        let column = place.columns.get(&at);
        let cell = column.map(|column| grid.cell(found.at, *column).clone());
        (title.clone(), cell)
    });
    let mut weighing = Weighing {
        sheet: &grid.name,
        sent: known,
        submission: &form.submission,
        cells: cells.collect(),
        unvalued: unvalued(grid, place, &form.sent.titles, found.at),
        task,
        measure,
        today: desk.collection.today,
        policy: desk.collection.policy,
        row,
    };
    weighing.locked();
    weighing.progress(&mut desk.told);
    weighing.status();
    weighing.texts();
    weighing.evidence();
    let Weighing { task, row, .. } = weighing;
    desk.tasks.insert(task.number, task);
    row
}

/// A status in the words of the form, or as registers write it: √, 是, 100%, 已整改到位.
fn read_status(word: &str) -> Option<StatusKind> {
    StatusKind::read(word).or_else(|| register::status_told(word).map(|(kind, _)| kind))
}

/// Titles of the columns whose formula has no value in that row.
fn unvalued(grid: &Grid, place: &Place, titles: &[String], row: u32) -> Vec<String> {
    let columns = place.columns.iter();
    let columns = columns.filter(|(_, column)| grid.unvalued.contains(&(row, **column)));
    columns.map(|(at, _)| titles[*at].clone()).collect()
}

impl Weighing<'_> {
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
        (text.trim() != self.sent_text(title).trim()).then(|| text.trim().to_owned())
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
    fn settle(&mut self, open: Open, theirs: String, ours: &str, event: TaskEvent) {
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
        let open = Open::ALL.map(Open::title);
        let titles: Vec<String> = self
            .cells
            .iter()
            .map(|(title, _)| title.clone())
            .filter(|title| {
                !open.contains(&title.as_str()) && title != "序号" && title != "问题编号"
            })
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

    fn status(&mut self) {
        let Some(word) = self.changed(Open::Status) else {
            return;
        };
        let told = read_status(&word);
        let day = self.status_day(&word);
        if let Some(key) = self.measure {
            self.measure_status(key, &word, day);
            return;
        }
        let ours = self.task.status.kind().word();
        let event = match told {
            _ if word.is_empty() => return,
            None => {
                let reason = "不在可选的状态中，未采用";
                return self.reject(Open::Status.title(), &word, reason);
            }
            Some(StatusKind::Closed | StatusKind::Void) => {
                let reason = "销号和作废由台账管理单位办理，未采用；做完的请选“已完成”或“申请销号”";
                return self.reject(Open::Status.title(), &word, reason);
            }
            Some(StatusKind::Applied) => self.task.submit(day, None, self.policy),
            Some(kind) => {
                let progressed = Progressed {
                    status: Some(kind),
                    ..lines::nothing_noted(day)
                };
                self.task.log(progressed, self.today)
            }
        };
        match event {
            // The note of the same row may have set a task going that stood still.
            Ok(event) => {
                let began = ours == StatusKind::InProgress.word()
                    && self.sent_text(Open::Status.title()) == StatusKind::NotStarted.word()
                    && !self.row.applied.is_empty();
                let ours = if began {
                    StatusKind::NotStarted.word()
                } else {
                    ours
                };
                let theirs = told.map_or(word, |kind| kind.word().to_owned());
                if began && theirs == StatusKind::InProgress.word() {
                    return;
                }
                self.settle(Open::Status, theirs, ours, event);
            }
            Err(refusal) => self.refuse(Open::Status, &word, &refusal),
        }
    }

    /// The day in 进展日期, else the one that stands behind the status, where it has come.
    fn status_day(&self, word: &str) -> NaiveDate {
        let behind = register::status_day(word).filter(|day| *day <= self.today);
        self.day().ok().or(behind).unwrap_or(self.today)
    }

    fn measure_status(&mut self, key: u32, word: &str, day: NaiveDate) {
        let done = self
            .task
            .measure(key)
            .is_some_and(|measure| measure.done_on.is_some());
        let ours = if done {
            StatusKind::Done.word()
        } else {
            MEASURE_OPEN
        };
        match read_status(word) {
            Some(StatusKind::Done) => {
                let progressed = Progressed {
                    measure: Some(key),
                    measure_done: true,
                    ..lines::nothing_noted(day)
                };
                match self.task.log(progressed, self.today) {
                    Ok(event) => self.settle(
                        Open::Status,
                        StatusKind::Done.word().to_owned(),
                        ours,
                        event,
                    ),
                    Err(refusal) => self.refuse(Open::Status, word, &refusal),
                }
            }
            _ if word == ours => {}
            _ => self.reject(
                Open::Status.title(),
                word,
                "单项措施只能选“已完成”或“未完成”，完成后不能改回，未采用",
            ),
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
