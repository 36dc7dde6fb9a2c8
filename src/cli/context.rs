//! The one place where clock, environment and terminal enter: where the ledger is, what day it is,
//! who acts.

use std::cell::Cell;
use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::environment::{Color, environment};
use super::failure::Failure;
use super::output::Output;
use super::place::Place;
use super::values;
use crate::app::Call;
use model::digest::Digest;
use model::entry::Stamp;
use store::DEFAULT_WAIT;

/// A day, in seconds: longer nobody waits for another process.
const MOST_PATIENT: u64 = 24 * 60 * 60;

/// Makes the declarations of all verbs, for those who need more than the one of the line.
pub(super) type Program = fn() -> clap::Command;

/// Flags that every verb has.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct GlobalArgs {
    /// 台账文件（默认在用户数据文件夹中，也可用环境变量 LEDGER_DB 指定）
    #[arg(
        long,
        alias = "台账文件",
        global = true,
        env = "LEDGER_DB",
        hide_env = true,
        value_name = "文件"
    )]
    pub db: Option<PathBuf>,
    /// 经办人（默认为登录名，也可用 LEDGER_ACTOR 指定）
    #[arg(
        long,
        alias = "经办人",
        global = true,
        env = "LEDGER_ACTOR",
        hide_env = true,
        value_name = "姓名"
    )]
    pub actor: Option<String>,
    /// 以哪一天为今天推算（默认当天，也可用 LEDGER_TODAY 指定）
    #[arg(long, alias = "今天", global = true, env = "LEDGER_TODAY", hide_env = true,
        value_name = "日期", value_parser = values::iso_day)]
    pub today: Option<NaiveDate>,
    /// 颜色：auto、always、never
    #[arg(
        long,
        alias = "颜色",
        global = true,
        value_name = "方式",
        default_value = "auto",
        hide_default_value = true
    )]
    pub color: Color,
    /// 只输出结果，不说过程
    #[arg(long, alias = "安静", global = true)]
    pub quiet: bool,
    /// 对询问一律回答“是”
    #[arg(short, long, alias = "确认", global = true)]
    pub yes: bool,
}

/// Everything a verb needs beside its own arguments.
pub(super) struct Context {
    pub db: PathBuf,
    pub today: NaiveDate,
    pub stamp: Stamp,
    pub yes: bool,
    pub out: Output,
    pub program: Program,
    /// The line that was carried out, without the program's name.
    pub words: Vec<String>,
    pub(super) place: Place,
    wait: Duration,
    /// Whether the command made the ledger.
    pub(super) created: Cell<bool>,
}

impl Context {
    /// Reads clock, environment and terminal, once.
    pub(super) fn new(global: &GlobalArgs, program: Program) -> Result<Self, Failure> {
        let set_clock = match environment("LEDGER_CLOCK") {
            Some(text) => Some(DateTime::parse_from_rfc3339(&text).map_err(|_| {
                Failure::usage(format!("环境变量 LEDGER_CLOCK 的值“{text}”不是时刻"))
                    .hint("写成 2022-03-15T09:00:00+08:00 这样的形式")
            })?),
            None => None,
        };
        let when = set_clock.unwrap_or_else(now);
        let wait = match environment("LEDGER_WAIT") {
            Some(text) => patience(&text)?,
            None => DEFAULT_WAIT,
        };
        let place = Place::of(global.db.as_deref())?;
        let who = actor(global.actor.as_deref());
        Ok(Self {
            db: place.file.clone(),
            place,
            today: global.today.unwrap_or(when.date_naive()),
            stamp: Stamp {
                when,
                who,
                clock_set: set_clock.is_some(),
            },
            yes: global.yes,
            out: Output::new(global.color, global.quiet),
            program,
            words: Vec::new(),
            wait,
            created: Cell::new(false),
        })
    }

