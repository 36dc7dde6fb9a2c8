//! What mends a gap or a finding, as the line to type.

use papers::report::{Fill, Fix, Noted};

/// The command, or what is to be done by hand.
pub(super) fn words(fix: &Fix) -> String {
    match fix {
        Fix::Show(code) => format!("ledger show {code}"),
        Fix::Edit(codes, fields) => {
            let codes = match codes.as_slice() {
                [] => "编号".to_owned(),
                codes => codes.join(" "),
            };
            let fields: Vec<String> = fields.iter().map(fill).collect();
            format!("ledger edit {codes} {}", fields.join(" "))
        }
        Fix::Log(code, what) => format!("ledger log {code} {}", noted(what)),
        Fix::Extend(code) => format!("ledger extend {code} --due 时限 --reason 原因"),
        Fix::Attach(code) => format!("ledger attach {code} 文件"),
        Fix::Reopen(code) => format!("ledger reopen {code} --reason 补记完成时间"),
        Fix::Verify(code) => {
            format!("ledger reopen {code} --reason 原因 && ledger close {code} --verifier 验收人")
        }
        Fix::Retract(entry) => format!("ledger retract --entry {entry} --reason 原因"),
        Fix::RetractCopy(entry) => format!("ledger retract --entry {entry} --reason 照抄措施"),
        Fix::Member(name) => format!("ledger member {name} --post 职务"),
        Fix::Reread { file, year } => format!("ledger import {file} --year {year} --dry-run"),
        Fix::Import => "ledger import 对照检查材料.docx".to_owned(),
        Fix::List { year, subject } => {
            let whose = subject.as_ref();
            let whose = whose.map_or_else(String::new, |whose| format!(" --subject {whose}"));
            format!("ledger list --year {year}{whose}")
        }
        Fix::Count(year) => format!("ledger stats --year {year}"),
        Fix::Report(year) => format!("ledger report --year {year} --strict"),
        Fix::Expect(year) => {
            format!("ledger report --year {year} --kind area --expected 应报单位.txt")
        }
        Fix::HeldOn(year) => format!("ledger meeting --year {year} --held-on 日期"),
        Fix::Before(year) => {
            format!("ledger meeting --year {year} --figure \"集中学习=6次\"")
        }
        Fix::Party => "ledger init --party 党组织全称".to_owned(),
        Fix::Correct => "请改正报告文字".to_owned(),
        Fix::AddInFile => "写出后在文件中补上".to_owned(),
    }
}

fn fill(field: &Fill) -> String {
    let option = match field {
        Fill::Measure => "--measure \"措施\"",
        Fill::Due => "--due 时限",
        Fill::Lead => "--lead 姓名",
        Fill::Dept(None) => "--dept 部门",
        Fill::Dept(Some(name)) => return format!("--dept {name}"),
        Fill::Outcome => "--outcome \"成效\"",
        Fill::Reason => "--reason \"原因\"",
        Fill::ReasonNotStarted => "--reason \"未启动的原因\"",
        Fill::NextStep => "--next \"下步措施\"",
        Fill::Detail => "--detail \"自己的表现\"",
        Fill::Wording => "--wording \"报送表述\"",
        Fill::CorrectedWording => "--wording \"改正后的表述\"",
        Fill::CheckedWording => "--wording \"核对后的表述\"",
    };
    option.to_owned()
}

fn noted(what: &Noted) -> String {
    match what {
        Noted::Work => "\"做了什么\" --date 日期".to_owned(),
        Noted::Begun => "\"做了什么\" --status in_progress".to_owned(),
        Noted::MeasureDone(key) => format!("\"做了什么\" --measure {key} --done"),
        Noted::Checked => "\"检查情况\" --check --next-check 日期".to_owned(),
        Noted::Finished => "--status 已完成 --date 日期".to_owned(),
    }
}
