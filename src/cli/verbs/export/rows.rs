//! CSV and JSON: tasks are read on one thread and written on another, a page at a time.

use std::io::Write;
use std::sync::mpsc::{channel, sync_channel};

use super::redacted::redacted;
use super::{EncodingArg, ExportArgs, Format, drafts, redaction};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::format::csv::{CsvFault, Encoding};
use crate::model::scope::Scope;
use crate::model::task::Task;
use crate::sheet::{self, CsvSheet, Layout, Surroundings};
use crate::store::Store;

/// Pages that may wait to be written.
const WAITING: usize = 4;

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
    out: &mut (dyn Write + Send),
) -> Result<usize, Stopped> {
    let failed = |fault: crate::store::Error| Stopped::Other(Failure::store(fault, &context.db));
    let all = store.count(scope).map_err(failed)? as usize;
    let names = redaction(context, store, scope, args.redact).map_err(Stopped::Other)?;
    let progress = Progress::begin(&context.out, "导出", all).unless(args.output.is_none());
    if format == Format::Csv {
        let book = store.book().map_err(failed)?;
        let drafts = drafts(store, &book).map_err(Stopped::Other)?;
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
        let count = each(context, store, scope, progress, |task| {
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
    let count = each(context, store, scope, progress, |task| {
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

/// Hands every task of a scope, in order, to `take` on a thread of its own; how many there were.
fn each(
    context: &Context,
    store: &Store,
    scope: &Scope,
    mut progress: Progress,
    mut take: impl FnMut(&Task) -> Result<(), Stopped> + Send,
) -> Result<usize, Stopped> {
    let (send, receive) = sync_channel::<Vec<Task>>(WAITING);
    let (give_back, given_back) = channel();
    std::thread::scope(|threads| {
        let writer = threads.spawn(move || {
            for page in receive {
                page.iter().try_for_each(&mut take)?;
                // The thread that made them frees them faster: the other one would wait for it.
                let _ = give_back.send(page);
            }
            Ok::<_, Stopped>(())
        });
        let mut count = 0;
        for page in store.pages(scope) {
            let page = page.map_err(|fault| Stopped::Other(Failure::store(fault, &context.db)))?;
            progress.step(page.len());
            count += page.len();
            // Whoever takes no more says why below.
            if send.send(page).is_err() {
                break;
            }
            given_back.try_iter().for_each(drop);
        }
        drop(send);
        match writer.join() {
            Ok(written) => written.map(|()| count),
            Err(stumble) => std::panic::resume_unwind(stumble),
        }
    })
}
