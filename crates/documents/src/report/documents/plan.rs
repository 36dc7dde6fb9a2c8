//! 整改方案: each problem with its measures, people and deadline, and the 任务分解表.

use crate::report::annex;
use crate::report::calendar;
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::{dimension, measures_of, ordinal};
use crate::report::documents::Maker;
use crate::report::fix::{Fill, Fix};
use crate::report::item::Item;
use crate::report::phrases::{Key, Voice};
use crate::report::tree::Block;
use model::event::TextField;
use model::task::Task;

impl Maker<'_> {
    pub(super) fn plan(&mut self) {
        let (party, meeting) = match self.voice() {
            Voice::Team => (self.party(), self.meeting()),
            Voice::Person => (CitedText::default(), self.meeting()),
        };
        let title = self.say(Key::PlanTitle, [("党组织", party), ("会议", meeting)]);
        self.head(title);
        let total = self.section.tally.counts().total;
        let total = CitedText::with(total.to_string(), Record::general("问题数"));
        let slots = [("会议", self.meeting()), ("问题数", total)];
        let opening = self.say(Key::PlanOpening, slots);
        self.paragraph(vec![opening]);
        let title = self.say(Key::PlanTasks, []);
        self.heading(1, 1, &title);
        let section = self.section;
        let mut place = 0;
        for group in &section.groups {
            if let Some(heading) = &group.heading {
                place += 1;
                let short = CitedText::with(dimension(heading), Record::general("所属方面"));
                let text = self.say(Key::Dimension, [("方面", short)]);
                self.heading(2, place, &text);
            }
            for item in &group.items {
                let sentences = self.planned(item);
                self.paragraph(sentences);
            }
        }
        self.blocks.push(annex::note(self.phrases, Key::AnnexPlan));
        self.foot();
        let items = section.groups.iter().flat_map(|group| &group.items);
        let (phrases, today) = (self.phrases, self.ledger.today);
        let columns = match self.voice() {
            Voice::Team => annex::PLAN,
            Voice::Person => annex::PERSONAL_PLAN,
        };
        let table = annex::table(phrases, today, Key::AnnexPlan, columns, items);
        self.blocks.push(Block::Table(table));
    }

    fn planned(&mut self, item: &Item<'_>) -> Vec<CitedText> {
        let task = item.task;
        let mut first = CitedText::plain(ordinal(3, item.number));
        let title = CitedText::recorded(&task.problem, Record::of(task, "存在问题"));
        first.push(&self.say(Key::FullDetail, [("内容", title)]));
        let mut sentences = vec![first];
        if let Some(target) = CitedText::field(task, TextField::Target) {
            sentences.push(self.say(Key::PlanTarget, [("目标", target)]));
        }
        let measures = self.planned_measures(task);
        sentences.push(self.say(Key::PlanMeasures, [("措施", measures)]));
        if self.voice() == Voice::Team {
            let code = task.code();
            let lead = self.field_or_gap(
                task,
                TextField::Lead,
                Key::PlanNoLead,
                Fix::fill(code.clone(), Fill::Lead),
            );
            sentences.push(self.say(Key::PlanLead, [("姓名", lead)]));
            let dept = self.field_or_gap(
                task,
                TextField::Dept,
                Key::PlanNoDept,
                Fix::fill(code, Fill::Dept(None)),
            );
            sentences.push(self.say(Key::PlanDept, [("部门", dept)]));
            if !task.co_depts.is_empty() {
                let depts = CitedText::with(task.co_depts.join("、"), Record::of(task, "配合部门"));
                sentences.push(self.say(Key::PlanCoDepts, [("部门", depts)]));
            }
            if let Some(owner) = CitedText::field(task, TextField::Owner) {
                sentences.push(self.say(Key::PlanOwner, [("姓名", owner)]));
            }
        }
        let deadline = self.planned_deadline(task);
        sentences.push(self.say(Key::PlanDeadline, [("时限", deadline)]));
        sentences
    }

    fn planned_measures(&mut self, task: &Task) -> CitedText {
        let said = measures_of(task);
        if said.is_empty() {
            let fix = Fix::fill(task.code(), Fill::Measure);
            return self.task_gap(Key::PlanNoMeasures, Some(task.code()), fix);
        }
        said
    }

    fn planned_deadline(&mut self, task: &Task) -> CitedText {
        let words = task.deadline.as_ref().map(|deadline| {
            calendar::deadline(deadline).unwrap_or_else(|| deadline.phrase.clone())
        });
        if let Some(words) = words {
            return CitedText::recorded(&words, Record::of(task, "整改时限"));
        }
        let fix = Fix::fill(task.code(), Fill::Due);
        self.task_gap(Key::PlanNoDeadline, Some(task.code()), fix)
    }

    fn field_or_gap(&mut self, task: &Task, field: TextField, what: Key, fix: Fix) -> CitedText {
        CitedText::field(task, field).unwrap_or_else(|| self.task_gap(what, Some(task.code()), fix))
    }
}
