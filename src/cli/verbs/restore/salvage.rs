//! `restore --salvage` 抢救: what a damaged file still proves, as a ledger; what it does not, as a list.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::{Present, file_name, present};
use crate::cli::backups;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::story;
use model::event::LedgerEvent;
use model::handed::Handed;
use model::restored::{Restored, Salvaged};
use office::whole::{self, Access};
use store::{Against, Error, Going, Later, Salvage};

pub(super) fn salvage(context: &Context, file: &Path) -> Result<(), Failure> {
    let present = present(context)?;
    let salvage = Salvage::look(file, &context.db, context.wait())
        .map_err(|fault| Failure::store(fault, file))?;
    let list = list(context, file, &salvage)?;
    if salvage.entries == 0 {
        return Err(Failure::damaged(format!(
            "{} 里没有一条记录接得上，抢救不出来，台账未作任何改动",
            file.display()
        ))
        .hint(list.map_or_else(
            || "它可能不是台账文件；换一份备份再试".to_owned(),
            |list| format!("读得出来的都列在 {}", list.display()),
        )));
    }
    tell(context, file, &salvage, list.as_deref());
    tell_loss(context, file, &salvage, &present);
    if !matches!(present, Present::Nothing) && !context.consent("用抢救出来的换下现在的台账？")?
    {
        return context.out.result("没有换下，台账未作任何改动。");
    }
    let going = going(context, file, &salvage, &present);
    let anything = !matches!(present, Present::Nothing);
    drop(present);
    let entries = salvage
        .restore_to(&context.db, &going, context.wait())
        .map_err(|fault| match fault {
            Error::Changed => Failure::request("询问的时候台账又有了新的改动，没有换下")
                .hint("再执行一次，看看取出什么"),
            other => Failure::store(other, &context.db),
        })?;
    context.out.result(&format!(
        "已抢救：台账现有 {entries} 条记录，校验无误，最后一条记下了这次抢救"
    ))?;
    if anything {
        context
            .out
            .result(&format!("原来的文件留作 {}，不要删", going.kept.display()))?;
    }
    Ok(())
}

/// What is taken out, and what is missing, in a few lines.
fn tell(context: &Context, file: &Path, salvage: &Salvage, list: Option<&Path>) {
    let newest = salvage.newest.as_ref();
    let newest = newest.map_or_else(String::new, |entry| {
        format!("，最后一条记于{}", backups::moment(entry.stamp.when))
    });
    context.out.status(&format!(
        "从 {} 中取出第 1 至 {} 条记录{newest}；{} 个文件的内容完好。",
        file.display(),
        salvage.entries,
        salvage.bytes
    ));
    match list {
        None => context.out.status("没有缺什么。"),
        Some(list) => {
            for line in missing(salvage) {
                context.out.warn(&line);
            }
            context.out.hint(&format!(
                "缺什么、哪些要核对后补记，都列在 {}",
                list.display()
            ));
        }
    }
}

/// What is not in what was taken out, a line each.
fn missing(salvage: &Salvage) -> Vec<String> {
    let mut lines = Vec::new();
    if salvage.last > salvage.entries {
        lines.push(format!(
            "第 {} 至 {} 条记录没有取出：有缺损，后面的接不上",
            salvage.entries + 1,
            salvage.last
        ));
    }
    if !salvage.lost.is_empty() {
        lines.push(format!("{} 个文件的内容已失", salvage.lost.len()));
    }
    for gathered in &salvage.shortened {
        lines.push(format!(
            "汇总来的{}只取出 {} 条记录，请其重新上报再收一次",
            called(&gathered.handed),
            gathered.handed.entries
        ));
    }
    let (kept, all) = salvage.receipts;
    if kept < all {
        lines.push(format!("收发和备份的登记有 {all} 条，取出 {kept} 条"));
    }
    lines
}

/// What of the present ledger would not be in what takes its place.
fn tell_loss(context: &Context, file: &Path, salvage: &Salvage, present: &Present) {
    let same = |path: &Path| std::fs::canonicalize(path).ok();
    let Present::Ledger { store, sequence } = present else {
        return;
    };
    if same(file) == same(&context.db) {
        return;
    }
    let stands = salvage.code.as_ref().is_some_and(|code| {
        store
            .verify_against(code)
            .is_ok_and(|is| is == Against::Stands)
    });
    if !stands {
        context.out.warn(&format!(
            "现在的台账有 {sequence} 条记录，与取出的不是同一段留痕：换下以后都不在台账中"
        ));
    } else if *sequence > salvage.entries {
        context.out.warn(&format!(
            "现在的台账有 {sequence} 条记录，比取出的多：换下以后第 {} 条起不在台账中",
            salvage.entries + 1
        ));
    }
}

