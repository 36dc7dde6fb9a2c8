//! Rows across a table: whose problems follow, which dimension they belong to, who mends them, how they
//! stand.

use std::collections::BTreeMap;

use super::above::labelled;
use super::aside::{Whose, whose};
use super::names::{is_place, is_unit};
use super::records::{Assembler, Record, doubt};
use super::state::status_word;
use crate::vocabulary::Key;
use model::draft::Doubt;
use model::status::StatusKind;
use model::subject::Subject;
use office::cell::Cell;

impl Assembler {
    /// A heading says whose problems follow, which dimension they belong to, or is one itself.
    pub(super) fn heading(
        &mut self,
        number: u32,
        heading: String,
        doubts: &mut Vec<Doubt>,
    ) -> Option<Record> {
        let next = &mut self.next;
        match whose(&heading, next.above.of_meeting) {
            Whose::Team => (next.subject, next.dimension) = (Some(Subject::Team), None),
            Whose::Members => (next.subject, next.dimension) = (None, None),
            Whose::Person(name) => {
                (next.subject, next.dimension) = (Some(Subject::Person(name)), None);
            }
            Whose::Unsaid if self.in_blocks => {
                if let Some(above) = self.open.take_if(|record| record.is_heading()) {
                    next.dimension = above.heading();
                }
                let cells = BTreeMap::from([(Key::Problem, Cell::read(heading))]);
                return self.begin(number, cells);
            }
            Whose::Unsaid => {
                let (heading, doubt) = self.of_group(number, heading);
                doubts.extend(doubt);
                self.next.dimension = heading;
            }
        }
        None
    }

    /// What a row across the table says of the rows beneath: 责任科室：心内科 names who mends, a
    /// department does where no column does, 已完成的问题 how they stand; a place or a month says nothing
    /// that is kept, and all else is a dimension.
    fn of_group(&mut self, number: u32, heading: String) -> (Option<String>, Option<Doubt>) {
        if let Some((key, value)) = labelled(&heading) {
            self.next.common.insert(key, value);
            return (self.next.dimension.clone(), None);
        }
        self.next.common.remove(&Key::Dept);
        self.next.stands = None;
        let told = |what: &str| doubt(number, format!("“{heading}”单独成行，{what}"));
        if let Some(kind) = standing(&heading) {
            if !self.stateless {
                return (None, None);
            }
            self.next.stands = Some(kind);
            let what = format!("按以下各行的“完成状态”读取（{}）", kind.word());
            return (None, Some(told(&what)));
        }
        if is_period(&heading) {
            return (None, Some(told("是时间，未读取")));
        }
        if is_place(&heading) {
            return (None, Some(told("是地点，未读取")));
        }
        if !is_unit(&heading) {
            return (Some(heading), None);
        }
        if self.has_dept {
            let what = "是单位，责任部门另有一列，未读取";
            return (None, Some(told(what)));
        }
        let doubt = told("按以下各行的“责任部门”读取");
        self.next.common.insert(Key::Dept, heading);
        (None, Some(doubt))
    }
}

/// 已完成整改的问题, 正在推进的事项: how all beneath stand.
fn standing(heading: &str) -> Option<StatusKind> {
    const WHAT: [&str; 8] = ["问题", "事项", "任务", "隐患", "项目", "工单", "类", "的"];
    let mut word = heading;
    while let Some(shorter) = WHAT.iter().find_map(|what| word.strip_suffix(what)) {
        word = shorter;
    }
    (word.chars().count() >= 3).then(|| status_word(word))?
}

/// 3月份, 2024年第二季度, 5月10日检查.
fn is_period(heading: &str) -> bool {
    let begins = |c: char| c.is_ascii_digit() || "一二三四五六七八九十第上下".contains(c);
    let head: String = heading.chars().take(10).collect();
    let names = ["月", "季度", "半年"]
        .iter()
        .any(|word| head.contains(word));
    heading.starts_with(begins) && names && heading.chars().count() <= 14
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_tell_no_dimension() {
        for (heading, period, stands) in [
            ("3月份", true, None),
            ("2024年第二季度", true, None),
            ("已完成整改的问题", false, Some(StatusKind::Done)),
            ("正在推进的事项", false, Some(StatusKind::InProgress)),
            ("理论学习方面", false, None),
            ("第一车间", false, None),
            ("月度考核", false, None),
        ] {
            assert_eq!(
                (is_period(heading), standing(heading)),
                (period, stands),
                "{heading}"
            );
        }
    }
}
