//! 整改工作提示单 and 督办单: one per unit and department, as docx. Never 告诫 or 问责: those are the
//! discipline organ's.

use chrono::NaiveDate;

use crate::board::reminders::Item;
use model::digest::CheckCode;
use model::tally::Cause;
use office::docx::{self, Document, Paragraph, Part, Profile, Run, Style, Table};
use office::text::visible::visible;

/// A letter to a department.
#[derive(Debug, Clone)]
pub struct Letter<'a> {
    /// The name of the gathered unit whose department is urged; `None` for the own one.
    pub to: Option<&'a str>,
    /// Who is urged.
    pub dept: &'a str,
    /// About what.
    pub items: &'a [Item],
    /// Who writes; empty while the unit has no name.
    pub unit: &'a str,
    /// The day.
    pub today: NaiveDate,
    /// Until when an answer is expected.
    pub reply_by: Option<NaiveDate>,
    /// Code of the history that it was made from.
    pub check_code: Option<&'a CheckCode>,
}

impl Letter<'_> {
    /// 督办单 when something is overdue, else 整改工作提示单.
    pub fn name(&self) -> &'static str {
        if self.items.iter().any(Item::is_overdue) {
            "整改督办单"
        } else {
            "整改工作提示单"
        }
    }

    /// The letter as docx.
    pub fn docx(&self) -> Vec<u8> {
        let plain = |style, text: String| Part::Paragraph(Paragraph::plain(style, visible(&text)));
        let unit = if self.unit.is_empty() {
            "〔待补：单位〕"
        } else {
            self.unit
        };
        let parts = vec![
            plain(Style::Title, self.name().to_owned()),
            plain(Style::Addressee, format!("{}：", self.addressee())),
            plain(Style::Body, self.opening()),
            Part::Table(self.table()),
            self.request(),
            plain(Style::Body, String::new()),
            plain(Style::Signature, unit.to_owned()),
            plain(Style::Signature, day(self.today)),
            plain(Style::Body, String::new()),
            plain(
                Style::Body,
                "签收人：　　　　　　　　签收日期：　　　　　　　　".to_owned(),
            ),
        ];
        docx::write(&Document {
            profile: Profile::default(),
            title: self.name().to_owned(),
            date: self.today.to_string(),
            properties: self
                .check_code
                .into_iter()
                .flat_map(CheckCode::properties)
                .collect(),
            parts,
        })
    }

    /// The department, the unit before it where that is another.
    fn addressee(&self) -> String {
        let unit = self.to.unwrap_or("");
        match self.dept.strip_prefix(unit) {
            Some(rest) if !rest.is_empty() => self.dept.to_owned(),
            _ if self.dept == unit => unit.to_owned(),
            _ => format!("{unit}{}", self.dept),
        }
    }

    /// Counts of what the table lists, by their cause.
    fn opening(&self) -> String {
        let count = |cause| {
            let urged = |item: &&Item| item.reasons.iter().any(|r| r.cause == cause);
            self.items.iter().filter(urged).count()
        };
        let causes = [
            (Cause::Overdue, "已超过整改时限"),
            (Cause::DueSoon, "临近整改时限"),
            (Cause::CheckDue, "应作定期检查"),
            (Cause::Quiet, "较长时间没有进展记录"),
        ];
        let told: Vec<String> = causes
            .iter()
            .map(|(cause, words)| (count(*cause), words))
            .filter(|(count, _)| *count > 0)
            .map(|(count, words)| format!("{words}的{count}项"))
            .collect();
        format!(
            "截至{}，{}承担的民主生活会整改任务中，{}，具体如下。",
            day(self.today),
            match self.to {
                Some(_) => format!("你单位{}", self.dept),
                None => "你部门".to_owned(),
            },
            told.join("，")
        )
    }

    fn table(&self) -> Table {
        let rows = self.items.iter().zip(1..).map(|(item, place)| {
            let measures = match item.measures.as_slice() {
                _ if item.measure.is_some() => String::new(),
                [one] => one.clone(),
                many => (1..)
                    .zip(many)
                    .map(|(key, text)| format!("（{key}）{text}"))
                    .collect::<Vec<_>>()
                    .join("\n"),
            };
            let deadline = item.due.map_or_else(
                || item.deadline.clone().unwrap_or_else(|| "未定".to_owned()),
                |due| due.to_string(),
            );
            let cells = [
                place.to_string(),
                item.code.clone(),
                item.text.clone(),
                measures,
                deadline,
                item.status.to_owned(),
                item.why(),
            ];
            cells.map(|cell| visible(&cell)).to_vec()
        });
        Table {
            widths: vec![5, 7, 24, 26, 14, 10, 14],
            head: [
                "序号",
                "编号",
                "存在问题或措施",
                "整改措施",
                "整改时限",
                "状态",
                "事由",
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: rows.collect(),
            heights: Vec::new(),
        }
    }

    fn request(&self) -> Part {
        let run = |text: &str, highlight| Run {
            text: text.to_owned(),
            highlight,
            comment: None,
        };
        let until = match self.reply_by {
            Some(until) => run(&day(until), false),
            None => run("〔待补：反馈日期〕", true),
        };
        Part::Paragraph(Paragraph {
            style: Style::Body,
            runs: vec![
                run("请抓紧整改，并于", false),
                until,
                run(
                    "前书面反馈进展情况、佐证材料，未完成的写明原因、下步措施和预计完成时间；确需延期的，按程序报批。",
                    false,
                ),
            ],
            keeps: false,
        })
    }
}

fn day(day: NaiveDate) -> String {
    day.format("%Y年%-m月%-d日").to_string()
}
