//! What the floor beneath could not do, as sentences with advice.

mod forms;
mod joining;

use std::path::Path;

use super::edited;
use super::failure::Failure;
use super::packets;
use super::suggest;
use crate::app::assemble;
use crate::app::evidence;
use crate::app::fault::{Fault, Large};
use crate::app::files;
use documents::document::{Kind, Limit, Unreadable};
use documents::register::SheetFault;
use model::packet::SUFFIX;
use office::csv::CsvUnreadable;
use office::grid;
use office::limits;
use office::xlsx::letters;

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Store(fault) => fault.into(),
            Fault::Refused(number, refusal) => Self::refused(number, &refusal),
            Fault::File(path, fault) => Self::file(&path, fault),
            Fault::Document(path, fault) => document(&path, &fault).of(fault),
            Fault::Edited(fault) => edited::told(&fault).of(fault),
            Fault::Register(path, fault) => register(&path, &fault).of(fault),
            Fault::NoColumn {
                path,
                title,
                titles,
            } => suggest::no_column(&path, &title, &titles),
            Fault::NoRow(row) => Self::request(format!("表中没有读出第{row}行，没有导入"))
                .hint("行号是 Excel 里的行号，先用 --dry-run 看读出了哪些行"),
            Fault::ManyRows(row) => Self::request(format!("几张表都有第{row}行，没有导入"))
                .hint("写明是哪一张，如 --row 表名!5=12"),
            Fault::Form(path, fault) => forms::form(&path, &fault).of(fault),
            Fault::Workbook(path, fault) => forms::workbook(&path, &fault).of(fault),
            Fault::Template(path, fault) => forms::template(&path, &fault).of(fault),
            Fault::SummaryCsv(fault) => Self::request("汇总表里有 GB18030 写不出来的字符")
                .hint("改用 --encoding utf-8")
                .of(fault),
            Fault::NotJoined(path, why) => joining::refused(&path, why),
            Fault::Packet(path, fault) => packets::not_written(&path, fault),
            other => plain(&other).of(other),
        }
    }
}

/// Where the fault itself says all.
fn plain(fault: &Fault) -> Failure {
    match fault {
        Fault::Folder(path) => Failure::request(format!("{} 是文件夹，不是文件", path.display()))
            .hint("把其中的文件逐个写出来"),
        Fault::TooLarge(path, what) => too_large(path, *what),
        Fault::UnknownUnit(wanted) => Failure::request(format!(
            "没有代码或名称是“{wanted}”的单位，也没有它的下级单位"
        ))
        .hint("收到了哪些单位的台账，用 ledger stats --by unit 看；所有单位写 --unit all"),
        Fault::NoTasksOf(year) => no_tasks_of(*year),
        Fault::NoPackets => Failure::request("没有找到上报包或台账文件").hint(format!(
            "上报包由各单位用 ledger pack 写成，文件名以 .{SUFFIX} 结尾"
        )),
        Fault::NoForms(paths) => forms::none(paths),
        Fault::ManyForOne => Failure::usage("--replace 一次只能替换一个单位，只写一个文件"),
        Fault::NothingToPack => Failure::request("台账还没有任何记录，没有可上报的"),
        Fault::Nameless => Failure::request("还没有写明单位，上级收到也分不清是谁的")
            .hint("用 ledger init --name 单位名称 --code 单位代码 写明"),
        Fault::NothingToSum => Failure::request("台账还是空的，没有可汇总的")
            .hint("用 ledger import 材料文件 导入，或用 ledger add 登记"),
        Fault::LongReport { count } => long_report(*count),
        Fault::ManyYears => Failure::usage("汇总表一次写一个年度").hint("--year 只写一个"),
        Fault::FileChanged(path) => {
            Failure::request(format!("文件 {} 在读取时被改动，没有导入", path.display()))
                .hint("退出正在编辑它的程序，再导入一次")
        }
        Fault::EmptyEvidence(path) => Failure::request(format!("文件 {} 是空的", path.display())),
        Fault::LargeEvidence { path, size } => Failure::request(format!(
            "文件 {} 有 {} MB，佐证材料每个不超过 {} MB",
            path.display(),
            size >> 20,
            evidence::LARGEST >> 20
        )),
        Fault::Attached {
            path,
            number,
            known,
        } => Failure::request(format!(
            "文件 {} 已作为“{known}”附在第 {number} 项下",
            path.display()
        )),
        // These are told above, with what they hold.
        Fault::Store(_)
        | Fault::Refused(..)
        | Fault::File(..)
        | Fault::Document(..)
        | Fault::Edited(_)
        | Fault::Register(..)
        | Fault::NoColumn { .. }
        | Fault::NoRow(_)
        | Fault::ManyRows(_)
        | Fault::Form(..)
        | Fault::Workbook(..)
        | Fault::Template(..)
        | Fault::SummaryCsv(_)
        | Fault::NotJoined(..)
        | Fault::Packet(..) => Failure::request(fault.to_string()),
    }
}

