//! The verbs, in the groups that help shows them in.

mod add;
mod attach;
mod backup;
mod board;
mod check;
mod close;
mod collect;
mod completions;
mod config;
mod demo;
mod dispatch;
mod edit;
mod evidence;
mod export;
mod expunge;
mod extend;
mod form;
mod gather;
mod history;
mod import;
mod init;
mod link;
mod list;
mod log;
mod man;
mod meeting;
mod member;
mod pack;
mod remind;
mod reopen;
mod report;
mod restore;
mod retract;
mod return_;
mod search;
mod shared;
mod show;
mod stats;
mod submit;
mod today;
mod undo;
mod verify;

use clap::Subcommand;
use unicode_width::UnicodeWidthStr as _;

pub(super) use today::today;

use super::context::Context;
use super::failure::Failure;

/// One verb with its arguments. Those of the verbs that a line does not name are never declared:
/// that would be most of the time that a start takes.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(super) enum Verb {
    #[command(alias = "建账")]
    Init(init::InitArgs),
    #[command(alias = "导入")]
    Import(import::ImportArgs),
    #[command(alias = "登记")]
    Add(add::AddArgs),
    #[command(alias = "会议")]
    Meeting(meeting::MeetingArgs),
    #[command(alias = "班子成员")]
    Member(member::MemberArgs),
    #[command(alias = "台账")]
    List(list::ListArgs),
    #[command(alias = "详情")]
    Show(show::ShowArgs),
    #[command(alias = "修改", alias = "分解")]
    Edit(edit::EditArgs),
    #[command(alias = "记进展")]
    Log(log::LogArgs),
    #[command(alias = "添佐证")]
    Attach(attach::AttachArgs),
    #[command(alias = "佐证")]
    Evidence(evidence::EvidenceArgs),
    #[command(alias = "关联")]
    Link(link::LinkArgs),
    #[command(alias = "下发")]
    Dispatch(dispatch::DispatchArgs),
    #[command(alias = "回收")]
    Collect(collect::CollectArgs),
    #[command(alias = "催办")]
    Remind(remind::RemindArgs),
    #[command(alias = "申请销号")]
    Submit(submit::SubmitArgs),
    #[command(alias = "退回")]
    Return(return_::ReturnArgs),
    #[command(alias = "销号")]
    Close(close::CloseArgs),
    #[command(alias = "销号表")]
    Form(form::FormArgs),
    #[command(alias = "恢复整改")]
    Reopen(reopen::ReopenArgs),
    #[command(alias = "延期")]
    Extend(extend::ExtendArgs),
    #[command(alias = "作废")]
    Retract(retract::RetractArgs),
    #[command(alias = "撤销")]
    Undo(undo::UndoArgs),
    #[command(alias = "销毁")]
    Expunge(expunge::ExpungeArgs),
    #[command(alias = "报告")]
    Report(report::ReportArgs),
    #[command(alias = "核稿")]
    Check(check::CheckArgs),
    #[command(alias = "导出")]
    Export(export::ExportArgs),
    #[command(alias = "统计")]
    Stats(stats::StatsArgs),
    #[command(alias = "作战图")]
    Board(board::BoardArgs),
    #[command(alias = "查找")]
    Search(search::SearchArgs),
    #[command(alias = "打包上报")]
    Pack(pack::PackArgs),
    #[command(alias = "汇总")]
    Gather(gather::GatherArgs),
    #[command(alias = "留痕")]
    History(history::HistoryArgs),
    #[command(alias = "校验")]
    Verify(verify::VerifyArgs),
    #[command(alias = "备份")]
    Backup(backup::BackupArgs),
    #[command(alias = "还原")]
    Restore(restore::RestoreArgs),
    #[command(alias = "设置")]
    Config(config::ConfigArgs),
    #[command(alias = "演示")]
    Demo(demo::DemoArgs),
    #[command(alias = "补全")]
    Completions(completions::CompletionsArgs),
    #[command(alias = "手册")]
    Man(man::ManArgs),
}

