//! Sentences for what went wrong: what, with which value, and the command that helps.

mod cause;

use std::error::Error;
use std::io::ErrorKind;
use std::path::Path;

pub(super) use cause::cause;

use model::decide::{Missing, Refusal};
use model::event::codec::CodecFault;
use model::status::StatusKind;
use office::system;
use store;

/// Why a command ended without doing what was asked.
#[derive(Debug)]
pub(super) struct Failure {
    pub kind: Kind,
    pub message: String,
    pub hints: Vec<String>,
    /// The argument that it is about, by its id.
    pub argument: Option<&'static str>,
    cause: Option<Cause>,
}

/// What a failure came of.
#[derive(Debug)]
enum Cause {
    /// The ledger, whose file the sentence does not name yet ([`Failure::about`]).
    Ledger(store::Error),
    /// Anything else.
    Other(Box<dyn Error + Send + Sync>),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| match cause {
            Cause::Ledger(fault) => fault as &(dyn Error + 'static),
            Cause::Other(fault) => fault.as_ref(),
        })
    }
}

/// What the exit code tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// 1: the request cannot be carried out, or a check found a difference.
    Request,
    /// 2: wrong words on the command line.
    Usage,
    /// 3: the ledger is damaged.
    Damaged,
    /// 1: the person gave up when asked; nothing is wrong.
    GivenUp,
    /// The reader of a pipe went away: quiet.
    BrokenPipe,
}

