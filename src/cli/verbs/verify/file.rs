//! A file held against the ledger: whether it was made from this history, and says what this says.

use std::path::Path;

use crate::app::files::file_name;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::made::{self, Again, Known, Shown};
use model::digest::CheckCode;
use store::{Made, Store};

pub(super) fn against(
    context: &Context,
    store: &Store,
    path: &Path,
    shown: &Shown,
) -> Result<(), Failure> {
    let name = file_name(path);
    match made::find(store, shown, &name)? {
        Known::Made { made, same_bytes } => as_made(context, store, &name, &made, same_bytes),
        Known::Edited(made) => Err(Failure::request(format!(
            "{name} 和做成的时候不一样了：{}由这份台账做成的 {} 不是这些文字",
            day(&made),
            made.name
        ))
        .hint("文件做成以后文字被改过；要看原来写的是什么，重新做一份对照")),
        Known::Unknown => unknown(context, store, &name, shown),
    }
}

/// The file is as it was made; whether it says what the history says.
fn as_made(
    context: &Context,
    store: &Store,
    name: &str,
    made: &Made,
    same_bytes: bool,
) -> Result<(), Failure> {
    let detail = &made.detail;
    let code = CheckCode::new(detail.entries, &detail.head);
    super::against_code(context, store, &code)?;
    let since = match store.sequence()?.saturating_sub(detail.entries) {
        0 => "以后没有新的记录".to_owned(),
        since => format!("以后又有 {since} 条记录"),
    };
    let saved = if same_bytes {
        ""
    } else {
        "另存过，文字没有变，"
    };
    let day = day(made);
    let entries = detail.entries;
    match made::again(context, store, made)? {
        Again::Same => context.out.result(&format!(
            "{name} 是由这份台账做的：{saved}{day}有 {entries} 条记录时写出，{since}；按当时的留痕重做一遍，文字相同。"
        )),
        Again::Other => Err(Failure::request(format!(
            "{name} 是{day}由这份台账写出的，可是按当时的 {entries} 条留痕重做一遍，文字不同"
        ))
        .hint(other(detail.version.as_str()))),
        Again::Impossible => {
            context.out.result(&format!(
                "{name} 是由这份台账写出的：{saved}{day}有 {entries} 条记录时写出，{since}。"
            ))?;
            context.out.warn(
                "没能按当时的留痕重做一遍（当时用的表样、措辞文件已不在，或材料已经销毁），文字是不是留痕所说的，没有核对",
            );
            Ok(())
        }
    }
}

fn other(version: &str) -> &'static str {
    if version == env!("CARGO_PKG_VERSION") {
        "写出的那一刻，任务的内容与留痕不一致，可能有人绕过本程序改了任务、写出以后又改了回去；措辞文件后来改过的也会这样"
    } else {
        "写出它的是另一个版本，文字可能因此不同；也可能有人绕过本程序改了任务、写出以后又改了回去"
    }
}

/// Nothing is noted of it: what it carries may still be held against the history.
fn unknown(context: &Context, store: &Store, name: &str, shown: &Shown) -> Result<(), Failure> {
    let Some(code) = &shown.code else {
        return Err(Failure::request(format!(
            "{name} 没有带校验码，台账里也没有写出它的登记，看不出是不是由这份台账做的"
        )));
    };
    super::against_code(context, store, code)?;
    Err(Failure::request(format!(
        "{name} 带的校验码与这份台账相符，可是台账里没有写出它的登记：文字是不是那时写出的，看不出"
    ))
    .hint("较早的版本写出的文件没有登记；写出以后台账还原过、写出时台账不能写入的，也没有"))
}

fn day(made: &Made) -> String {
    made.at.format("%Y年%-m月%-d日 %H:%M").to_string()
}