fn going(context: &Context, file: &Path, salvage: &Salvage, present: &Present) -> Going {
    let folder = backups::folder_of(&context.db);
    let kept = backups::dated(folder, &context.db, "抢救前-", context.stamp.when);
    let (seen, replaced) = match present {
        Present::Ledger { store, sequence } => (Some(*sequence), store.check_code().ok().flatten()),
        _ => (None, None),
    };
    let salvaged = Salvaged {
        restored: Restored {
            from: file_name(file),
            code: salvage.code.clone(),
            kept: (!matches!(present, Present::Nothing)).then(|| file_name(&kept)),
            replaced,
        },
        last: salvage.last,
        lost: salvage.lost.iter().map(|(digest, _)| *digest).collect(),
        shortened: salvage.shortened.clone(),
    };
    Going {
        kept,
        seen,
        stamp: context.stamp.clone(),
        entry: LedgerEvent::Salvaged(salvaged),
    }
}

/// Writes what is missing, for people, beside the ledger; nothing where nothing is.
fn list(context: &Context, file: &Path, salvage: &Salvage) -> Result<Option<PathBuf>, Failure> {
    let missing = missing(salvage);
    if missing.is_empty() {
        return Ok(None);
    }
    let mut text = format!(
        "抢救清单\n\n损坏的文件：{}\n抢救的时间：{}，经办人 {}\n取出的记录：{}\n\n",
        file.display(),
        backups::moment(context.stamp.when),
        context.stamp.who,
        match salvage.entries {
            0 => "没有".to_owned(),
            entries => format!("第 1 至 {entries} 条，首尾相连"),
        }
    );
    for line in missing {
        let _ = writeln!(text, "{line}");
    }
    if !salvage.lost.is_empty() {
        text.push_str("\n内容已失的文件（手头有原件的，重新添加）：\n");
        for (digest, name) in &salvage.lost {
            let _ = writeln!(text, "  {name}（SHA-256 {digest}）");
        }
    }
    if salvage.last > salvage.entries {
        text.push_str(
            "\n下面的记录读得出来，但前面有缺损，是不是当时的原样无法证明，没有放进台账。\
            请逐条核对，需要的补记：\n",
        );
        let mut next = salvage.entries + 1;
        salvage.each_later(&mut |later| {
            gap(&mut text, next, later.sequence);
            next = later.sequence + 1;
            one(&mut text, &later);
        });
    }
    let folder = backups::folder_of(&context.db);
    let path = backups::dated_as(folder, &context.db, "抢救清单-", context.stamp.when, "txt");
    whole::write(&path, text.as_bytes(), Access::Owner)
        .map_err(|fault| Failure::file(&path, fault))?;
    Ok(Some(path))
}

/// Entries of which nothing is left, from that one up to before the other.
fn gap(text: &mut String, from: u64, to: u64) {
    let _ = match to - from {
        0 => Ok(()),
        1 => writeln!(text, "\n第 {from} 条：读不出来"),
        _ => writeln!(text, "\n第 {from} 至 {} 条：读不出来", to - 1),
    };
}

fn one(text: &mut String, later: &Later) {
    let told = later.entry.as_ref().map_or_else(String::new, |entry| {
        let task = entry
            .task
            .map_or_else(String::new, |number| format!("第 {number} 项 "));
        format!(
            " {} {} {task}{}",
            backups::moment(entry.stamp.when),
            entry.stamp.who,
            story::tell(&entry.event)
        )
    });
    let _ = writeln!(
        text,
        "\n第 {} 条{told}\n  原文 {}",
        later.sequence, later.body
    );
}

/// A unit as people name it.
fn called(handed: &Handed) -> String {
    match &handed.code {
        Some(code) if handed.name.is_empty() => format!("单位 {code}"),
        Some(code) => format!("{}（{code}）", handed.name),
        None => handed.name.clone(),
    }
}
