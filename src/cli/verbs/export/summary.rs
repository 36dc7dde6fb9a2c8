//! 汇总表: one row per unit.

use std::io::{Cursor, Write as _};

use super::redacted::{redacted, redacted_book};
use super::{EncodingArg, ExportArgs, Format, redaction, workbook};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use documents::sheet::Surroundings;
use documents::sheet::summary::Summary;
use model::scope::Scope;
use office::csv::Encoding;
use store::Store;

/// Counts the scope's tasks and those of earlier years, and writes the row.
pub(super) fn export(
    context: &Context,
    args: &ExportArgs,
    store: &Store,
    scope: &Scope,
    format: Format,
) -> Result<(), Failure> {
    let year = year(store, scope)?;
    let names = redaction(context, store, scope, args.redact)?;
    let book = redacted_book(store.book()?, names.as_ref());
    let around = Surroundings {
        today: context.today,
        book: &book,
        drafts: &[],
    };
    let mut summary = Summary::new(year, around);
    let earlier = Scope {
        years: Vec::new(),
        year_until: Some(year),
        ..scope.clone()
    };
    for page in store.pages(&earlier) {
        for task in &page? {
            summary.task(&redacted(task, names.as_ref()));
        }
    }
    let bytes = match format {
        Format::Xlsx => {
            let mut file = Cursor::new(Vec::new());
            let properties = workbook::properties(context, store, "整改情况汇总表")?;
            let path = args.output.clone().unwrap_or_default();
            summary
                .xlsx(&properties, &mut file)
                .map_err(|fault| workbook::refused(&path, &fault))?;
            file.into_inner()
        }
        Format::Csv => {
            let encoding = match args.encoding {
                EncodingArg::Utf8 => Encoding::Utf8,
                EncodingArg::Gb18030 => Encoding::Gb18030,
            };
            summary.csv(encoding, Vec::new()).map_err(|_| {
                Failure::request("汇总表里有 GB18030 写不出来的字符").hint("改用 --encoding utf-8")
            })?
        }
        Format::Json | Format::Jsonl => {
            return Err(Failure::usage("汇总表只能写成 csv 或 xlsx")
                .hint("数字用 ledger stats --format json"));
        }
    };
    match &args.output {
        Some(path) => context.out.file(path, &bytes),
        None => std::io::stdout()
            .lock()
            .write_all(&bytes)
            .map_err(|fault| Failure::output(&fault)),
    }
}

/// The one year that the summary is of.
fn year(store: &Store, scope: &Scope) -> Result<i32, Failure> {
    match scope.years.as_slice() {
        [year] => Ok(*year),
        [] => store.newest_year()?.ok_or_else(|| {
            Failure::request("台账还是空的，没有可汇总的")
                .hint("用 ledger import 材料文件 导入，或用 ledger add 登记")
        }),
        _ => Err(Failure::usage("汇总表一次写一个年度").hint("--year 只写一个")),
    }
}
