//! What is wrong with a sheet, as sentences.

use std::path::Path;

use super::failure::Failure;
use documents::register::SheetFault;
use office::csv::CsvUnreadable;
use office::grid::Unreadable;

/// Why a file is no register.
pub(super) fn unreadable_register(path: &Path, fault: &SheetFault) -> Failure {
    match fault {
        SheetFault::Unreadable(fault) => unreadable(path, fault),
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
    }
}

/// Why a spreadsheet can't be read.
pub(super) fn unreadable(path: &Path, fault: &Unreadable) -> Failure {
    let name = path.display();
    match fault {
        Unreadable::Kind => Failure::request(format!("文件 {name} 不是电子表格"))
            .hint("可以读的是 xlsx、xls、ods 和 csv 文件"),
        Unreadable::Locked => Failure::request(format!("文件 {name} 加了密码，读不了"))
            .hint("用 Excel 或 WPS 打开，去掉密码再存"),
        Unreadable::TooLarge { .. } => {
            Failure::request(format!("文件 {name} 展开后大得不像正常的表，没有读取"))
                .hint("复制要用的部分，另存为新的 xlsx")
        }
        Unreadable::TooManyCells { sheet } => Failure::request(format!(
            "文件 {name} 的工作表“{sheet}”格子太多，没有读取"
        ))
        .hint(
            "删去表外的空行空列，另存为新的 xlsx；真有几十万行的，另存为 UTF-8 编码的 csv 再导入",
        ),
        Unreadable::Damaged(_) => Failure::request(format!("文件 {name} 已损坏，读不出来"))
            .hint("用 Excel 或 WPS 打开修复，另存为 xlsx"),
        Unreadable::Csv(fault) => csv(path, *fault),
    }
}

fn csv(path: &Path, fault: CsvUnreadable) -> Failure {
    if fault == CsvUnreadable::TooManyRows {
        return Failure::request(format!(
            "文件 {} 的行数超过表格的上限，没有读取",
            path.display()
        ))
        .hint("分成几个文件再导入");
    }
    Failure::request(format!("文件 {} 不是能识别的 CSV", path.display()))
        .hint("用 Excel 或 WPS 打开，另存为 UTF-8 编码的 CSV，或另存为 xlsx")
}
