//! The form that departments fill in: its columns, and what it says of itself on a hidden sheet.

use super::column::Key;
use super::row::Row;
use model::digest::Digest;
use model::status::StatusKind;
use model::task::{Measure, Task};

/// Name of the sheet that is filled in.
pub(super) const FILL_IN: &str = "整改填报表";
/// Name of the sheet of what a department only assists with.
pub(super) const ASSIST: &str = "配合事项(只读)";
pub(super) use documents::register::SENT as HIDDEN;

/// A column of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// Locked, for reading.
    Locked(Key),
    /// To be filled in.
    Open(Open),
}

/// What a department fills in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Open {
    Status,
    Progress,
    On,
    Figures,
    Outcome,
    Evidence,
    NextStep,
    Reason,
}

impl Open {
    pub(super) const ALL: [Self; 8] = [
        Self::Status,
        Self::Progress,
        Self::On,
        Self::Figures,
        Self::Outcome,
        Self::Evidence,
        Self::NextStep,
        Self::Reason,
    ];

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Status => "完成状态",
            Self::Progress => "本期进展情况",
            Self::On => "进展日期",
            Self::Figures => "数据",
            Self::Outcome => "整改成效",
            Self::Evidence => "佐证材料名称",
            Self::NextStep => "下步措施",
            Self::Reason => "未完成原因",
        }
    }

    /// Words that departments put for a title that only forms have; those of registers stand in the one
    /// vocabulary.
    pub(super) fn also(self) -> &'static [&'static str] {
        match self {
            Self::Progress => &[
                "本期进展",
                "本月进展",
                "本月进展情况",
                "本季度进展情况",
                "本期整改进展",
                "本次进展情况",
            ],
            Self::On => &["日期", "进展时间", "工作日期", "落实日期"],
            Self::Figures => &["量化数据", "数据情况", "相关数据", "数据成果"],
            _ => &[],
        }
    }

    /// What a register's column is in a form.
    pub(super) fn of(key: Key) -> Option<Self> {
        Some(match key {
            Key::Status => Self::Status,
            Key::Progress | Key::ProgressAndOutcome => Self::Progress,
            Key::FinishedOn | Key::ClosedOn => Self::On,
            Key::Outcome => Self::Outcome,
            Key::Evidence => Self::Evidence,
            Key::NextStep | Key::NextStepAndDate => Self::NextStep,
            Key::Reason => Self::Reason,
            _ => return None,
        })
    }

    pub(super) fn width(self) -> u16 {
        match self {
            Self::Status => 10,
            Self::On | Self::Figures | Self::Evidence => 11,
            Self::Progress => 22,
            Self::Outcome => 13,
            Self::NextStep | Self::Reason => 12,
        }
    }

    /// Whether a row for a single measure has it: the rest belongs to the whole problem.
    pub(super) fn of_measures(self) -> bool {
        matches!(
            self,
            Self::Status | Self::Progress | Self::On | Self::Figures | Self::Evidence
        )
    }

    /// What stands there when the form goes out.
    pub(super) fn sent(self, task: &Task, measure: Option<&Measure>) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        match (self, measure) {
            (Self::Status, None) => task.status.kind().word().to_owned(),
            (Self::Status, Some(measure)) => measure_word(measure).to_owned(),
            (Self::Outcome, None) => text(&task.outcome),
            (Self::NextStep, None) => text(&task.next_step),
            (Self::Reason, None) => text(&task.reason),
            _ => String::new(),
        }
    }

    pub(super) fn choices(self) -> Vec<&'static str> {
        match self {
            Self::Status => {
                let declared = [
                    StatusKind::NotStarted,
                    StatusKind::InProgress,
                    StatusKind::MostlyDone,
                    StatusKind::Done,
                    StatusKind::Applied,
                ];
                let words = declared.into_iter().map(StatusKind::word);
                words.chain([MEASURE_OPEN]).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The word of a measure that is not done; its other word is 已完成.
pub(super) const MEASURE_OPEN: &str = "未完成";

fn measure_word(measure: &Measure) -> &'static str {
    if measure.done_on.is_some() {
        StatusKind::Done.word()
    } else {
        MEASURE_OPEN
    }
}

impl Column {
    /// The columns of the form; 具体表现 goes down only when asked for.
    pub(super) fn all(with_details: bool) -> Vec<Self> {
        let locked = [
            Key::Serial,
            Key::Code,
            Key::Dimension,
            Key::Problem,
            Key::Detail,
            Key::Measures,
            Key::Lead,
            Key::CoDepts,
            Key::Owner,
            Key::Deadline,
            Key::Progress,
        ];
        let locked = locked
            .into_iter()
            .filter(|key| with_details || *key != Key::Detail);
        locked
            .map(Self::Locked)
            .chain(Open::ALL.map(Self::Open))
            .collect()
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Locked(Key::Progress) => "已报进展",
            Self::Locked(key) => key.title(),
            Self::Open(open) => open.title(),
        }
    }

    pub(super) fn width(self) -> u16 {
        match self {
            // All columns stand side by side on A3 with letters that can be read, and on a screen.
            Self::Locked(Key::Serial) => 5,
            Self::Locked(Key::Code) => 7,
            Self::Locked(Key::Lead | Key::Owner) => 8,
            Self::Locked(Key::CoDepts) => 10,
            Self::Locked(Key::Dimension | Key::Deadline) => 11,
            Self::Locked(Key::Progress) => 18,
            Self::Locked(Key::Problem) => 20,
            Self::Locked(Key::Measures) => 24,
            Self::Locked(key) => super::column::Column::of(key).width,
            Self::Open(open) => open.width(),
        }
    }
}