impl Verb {
    /// Whether it is there to change the ledger.
    pub(super) fn writes(&self) -> bool {
        !matches!(
            self,
            Self::List(_)
                | Self::Show(_)
                | Self::Evidence(_)
                | Self::Remind(_)
                | Self::Form(_)
                | Self::Report(_)
                | Self::Check(_)
                | Self::Export(_)
                | Self::Stats(_)
                | Self::Board(_)
                | Self::History(_)
                | Self::Verify(_)
                | Self::Pack(_)
                | Self::Search(_)
                | Self::Completions(_)
                | Self::Man(_)
                | Self::Demo(_)
        )
    }

    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        match self {
            Self::Init(args) => init::init(context, args),
            Self::Import(args) => import::import(context, args),
            Self::Add(args) => add::add(context, args),
            Self::Meeting(args) => meeting::meeting(context, args),
            Self::Member(args) => member::member(context, args),
            Self::List(args) => list::list(context, args),
            Self::Show(args) => show::show(context, args),
            Self::Edit(args) => edit::edit(context, args),
            Self::Log(args) => log::log(context, args),
            Self::Attach(args) => attach::attach(context, args),
            Self::Evidence(args) => evidence::evidence(context, args),
            Self::Link(args) => link::link(context, args),
            Self::Dispatch(args) => dispatch::dispatch(context, args),
            Self::Collect(args) => collect::collect(context, args),
            Self::Submit(args) => submit::submit(context, args),
            Self::Return(args) => return_::return_(context, args),
            Self::Close(args) => close::close(context, args),
            Self::Form(args) => form::form(context, args),
            Self::Reopen(args) => reopen::reopen(context, args),
            Self::Extend(args) => extend::extend(context, args),
            Self::Retract(args) => retract::retract(context, args),
            Self::Undo(args) => undo::undo(context, args),
            Self::Expunge(args) => expunge::expunge(context, args),
            Self::Report(args) => report::report(context, args),
            Self::Check(args) => check::check(context, args),
            Self::Export(args) => export::export(context, args),
            Self::Stats(args) => stats::stats(context, args),
            Self::Board(args) => board::board(context, args),
            Self::Search(args) => search::search(context, args),
            Self::Remind(args) => remind::remind(context, args),
            Self::Pack(args) => pack::pack(context, args),
            Self::Gather(args) => gather::gather(context, args),
            Self::History(args) => history::history(context, args),
            Self::Verify(args) => verify::verify(context, args),
            Self::Backup(args) => backup::backup(context, args),
            Self::Restore(args) => restore::restore(context, args),
            Self::Config(args) => config::config(context, args),
            Self::Demo(args) => demo::demo(context, args),
            Self::Completions(args) => completions::completions(context, args),
            Self::Man(args) => man::man(context, args),
        }
    }

    /// Whether it only shows, so that what it shows may be paged.
    pub(super) fn reads(&self) -> bool {
        matches!(
            self,
            Self::List(_)
                | Self::Show(_)
                | Self::History(_)
                | Self::Stats(_)
                | Self::Search(_)
                | Self::Report(_)
                | Self::Check(_)
                | Self::Evidence(_)
                | Self::Remind(_)
                | Self::Config(_)
        )
    }
}

/// The groups of `ledger --help`, each with its verbs.
const GROUPS: [(&str, &[&str]); 7] = [
    (
        "准备与立账",
        &["init", "import", "add", "meeting", "member"],
    ),
    (
        "分解与日常整改",
        &[
            "list", "show", "edit", "log", "attach", "evidence", "link", "dispatch", "collect",
            "remind",
        ],
    ),
    (
        "验收销号",
        &[
            "submit", "return", "close", "form", "reopen", "extend", "retract", "undo", "expunge",
        ],
    ),
    (
        "报告与报表",
        &["report", "check", "export", "stats", "board", "search"],
    ),
    ("多单位汇总", &["pack", "gather"]),
    ("留痕与备份", &["history", "verify", "backup", "restore"]),
    ("设置与帮助", &["config", "demo", "completions", "man"]),
];

/// Columns that a verb and its alias take.
const NAMED: usize = 24;

/// The verbs by group, as `ledger --help` shows them: one line each.
pub(super) fn overview(width: usize) -> String {
    let command = crate::cli::command_tree();
    let mut text = String::new();
    for (group, verbs) in GROUPS {
        text.push_str(&format!("\n{group}\n"));
        for verb in verbs {
            let Some(verb) = command.find_subcommand(verb) else {
                continue;
            };
            let alias = verb.get_all_aliases().collect::<Vec<_>>().join("、");
            let about = verb.get_about().map(ToString::to_string);
            let about = within(&about.unwrap_or_default(), width.saturating_sub(NAMED + 2));
            let name = format!("{} {alias}", verb.get_name());
            let pad = " ".repeat(NAMED.saturating_sub(name.width()));
            text.push_str(&format!("  {name}{pad}{about}\n"));
        }
    }
    text
}

/// As many clauses as there is room for; the first one at least.
fn within(about: &str, width: usize) -> String {
    let mut ends = about
        .char_indices()
        .filter(|(_, c)| "：；，".contains(*c))
        .map(|(at, _)| at)
        .chain([about.len()]);
    let first = ends.next().unwrap_or(about.len());
    let end = ends
        .take_while(|end| about[..*end].width() <= width)
        .last()
        .unwrap_or(first);
    about[..end].to_owned()
}

/// Ids of the filters that reading verbs share.
pub(super) fn filters() -> Vec<&'static str> {
    vec![
        "year",
        "unit",
        "subject",
        "dimension",
        "dept",
        "lead",
        "owner",
        "status",
        "term",
        "source",
        "due_from",
        "due_to",
        "overdue",
        "due_within",
        "unfilled",
        "text",
    ]
}