impl Failure {
    fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hints: Vec::new(),
            argument: None,
            cause: None,
        }
    }

    pub(super) fn request(message: impl Into<String>) -> Self {
        Self::new(Kind::Request, message)
    }

    /// The person who was asked would rather not.
    pub(super) fn given_up() -> Self {
        Self::new(Kind::GivenUp, "没有办，台账未作任何改动")
    }

    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    pub(super) fn damaged(message: impl Into<String>) -> Self {
        Self::new(Kind::Damaged, message)
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// What it came of.
    pub(super) fn of(mut self, fault: impl Error + Send + Sync + 'static) -> Self {
        self.cause = Some(Cause::Other(Box::new(fault)));
        self
    }

    /// The same failure, where it is one of the ledger, with the ledger's file named.
    pub(super) fn about(self, db: &Path) -> Self {
        match self.cause {
            Some(Cause::Ledger(fault)) => Self {
                hints: self.hints,
                ..Self::store(fault, db)
            },
            cause => Self { cause, ..self },
        }
    }

    pub(super) fn output(fault: std::io::Error) -> Self {
        if system::is_reader_gone(&fault) {
            Self::new(Kind::BrokenPipe, "").of(fault)
        } else {
            Self::request(format!("结果写不出去：{}", cause(&fault))).of(fault)
        }
    }

    pub(super) fn file(path: &Path, fault: std::io::Error) -> Self {
        Self::of_file(path, &fault).of(fault)
    }

    /// What is wrong with a file there.
    fn of_file(path: &Path, fault: &std::io::Error) -> Self {
        // Some systems say of a folder in a file's place that it may not be written.
        let is_folder = fault.kind() == ErrorKind::PermissionDenied && path.is_dir();
        if is_folder {
            Self::of_file(path, &ErrorKind::IsADirectory.into())
        } else if system::is_held(path) {
            Self::request(format!("文件 {} 正被别的程序打开着", path.display()))
                .hint("在打开它的程序（Word、Excel、WPS）里关掉它，再执行一次")
        } else {
            Self::request(format!("文件 {} {}", path.display(), cause(fault)))
        }
    }

    pub(super) fn store(fault: store::Error, db: &Path) -> Self {
        let fault = fault.of_file(db);
        Self::told(&fault, &format!("台账 {}", db.display())).of(fault)
    }

    /// The sentence of a fault in the ledger that is called so.
    pub(super) fn told(fault: &store::Error, ledger: &str) -> Self {
        use store::Error as E;
        match fault {
            E::Missing(path) => Self::request(format!("还没有台账：{}", path.display()))
                .hint("用 ledger import 材料文件 导入对照检查材料，或用 ledger add 登记第一个问题"),
            E::NotALedger(path) => Self::request(format!("{} 不是台账文件", path.display()))
                .hint("用 --db 指定正确的台账文件"),
            E::TooNew { found, known } => Self::request(format!(
                "{ledger} 由更新的版本写成（格式{found}，本程序只认识到格式{known}），未作任何改动"
            ))
            .hint("请升级本程序后再打开"),
            E::VersionAltered { found, actual } => Self::damaged(format!(
                "{ledger} 文件头的版本号被改动过（写着格式{found}，里面是格式{actual}），未作任何改动"
            ))
            .hint("内容也许没有动；用 ledger verify 看有没有完好的备份"),
            E::Outdated { found, .. } => Self::request(format!(
                "{ledger} 由较早的版本写成（格式{found}），要先升级才能打开，\
                可是文件或文件夹不能写入，未作任何改动"
            ))
            .hint("把它拷到能写的地方，再用 --db 指定；或由能写入的人打开一次"),
            E::Shared(fault) => super::place::told(fault),
            E::NotPermitted => super::permit::refused(),
            E::Busy => Self::request(format!(
                "{ledger} 正被占用，等了很久也没有等到，未作任何改动"
            ))
            .hint("稍后再试；若别的窗口停在询问处，请先答完"),
            E::NoLocks(_) => Self::request(format!(
                "{ledger} 所在的地方给文件加不了锁（共享文件夹不支持锁，或锁服务没有开），未作任何改动"
            ))
            .hint("请管理员开通这个共享的文件锁，或把台账放到本机磁盘，用 --db 指定"),
            E::ReadOnly(_) => {
                Self::request(format!("{ledger} 所在的文件或文件夹不能写入，未作任何改动"))
                    .hint("检查文件和文件夹的权限，或用 --db 换一个位置")
            }
            E::DiskFull => Self::request(format!("磁盘已满，{ledger} 未作任何改动"))
                .hint("腾出空间后再执行一次"),
            E::Io(_) => Self::request(format!(
                "{ledger} 读写时系统报错（磁盘写不下、有故障或网络断开），未作任何改动"
            ))
            .hint("检查磁盘空间和连接后再执行一次"),
            E::CannotOpen(path, _) if system::is_held(path) => {
                Self::request(format!("台账 {} 正被别的程序打开着", path.display()))
                    .hint("关掉打开它的程序（同步、备份、杀毒软件也会），再执行一次")
            }
            E::CannotOpen(path, _) => Self::request(format!("台账 {} 打不开", path.display()))
                .hint("检查路径和权限，或用 --db 换一个位置"),
            E::Damaged(_) | E::Engine(_) => {
                Self::damaged(format!("{ledger} 读不出来，文件可能已损坏"))
                    .hint("用 ledger verify 检查是哪里")
            }
            E::Entry(sequence, CodecFault::UnknownKind(kind)) => Self::request(format!(
                "{ledger} 的第{sequence}条记录（{kind}）由更新的版本写成，本程序不认识"
            ))
            .hint("请升级本程序后再打开"),
            E::Entry(sequence, CodecFault::Malformed(_)) => {
                Self::damaged(format!("{ledger} 的第{sequence}条记录读不出来"))
                    .hint("用 ledger verify 检查是哪里")
            }
            E::NoTask { number, count: 0 } => {
                Self::request(format!("没有编号为 {number} 的任务；本台账还是空的"))
                    .hint("用 ledger import 材料文件 导入，或用 ledger add 登记")
            }
            E::NoTask { number, count } => Self::request(format!(
                "没有编号为 {number} 的任务；本台账共有 {count} 项，用 ledger list 查看"
            )),
            E::Changed => Self::request("看预览的时候台账又有了新的改动，这次未写入"),
            E::Replaced => Self::request(format!("{ledger} 刚刚被还原成另一份，这次未写入"))
                .hint("看看现在的台账，需要的话再执行一次"),
            E::EntryTooLong(bytes) => Self::request(format!(
                "一条记录有 {} KB，太长了（最多 1 MB），未作任何改动",
                bytes >> 10
            ))
            .hint("写得短些或分几条记；整份的材料用 ledger attach 作为佐证"),
            E::NoEntry(sequence) => Self::request(format!("没有第 {sequence} 条记录")),
            E::NothingToErase(sequence) => Self::request(format!(
                "第 {sequence} 条记录里没有可以销毁的文字，或者已经销毁过了"
            )),
            E::NoProblem => Self::usage("问题的表述不能是空的"),
            E::Expunged(digest) => Self::request(format!(
                "内容 {}… 已按留痕销毁，不再存入台账",
                &digest.to_string()[..16]
            ))
            .hint("用 ledger history 查看由谁、因何销毁"),
            E::FileChanged(path) => Self::request(format!(
                "文件 {} 在读取时发生了变化，未写入",
                path.display()
            ))
            .hint("等文件存好以后再执行一次"),
            E::File(path, fault) => Self::of_file(path, fault),
        }
    }

    /// Why something may not happen to that task.
    pub(super) fn refused(number: u32, refusal: &Refusal) -> Self {
        Self::why_refused(number, refusal).of(refusal.clone())
    }

    fn why_refused(number: u32, refusal: &Refusal) -> Self {
        let on = |day: &Option<chrono::NaiveDate>| {
            day.map_or_else(String::new, |day| {
                format!("{}", day.format("%Y年%-m月%-d日"))
            })
        };
        match refusal {
            Refusal::Void(voiding) => {
                let into = voiding.into.map_or_else(String::new, |n| format!("，并入第 {n} 项"));
                Self::request(format!("第 {number} 项已作废（{}{into}），不能再改", voiding.reason))
            }
            Refusal::Status { is: StatusKind::Closed, on: day } => {
                Self::request(format!("第 {number} 项已于{}销号", on(day))).hint(format!(
                    "若销号有误，用 ledger reopen {number} --reason 原因 恢复整改；问题反弹的，用 ledger add 问题 --prior {number} 重新登记"
                ))
            }
            Refusal::Status { is: StatusKind::Applied, on: day } => {
                Self::request(format!("第 {number} 项已于{}申请销号，等待审核", on(day))).hint(format!(
                    "审核通过用 ledger close {number}，退回用 ledger return {number} --reason 意见"
                ))
            }
            Refusal::Status { is, .. } => {
                let message = format!("第 {number} 项现在是“{}”，不能这样办", is.word());
                Self::request(message).hint(format!("先用 ledger submit {number} 申请销号"))
            }
            Refusal::NotClosed(is) => Self::request(format!(
                "第 {number} 项现在是“{}”，还没有销号，不用恢复整改",
                is.word()
            )),
            Refusal::LongTerm => Self::request(format!("第 {number} 项要长期坚持，没有完成的一天"))
                .hint(format!("要销号，先用 ledger edit {number} --due 日期 定一个时限")),
            Refusal::Missing(missing) => missing_failure(number, missing),
            Refusal::SelfVerified(name) => {
                Self::request(format!("第 {number} 项的责任人是{name}，不能由本人审核销号"))
                    .hint(format!("用 ledger close {number} --verifier 审核人 写明由谁审核"))
            }
            Refusal::NeedsVerb(kind) => needs_verb(number, *kind),
            Refusal::NoMeasure(key) => {
                Self::request(format!("第 {number} 项没有措施（{key}）"))
                    .hint(format!("用 ledger show {number} 查看它的措施"))
            }
            Refusal::BeforeYear(day) => {
                Self::request(format!("日期{}早于第 {number} 项所属的年度", on(&Some(*day))))
            }
            Refusal::Future(day) => {
                Self::request(format!("日期{}还没有到，进展只能记已经发生的", on(&Some(*day))))
            }
            Refusal::Unsaid(numbers) => Self::request(format!(
                "--told 里的 {} 在这条进展和它的数据里都没有，未记入", numbers.join("、")
            ))
            .hint("数字先写进进展，或用 --figure 名称=数值 记成数据"),
            Refusal::NotLater(due) => Self::request(format!(
                "第 {number} 项现在的时限是{}，延期后的时限应当更晚",
                on(&Some(*due))
            )),
            Refusal::NoDeadline => Self::request(format!("第 {number} 项没有具体日期的时限，无从延期"))
                .hint(format!("用 ledger edit {number} --due 日期 确定时限")),
            Refusal::NothingChanges => {
                Self::request(format!("第 {number} 项没有变化：给的内容和现在的一样"))
            }
            Refusal::NoProblem => Self::usage("问题的表述不能是空的"),
            Refusal::NotEarlier(prior) => {
                Self::request(format!("第 {prior} 项不早于第 {number} 项，不能作为它的前一项"))
            }
            Refusal::NotRetractable(entry) => Self::request(format!(
                "第 {entry} 条记录不是第 {number} 项现有的进展或佐证，不能撤回"
            ))
            .hint(format!("用 ledger history {number} 查看可撤回的记录号")),
        }
    }
}