fn no_tasks_of(year: i32) -> Failure {
    Failure::request(format!("收到的台账中没有{year}年度的任务，写不出通报"))
        .hint("收到了哪些单位的台账，用 ledger stats --by unit 看")
}

fn long_report(count: u32) -> Failure {
    Failure::request(format!(
        "要写的问题有 {count} 个，一份报告最多写 {} 个",
        assemble::MOST
    ))
    .hint("用 --subject 写明班子或某人，各写一份；已经整改完的以前年度问题先销号")
    .hint("逐项的内容用 ledger export 导出，数字用 ledger stats 看")
}

fn too_large(path: &Path, what: Large) -> Failure {
    let judged = match what {
        Large::Register => "",
        Large::Workbook => "不像正常的表格：",
    };
    let failure = Failure::request(format!(
        "文件 {} {judged}超过 {} MB，没有读取",
        path.display(),
        files::LARGEST >> 20
    ));
    match what {
        Large::Register => {
            failure.hint("另存为 UTF-8 编码的 csv 再导入，多大都可以；或分成几个文件")
        }
        Large::Workbook => failure,
    }
}

/// Why a file is no document.
fn document(path: &Path, fault: &Unreadable) -> Failure {
    let name = path.display();
    match fault {
        Unreadable::Empty => Failure::request(format!("文件 {name} 是空的")),
        Unreadable::Foreign(kind) => foreign(path, *kind),
        Unreadable::Binary { .. } => Failure::request(format!("文件 {name} 不是文字材料"))
            .hint("可以导入的是 txt、md、docx、doc、odt 和网页文件"),
        Unreadable::TooLarge { what, limit, .. } => too_much(path, *what, *limit),
        Unreadable::Damaged { .. } | Unreadable::BadXml { .. } => {
            Failure::request(format!("文件 {name} 已损坏，读不出来"))
                .hint("在 Word 或 WPS 中打开修复，另存为 docx 再导入")
        }
        Unreadable::NoText => Failure::request(format!("文件 {name} 里没有文字"))
            .hint("扫描件和照片里的字读不出来，请用有文字的那一份"),
        Unreadable::NotWord => Failure::request(format!("文件 {name} 里没有正文"))
            .hint("确认它是 Word 或 ODT 文件；在 Word 或 WPS 中另存为 docx 再导入"),
    }
}

/// What of a document is more than is read.
fn too_much(path: &Path, what: Limit, limit: u64) -> Failure {
    let name = path.display();
    let (words, limit) = match what {
        Limit::File => ("文件", format!("{} MB", limit >> 20)),
        Limit::Part | Limit::Unpacked => ("展开后的内容", format!("{} MB", limit >> 20)),
        Limit::Entries => ("内含的部件", format!("{limit} 个")),
        Limit::Ratio => ("压缩的倍数", format!("{limit} 倍")),
        Limit::Depth => ("内容嵌套的层数", format!("{limit} 层")),
        Limit::Columns => ("表格的栏数", format!("{limit} 栏")),
        Limit::Cell => ("表格一格里的字数", format!("{limit} 字")),
        Limit::Paragraphs => ("段数", format!("{limit} 段")),
        Limit::Characters => ("字数", format!("{limit} 字")),
        Limit::Cells => ("表格的格子", format!("{limit} 个")),
        Limit::Problems => ("问题", format!("{limit} 个")),
    };
    match what {
        Limit::Paragraphs | Limit::Characters | Limit::Cells => {
            Failure::request(format!("文件 {name} 的{words}超过 {limit}，没有读取"))
                .hint("分成几个文件，逐个导入")
        }
        Limit::Problems => {
            Failure::request(format!("文件 {name} 列出的{words}超过 {limit}，没有读取"))
                .hint("分成几个文件；是登记表的，另存为 xlsx 或 csv 再导入")
        }
        _ => Failure::request(format!(
            "文件 {name} 不像正常的材料：{words}超过 {limit}，没有读取"
        ))
        .hint("在 Word 或 WPS 中打开，复制正文另存为新的 docx 再导入"),
    }
}

