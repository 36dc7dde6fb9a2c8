//! A person's: figures without words.

use model::event::TextField;
use model::ledger::Ledger;
use model::subject::Subject;
use papers::report::Style;

use super::{problem, told};
use crate::report::office::ledger;

fn made() -> Ledger {
    let person = || Subject::Person("张某".to_owned());
    let task = |number, heading, title| problem(number, 2021, person(), heading, title);
    let first = task(1, "理论武装", "理论学习不够系统")
        .measure("每月通读一个专题并撰写学习笔记")
        .log("2022-06-30", "", &["学习专题=6 个", "撰写笔记=6 篇"])
        .closed("2022-06-30", Some("在党组理论学习中心组交流发言2次"));
    let second = task(2, "履行“一岗双责”", "对分管科室日常监督抓得不紧")
        .measure("每季度与分管科室负责人开展廉政谈话")
        .log("2022-09-30", "", &["廉政谈话=9 人次"])
        .set(TextField::Reason, "第四季度谈话尚未开展")
        .set(TextField::NextStep, "12月28日前完成第四季度谈话");
    let third = task(3, "联系服务群众", "联系服务企业不够主动")
        .measure("每月走访联系企业1次，当月反馈收集到的问题")
        .due("长期坚持")
        .checked("2022-11-30", "", &["走访企业=11 家次", "反馈问题=14 个"]);
    ledger("2022-12-20", vec![first, second, third])
}

#[test]
fn itemized() {
    assert_eq!(told(&made(), Style::Itemized, None), ITEMIZED);
}

#[test]
fn brief() {
    assert_eq!(told(&made(), Style::Brief, None), BRIEF);
}

/// 按问题写
const ITEMIZED: &[&str] = &[
    "（一）上年度民主生活会整改措施落实情况",
    "2021年度民主生活会后，我针对查摆出的3个问题，制定整改措施3条。截至2022年12月20日，已完成整改1个，正在整改1个，长期坚持1个。",
    "1.关于“理论学习不够系统”的问题。我按照“每月通读一个专题并撰写学习笔记”的措施，学习专题6个，撰写笔记6篇，在党组理论学习中心组交流发言2次。该问题已于6月30日完成整改。",
    "2.关于“对分管科室日常监督抓得不紧”的问题。我与分管科室负责人开展廉政谈话9人次；因第四季度谈话尚未开展，该问题仍在整改，下一步将于12月28日前完成第四季度谈话。",
    "3.关于“联系服务企业不够主动”的问题。我按照“每月走访联系企业1次”的措施，走访企业11家次，反馈问题14个。相关措施需长期坚持，我将继续抓好落实。",
];

/// 概述
const BRIEF: &[&str] = &[
    "2021年度民主生活会后，我针对查摆出的3个问题，制定整改措施3条。截至2022年12月20日，已完成整改1个，正在整改1个，长期坚持1个。一是针对“理论学习不够系统”问题，学习专题6个，撰写笔记6篇，在党组理论学习中心组交流发言2次，已完成整改。二是针对“对分管科室日常监督抓得不紧”问题，与分管科室负责人开展廉政谈话9人次；因第四季度谈话尚未开展，仍在整改，下一步将于12月28日前完成第四季度谈话。三是针对“联系服务企业不够主动”问题，走访企业11家次，反馈问题14个，相关措施需长期坚持。",
];
