//! CSV and JSON: tasks are read a page at a time, and written as they come.

use std::io::Write;

use super::{Tasks, shown_book};
use crate::app::Watch;
use crate::app::as_of::{self, Viewed};
use crate::app::fault::Fault;
use documents::names::Hidden;
use model::task::Task;
use office::csv::{CsvFault, Encoding};
use office::text::visible::escaped;
use papers::sheet::{CsvSheet, Layout, Surroundings, TaskJson, Written};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Csv(Encoding),
    /// One array.
    Json,
    /// One object in a line.
    Lines,
}

/// Why an export stopped.
pub(crate) enum Stopped {
    Io(std::io::Error),
    Csv(CsvFault),
    Other(Fault),
}

impl From<std::io::Error> for Stopped {
    fn from(fault: std::io::Error) -> Self {
        Self::Io(fault)
    }
}

impl From<Fault> for Stopped {
    fn from(fault: Fault) -> Self {
        Self::Other(fault)
    }
}

impl From<store::Error> for Stopped {
    fn from(fault: store::Error) -> Self {
        Self::Other(fault.into())
    }
}

impl From<CsvFault> for Stopped {
    fn from(fault: CsvFault) -> Self {
        Self::Csv(fault)
    }
}

/// Writes the tasks; how many of them were listed. Where they go to a file, the next ones are read meanwhile.
pub(crate) fn write(
    tasks: Tasks<'_>,
    layout: Layout,
    form: Form,
    to_file: bool,
    out: &mut dyn Write,
    watch: &mut dyn Watch,
) -> Result<Written, Stopped> {
    let names = tasks.names()?;
    let (today, book) = (tasks.call.today, tasks.store.book()?);
    let kinds = shown_book(book.clone(), names.as_ref()).figure_kinds();
    let mut first = true;
    let mut json = |task: &Task, before: &str, after: &str, out: &mut dyn Write| {
        let separator = if first { "" } else { before };
        first = false;
        let json = serde_json::to_string(&TaskJson::of(task, today, &kinds))?;
        write!(out, "{separator}{}{after}", escaped(&json))
    };
    match form {
        Form::Csv(encoding) => {
            let drafts = tasks.drafts(&book, names.as_ref())?;
            let book = shown_book(book, names.as_ref());
            let units = tasks.units(names.as_ref())?;
            let around = Surroundings {
                today,
                book: &book,
                units: &units,
                drafts: &drafts,
            };
            let mut sheet = CsvSheet::new(layout, around, encoding, out)?;
            each(tasks, names.as_ref(), to_file, watch, |task| {
                Ok(sheet.task(task)?)
            })?;
            let written = sheet.written();
            sheet.finish()?;
            Ok(written)
        }
        Form::Json => {
            out.write_all(b"[")?;
            let count = each(tasks, names.as_ref(), to_file, watch, |task| {
                Ok(json(task, ",\n", "", out)?)
            })?;
            out.write_all(b"]\n")?;
            Ok(objects(count))
        }
        Form::Lines => {
            let count = each(tasks, names.as_ref(), to_file, watch, |task| {
                Ok(json(task, "", "\n", out)?)
            })?;
            Ok(objects(count))
        }
    }
}

/// Data are not laid out: each task is one object.
fn objects(tasks: usize) -> Written {
    Written { tasks, rows: tasks }
}

/// Hands every task, in order and as it may be shown, to `take`; how many there were.
fn each(
    tasks: Tasks<'_>,
    names: Option<&Hidden>,
    to_file: bool,
    watch: &mut dyn Watch,
    mut take: impl FnMut(&Task) -> Result<(), Stopped>,
) -> Result<usize, Stopped> {
    let Tasks {
        call, store, scope, ..
    } = tasks;
    let mut count = 0;
    let mut show = |task: &mut Task| {
        count += 1;
        if let Some(names) = names {
            names.mask(task);
        }
        take(task)
    };
    if !call.is_of_now() {
        as_of::try_each_task_as_of(call, store, scope, watch, |mut task| show(&mut task))?;
        return Ok(count);
    }
    let viewed = Viewed::new(call, store, scope);
    let all = u64::from(store.count(scope)?);
    let mut done = 0;
    let mut page = |page: &mut [Task]| {
        for task in page {
            if viewed.view(task)? {
                done += 1;
                show(task)?;
            }
        }
        watch.at(done, all);
        Ok::<(), Stopped>(())
    };
    if to_file {
        store.read_ahead(scope, page)?;
    } else {
        // Who reads a screen or a pipe takes his time, and others must be able to write meanwhile.
        store.pages(scope).try_for_each(|tasks| page(&mut tasks?))?;
    }
    Ok(count)
}