/// The code that a row is known by: the task's, or the measure's.
pub(super) fn code(row: &Row<'_>) -> String {
    match row.measure {
        None => row.task.code(),
        Some(measure) => row.task.measure_code(measure.key),
    }
}

/// What the hidden sheet keeps: whose form, when, and every cell as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sent {
    /// Id of the ledger.
    pub(super) ledger: String,
    /// The department; empty for tasks without one.
    pub(super) dept: String,
    /// The day it went out, in ISO form.
    pub(super) on: String,
    /// Its round (轮次); empty on forms of older programs, which had none.
    pub(super) round: String,
    /// Code or name by which the superior that made it knows the unit: its tasks' codes begin with it.
    /// Empty where the unit made it itself.
    pub(super) unit: String,
    /// Titles of the columns.
    pub(super) titles: Vec<String>,
    /// Rows by code.
    pub(super) rows: Vec<SentRow>,
}

/// One row as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SentRow {
    /// Its code.
    pub(super) code: String,
    /// Sequence of the task's last entry then.
    pub(super) last_entry: u64,
    /// Its cells, in the order of the titles.
    pub(super) cells: Vec<String>,
}

const MARK: &str = "rectification-ledger dispatch 1";

impl Sent {
    /// As the rows of a sheet.
    pub(super) fn write(&self) -> Vec<Vec<String>> {
        let mut head = vec![
            MARK.to_owned(),
            self.ledger.clone(),
            self.dept.clone(),
            self.on.clone(),
        ];
        // A form of an older program stays the form that it was.
        if !(self.round.is_empty() && self.unit.is_empty()) {
            head.extend([self.round.clone(), self.unit.clone()]);
        }
        let rows = self.rows.iter().map(|row| {
            let mut cells = vec![row.code.clone(), row.last_entry.to_string()];
            cells.extend(row.cells.iter().cloned());
            cells
        });
        let titles = ["code", "last_entry"].into_iter().map(str::to_owned);
        let titles = titles.chain(self.titles.iter().cloned()).collect();
        [head, titles].into_iter().chain(rows).collect()
    }

    /// What tells this form from every other one: its submission. Sent out twice with nothing changed
    /// between, it is one form.
    pub(super) fn submission(&self) -> String {
        let rows: Vec<String> = self.write().iter().map(|row| row.join("\u{1f}")).collect();
        let digest = Digest::of(rows.join("\u{1e}").as_bytes()).to_string();
        digest[..16].to_owned()
    }

    /// The inverse of [`Sent::write`]; `None` when the sheet is not ours.
    pub(super) fn read(rows: &[Vec<String>]) -> Option<Self> {
        let [head, titles, rows @ ..] = rows else {
            return None;
        };
        let cell = |at: usize| head.get(at).cloned().unwrap_or_default();
        (cell(0) == MARK).then_some(())?;
        let width = titles.len();
        let rows = rows.iter().map(|row| {
            let mut cells = row.clone();
            cells.resize(width, String::new());
            Some(SentRow {
                code: cells.first()?.clone(),
                last_entry: cells.get(1)?.parse().ok()?,
                cells: cells.split_off(2),
            })
        });
        Some(Self {
            ledger: cell(1),
            dept: cell(2),
            on: cell(3),
            round: cell(4),
            unit: cell(5),
            titles: titles.get(2..)?.to_vec(),
            rows: rows.collect::<Option<_>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use office::xlsx::Paper;

    #[test]
    fn a_form_stands_on_one_page_side_by_side() {
        let columns = Column::all(false);
        let widths: Vec<u16> = columns.into_iter().map(Column::width).collect();
        assert!(Paper::A3.holds(&widths), "{widths:?}");
    }
}