impl From<store::Error> for Failure {
    fn from(fault: store::Error) -> Self {
        let told = Self::told(&fault, "台账");
        Self {
            cause: Some(Cause::Ledger(fault)),
            ..told
        }
    }
}

/// The Chinese word for what a closure wants.
pub(super) fn missing_word(missing: Missing) -> &'static str {
    match missing {
        Missing::Measure => "整改措施",
        Missing::Deadline => "整改时限",
        Missing::Owner => "责任人",
        Missing::Outcome => "整改成效",
        Missing::Evidence => "佐证材料",
    }
}

/// What is missing, joined with 、.
pub(super) fn missing_words(missing: &[Missing]) -> String {
    missing
        .iter()
        .map(|m| missing_word(*m))
        .collect::<Vec<_>>()
        .join("、")
}

fn missing_failure(number: u32, missing: &[Missing]) -> Failure {
    let command = |what: &Missing| match what {
        Missing::Measure => format!("ledger edit {number} --measure 措施"),
        Missing::Deadline => format!("ledger edit {number} --due 时限"),
        Missing::Owner => format!("ledger edit {number} --owner 姓名"),
        Missing::Outcome => "销号时加 --outcome 成效".to_owned(),
        Missing::Evidence => format!("ledger attach {number} 文件"),
    };
    let mut failure = Failure::request(format!(
        "第 {number} 项还不能申请销号或销号，缺：{}",
        missing_words(missing)
    ));
    for what in missing {
        failure = failure.hint(format!("补{}：{}", missing_word(*what), command(what)));
    }
    failure
}

