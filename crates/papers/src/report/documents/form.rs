//! 销号审核表: one page a task, with its evidence and places to sign.

use chrono::Datelike;

use crate::report::Report;
use crate::report::cells::Cells;
use crate::report::cited_text::Record;
use crate::report::item::Item;
use crate::report::phrases::{Key, Phrases, Voice};
use crate::report::tree::{Block, Table, Tree};
use model::ledger::Ledger;
use model::subject::Subject;
use model::task::Task;
use office::text::sentence;

/// The forms of these tasks; numbers that the ledger doesn't hold are left out.
pub fn form(ledger: &Ledger, numbers: &[u32], phrases: &Phrases) -> Report {
    let mut blocks = Vec::new();
    for number in numbers {
        let Some(task) = ledger.tasks.iter().find(|task| task.number == *number) else {
            continue;
        };
        if !blocks.is_empty() {
            blocks.push(Block::PageBreak);
        }
        let mut title = phrases.say(Key::FormTitle, Voice::Team, []);
        title.records.push(Record::of(task, "编号"));
        blocks.push(Block::Title(title));
        blocks.push(Block::Table(page(ledger, task, phrases)));
    }
    let mut report = Report::empty(ledger, ledger.today.year());
    report.tree = Tree { blocks };
    report.tree.rewrite(sentence::printable);
    report.characters = report.tree.characters();
    report
}

fn page(ledger: &Ledger, task: &Task, phrases: &Phrases) -> Table {
    let item = Item::of(task, task.number, ledger, false);
    let cells = Cells {
        phrases,
        item: &item,
        today: ledger.today,
    };
    let word = |key| phrases.say(key, Voice::Team, []).text();
    let pair =
        |left: Key, right: Key| vec![word(left), cells.of(left), word(right), cells.of(right)];
    let wide = |key: Key| vec![word(key), cells.of(key)];
    let sign = |key: Key| vec![word(key), format!("\n\n{}", word(Key::FormSign))];
    let mut rows = vec![
        (pair(Key::ColumnCode, Key::ColumnYear), 8),
        (pair(Key::ColumnSubject, Key::ColumnSource), 8),
        (wide(Key::ColumnDimension), 8),
        (wide(Key::ColumnProblem), 10),
        (wide(Key::ColumnTarget), 8),
        (wide(Key::ColumnMeasures), 14),
    ];
    if task.subject == Subject::Team {
        rows.push((pair(Key::ColumnLead, Key::ColumnDept), 8));
        rows.push((pair(Key::ColumnOwner, Key::ColumnCoDepts), 8));
    }
    rows.extend([
        (pair(Key::ColumnDeadline, Key::ColumnFinished), 8),
        (wide(Key::ColumnNotes), 18),
        (wide(Key::ColumnOutcome), 10),
        (wide(Key::ColumnEvidence), 10),
    ]);
    let opinions: &[Key] = match task.subject {
        Subject::Team => &[
            Key::FormDept,
            Key::FormLead,
            Key::FormVerify,
            Key::FormApprove,
        ],
        Subject::Person(_) => &[Key::FormVerify, Key::FormApprove],
    };
    rows.extend(opinions.iter().map(|key| (sign(*key), 15)));
    let (rows, heights) = rows.into_iter().unzip();
    Table {
        widths: vec![18, 32, 18, 32],
        rows,
        heights,
        ..Table::default()
    }
}
