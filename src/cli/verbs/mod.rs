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

use clap::{Args as _, Command, Subcommand};
use unicode_width::UnicodeWidthStr as _;

pub(super) use today::today;

use super::context::Context;
use super::failure::Failure;

/// The verbs: name, what it is also called, its arguments, what it does.
macro_rules! verbs {
    ($($name:ident $($alias:literal)|+, $module:ident::$args:ident => $run:path;)+) => {
        /// One verb with its arguments. Those of the verbs that a line does not name are never
        /// declared: that would be most of the time that a start takes.
        #[derive(Debug, Subcommand)]
        #[command(defer = true)]
        pub(super) enum Verb {
            $(#[command($(alias = $alias),+)] $name($module::$args),)+
        }

        impl Verb {
            /// The declaration of the verb that is called so; `None` where none is.
            pub(super) fn declared(word: &str) -> Option<Command> {
                $(
                    let named = word.eq_ignore_ascii_case(stringify!($name))
                        && !word.contains(char::is_uppercase);
                    if named $(|| word == $alias)+ {
                        let name = stringify!($name).to_ascii_lowercase();
                        return Some($module::$args::augment_args(Command::new(name)$(.alias($alias))+));
                    }
                )+
                None
            }

            pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
                match self {
                    $(Self::$name(args) => $run(context, args),)+
                }
            }
        }
    };
}

verbs! {
    Init "建账", init::InitArgs => init::init;
    Import "导入", import::ImportArgs => import::import;
    Add "登记", add::AddArgs => add::add;
    Meeting "会议", meeting::MeetingArgs => meeting::meeting;
    Member "班子成员", member::MemberArgs => member::member;
    List "台账", list::ListArgs => list::list;
    Show "详情", show::ShowArgs => show::show;
    Edit "修改" | "分解", edit::EditArgs => edit::edit;
    Log "记进展", log::LogArgs => log::log;
    Attach "添佐证", attach::AttachArgs => attach::attach;
    Evidence "佐证", evidence::EvidenceArgs => evidence::evidence;
    Link "关联", link::LinkArgs => link::link;
    Dispatch "下发", dispatch::DispatchArgs => dispatch::dispatch;
    Collect "回收", collect::CollectArgs => collect::collect;
    Remind "催办", remind::RemindArgs => remind::remind;
    Submit "申请销号", submit::SubmitArgs => submit::submit;
    Return "退回", return_::ReturnArgs => return_::return_;
    Close "销号", close::CloseArgs => close::close;
    Form "销号表", form::FormArgs => form::form;
    Reopen "恢复整改", reopen::ReopenArgs => reopen::reopen;
    Extend "延期", extend::ExtendArgs => extend::extend;
    Retract "作废", retract::RetractArgs => retract::retract;
    Undo "撤销", undo::UndoArgs => undo::undo;
    Expunge "销毁", expunge::ExpungeArgs => expunge::expunge;
    Report "报告", report::ReportArgs => report::report;
    Check "核稿", check::CheckArgs => check::check;
    Export "导出", export::ExportArgs => export::export;
    Stats "统计", stats::StatsArgs => stats::stats;
    Board "作战图", board::BoardArgs => board::board;
    Search "查找", search::SearchArgs => search::search;
    Pack "打包上报", pack::PackArgs => pack::pack;
    Gather "汇总", gather::GatherArgs => gather::gather;
    History "留痕", history::HistoryArgs => history::history;
    Verify "校验", verify::VerifyArgs => verify::verify;
    Backup "备份", backup::BackupArgs => backup::backup;
    Restore "还原", restore::RestoreArgs => restore::restore;
    Config "设置", config::ConfigArgs => config::config;
    Demo "演示", demo::DemoArgs => demo::demo;
    Completions "补全", completions::CompletionsArgs => completions::completions;
    Man "手册", man::ManArgs => man::man;
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