fn foreign(path: &Path, kind: Kind) -> Failure {
    if path.extension().is_some_and(|suffix| suffix == SUFFIX) {
        let shown = path.display();
        return Failure::request(format!("文件 {shown} 是上报包，要汇总，不能导入"))
            .hint(format!("用 ledger gather {shown} 汇总"));
    }
    let (what, advice) = match kind {
        Kind::Doc => (
            "读不了的 .doc 文件（太旧、不完整，或不是 Word 写的）",
            "用 Word 或 WPS 打开，另存为 .docx 后再导入",
        ),
        Kind::Wps => ("WPS 的 .wps 文件", "用 WPS 打开，另存为 .docx 后再导入"),
        Kind::Encrypted => (
            "加了密码的文件",
            "用 Word 或 WPS 打开，去掉密码，另存为 .docx 后再导入",
        ),
        Kind::Pdf => ("PDF 文件", "用 Word 或 WPS 打开，另存为 .docx 后再导入"),
        Kind::Rtf => ("RTF 文件", "用 Word 或 WPS 打开，另存为 .docx 后再导入"),
        Kind::Ofd => ("OFD 版式文件", "从原稿另存为 .docx 后再导入"),
        Kind::Sheet => ("电子表格", "另存为 xlsx 或 csv 后再导入"),
        Kind::Slides => (
            "演示文稿",
            "可以导入的是 txt、md、docx、doc、odt 和网页文件",
        ),
        Kind::Zip | Kind::Archive => ("压缩包", "解压后导入其中的 docx 或 txt"),
        Kind::Picture => ("图片", "可以导入的是 txt、md、docx、doc、odt 和网页文件"),
    };
    Failure::request(format!("文件 {} 是{what}，不能直接导入", path.display())).hint(advice)
}

/// Why a file is no register.
fn register(path: &Path, fault: &SheetFault) -> Failure {
    match fault {
        SheetFault::Unreadable(fault) => table(path, fault),
        SheetFault::NoHeader { sheets } => {
            let sheets: Vec<&str> = sheets
                .iter()
                .map(String::as_str)
                .filter(|name| !name.is_empty())
                .collect();
            let place = if sheets.is_empty() {
                String::new()
            } else {
                format!("（找过工作表 {}）", sheets.join("、"))
            };
            Failure::request(format!(
                "文件 {} 里没有找到台账的表头{place}",
                path.display()
            ))
            .hint("表头里要有“存在问题”，或有“问题编号”和要填的栏目")
        }
        SheetFault::Sent => {
            Failure::request(format!("{} 是下发的填报表，不是台账", path.display())).hint(format!(
                "用 ledger collect {} 录入填报的内容",
                path.display()
            ))
        }
    }
}

