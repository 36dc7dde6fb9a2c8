//! Why the text of a reading (读取稿) can't be written or taken back, as sentences.

use std::path::Path;

use super::failure::Failure;
use super::guide;
use crate::app::import::EditedFault;
use documents::document::editable::{Section, Slip, SlipKind};

/// Why it can't be written or taken back.
pub(super) fn told(fault: &EditedFault) -> Failure {
    match fault {
        EditedFault::Line(path, fault) => slip(path, fault),
        EditedFault::NoOriginal { text, name } => no_original(text, name),
        EditedFault::OtherOriginal { text, original } => other_original(text, original),
        EditedFault::NoText(path) => {
            Failure::usage(format!("{} 不是读取稿，不用写 --original", path.display()))
        }
        EditedFault::Text(path) => {
            Failure::request(format!("{} 是读取稿，不是材料", path.display()))
                .hint("要核查的，写原件的文件名")
        }
        EditedFault::Register(path) => {
            Failure::usage(format!("{} 是登记表，没有读取稿", path.display()))
                .hint("读错的，在表里改好再导入")
        }
    }
}

/// A line that says nothing.
fn slip(path: &Path, slip: &Slip) -> Failure {
    let (what, advice) = why(slip.kind);
    Failure::request(format!(
        "读取稿 {} 第{}行{what}，没有导入",
        path.display(),
        slip.line
    ))
    .hint(advice)
}

fn why(kind: SlipKind) -> (String, String) {
    let said = |what: &str, advice: &str| (what.to_owned(), advice.to_owned());
    match kind {
        SlipKind::First => said(
            "不再写着是哪份材料",
            "第一行不要改；改坏了的，用 ledger import 材料 --draft 新文件 重新写一份，把改好的各部分抄过去",
        ),
        SlipKind::Comment => said(
            "的注释没有收尾，或者收尾后面还有文字",
            "注释以 <!-- 开头，以 --> 收尾，后面另起一行",
        ),
        SlipKind::Field => said(
            "认不出来",
            "“## 会前数据”以前只写年度、对象、名称、题目，各占一行，写成“年度：2021”这样",
        ),
        SlipKind::Year => said("的年度认不出来", "写成“年度：2021”"),
        SlipKind::Kind => said("的对象认不出来", "对象写“班子”或“个人”；姓名写在“名称”一行"),
        SlipKind::Heading => {
            let all = Section::ALL.map(Section::heading).join("、");
            let advice =
                format!("各部分的标题是：{all}，前面写“## ”；方面和措施的分组，前面写“### ”");
            ("的标题认不出来".to_owned(), advice)
        }
        SlipKind::Subheading(section) => (
            format!("在“{}”里写了小标题", section.heading()),
            "只有“存在的问题”（方面）和“整改措施”（分组）有小标题".to_owned(),
        ),
        SlipKind::Homeless => said(
            "写成了一条，却不在能列条目的部分里",
            "移到该在的部分，如“## 存在的问题”下面；不要的整行删去",
        ),
        SlipKind::Loose => said(
            "不知道属于哪一条",
            "是一条的，前面加“- ”；是上一条的具体内容，紧接着写在它下面",
        ),
        SlipKind::Unmarked => said(
            "没有写明出自第几段",
            "“> ”开头的行写成“> 〔第12段未归入〕文字”；不要的整行删去",
        ),
        SlipKind::NoTitle => said("的问题没有写是什么问题", "写上，或整行删去"),
        SlipKind::Fact => said("的数据认不出来", "写成“- 谈心谈话 | 60 | 人次”这样三栏"),
        SlipKind::Misplaced => said(
            "写了责任分工，上面却不是问题",
            "责任领导、责任部门、责任人、整改时限、措施写在“存在的问题”的一条下面",
        ),
        SlipKind::Twice => said(
            "同一样写了两遍",
            "每样一行；几个人、几个部门写在一行，用“、”隔开",
        ),
        SlipKind::NotATask => said(
            "不是责任分工",
            "这一部分的各条下面只写〔责任领导〕〔责任部门〕〔责任人〕〔整改时限〕〔措施〕",
        ),
    }
}

/// The document that the text is a reading of is not where it is looked for.
fn no_original(text: &Path, name: &str) -> Failure {
    let shown = text.display();
    Failure::request(format!(
        "没有找到原件 {name}，读取稿 {shown} 是照它写的，没有导入"
    ))
    .hint(format!(
        "把原件放在同一个文件夹里，或写明它在哪里：ledger import {} --original 原件",
        guide::quoted(&shown.to_string())
    ))
}

/// Another document than that.
fn other_original(text: &Path, original: &Path) -> Failure {
    let original = original.display();
    Failure::request(format!(
        "{original} 不是写读取稿 {} 时的那一份，没有导入",
        text.display()
    ))
    .hint(format!(
        "原件改过了的，用 ledger import {} --draft 新文件 重新写一份；没有改的，用 --original 写明原来那一份在哪里",
        guide::quoted(&original.to_string())
    ))
}
