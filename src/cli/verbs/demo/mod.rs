//! `demo` 演示: plays a whole year in a folder, each step a command as a person would type it, run
//! by this very program.

mod script;

use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::NaiveDate;

use super::shared;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use office::whole;
use script::{FILES, LEDGER, SECTION, STEPS, Step};

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
    prepare(dir)?;
    let out = &context.out;
    out.result("下面用一份虚构的材料走完一整年。每一行 $ 后面就是您要输入的命令。")?;
    let mut today = None;
    for (minute, step) in (0..).zip(STEPS) {
        if today != Some(step.day) {
            today = Some(step.day);
            out.heading(&format!("\n── {} ──", shared::day_text(day(step.day)?)))?;
        }
        out.result(&format!("$ ledger {}", typed(step.args)))?;
        out.result(&run(dir, step, minute)?)?;
    }
    let section = std::fs::read_to_string(dir.join(SECTION))
        .map_err(|fault| Failure::file(&dir.join(SECTION), &fault))?;
    out.heading("\n── 写出的整改落实情况 ──")?;
    out.result(&section)?;
    out.result(&format!("文件都在 {}：", dir.display()))?;
    for name in FILES.iter().map(|(name, _)| *name).chain(script::PRODUCTS) {
        out.result(&format!("  {name}"))?;
    }
    out.hint(&format!(
        "接着试：ledger --db {} list；正式使用从 ledger import 您的材料 开始",
        dir.join(LEDGER).display()
    ));
    Ok(())
}

fn prepare(dir: &Path) -> Result<(), Failure> {
    let failed = |fault: &std::io::Error| Failure::file(dir, fault);
    match std::fs::read_dir(dir).map(|mut entries| entries.next().is_some()) {
        Ok(false) => {}
        Ok(true) => {
            let message = format!("文件夹 {} 里已有东西，演示不会覆盖它", dir.display());
            return Err(Failure::request(message).hint("换一个新的文件夹：ledger demo 文件夹"));
        }
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => return Err(failed(&fault)),
        Err(_) => std::fs::create_dir_all(dir).map_err(|fault| failed(&fault))?,
    }
    for (name, text) in FILES {
        let path = dir.join(name);
        whole::write(&path, text.as_bytes()).map_err(|fault| Failure::file(&path, &fault))?;
    }
    Ok(())
}

/// Runs one step as its own process, with the clock set to its day; what it says in order.
fn run(dir: &Path, step: &Step, minute: u32) -> Result<String, Failure> {
    let broken = |what: &str| Failure::request(format!("演示的一步没有做成：{what}"));
    let program = std::env::current_exe().map_err(|fault| broken(&fault.to_string()))?;
    let clock = format!(
        "{}T{:02}:{:02}:00+08:00",
        step.day,
        9 + minute / 60,
        minute % 60
    );
    let output = Command::new(program)
        .args(step.args)
        .current_dir(dir)
        .env("LEDGER_DB", LEDGER)
        .env("LEDGER_ACTOR", step.who)
        .env("LEDGER_CLOCK", clock)
        .env_remove("LEDGER_TODAY")
        .env("NO_COLOR", "1")
        .output()
        .map_err(|fault| broken(&fault.to_string()))?;
    let talk = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(broken(&format!("{}\n{talk}", typed(step.args))));
    }
    let said = format!("{}{talk}", String::from_utf8_lossy(&output.stdout));
    Ok(said.trim_end().to_owned())
}

fn day(text: &str) -> Result<NaiveDate, Failure> {
    text.parse()
        .map_err(|_| Failure::request(format!("演示的日期写错了：{text}")))
}

/// The arguments as one types them.
fn typed(args: &[&str]) -> String {
    let quoted = |arg: &&str| {
        let plain = !arg.is_empty() && !arg.contains([' ', '，', '；', '“', '（', '、']);
        if plain {
            (*arg).to_owned()
        } else {
            format!("\"{arg}\"")
        }
    };
    args.iter().map(quoted).collect::<Vec<_>>().join(" ")
}
