//! Tasks as a table at the end of a document.

use chrono::NaiveDate;

use crate::report::cells::Cells;
use crate::report::item::Item;
use crate::report::phrases::{Key, Phrases, Voice};
use crate::report::tree::{Block, Table};

/// Columns with their relative widths.
pub(crate) type Columns = &'static [(Key, u32)];

/// 整改台账 as it is handed up for the team.
const LEDGER: Columns = &[
    (Key::ColumnNumber, 6),
    (Key::ColumnDimension, 12),
    (Key::ColumnProblem, 13),
    (Key::ColumnMeasures, 19),
    (Key::ColumnLead, 8),
    (Key::ColumnDept, 8),
    (Key::ColumnDeadline, 10),
    (Key::ColumnProgress, 27),
    (Key::ColumnStatus, 9),
    (Key::ColumnFinished, 12),
];

/// A person's has no departments.
const PERSONAL: Columns = &[
    (Key::ColumnNumber, 6),
    (Key::ColumnDimension, 14),
    (Key::ColumnProblem, 16),
    (Key::ColumnMeasures, 24),
    (Key::ColumnDeadline, 10),
    (Key::ColumnProgress, 32),
    (Key::ColumnStatus, 9),
    (Key::ColumnFinished, 12),
];

/// 任务分解表
pub(crate) const PLAN: Columns = &[
    (Key::ColumnNumber, 6),
    (Key::ColumnDimension, 12),
    (Key::ColumnProblem, 18),
    (Key::ColumnTarget, 16),
    (Key::ColumnMeasures, 30),
    (Key::ColumnLead, 8),
    (Key::ColumnDept, 10),
    (Key::ColumnCoDepts, 10),
    (Key::ColumnDeadline, 10),
];

/// A person's 任务分解表
pub(crate) const PERSONAL_PLAN: Columns = &[
    (Key::ColumnNumber, 6),
    (Key::ColumnDimension, 14),
    (Key::ColumnProblem, 22),
    (Key::ColumnTarget, 20),
    (Key::ColumnMeasures, 40),
    (Key::ColumnDeadline, 12),
];

/// Columns that are left out where nothing stands in them.
const OPTIONAL: [Key; 2] = [Key::ColumnTarget, Key::ColumnCoDepts];

/// The columns of 整改台账 for whom it is.
pub(crate) fn ledger_columns(voice: Voice) -> Columns {
    match voice {
        Voice::Team => LEDGER,
        Voice::Person => PERSONAL,
    }
}

/// 附件：…, as it stands below the text.
pub(crate) fn note(phrases: &Phrases, title: Key) -> Block {
    let name = phrases.say(title, Voice::Team, []);
    Block::Annexes(
        phrases
            .say(Key::AnnexNote, Voice::Team, [("名称", name)])
            .text(),
    )
}

/// The table of these items.
pub(crate) fn table<'a>(
    phrases: &Phrases,
    today: NaiveDate,
    title: Key,
    columns: Columns,
    items: impl IntoIterator<Item = &'a Item<'a>>,
) -> Table {
    let say = |key| phrases.say(key, Voice::Team, []).text();
    let rows = items.into_iter().map(|item| {
        let cells = Cells {
            phrases,
            item,
            today,
        };
        columns
            .iter()
            .map(|(column, _)| cells.of(*column))
            .collect()
    });
    let mut table = Table {
        label: say(Key::Annex),
        title: say(title),
        head: columns.iter().map(|(column, _)| say(*column)).collect(),
        widths: columns.iter().map(|(_, width)| *width).collect(),
        rows: rows.collect(),
        landscape: true,
        heights: Vec::new(),
    };
    for (place, (column, _)) in columns.iter().enumerate().rev() {
        if OPTIONAL.contains(column) && table.rows.iter().all(|row| row[place].is_empty()) {
            table.leave_out(place);
        }
    }
    table.balance();
    table
}
