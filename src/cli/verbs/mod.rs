//! The verbs, in the groups that help shows them in.

mod add;
mod attach;
mod board;
mod check;
mod close;
mod config;
mod demo;
mod edit;
mod evidence;
mod export;
mod extend;
mod form;
mod history;
mod import;
mod init;
mod link;
mod list;
mod log;
mod meeting;
mod member;
mod remind;
mod reopen;
mod report;
mod retract;
mod return_;
mod shared;
mod show;
mod stats;
mod submit;
mod today;
mod undo;
mod verify;

use clap::Subcommand;

pub(super) use today::today;

use super::context::Context;
use super::failure::Failure;

/// One verb with its arguments.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// 建账：写明单位、党组织和班子的称谓
    #[command(alias = "建账")]
    Init(init::InitArgs),
    /// 导入对照检查材料：其中的问题成为任务
    #[command(alias = "导入")]
    Import(import::ImportArgs),
    /// 登记一个问题
    #[command(alias = "登记")]
    Add(add::AddArgs),
    /// 记下民主生活会的时间、主题和数据
    #[command(alias = "会议")]
    Meeting(meeting::MeetingArgs),
    /// 记下班子成员及其分工
    #[command(alias = "班子成员")]
    Member(member::MemberArgs),
    /// 看台账
    #[command(alias = "台账")]
    List(list::ListArgs),
    /// 看一个任务的全部情况
    #[command(alias = "详情")]
    Show(show::ShowArgs),
    /// 修改或分解任务：措施、责任、时限等
    #[command(alias = "修改", alias = "分解")]
    Edit(edit::EditArgs),
    /// 记进展
    #[command(alias = "记进展")]
    Log(log::LogArgs),
    /// 添加佐证材料
    #[command(alias = "添佐证")]
    Attach(attach::AttachArgs),
    /// 查看或导出佐证材料
    #[command(alias = "佐证")]
    Evidence(evidence::EvidenceArgs),
    /// 关联往年任务，确认或否定材料中的措施
    #[command(alias = "关联")]
    Link(link::LinkArgs),
    /// 催办：到期、逾期、久无进展的，该催谁
    #[command(alias = "催办")]
    Remind(remind::RemindArgs),
    /// 申请销号
    #[command(alias = "申请销号")]
    Submit(submit::SubmitArgs),
    /// 退回销号申请
    #[command(alias = "退回")]
    Return(return_::ReturnArgs),
    /// 销号
    #[command(alias = "销号")]
    Close(close::CloseArgs),
    /// 写出销号审核表
    #[command(alias = "销号表")]
    Form(form::FormArgs),
    /// 恢复整改（销号有误时）
    #[command(alias = "恢复整改")]
    Reopen(reopen::ReopenArgs),
    /// 延期
    #[command(alias = "延期")]
    Extend(extend::ExtendArgs),
    /// 作废任务，或撤回一条进展、佐证
    #[command(alias = "作废")]
    Retract(retract::RetractArgs),
    /// 撤销自己上一步操作
    #[command(alias = "撤销")]
    Undo(undo::UndoArgs),
    /// 写报告：上年度整改措施落实情况
    #[command(alias = "报告")]
    Report(report::ReportArgs),
    /// 核稿：上报前查台账，或拿改过的报告与台账核对
    #[command(alias = "核稿")]
    Check(check::CheckArgs),
    /// 导出台账
    #[command(alias = "导出")]
    Export(export::ExportArgs),
    /// 统计：按状态、方面、部门等数清楚
    #[command(alias = "统计")]
    Stats(stats::StatsArgs),
    /// 作战图：一页看清整改进度
    #[command(alias = "作战图")]
    Board(board::BoardArgs),
    /// 看留痕
    #[command(alias = "留痕")]
    History(history::HistoryArgs),
    /// 校验台账有没有被改动
    #[command(alias = "校验")]
    Verify(verify::VerifyArgs),
    /// 看设置，改设置
    #[command(alias = "设置")]
    Config(config::ConfigArgs),
    /// 演示：在一个文件夹里走完一整年
    #[command(alias = "演示")]
    Demo(demo::DemoArgs),
}

impl Verb {
    pub(super) fn run(self, context: &Context) -> Result<(), Failure> {
        match self {
            Self::Init(args) => init::init(context, &args),
            Self::Import(args) => import::import(context, &args),
            Self::Add(args) => add::add(context, &args),
            Self::Meeting(args) => meeting::meeting(context, &args),
            Self::Member(args) => member::member(context, &args),
            Self::List(args) => list::list(context, &args),
            Self::Show(args) => show::show(context, &args),
            Self::Edit(args) => edit::edit(context, &args),
            Self::Log(args) => log::log(context, &args),
            Self::Attach(args) => attach::attach(context, &args),
            Self::Evidence(args) => evidence::evidence(context, &args),
            Self::Link(args) => link::link(context, &args),
            Self::Submit(args) => submit::submit(context, &args),
            Self::Return(args) => return_::return_(context, &args),
            Self::Close(args) => close::close(context, &args),
            Self::Form(args) => form::form(context, &args),
            Self::Reopen(args) => reopen::reopen(context, &args),
            Self::Extend(args) => extend::extend(context, &args),
            Self::Retract(args) => retract::retract(context, &args),
            Self::Undo(args) => undo::undo(context, &args),
            Self::Report(args) => report::report(context, &args),
            Self::Check(args) => check::check(context, &args),
            Self::Export(args) => export::export(context, &args),
            Self::Stats(args) => stats::stats(context, &args),
            Self::Board(args) => board::board(context, &args),
            Self::Remind(args) => remind::remind(context, &args),
            Self::History(args) => history::history(context, &args),
            Self::Verify(args) => verify::verify(context, &args),
            Self::Config(args) => config::config(context, &args),
            Self::Demo(args) => demo::demo(context, &args),
        }
    }
}

/// The groups of `ledger --help`, each with its verbs.
const GROUPS: [(&str, &[&str]); 6] = [
    (
        "准备与立账",
        &["init", "import", "add", "meeting", "member"],
    ),
    (
        "分解与日常整改",
        &[
            "list", "show", "edit", "log", "attach", "evidence", "link", "remind",
        ],
    ),
    (
        "验收销号",
        &[
            "submit", "return", "close", "form", "reopen", "extend", "retract", "undo",
        ],
    ),
    (
        "报告与报表",
        &["report", "check", "export", "stats", "board"],
    ),
    ("留痕", &["history", "verify"]),
    ("设置与帮助", &["config", "demo"]),
];

/// The verbs by group, as `ledger --help` shows them.
pub(super) fn overview() -> String {
    let command = Verb::augment_subcommands(clap::Command::new("ledger"));
    let mut text = String::new();
    for (group, verbs) in GROUPS {
        text.push_str(&format!("\n{group}\n"));
        for verb in verbs {
            let Some(verb) = command.find_subcommand(verb) else {
                continue;
            };
            let alias = verb.get_all_aliases().collect::<Vec<_>>().join("、");
            let about = verb
                .get_about()
                .map(ToString::to_string)
                .unwrap_or_default();
            let pad = " ".repeat(22_usize.saturating_sub(
                verb.get_name().len() + unicode_width::UnicodeWidthStr::width(alias.as_str()),
            ));
            text.push_str(&format!("  {} {alias}{pad}{about}\n", verb.get_name()));
        }
    }
    text
}
