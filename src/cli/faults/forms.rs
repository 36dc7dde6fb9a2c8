//! Forms that can't be taken, filled or written, as sentences with advice.

use std::path::{Path, PathBuf};

use super::table;
use crate::cli::failure::Failure;
use office::xlsx::{TemplateFault, XlsxFault};
use papers::sheet::collect::CollectFault;
use papers::sheet::template::FormFault;

/// No returned form is among the files.
pub(super) fn none(paths: &[PathBuf]) -> Failure {
    if let [only] = paths
        && let Some(meant) = beside_lock(only)
    {
        let none = "没有收到填报表，台账未作任何改动";
        return Failure::request(none).hint(format!(
            "填好的表是 {}：先在 Excel 或 WPS 里存好、退出，再用 ledger collect 收它",
            meant.display()
        ));
    }
    let there = match paths {
        [only] => only.display().to_string(),
        [first, ..] => format!("{} 等 {} 处", first.display(), paths.len()),
        [] => String::new(),
    };
    Failure::request(format!("{there} 里没有找到交回的填报表，台账未作任何改动"))
}

/// The table beside which a program put this file while it has that open.
fn beside_lock(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let office = || name.strip_prefix("~$").or_else(|| name.strip_prefix(".~"));
    let libre = name
        .strip_prefix(".~lock.")
        .map(|name| name.trim_end_matches('#'));
    Some(path.with_file_name(libre.or_else(office)?))
}

/// Why a returned form can't be taken; it stops the whole collection.
pub(super) fn form(file: &Path, fault: &CollectFault) -> Failure {
    let path = file.display();
    match fault {
        CollectFault::Unreadable(fault) => {
            let mut told = table(file, fault);
            told.message += "，台账未作任何改动";
            told
        }
        CollectFault::NotOurs => Failure::request(format!(
            "{path} 不是本程序下发的填报表，也认不出是从哪一次下发的表里复制的，台账未作任何改动"
        ))
        .hint("请部门在原来的填报表中填写；别的表格用 ledger import 导入"),
        CollectFault::OtherLedger { found } => Failure::request(format!(
            "{path} 是另一本台账（{found}）下发的填报表，台账未作任何改动"
        )),
        CollectFault::Gathered { unit } => Failure::request(format!(
            "{path} 是{unit}的填报表：汇总来的台账只看不改，台账未作任何改动"
        ))
        .hint(format!(
            "请交给{unit}，由它用 ledger collect 收回，再用 ledger pack 报来"
        )),
        CollectFault::NoHeader { sheet } => Failure::request(format!(
            "{path} 的工作表“{sheet}”找不到表头，台账未作任何改动"
        ))
        .hint("请部门在原来的填报表中填写，不要改动表头"),
    }
}

/// Why a workbook can't be written.
pub(super) fn workbook(path: &Path, fault: &XlsxFault) -> Failure {
    match fault {
        XlsxFault::TooManyRows { sheet } => {
            Failure::request(format!("工作表“{sheet}”的行数超过 Excel 的上限"))
                .hint("加筛选条件分开导出，或导出为 csv")
        }
        XlsxFault::Library(_) => {
            Failure::request(format!("文件 {} 写不出来", path.display())).hint("检查磁盘空间和权限")
        }
    }
}

/// Why a superior's form can't be filled.
pub(super) fn template(form: &Path, fault: &FormFault) -> Failure {
    match fault {
        FormFault::Unreadable(fault) | FormFault::Template(TemplateFault::Unreadable(fault)) => {
            table(form, fault)
        }
        FormFault::NoHeader => {
            Failure::request(format!("文件 {} 里没有找到认识的表头", form.display()))
                .hint("表头里要有“存在问题”“整改措施”这样的栏目")
        }
        FormFault::Template(TemplateFault::TooLarge) => Failure::request(format!(
            "文件 {} 展开后大得不像正常的表，没有读取",
            form.display()
        ))
        .hint("只留表头和空行，另存为新的 xlsx 再试"),
        FormFault::Full(rows) => {
            let rows: Vec<String> = rows.iter().map(u32::to_string).collect();
            Failure::request(format!(
                "文件 {} 第 {} 行已经写着问题，不是空表",
                form.display(),
                rows.join("、")
            ))
            .hint("上级列好问题的表，先用 import 导入；要按它的样子重填，先把这些行删掉")
        }
        FormFault::Lost { row, title } => Failure::request(format!(
            "文件 {} 填好后再读，第 {row} 行“{title}”不是写进去的内容，没有写出文件",
            form.display()
        ))
        .hint("用 Excel 或 WPS 打开，取消数据行里的合并单元格，另存为 xlsx 再试"),
        FormFault::Template(_) => {
            Failure::request(format!("文件 {} 的结构特殊，填不进去", form.display()))
                .hint("用 Excel 或 WPS 打开，另存为 xlsx 再试")
        }
    }
}
