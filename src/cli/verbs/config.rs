//! `config` 设置

use crate::cli::context::Context;
use crate::cli::declared::Takes;
use crate::cli::failure::Failure;
use crate::cli::listing::Listing;
use crate::cli::settings::{self, Setting};
use model::book::Book;
use model::event::LedgerEvent;

/// 看设置，改设置；每次改动都留痕
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger config\n    ledger config policy strict\n    ledger config policy \"\"（恢复默认）"
)]
pub(in crate::cli) struct ConfigArgs {
    /// 设置名
    #[arg(value_name = "设置名", add = Takes::Setting)]
    key: Option<String>,
    /// 新的值（空的就是恢复默认）
    #[arg(value_name = "值")]
    value: Option<String>,
}

pub(super) fn config(context: &Context, args: &ConfigArgs) -> Result<(), Failure> {
    let setting = args.key.as_deref().map(known).transpose()?;
    match (setting, &args.value) {
        (Some(setting), Some(value)) => {
            let value = settings::kept(&setting, value.trim());
            set(context, &setting, value)
        }
        (Some(setting), None) => context
            .out
            .result(settings::value(&book(context)?, &setting)),
        (None, _) => list(context),
    }
}

fn known(key: &str) -> Result<Setting, Failure> {
    settings::find(key).ok_or_else(|| {
        Failure::request(format!("没有“{key}”这个设置")).hint("用 ledger config 查看所有设置")
    })
}

/// The settings in force; without a ledger, the defaults.
fn book(context: &Context) -> Result<Book, Failure> {
    match context.store_if_any()? {
        Some(store) => Ok(store.book()?),
        None => Ok(Book::default()),
    }
}

fn set(context: &Context, setting: &Setting, value: &str) -> Result<(), Failure> {
    if !value.is_empty() {
        settings::accepts(setting, value).map_err(Failure::usage)?;
    }
    let mut store = context.store_or_new()?;
    store.write(&context.stamp, |writer| {
        let book = writer.book()?;
        let wanted = if value.is_empty() {
            setting.default
        } else {
            value
        };
        if settings::value(&book, setting) == wanted {
            return Err(Failure::request(format!(
                "{} 本来就是 {wanted}",
                setting.key
            )));
        }
        let value = (wanted != setting.default).then(|| wanted.to_owned());
        writer.record_ledger(LedgerEvent::Configured {
            key: setting.key.to_string(),
            value,
        })?;
        Ok(())
    })?;
    let now = settings::value(&store.book()?, setting).to_owned();
    context.out.result(&format!("{} 现为 {now}", setting.key))?;
    if setting.key == settings::RETENTION {
        super::expunge::tell_expired(context, &store)?;
    }
    Ok(())
}

fn list(context: &Context) -> Result<(), Failure> {
    let book = book(context)?;
    Listing::new(&settings::all(&book))
        .column("设置名", |setting| setting.key.as_ref().into())
        .column("现值", |setting| settings::value(&book, setting).into())
        .column("默认", |setting| setting.default.into())
        .column("作用", |setting| setting.meaning.into())
        .column("用在", |setting| setting.used_by.into())
        .show(&context.out)
}