/// Why a spreadsheet can't be read.
fn table(path: &Path, fault: &grid::Unreadable) -> Failure {
    let name = path.display();
    match fault {
        grid::Unreadable::Kind => Failure::request(format!("文件 {name} 不是电子表格"))
            .hint("可以读的是 xlsx、xls、ods 和 csv 文件"),
        grid::Unreadable::Locked => Failure::request(format!("文件 {name} 加了密码，读不了"))
            .hint("用 Excel 或 WPS 打开，去掉密码再存"),
        grid::Unreadable::TooLarge { .. } => {
            Failure::request(format!("文件 {name} 展开后大得不像正常的表，没有读取"))
                .hint("复制要用的部分，另存为新的 xlsx")
        }
        grid::Unreadable::TooManyCells { sheet } => Failure::request(format!(
            "文件 {name} 的工作表“{sheet}”格子太多，没有读取"
        ))
        .hint(
            "删去表外的空行空列，另存为新的 xlsx；真有几十万行的，另存为 UTF-8 编码的 csv 再导入",
        ),
        grid::Unreadable::Damaged(_) => Failure::request(format!("文件 {name} 已损坏，读不出来"))
            .hint("用 Excel 或 WPS 打开修复，另存为 xlsx"),
        grid::Unreadable::Csv(fault) => csv(path, *fault),
        over => over_the_limits(path, over),
    }
}

/// What of a spreadsheet is more than is read.
fn over_the_limits(path: &Path, fault: &grid::Unreadable) -> Failure {
    let name = path.display();
    match fault {
        grid::Unreadable::LongCell {
            sheet,
            row,
            column,
            chars,
        } => Failure::request(format!(
            "文件 {name} {}{column}{row} 格有 {chars} 字，超过 {} 字，没有读取",
            of_sheet(sheet),
            limits::CELL
        ))
        .hint("把这一格的内容删短，或分成几格"),
        grid::Unreadable::TooManyColumns { sheet } => Failure::request(format!(
            "文件 {name} {}超过 {} 栏，没有读取",
            of_sheet(sheet),
            limits::COLUMNS
        ))
        .hint("删去表外的栏，另存为新的 xlsx"),
        grid::Unreadable::TooManySheets => Failure::request(format!(
            "文件 {name} 的工作表超过 {} 张，没有读取",
            limits::SHEETS
        ))
        .hint("把要用的工作表另存为新的 xlsx"),
        grid::Unreadable::TooMuchText { sheet } => Failure::request(format!(
            "文件 {name} {}里的内容展开后多得不像正常的表，没有读取",
            of_sheet(sheet)
        ))
        .hint("删去表外重复的行和栏，另存为新的 xlsx；真有这么多行的，分成几个文件"),
        other => Failure::request(format!("文件 {name} 读不出来")).of(other.clone()),
    }
}

/// The sheet before what is said of it; the only one has no name.
fn of_sheet(name: &str) -> String {
    match name {
        "" => String::new(),
        name => format!("的工作表“{name}”"),
    }
}

fn csv(path: &Path, fault: CsvUnreadable) -> Failure {
    let name = path.display();
    match fault {
        CsvUnreadable::TooManyRows => {
            Failure::request(format!("文件 {name} 的行数超过表格的上限，没有读取"))
                .hint("分成几个文件再导入")
        }
        CsvUnreadable::OpenQuote { line } => Failure::request(format!(
            "文件 {name} 第{line}行有一个引号没有配对，后面的行都会并进这一格，没有读取"
        ))
        .hint("补上这一行缺的引号，或用 Excel、WPS 打开后另存"),
        CsvUnreadable::LongCell { line, column } => Failure::request(format!(
            "文件 {name} 第{line}行起的 {} 格超过 {} 字，没有读取",
            letters(column),
            limits::CELL
        ))
        .hint("把这一格的内容删短，或分成几格；若是引号没有配对，补上再导入"),
        CsvUnreadable::LongRow { line } => {
            Failure::request(format!("文件 {name} 第{line}行长得不像正常的表，没有读取"))
                .hint("看看这一行的引号和换行是不是写错了")
        }
        CsvUnreadable::TooManyColumns { line } => Failure::request(format!(
            "文件 {name} 第{line}行超过 {} 栏，没有读取",
            limits::COLUMNS
        ))
        .hint("看看这一行的逗号和引号是不是写错了，或删去表外的栏"),
        CsvUnreadable::Encoding | CsvUnreadable::Binary => {
            Failure::request(format!("文件 {name} 不是能识别的 CSV"))
                .hint("用 Excel 或 WPS 打开，另存为 UTF-8 编码的 CSV，或另存为 xlsx")
        }
    }
}
