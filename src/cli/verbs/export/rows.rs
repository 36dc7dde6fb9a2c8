//! CSV and JSON: tasks are read a page at a time, and written as they come.

use std::io::Write;

use super::redacted::redacted;
use super::{EncodingArg, ExportArgs, Format, drafts, redaction};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use documents::sheet::{self, CsvSheet, Layout, Surroundings};
use model::scope::Scope;
use model::task::Task;
use office::csv::{CsvFault, Encoding};
use store::Store;

/// Why an export stopped.
pub(super) enum Stopped {
    Io(std::io::Error),
    Csv(CsvFault),
    Other(Failure),
}

impl Stopped {
    pub(super) fn into_failure(self, io: impl FnOnce(&std::io::Error) -> Failure) -> Failure {
        match self {
            Self::Io(fault) | Self::Csv(CsvFault::Io(fault)) => io(&fault),
            Self::Csv(CsvFault::Unmappable { row, character }) => Failure::request(format!(
                "第 {row} 行的字符“{character}”（U+{:04X}）在 GB18030 里写不出来",
                u32::from(character)
            ))
            .hint("改用 --encoding utf-8"),
            Self::Other(failure) => failure,
        }
    }
}

impl From<std::io::Error> for Stopped {
    fn from(fault: std::io::Error) -> Self {
        Self::Io(fault)
    }
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
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

/// Writes the tasks of a scope; how many there are.
pub(super) fn write(
    context: &Context,
    args: &ExportArgs,
    store: &Store,
    scope: &Scope,
    layout: Layout,
    format: Format,
    out: &mut dyn Write,
) -> Result<usize, Stopped> {
    let all = store.count(scope)? as usize;
    let names = redaction(context, store, scope, args.redact)?;
    let path = args.output.as_ref().filter(|path| path.as_os_str() != "-");
    let to_file = path.is_some_and(|path| path.is_file() || !path.exists());
    let progress = Progress::begin(&context.out, "导出", all).unless(!to_file);
    if format == Format::Csv {
        let book = store.book()?;
        let drafts = drafts(store, &book)?;
        let around = Surroundings {
            today: context.today,
            book: &book,
            drafts: &drafts,
        };
        let encoding = match args.encoding {
            EncodingArg::Utf8 => Encoding::Utf8,
            EncodingArg::Gb18030 => Encoding::Gb18030,
        };
        let mut sheet = CsvSheet::new(layout, around, encoding, out)?;
        let count = each(store, scope, progress, to_file, |task| {
            Ok(sheet.task(&redacted(task, names.as_ref()))?)
        })?;
        sheet.finish()?;
        return Ok(count);
    }
    let (array, today) = (format == Format::Json, context.today);
    if array {
        out.write_all(b"[")?;
    }
    let mut first = true;
    let count = each(store, scope, progress, to_file, |task| {
        let separator = if array && !first { ",\n" } else { "" };
        let end = if array { "" } else { "\n" };
        first = false;
        let json = sheet::task_json(&redacted(task, names.as_ref()), today);
        Ok(write!(out, "{separator}{json}{end}")?)
    })?;
    if array {
        out.write_all(b"]\n")?;
    }
    Ok(count)
}

/// Hands every task of a scope, in order, to `take`; how many there were.
fn each(
    store: &Store,
    scope: &Scope,
    mut progress: Progress,
    to_file: bool,
    mut take: impl FnMut(&Task) -> Result<(), Stopped>,
) -> Result<usize, Stopped> {
    let mut count = 0;
    let mut page = |page: &[Task]| {
        progress.step(page.len());
        count += page.len();
        page.iter().try_for_each(&mut take)
    };
    if to_file {
        store.read_ahead(scope, page)?;
    } else {
        // Who reads a screen or a pipe takes his time, and others must be able to write meanwhile.
        store.pages(scope).try_for_each(|tasks| page(&tasks?))?;
    }
    Ok(count)
}
