//! Columns that only the words of their titles tell: what their cells do not bear out is said.

use super::cells;
use super::decide::{Columns, body, is_weak};
use super::header::Header;
use super::look::Look;
use super::row::Why;
use super::understand::is_of_others;
use crate::vocabulary::{Key, Named};
use office::cell::Cell;
use office::grid::Grid;

impl Columns {
    /// Says of them all in one sentence what they were taken for.
    pub(super) fn unsure(&mut self, grid: &Grid, header: &Header) {
        let codes = self.column(Key::Code).filter(|_| !self.own_codes);
        let free = !self.taken.contains(&Key::External);
        if let Some(at) = codes.filter(|_| free) {
            // What Excel made a day of is no code.
            let of_others = |cell: &&Cell| match cell {
                Cell::Text(code) => is_of_others(code),
                _ => false,
            };
            if body(grid, header, at).iter().any(of_others) {
                let title = cells::one_line(&header.titles[&at]);
                let what = "的编号不像是本表自己编的，同时按“上级编号”读取";
                self.doubts.push(format!("“{title}”列{what}"));
            }
        }
        let guessed = self
            .keys
            .iter()
            .filter(|(at, _)| self.why[at] == Why::Words);
        let guessed = guessed.filter(|(at, key)| {
            let title = &header.titles[at];
            !borne_out(**key, title, Look::of(grid, header, **at))
        });
        let told: Vec<String> = guessed
            .map(|(at, key)| {
                let title = cells::one_line(&header.titles[at]);
                format!("“{title}”列按“{}”读取", key.title())
            })
            .collect();
        if !told.is_empty() {
            let told = told.join("，");
            self.doubts
                .push(format!("列名不常用，按字面理解：{told}，请核对"));
        }
    }
}

/// What titles of people who mend are made of.
const ANSWERS: [&str; 22] = [
    "责任", "负责", "领导", "分管", "主管", "牵头", "包", "联系", "联络", "整改", "经办", "承办",
    "办理", "处理", "落实", "担当", "实施", "执行", "改", "治", "谁", "挂",
];

/// Whether the title names the thing itself, or the cells are such as the column holds.
fn borne_out(key: Key, title: &str, look: Look) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| title.contains(word));
    match key {
        Key::Deadline => says(&["时限", "期限", "限期"]) || look.mostly(look.days),
        Key::FinishedOn | Key::ClosedOn => look.mostly(look.days),
        Key::Dept | Key::CoDepts => look.mostly(look.units),
        // 支部书记, 科主任: a post, and not what is to be done.
        Key::Lead | Key::Owner if !says(&ANSWERS) => false,
        Key::Lead | Key::Owner | Key::Verifier => {
            look.mostly(look.people) || says(&["责任人", "负责人", "领导"])
        }
        Key::Status => look.mostly(look.states + look.shares),
        Key::Problem => !is_weak(title, Named::Key(key)) || look.mostly(look.long),
        Key::Measures => {
            says(&["措施", "举措", "对策", "办法", "方案", "整改"]) || look.mostly(look.long)
        }
        Key::Dimension => says(&["类别", "类型", "分类", "方面", "领域"]),
        Key::Source => says(&["来源", "出处"]),
        Key::External => says(&["编号", "单号", "序号", "交办号"]),
        Key::Reason => says(&["原因", "困难"]),
        Key::NextStep => says(&["下步", "下一步", "后续", "下阶段"]),
        Key::Outcome | Key::ProgressAndOutcome => says(&["成效", "效果", "成果"]),
        Key::Progress => says(&["进展", "进度", "情况", "结果"]) || look.mostly(look.shares),
        Key::Note => says(&["备注", "说明"]),
        // Nothing that is told of a problem hangs on the others.
        _ => true,
    }
}
