//! 汇总表: one row per unit.

use std::io::Cursor;
use std::path::Path;

use super::{Tasks, shown, shown_book, workbook};
use crate::app::as_of;
use crate::app::fault::Fault;
use model::scope::Scope;
use office::csv::Encoding;
use office::xlsx::Paper;
use papers::sheet::Surroundings;
use papers::sheet::summary::Summary;
use store::Store;

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Csv(Encoding),
    /// Printed on that paper, else on the smaller one that holds it.
    Xlsx(Option<Paper>),
}

/// A summary that was made.
pub(crate) struct Table {
    pub bytes: Vec<u8>,
    /// How many units have a row.
    pub units: usize,
}

/// Counts the scope's tasks and those of earlier years, and makes the rows; `target` only names it in
/// what can go wrong.
pub(crate) fn export(tasks: Tasks<'_>, form: Form, target: &Path) -> Result<Table, Fault> {
    let Tasks {
        call, store, scope, ..
    } = tasks;
    let year = year(store, scope)?;
    let names = tasks.names()?;
    let book = shown_book(store.book()?, names.as_ref());
    let units = tasks.units(names.as_ref())?;
    let around = Surroundings {
        today: call.today,
        book: &book,
        units: &units,
        drafts: &[],
    };
    let mut summary = Summary::new(year, around);
    let earlier = Scope {
        years: Vec::new(),
        year_until: Some(year),
        ..scope.clone()
    };
    as_of::each_task_as_of(call, store, &earlier, &mut (), |task| {
        summary.task(&shown(&task, names.as_ref()));
    })?;
    let bytes = match form {
        Form::Xlsx(paper) => {
            let mut file = Cursor::new(Vec::new());
            let properties = workbook::properties(call, store, "整改情况汇总表")?;
            summary
                .xlsx(&properties, paper, &mut file)
                .map_err(|fault| Fault::Workbook(target.to_owned(), fault))?;
            file.into_inner()
        }
        Form::Csv(encoding) => {
            let written = summary.csv(encoding, Vec::new());
            written.map_err(Fault::SummaryCsv)?
        }
    };
    Ok(Table {
        bytes,
        units: summary.units(),
    })
}

/// The one year that the summary is of.
fn year(store: &Store, scope: &Scope) -> Result<i32, Fault> {
    match scope.years.as_slice() {
        [year] => Ok(*year),
        [] => store.newest_year_of(scope)?.ok_or(Fault::NothingToSum),
        _ => Err(Fault::ManyYears),
    }
}
