//! `demo` 演示: plays a whole year in a folder, each step a command as a person would type it, run
//! by this very program.

mod year;

use std::path::{Path, PathBuf};
use std::process::Command;

use super::shared;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, cause};
use office::whole::{Access, Folder};
use year::Step;

/// The year.
const YEAR: &str = include_str!("year.txt");
/// The ledger file.
const LEDGER: &str = "台账.db";
/// The section that the year ends with.
const SECTION: &str = "上年度整改落实情况.txt";

/// The files that lie in the folder before the year begins.
const FILES: [(&str, &str); 4] = [
    ("班子对照检查材料.txt", include_str!("material.txt")),
    (
        "审批流程修订稿.txt",
        "临时占用绿地审批流程（修订稿）\n一、受理与告知\n二、现场勘验\n三、审核发证\n",
    ),
    (
        "一次告知单.txt",
        "临时占用绿地申请一次告知单\n1.申请表\n2.平面图\n3.恢复方案\n",
    ),
    (
        "补植验收单.txt",
        "老城片区街角绿地补植验收单\n地块11处，苗木860株，验收合格。\n",
    ),
];

/// 演示：在一个文件夹里走完一整年，从导入材料到写出整改落实情况
#[derive(Debug, clap::Args)]
#[command(after_help = "例：ledger demo\n    ledger demo 试试看")]
pub(in crate::cli) struct DemoArgs {
    /// 放在哪个文件夹（须是新的或空的）
    #[arg(value_name = "文件夹", default_value = "整改台账演示")]
    dir: PathBuf,
}

pub(super) fn demo(context: &Context, args: &DemoArgs) -> Result<(), Failure> {
    let dir = &args.dir;
    let steps = year::read(YEAR).map_err(Failure::request)?;
    prepare(dir)?;
    let out = &context.out;
    out.result("下面用一份虚构的材料走完一整年。每一行 $ 后面就是您要输入的命令。")?;
    let mut today = None;
    for (minute, step) in (0..).zip(&steps) {
        if today != Some(step.day) {
            today = Some(step.day);
            out.heading(&format!("\n── {} ──", shared::day_text(step.day)))?;
        }
        out.result(step.line)?;
        out.result(&run(dir, step, minute)?)?;
    }
    let section = std::fs::read_to_string(dir.join(SECTION))
        .map_err(|fault| Failure::file(&dir.join(SECTION), fault))?;
    out.heading("\n── 写出的整改落实情况 ──")?;
    out.result(&section)?;
    out.result(&format!("文件都在 {}：", dir.display()))?;
    let before = FILES.iter().map(|(name, _)| *name);
    for name in before.chain([LEDGER]).chain(written(&steps)) {
        out.result(&format!("  {name}"))?;
    }
    out.hint(&format!(
        "接着试：ledger --db {} list；正式使用从 ledger import 您的材料 开始",
        dir.join(LEDGER).display()
    ));
    Ok(())
}

/// The files that the commands write.
fn written<'a>(steps: &'a [Step<'_>]) -> impl Iterator<Item = &'a str> {
    let pairs = steps.iter().flat_map(|step| step.words.windows(2));
    pairs.filter(|pair| pair[0] == "-o").map(|pair| pair[1])
}

fn prepare(dir: &Path) -> Result<(), Failure> {
    let failed = |fault: std::io::Error| Failure::file(dir, fault);
    match std::fs::read_dir(dir).map(|mut entries| entries.next().is_some()) {
        Ok(true) => {
            let message = format!("文件夹 {} 里已有东西，演示不会覆盖它", dir.display());
            return Err(Failure::request(message).hint("换一个新的文件夹：ledger demo 文件夹"));
        }
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => return Err(failed(fault)),
        Ok(false) | Err(_) => {}
    }
    let folder = Folder::at(dir, Access::Owner).map_err(failed)?;
    for (name, text) in FILES {
        let done = folder.write(name, text.as_bytes());
        done.map_err(|fault| Failure::file(&dir.join(name), fault))?;
    }
    Ok(())
}

/// Runs one step as its own process, with the clock set to its day; what it says in order.
fn run(dir: &Path, step: &Step<'_>, minute: u32) -> Result<String, Failure> {
    let broken = |what: &str| Failure::request(format!("演示的一步没有做成：{what}"));
    let program = std::env::current_exe().map_err(|fault| broken(&cause(&fault)))?;
    let clock = format!(
        "{}T{:02}:{:02}:00+08:00",
        step.day,
        9 + minute / 60,
        minute % 60
    );
    let output = Command::new(program)
        .args(&step.words)
        .current_dir(dir)
        .env("LEDGER_DB", LEDGER)
        .env("LEDGER_ACTOR", step.actor)
        .env("LEDGER_CLOCK", clock)
        .env_remove("LEDGER_TODAY")
        .env("NO_COLOR", "1")
        .output()
        .map_err(|fault| broken(&cause(&fault)))?;
    let talk = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(broken(&format!("{}\n{talk}", step.line)));
    }
    let said = format!("{}{talk}", String::from_utf8_lossy(&output.stdout));
    Ok(said.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn every_line_of_the_year_is_a_command() {
        let steps = year::read(YEAR).expect("the year");
        assert!(steps.len() > 40, "only {} commands", steps.len());
        for step in &steps {
            let line = std::iter::once(&"ledger").chain(&step.words);
            let understood = Cli::command().try_get_matches_from(line);
            assert!(understood.is_ok(), "{}", step.line);
        }
        assert!(written(&steps).any(|name| name == SECTION));
    }
}
