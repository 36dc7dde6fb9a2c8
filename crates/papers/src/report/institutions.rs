//! 制度成果清单: what the tasks of a section left behind, as a table at the end of a document.

use crate::report::annex;
use crate::report::calendar;
use crate::report::cited_text::CitedText;
use crate::report::item::Item;
use crate::report::phrases::{Key, Phrases, Voice};
use crate::report::tree::{Block, Table};

/// Columns with their relative widths.
const COLUMNS: annex::Columns = &[
    (Key::ColumnNumber, 4),
    (Key::ColumnInstitution, 24),
    (Key::ColumnIssue, 12),
    (Key::ColumnDay, 12),
    (Key::ColumnMaking, 8),
    (Key::ColumnAnswers, 24),
];

/// The ledger's table with that of the institutions behind it, where there are any, and the line below the
/// text that names them.
pub(crate) fn annexes<'a>(
    phrases: &Phrases,
    ledger: Table,
    items: impl IntoIterator<Item = &'a Item<'a>>,
) -> (Block, Vec<Block>) {
    let Some(institutions) = table(phrases, items) else {
        let note = annex::note(phrases, Key::AnnexLedger);
        return (note, vec![Block::Table(ledger)]);
    };
    let names = format!("1.{}　2.{}", ledger.title, institutions.title);
    let note = phrases.say(
        Key::AnnexNote,
        Voice::Team,
        [("名称", CitedText::plain(names))],
    );
    let tables = vec![Block::Table(ledger), Block::Table(institutions)];
    (Block::Annexes(note.text()), tables)
}

/// One row an institution, with all the problems that it answers; `None` without any.
fn table<'a>(phrases: &Phrases, items: impl IntoIterator<Item = &'a Item<'a>>) -> Option<Table> {
    let say = |key| phrases.say(key, Voice::Team, []).text();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for item in items {
        let answers = format!("{}.{}", item.number, item.task.problem);
        for told in item.task.institutions() {
            let name = format!("《{}》", told.institution.name);
            if let Some(known) = rows.iter_mut().find(|row| row[1] == name) {
                known[5] = format!("{}\n{answers}", known[5]);
                continue;
            }
            rows.push(vec![
                (rows.len() + 1).to_string(),
                name,
                told.institution.number.unwrap_or_default(),
                calendar::full(told.date),
                told.institution.kind.word().to_owned(),
                answers.clone(),
            ]);
        }
    }
    (!rows.is_empty()).then(|| Table {
        label: say(Key::Annex),
        title: say(Key::AnnexInstitutions),
        head: COLUMNS.iter().map(|(column, _)| say(*column)).collect(),
        widths: COLUMNS.iter().map(|(_, width)| *width).collect(),
        rows,
        ..Table::default()
    })
}
