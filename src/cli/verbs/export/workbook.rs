//! Workbooks: written anew, or the superior's own form filled.

use std::io::{Seek, Write};
use std::path::Path;

use super::redacted::{redacted, redacted_book, redacted_drafts};
use super::{ExportArgs, drafts, redaction};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::intake::reading;
use crate::cli::{settings, sheets};
use documents::sheet::template::{self, FormFault};
use documents::sheet::{Form, Layout, Rows, Surroundings, XlsxOptions, XlsxSheet};
use model::book::Book;
use model::scope::{Order, Scope};
use model::subject::Subject;
use model::task::Task;
use office::xlsx::{Properties, XlsxFault};
use store::Store;

/// Up to so many tasks are held to be sorted by people; more come by number, a page at a time.
const SORTED: u32 = 20_000;

/// Writes a workbook; how many tasks it has.
pub(super) fn write(
    context: &Context,
    store: &Store,
    scope: &Scope,
    layout: Layout,
    args: &ExportArgs,
    path: &Path,
    out: &mut (impl Write + Seek + Send),
) -> Result<usize, Failure> {
    let book = store.book()?;
    let names = redaction(context, store, scope, args.redact)?;
    let drafts = redacted_drafts(drafts(store, &book)?, names.as_ref());
    let shown = redacted_book(book.clone(), names.as_ref());
    let around = Surroundings {
        today: context.today,
        book: &shown,
        drafts: &drafts,
    };
    let options = XlsxOptions {
        form: if args.print {
            Form::Printed
        } else {
            Form::Working
        },
        palette: settings::palette(&book),
        properties: properties(context, store, layout.title)?,
    };
    let mut sheet = XlsxSheet::new(layout, around, options);
    let failed = |fault: XlsxFault| refused(path, &fault);
    let count = store.count(scope)?;
    if count <= SORTED {
        for task in &by_people(store, &book, scope)? {
            sheet
                .task(&redacted(task, names.as_ref()))
                .map_err(failed)?;
        }
    } else {
        for page in store.pages(scope) {
            for task in &page? {
                sheet
                    .task(&redacted(task, names.as_ref()))
                    .map_err(failed)?;
            }
        }
    }
    for cut in sheet.finish(out).map_err(failed)? {
        context.out.warn(&format!(
            "工作表“{}”第 {} 行“{}”太长，Excel 放不下，已截断",
            cut.sheet, cut.row, cut.column
        ));
    }
    Ok(count as usize)
}

/// Fills the superior's own form by its header.
pub(super) fn fill(
    context: &Context,
    store: &Store,
    scope: &Scope,
    form: &Path,
    rows: Rows,
    redact: bool,
    output: &Path,
) -> Result<(), Failure> {
    let bytes = reading::workbook(form)?;
    let book = store.book()?;
    let names = redaction(context, store, scope, redact)?;
    let drafts = redacted_drafts(drafts(store, &book)?, names.as_ref());
    let shown = redacted_book(book.clone(), names.as_ref());
    let around = Surroundings {
        today: context.today,
        book: &shown,
        drafts: &drafts,
    };
    let tasks = by_people(store, &book, scope)?;
    let tasks: Vec<Task> = tasks
        .iter()
        .map(|task| redacted(task, names.as_ref()).into_owned())
        .collect();
    let filled =
        template::fill(&bytes, &tasks, rows, around).map_err(|fault| unfit(form, &fault))?;
    context.out.file(output, &filled.bytes)?;
    context.out.result(&format!(
        "填了 {} 项，栏目：{}",
        tasks.len(),
        filled.filled.join("、")
    ))?;
    if !filled.unfilled.is_empty() {
        context.out.warn(&format!(
            "这些栏目台账里没有，留空：{}",
            filled.unfilled.join("、")
        ));
    }
    Ok(())
}

/// 班子 first, then the members in the roster's order, then by number.
fn by_people(store: &Store, book: &Book, scope: &Scope) -> Result<Vec<Task>, Failure> {
    let mut tasks = store.tasks(scope, Order::Number, None)?;
    let place = |task: &Task| match &task.subject {
        Subject::Team => (0, 0),
        Subject::Person(name) => {
            let at = book.members.iter().position(|member| member.name == *name);
            at.map_or((2, 0), |at| (1, at))
        }
    };
    tasks.sort_by(|a, b| (place(a), &a.subject, a.number).cmp(&(place(b), &b.subject, b.number)));
    Ok(tasks)
}

/// What the file says of itself: which ledger, at which point of its history.
pub(super) fn properties(
    context: &Context,
    store: &Store,
    title: &str,
) -> Result<Properties, Failure> {
    let mut custom = vec![("台账标识".to_owned(), store.ledger_id()?)];
    custom.extend(
        store
            .check_code()?
            .map(|code| ("校验码".to_owned(), code.to_string())),
    );
    let created = context.today.and_hms_opt(0, 0, 0).unwrap_or_default();
    Ok(Properties {
        title: title.to_owned(),
        created,
        custom,
    })
}

pub(super) fn refused(path: &Path, fault: &XlsxFault) -> Failure {
    match fault {
        XlsxFault::TooManyRows { sheet } => {
            Failure::request(format!("工作表“{sheet}”的行数超过 Excel 的上限"))
                .hint("加筛选条件分开导出，或导出为 csv")
        }
        XlsxFault::Library(_) => {
            Failure::request(format!("文件 {} 写不出来", path.display())).hint("检查磁盘空间和权限")
        }
    }
}

fn unfit(form: &Path, fault: &FormFault) -> Failure {
    match fault {
        FormFault::Unreadable(fault) => sheets::unreadable(form, fault),
        FormFault::NoHeader => {
            Failure::request(format!("文件 {} 里没有找到认识的表头", form.display()))
                .hint("表头里要有“存在问题”“整改措施”这样的栏目")
        }
        FormFault::Template(_) => {
            Failure::request(format!("文件 {} 的结构特殊，填不进去", form.display()))
                .hint("用 Excel 或 WPS 打开，另存为 xlsx 再试")
        }
    }
}