    /// The same hand at another time, on another ledger: what it writes comes into that folder, and nobody
    /// is told.
    pub(super) fn at(&self, db: PathBuf, today: NaiveDate, stamp: Stamp, folder: PathBuf) -> Self {
        Self {
            place: Place::alone(db.clone()),
            db,
            today,
            stamp,
            yes: true,
            out: Output::aside(folder),
            program: self.program,
            words: Vec::new(),
            wait: self.wait,
            created: Cell::new(false),
        }
    }

    /// Who acts and from which day, for the floor beneath.
    pub(super) fn call(&self) -> Call<'_> {
        Call {
            today: self.today,
            stamp: &self.stamp,
        }
    }

    /// Tells a failure after which the command goes on.
    pub(super) fn tell(&self, failure: impl Into<Failure>) {
        self.out.failure(&failure.into().about(&self.db));
    }

    /// Whether several hands keep the ledger in a database, and the file is a working copy of it.
    pub(super) fn is_shared(&self) -> bool {
        self.place.shared.is_some()
    }

    /// How long to wait for another process.
    pub(super) fn wait(&self) -> Duration {
        self.wait
    }

    /// Ids must differ between ledgers, and be the same again when the clock is set by hand.
    pub(super) fn new_ledger_id(&self) -> String {
        let seed = if self.stamp.clock_set {
            format!("{} {}", self.stamp.when.to_rfc3339(), self.stamp.who)
        } else {
            format!(
                "{} {} {} {}",
                precise_now(),
                self.stamp.who,
                std::process::id(),
                self.db.display()
            )
        };
        Digest::of(seed.as_bytes()).to_string()[..32].to_owned()
    }

    /// Whether a person can be asked: in a terminal, unless `LEDGER_ASK` says `never` or `always`.
    pub(super) fn can_ask() -> bool {
        match environment("LEDGER_ASK").as_deref() {
            Some("always") => true,
            Some("never") => false,
            _ => std::io::stdin().is_terminal() && std::io::stderr().is_terminal(),
        }
    }

    /// Whether `ledger` alone offers its menu: to a person who looks at a terminal.
    pub(super) fn offers_menu(&self) -> bool {
        let forced = environment("LEDGER_ASK").as_deref() == Some("always");
        Self::can_ask() && !self.out.is_quiet() && (self.out.is_terminal() || forced)
    }

    /// Whether a file may be written there. The ledger itself never; in a terminal an existing file
    /// only when the person agrees. A script has said what it wants.
    pub(super) fn may_write(&self, path: &Path) -> Result<(), Failure> {
        if path == Path::new("-") || !path.exists() {
            return Ok(());
        }
        let place = |path: &Path| path.canonicalize().ok();
        if place(path).is_some_and(|there| Some(there) == place(&self.db)) {
            return Err(
                Failure::request(format!("{} 是台账文件本身，不能覆盖", path.display()))
                    .hint("换一个文件名"),
            );
        }
        if self.yes || !Self::can_ask() || path.is_dir() {
            return Ok(());
        }
        let question = format!("{} 已经存在，覆盖吗？", path.display());
        if self.consent(&question)? {
            return Ok(());
        }
        Err(Failure::request(format!(
            "没有写入，{} 还是原来的",
            path.display()
        )))
    }

    /// Whether a person has to agree before something unusual is done: in a terminal or at a front, unless
    /// `-y` has answered.
    pub(super) fn is_agreed_to(&self) -> bool {
        !self.yes && (Self::can_ask() || self.out.is_front())
    }

    /// Asks a yes-or-no question; without a person to ask, `-y` answers it.
    pub(super) fn consent(&self, question: &str) -> Result<bool, Failure> {
        if self.yes {
            return Ok(true);
        }
        if self.out.is_front() {
            self.out.asks(question);
            return Err(Failure::given_up());
        }
        if !Self::can_ask() {
            return Err(
                Failure::request(format!("{question}——这里无法询问，未作任何改动"))
                    .hint("确认无误后加 -y（或 --yes）再执行一次"),
            );
        }
        Self::ask_until(&format!("{question}（y 是 / n 否）"), |answer| {
            yes_or_no(answer).ok_or_else(|| "请输入 y 或 n".to_owned())
        })
    }

    /// Asks for a line of text; only when [`Context::can_ask`].
    pub(super) fn ask(question: &str) -> Result<String, Failure> {
        let unreadable = |_| Failure::request("没有读到回答，未作任何改动");
        let mut talk = std::io::stderr();
        write!(talk, "{question} ").map_err(unreadable)?;
        talk.flush().map_err(unreadable)?;
        let mut line = Vec::new();
        std::io::stdin()
            .lock()
            .read_until(b'\n', &mut line)
            .map_err(unreadable)?;
        if line.is_empty() {
            return Err(Failure::request("没有读到回答，未作任何改动"));
        }
        Ok(office::system::spoken(&line).trim().to_owned())
    }

    /// Asks until the answer can be read; what is wrong with one is said. `q` gives up.
    pub(super) fn ask_until<T>(
        question: &str,
        mut read: impl FnMut(&str) -> Result<T, String>,
    ) -> Result<T, Failure> {
        loop {
            let answer = Self::ask(question)?;
            if matches!(answer.as_str(), "q" | "Q" | "ｑ" | "退出" | "取消") {
                return Err(Failure::given_up());
            }
            match read(&answer) {
                Ok(value) => return Ok(value),
                Err(wrong) => Output::say(&wrong),
            }
        }
    }
}

