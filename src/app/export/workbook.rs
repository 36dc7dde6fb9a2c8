//! Workbooks: written anew, or the superior's own form filled.

use std::io::{Seek, Write};
use std::path::Path;

use super::{Tasks, shown, shown_book};
use crate::app::fault::{Fault, Large};
use crate::app::{Call, as_of, files};
use model::book::Book;
use model::digest::CheckCode;
use model::scope::Order;
use model::subject::Subject;
use model::task::Task;
use office::xlsx::{Cut, Paper, Properties, XlsxFault};
use papers::sheet::template::{self, Filled, Filling, Kind};
use papers::sheet::{self, Form, Layout, Palette, Rows, Surroundings, XlsxOptions, XlsxSheet};
use store::Store;

/// Up to so many tasks are held to be sorted by people; more come by number, a page at a time.
const SORTED: u32 = 20_000;

/// A workbook that was written.
pub(crate) struct Written {
    pub listed: sheet::Written,
    /// Cells whose text Excel can't hold.
    pub cut: Vec<Cut>,
    /// Titles of columns for which the paper is too narrow.
    pub left_out: Vec<&'static str>,
}

/// How a workbook looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Looks {
    pub form: Form,
    pub palette: Palette,
    pub paper: Option<Paper>,
}

/// Writes a workbook; `target` only names it in what can go wrong.
pub(crate) fn write(
    tasks: Tasks<'_>,
    layout: Layout,
    looks: Looks,
    target: &Path,
    out: &mut (impl Write + Seek + Send),
) -> Result<Written, Fault> {
    let Tasks {
        call, store, scope, ..
    } = tasks;
    let book = store.book()?;
    let names = tasks.names()?;
    let drafts = tasks.drafts(&book, names.as_ref())?;
    let public = shown_book(book.clone(), names.as_ref());
    let units = tasks.units(names.as_ref())?;
    let around = Surroundings {
        today: call.today,
        book: &public,
        units: &units,
        drafts: &drafts,
    };
    let options = XlsxOptions {
        form: looks.form,
        palette: looks.palette,
        paper: looks.paper,
        properties: properties(call, store, layout.title)?,
    };
    let mut sheet = XlsxSheet::new(layout, around, options);
    let failed = |fault: XlsxFault| Fault::Workbook(target.to_owned(), fault);
    let mut put = |task: &Task| sheet.task(&shown(task, names.as_ref())).map_err(failed);
    let mut count = 0;
    let mut count_and_put = |task: &Task| {
        count += 1;
        put(task)
    };
    if store.count(scope)? <= SORTED {
        by_people(tasks, &book)?
            .iter()
            .try_for_each(&mut count_and_put)?;
    } else {
        for page in as_of::pages_as_of(call, store, scope) {
            page?.iter().try_for_each(&mut count_and_put)?;
        }
    }
    Ok(Written {
        listed: sheet.written(),
        left_out: sheet.left_out().to_vec(),
        cut: sheet.finish(out).map_err(failed)?,
    })
}

/// The superior's form, filled.
pub(crate) struct FilledForm {
    pub filled: Filled,
    pub tasks: usize,
    /// Texts of the form itself in which names stand that were to be hidden.
    pub unhidden: Vec<String>,
    /// Which file the form is.
    pub kind: Kind,
}

/// Which file a form is.
pub(crate) fn kind(form: &Path) -> Result<Kind, Fault> {
    Ok(Kind::of(&files::table(form, Large::Workbook)?))
}

/// Fills the superior's own form by its header.
pub(crate) fn fill(tasks: Tasks<'_>, form: &Path, rows: Rows) -> Result<FilledForm, Fault> {
    let bytes = files::table(form, Large::Workbook)?;
    let book = tasks.store.book()?;
    let names = tasks.names()?;
    let drafts = tasks.drafts(&book, names.as_ref())?;
    let public = shown_book(book.clone(), names.as_ref());
    let units = tasks.units(names.as_ref())?;
    let around = Surroundings {
        today: tasks.call.today,
        book: &public,
        units: &units,
        drafts: &drafts,
    };
    let all: Vec<Task> = by_people(tasks, &book)?
        .iter()
        .map(|task| shown(task, names.as_ref()).into_owned())
        .collect();
    let failed = |fault| Fault::Template(form.to_owned(), fault);
    // Who is not to be named fills nothing in.
    let clerk = names.is_none().then_some(tasks.call.stamp.who.as_str());
    let filling = Filling {
        rows,
        around,
        clerk,
    };
    let filled = template::fill(&bytes, &all, filling).map_err(failed)?;
    let unhidden = match &names {
        Some(names) => {
            let mut texts = template::texts(&bytes).map_err(failed)?;
            texts.retain(|text| names.text(text) != *text);
            texts
        }
        None => Vec::new(),
    };
    Ok(FilledForm {
        filled,
        tasks: all.len(),
        unhidden,
        kind: Kind::of(&bytes),
    })
}

/// Unit by unit: 班子 first, then the members in their roster's order, then by number.
fn by_people(tasks: Tasks<'_>, book: &Book) -> Result<Vec<Task>, Fault> {
    let units = tasks.units(None)?;
    let mut tasks = as_of::tasks_as_of(tasks.call, tasks.store, tasks.scope, Order::Number, None)?;
    let place = |task: &Task| match &task.subject {
        Subject::Team => (0, 0),
        Subject::Person(name) => {
            let unit = task.unit.as_ref();
            let book = unit.map_or(Some(book), |unit| units.get(unit));
            let mut members = book.into_iter().flat_map(|book| &book.members);
            let at = members.position(|member| member.name == *name);
            at.map_or((2, 0), |at| (1, at))
        }
    };
    for unit in tasks.chunk_by_mut(|a, b| a.unit == b.unit) {
        unit.sort_by(|a, b| {
            (place(a), &a.subject, a.number).cmp(&(place(b), &b.subject, b.number))
        });
    }
    Ok(tasks)
}

/// What the file says of itself: which ledger, at which point of its history.
pub(super) fn properties(call: Call<'_>, store: &Store, title: &str) -> Result<Properties, Fault> {
    let mut custom = vec![("台账标识".to_owned(), store.ledger_id()?)];
    let code = store.check_code()?;
    custom.extend(code.iter().flat_map(CheckCode::properties));
    let created = call.today.and_hms_opt(0, 0, 0).unwrap_or_default();
    Ok(Properties {
        title: title.to_owned(),
        created,
        custom,
    })
}
