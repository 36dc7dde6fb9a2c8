//! `man` 手册: pages for the `man` command, from the same declarations as the help.

use std::path::PathBuf;

use clap::Command;
use roff::{Roff, bold, roman};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::help::{self, about};
use office::whole::{Access, Folder};

/// 写出手册页，供 man 命令查看
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger man > ledger.1\n    ledger man -o 手册（每个命令一页，写到这个文件夹）"
)]
pub(in crate::cli) struct ManArgs {
    /// 每个命令一页，写到这个文件夹
    #[arg(short, long, alias = "输出", value_name = "文件夹")]
    output: Option<PathBuf>,
}

pub(super) fn man(context: &Context, args: &ManArgs) -> Result<(), Failure> {
    let program = help::chinese((context.program)());
    let Some(folder) = &args.output else {
        return context.out.data(&whole(&program));
    };
    // Nothing of a ledger stands in them.
    let place = Folder::at(folder, Access::Shared).map_err(|fault| Failure::file(folder, fault))?;
    let mut pages = vec![("ledger".to_owned(), page(&program))];
    for verb in program.get_subcommands() {
        pages.push((format!("ledger-{}", verb.get_name()), page(verb)));
    }
    for (name, text) in &pages {
        let name = format!("{name}.1");
        let done = place.write(&name, text.as_bytes());
        done.map_err(|fault| Failure::file(&folder.join(&name), fault))?;
    }
    context.out.result(&format!(
        "已写出 {} 页手册，在 {}",
        pages.len(),
        folder.display()
    ))?;
    context
        .out
        .hint(&format!("用 man {}/ledger.1 查看", folder.display()));
    Ok(())
}

/// The whole program as one page: the verbs one after the other.
fn whole(program: &Command) -> String {
    let mut roff = begin(program);
    for verb in program.get_subcommands() {
        roff.control("SH", [title(verb).as_str()]);
        roff.text([roman(about(verb))]);
        body(&mut roff, verb, "SS");
    }
    roff.control("SH", ["通用选项"]);
    options(&mut roff, program);
    roff.to_roff()
}

/// One verb, or the program with a list of its verbs.
fn page(command: &Command) -> String {
    let mut roff = begin(command);
    if command.has_subcommands() {
        roff.control("SH", ["命令"]);
        for verb in command.get_subcommands() {
            roff.control("TP", []);
            roff.text([bold(title(verb))]);
            roff.text([roman(about(verb))]);
        }
        roff.control("SH", ["通用选项"]);
        options(&mut roff, command);
    } else {
        body(&mut roff, command, "SH");
    }
    roff.to_roff()
}

fn begin(command: &Command) -> Roff {
    let name = command.get_bin_name().unwrap_or("ledger").replace(' ', "-");
    let mut roff = Roff::new();
    let version = concat!("ledger ", env!("CARGO_PKG_VERSION"));
    roff.control("TH", [name.as_str(), "1", "", version, "整改台账"]);
    roff.control("SH", ["名称"]);
    roff.text([roman(format!("{name} - {}", about(command)))]);
    if command.has_subcommands() {
        roff.control("SH", ["用法"]);
        roff.text([roman("ledger <命令> [选项]")]);
    }
    roff
}

fn body(roff: &mut Roff, verb: &Command, section: &str) {
    roff.control(section, ["用法"]);
    roff.text([roman(help::usage(verb))]);
    if verb.get_arguments().any(|arg| !arg.is_hide_set()) {
        roff.control(section, ["参数和选项"]);
        options(roff, verb);
    }
    if let Some(examples) = verb.get_after_help() {
        roff.control(section, ["例子"]);
        let examples = examples.to_string();
        for line in examples.trim_start_matches("例：").lines() {
            roff.text([roman(line.trim())]);
            roff.control("br", []);
        }
    }
}

fn options(roff: &mut Roff, command: &Command) {
    for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
        roff.control("TP", []);
        roff.text([bold(help::argument(arg))]);
        let about = arg.get_help().map(ToString::to_string).unwrap_or_default();
        roff.text([roman(about)]);
    }
}

fn title(verb: &Command) -> String {
    let aliases: Vec<&str> = verb.get_all_aliases().collect();
    format!("ledger {}（{}）", verb.get_name(), aliases.join("、"))
}