/// What a short answer says; `None` where it says neither.
pub(super) fn yes_or_no(answer: &str) -> Option<bool> {
    let word = office::text::width::narrow_all(answer.trim()).to_lowercase();
    match word.as_str() {
        "y" | "yes" | "是" | "好" | "对" | "行" => Some(true),
        "n" | "no" | "q" | "否" | "不" | "不是" | "取消" => Some(false),
        _ => None,
    }
}

/// How long to wait for other processes, as somebody set it.
fn patience(text: &str) -> Result<Duration, Failure> {
    match text.trim().parse() {
        Ok(seconds) if seconds <= MOST_PATIENT => Ok(Duration::from_secs(seconds)),
        _ => Err(
            Failure::usage(format!("环境变量 LEDGER_WAIT 的值“{text}”不是等待的秒数")).hint(
                format!("写 0 至 {MOST_PATIENT} 之间的整数，如 LEDGER_WAIT=30"),
            ),
        ),
    }
}

#[expect(clippy::disallowed_methods, reason = "the clock enters here")]
fn now() -> DateTime<FixedOffset> {
    let now = chrono::Local::now().fixed_offset();
    chrono::SubsecRound::trunc_subsecs(now, 0)
}

#[expect(clippy::disallowed_methods, reason = "the clock enters here")]
fn precise_now() -> i64 {
    chrono::Utc::now().timestamp_nanos_opt().unwrap_or_default()
}

/// Who acts: as named, else who is logged in.
pub(super) fn actor(named: Option<&str>) -> String {
    match named.map(str::trim) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => login_name(),
    }
}

/// The day of a line that says none: as the environment has it, else the clock. What is no day there is told
/// by the commands themselves.
pub(super) fn usual_today() -> NaiveDate {
    let day = environment("LEDGER_TODAY").and_then(|text| values::iso_day(&text).ok());
    day.unwrap_or_else(|| usual_now().date_naive())
}

/// The time, as every command takes it.
pub(super) fn usual_now() -> DateTime<FixedOffset> {
    let set = environment("LEDGER_CLOCK");
    let set = set.and_then(|text| DateTime::parse_from_rfc3339(&text).ok());
    set.unwrap_or_else(now)
}

fn login_name() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| environment(name))
        .unwrap_or_else(|| "未署名".to_owned())
}

/// Where the ledger is when nobody says.
pub(super) fn default_path() -> Result<PathBuf, Failure> {
    use etcetera::BaseStrategy as _;
    let strategy = etcetera::choose_base_strategy().map_err(|_| {
        Failure::request("找不到用户数据文件夹").hint("用 --db 指定台账文件放在哪里")
    })?;
    Ok(strategy.data_dir().join("ledger").join("ledger.db"))
}