fn needs_verb(number: u32, kind: StatusKind) -> Failure {
    let command = match kind {
        StatusKind::Applied => format!("ledger submit {number}"),
        StatusKind::Void => format!("ledger retract {number} --reason 原因"),
        _ => format!("ledger close {number}"),
    };
    Failure::request(format!("“{}”不能直接写成状态", kind.word())).hint(format!("用 {command}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a failure came of is kept, and the ledger's file is named where only the verb knows it.
    #[test]
    fn failures_keep_their_source() {
        let io = || std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let source = |failure: Failure| failure.source().map(ToString::to_string);
        let kept = |fault: &dyn Error| Some(fault.to_string());
        assert_eq!(source(Failure::file(Path::new("a"), io())), kept(&io()));
        let refusal = Refusal::LongTerm;
        assert_eq!(source(Failure::refused(1, &refusal)), kept(&refusal));
        assert_eq!(source(Failure::request("x")), None);

        let busy = Failure::from(store::Error::Busy).hint("y");
        assert!(busy.message.starts_with("台账 正被占用"), "{busy}");
        let named = busy.about(Path::new("甲.db"));
        assert!(named.message.starts_with("台账 甲.db 正被占用"), "{named}");
        assert_eq!(named.hints.len(), 2);
        assert_eq!(source(named), kept(&store::Error::Busy));
        // One that names its own ledger already is left alone.
        let other = Failure::store(store::Error::Busy, Path::new("乙.db"));
        assert!(other.about(Path::new("甲.db")).message.contains("乙.db"));
    }
}
