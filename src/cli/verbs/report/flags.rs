//! The words that `report`'s flags take.

use std::path::Path;

use crate::cli::failure::Failure;
use model::tally::RateKind;
use papers::report::{GroupBy, Kind, Names, Outline, Style};

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum KindArg {
    #[value(alias = "落实情况", help = "上年度整改落实情况")]
    Section,
    #[value(alias = "情况报告", help = "整篇报告")]
    Full,
    #[value(alias = "整改方案", help = "整改方案")]
    Plan,
    #[value(alias = "进展情况", help = "进展情况")]
    Progress,
    #[value(alias = "通报", help = "通报")]
    Area,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum StyleArg {
    #[value(alias = "按问题写", help = "按问题写")]
    Itemized,
    #[value(alias = "按方面写", help = "按方面写")]
    Thematic,
    #[value(alias = "概述", help = "概述")]
    Brief,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum GroupArg {
    #[value(alias = "方面", help = "所属方面")]
    Dimension,
    #[value(alias = "归类", help = "自己的归类")]
    Theme,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum NamesArg {
    #[value(alias = "不写", help = "不写")]
    None,
    #[value(alias = "职务", help = "领导职务")]
    Role,
    #[value(alias = "责任领导", help = "领导姓名")]
    Lead,
    #[value(alias = "全部", help = "领导、部门、责任人")]
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum RateArg {
    #[value(alias = "不写", help = "不写")]
    Off,
    #[value(alias = "销号率", help = "已销号÷全部")]
    Closed,
    #[value(alias = "完成率", help = "已完成整改÷全部")]
    Done,
    #[value(alias = "按期率", help = "到期且已完成÷到期")]
    Due,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum OutlineArg {
    #[value(alias = "按内容", help = "按内容")]
    Sections,
    #[value(alias = "按程序", help = "按程序")]
    Procedure,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum Format {
    #[value(help = "文字")]
    Text,
    #[value(help = "Markdown")]
    Md,
    #[value(help = "Word")]
    Docx,
    #[value(help = "JSON")]
    Json,
}

impl From<KindArg> for Kind {
    fn from(arg: KindArg) -> Self {
        match arg {
            KindArg::Section => Self::Section,
            KindArg::Full => Self::Full,
            KindArg::Plan => Self::Plan,
            // Of many units it is that year's progress, too.
            KindArg::Progress | KindArg::Area => Self::Progress,
        }
    }
}

impl From<StyleArg> for Style {
    fn from(arg: StyleArg) -> Self {
        match arg {
            StyleArg::Itemized => Self::Itemized,
            StyleArg::Thematic => Self::Thematic,
            StyleArg::Brief => Self::Brief,
        }
    }
}

impl From<GroupArg> for GroupBy {
    fn from(arg: GroupArg) -> Self {
        match arg {
            GroupArg::Dimension => Self::Dimension,
            GroupArg::Theme => Self::Theme,
        }
    }
}

impl From<NamesArg> for Names {
    fn from(arg: NamesArg) -> Self {
        match arg {
            NamesArg::None => Self::None,
            NamesArg::Role => Self::Role,
            NamesArg::Lead => Self::Lead,
            NamesArg::All => Self::All,
        }
    }
}

impl From<RateArg> for Option<RateKind> {
    fn from(arg: RateArg) -> Self {
        match arg {
            RateArg::Off => None,
            RateArg::Closed => Some(RateKind::Closed),
            RateArg::Done => Some(RateKind::Done),
            RateArg::Due => Some(RateKind::Due),
        }
    }
}

impl From<OutlineArg> for Outline {
    fn from(arg: OutlineArg) -> Self {
        match arg {
            OutlineArg::Sections => Self::Sections,
            OutlineArg::Procedure => Self::Procedure,
        }
    }
}

/// The format asked for, else that of the file's suffix, else text.
pub(in crate::cli::verbs) fn format(
    asked: Option<Format>,
    output: Option<&Path>,
) -> Result<Format, Failure> {
    if let Some(format) = asked {
        return Ok(format);
    }
    let suffix = output.and_then(Path::extension);
    match suffix
        .map(|suffix| suffix.to_string_lossy().to_lowercase())
        .as_deref()
    {
        None | Some("txt") => Ok(Format::Text),
        Some("md") => Ok(Format::Md),
        Some("docx") => Ok(Format::Docx),
        Some("json") => Ok(Format::Json),
        Some(other) => Err(Failure::usage(format!("不能写成 .{other} 文件"))
            .hint("文件名用 .docx、.txt、.md 或 .json 结尾，或用 --format 写明格式")),
    }
}
