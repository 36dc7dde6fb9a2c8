//! The verbs, in the groups that help shows them in.

mod add;
mod attach;
mod backup;
mod board;
mod check;
mod clear;
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
mod join;
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
mod review;
mod search;
mod shared;
mod show;
mod stats;
mod submit;
mod today;
mod undo;
mod verify;

use clap::{Args as _, Command, Subcommand};

pub(super) use import::column_words;
pub(super) use today::today;

use super::context::Context;
use super::failure::Failure;

/// What a verb does to the ledger and on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Does {
    /// It is there to change the ledger.
    Changes,
    /// It is there to be read: what it shows may be paged.
    Shows,
    /// It makes files that leave the house, which may be made again aside (`made`): then it writes nothing
    /// that is not placed by [`super::output::Output::place`].
    Makes,
}

/// The verbs under the headings of help: name, what it is also called, its arguments, what it does
/// and how.
macro_rules! verbs {
    ($($heading:literal {
        $($name:ident $($alias:literal)|+, $module:ident::$args:ident [$($does:ident)*] => $run:path;)+
    })+) => {
        /// One verb with its arguments. Those of the verbs that a line does not name are never
        /// declared: that would be most of the time that a start takes.
        #[derive(Debug, Subcommand)]
        #[command(defer = true)]
        pub(super) enum Verb {
            $($(#[command($(alias = $alias),+)] $name($module::$args),)+)+
        }

        /// The verbs under the headings of help.
        pub(super) const GROUPS: &[(&str, &[&str])] = &[$(($heading, &[$(stringify!($name)),+])),+];

        /// What the verb of that name does.
        pub(super) fn doing(name: &str) -> &'static [Does] {
            $($(if name.eq_ignore_ascii_case(stringify!($name)) {
                return &[$(Does::$does),*];
            })+)+
            &[]
        }

        impl Verb {
            /// The declaration of the verb that is called so; `None` where none is.
            pub(super) fn declared(word: &str) -> Option<Command> {
                $($(
                    let named = word.eq_ignore_ascii_case(stringify!($name))
                        && !word.contains(char::is_uppercase);
                    if named $(|| word == $alias)+ {
                        let name = stringify!($name).to_ascii_lowercase();
                        return Some($module::$args::augment_args(Command::new(name)$(.alias($alias))+));
                    }
                )+)+
                None
            }

            pub(super) fn does(&self, what: Does) -> bool {
                let all: &[Does] = match self {
                    $($(Self::$name(_) => &[$(Does::$does),*],)+)+
                };
                all.contains(&what)
            }

            pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
                match self {
                    $($(Self::$name(args) => $run(context, args),)+)+
                }
            }
        }
    };
}

verbs! {
    "准备与立账" {
        Init "建账", init::InitArgs [Changes] => init::init;
        Import "导入", import::ImportArgs [Changes] => import::import;
        Add "登记", add::AddArgs [Changes] => add::add;
        Meeting "会议", meeting::MeetingArgs [Changes] => meeting::meeting;
        Member "班子成员", member::MemberArgs [Changes] => member::member;
    }
    "分解与日常整改" {
        List "台账", list::ListArgs [Shows] => list::list;
        Show "详情", show::ShowArgs [Shows] => show::show;
        Edit "修改" | "分解", edit::EditArgs [Changes] => edit::edit;
        Log "记进展", log::LogArgs [Changes] => log::log;
        Attach "添佐证", attach::AttachArgs [Changes] => attach::attach;
        Evidence "佐证", evidence::EvidenceArgs [Shows] => evidence::evidence;
        Link "关联", link::LinkArgs [Changes] => link::link;
        Dispatch "下发", dispatch::DispatchArgs [Changes] => dispatch::dispatch;
        Collect "回收", collect::CollectArgs [Changes] => collect::collect;
        Remind "催办", remind::RemindArgs [Shows Makes] => remind::remind;
    }
    "验收销号" {
        Submit "申请销号", submit::SubmitArgs [Changes] => submit::submit;
        Return "退回", return_::ReturnArgs [Changes] => return_::return_;
        Close "销号", close::CloseArgs [Changes] => close::close;
        Form "销号表", form::FormArgs [Makes] => form::form;
        Reopen "恢复整改", reopen::ReopenArgs [Changes] => reopen::reopen;
        Extend "延期", extend::ExtendArgs [Changes] => extend::extend;
        Retract "作废", retract::RetractArgs [Changes] => retract::retract;
        Undo "撤销", undo::UndoArgs [Changes] => undo::undo;
        Expunge "销毁", expunge::ExpungeArgs [Changes] => expunge::expunge;
    }
    "报告与报表" {
        Report "报告", report::ReportArgs [Shows Makes] => report::report;
        Check "核稿", check::CheckArgs [Shows] => check::check;
        Export "导出", export::ExportArgs [Makes] => export::export;
        Stats "统计", stats::StatsArgs [Shows] => stats::stats;
        Board "作战图", board::BoardArgs [Makes] => board::board;
        Search "查找", search::SearchArgs [Shows] => search::search;
    }
    "多单位汇总" {
        Pack "打包上报", pack::PackArgs [] => pack::pack;
        Gather "汇总", gather::GatherArgs [Changes] => gather::gather;
        Review "复核", review::ReviewArgs [Changes Shows] => review::review;
        Join "合并副本", join::JoinArgs [Changes] => join::join;
    }
    "留痕与备份" {
        History "留痕", history::HistoryArgs [Shows] => history::history;
        Verify "校验", verify::VerifyArgs [] => verify::verify;
        Backup "备份", backup::BackupArgs [Changes] => backup::backup;
        Restore "还原", restore::RestoreArgs [Changes] => restore::restore;
        Clear "清机", clear::ClearArgs [] => clear::clear;
    }
    "设置与帮助" {
        Config "设置", config::ConfigArgs [Changes Shows] => config::config;
        Demo "演示", demo::DemoArgs [] => demo::demo;
        Completions "补全", completions::CompletionsArgs [] => completions::completions;
        Man "手册", man::ManArgs [] => man::man;
    }
}
