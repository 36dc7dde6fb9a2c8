//! 整改方案: each problem with its measures, people and deadline, and the 任务分解表.

use crate::report::annex;
use crate::report::calendar;
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::ordinal;
use crate::report::documents::Maker;
use crate::report::fix::{Fill, Fix};
use crate::report::item::Item;
use crate::report::phrases::{Key, Voice};
use crate::report::tree::{Block, Paragraph};
use model::event::TextField;
use model::task::Task;

/// A measure of more characters is told once, where several problems share it.
const TOLD_ONCE: usize = 30;

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
        self.plan_parts();
        self.blocks.push(annex::note(self.phrases, Key::AnnexPlan));
        self.foot();
        let section = self.section;
        let items = section.groups.iter().flat_map(|group| &group.items);
        let (phrases, today) = (self.phrases, self.ledger.today);
        let columns = match self.voice() {
            Voice::Team => annex::PLAN,
            Voice::Person => annex::PERSONAL_PLAN,
        };
        let table = annex::table(phrases, today, Key::AnnexPlan, columns, items);
        self.blocks.push(Block::Table(table));
    }

    /// The tasks, between what the phrase file has of one's own; they alone need no heading.
    fn plan_parts(&mut self) {
        let own = [
            (Key::PlanGoalTitle, Key::OwnPlanGoal),
            (Key::PlanLeadershipTitle, Key::OwnPlanLeadership),
            (Key::PlanDemandsTitle, Key::OwnPlanDemands),
        ];
        let [goal, after @ ..] = own.map(|part| (part, !self.say(part.1, []).is_empty()));
        let skeleton = goal.1 || after.iter().any(|(_, written)| *written);
        let mut number = 0;
        let mut part = |maker: &mut Self, title: Key| {
            number += 1;
            let title = maker.say(title, []);
            maker.heading(1, number, &title);
        };
        if goal.1 {
            part(self, Key::PlanGoalTitle);
            self.own(Key::OwnPlanGoal);
        }
        if skeleton {
            part(self, Key::PlanTasks);
        }
        self.plan_tasks(if skeleton { 2 } else { 1 });
        for ((title, words), written) in after {
            if written {
                part(self, title);
                self.own(words);
            }
        }
    }

    /// The problems under their dimensions, whose headings are of this level.
    fn plan_tasks(&mut self, level: u8) {
        let section = self.section;
        let mut place = 0;
        let mut told: Vec<(String, u32)> = Vec::new();
        for group in &section.groups {
            if let Some(heading) = &group.heading {
                place += 1;
                self.dimension(level, place, heading);
            }
            for item in &group.items {
                let title =
                    CitedText::recorded(&item.task.problem, Record::of(item.task, "存在问题"));
                let mut lead = CitedText::plain(ordinal(3, item.number));
                lead.push(&self.say(Key::FullDetail, [("内容", title)]));
                let sentences = self.planned(item, &mut told);
                let mut paragraph = Paragraph::of(sentences);
                paragraph.lead = Some((3, lead));
                self.blocks.push(Block::Paragraph(paragraph));
                let people = self.planned_people(item.task);
                self.paragraph(vec![people]);
            }
        }
    }

    /// What is aimed at and done; a long measure that an earlier problem has, by that one's number.
    fn planned(&mut self, item: &Item<'_>, told: &mut Vec<(String, u32)>) -> Vec<CitedText> {
        let task = item.task;
        let mut sentences = Vec::new();
        if let Some(target) = CitedText::field(task, TextField::Target) {
            sentences.push(self.say(Key::PlanTarget, [("目标", target)]));
        }
        let measures = self.planned_measures(task);
        let text = measures.text();
        let before = told.iter().find(|(known, _)| *known == text);
        sentences.push(match before {
            Some((_, number)) if text.chars().count() > TOLD_ONCE => {
                let number = CitedText::with(number.to_string(), Record::of(task, "整改措施"));
                self.say(Key::PlanMeasuresAsBefore, [("序号", number)])
            }
            _ => self.say(Key::PlanMeasures, [("措施", measures)]),
        });
        told.push((text, item.number));
        sentences
    }

    /// Who answers for it until when, on one line.
    fn planned_people(&mut self, task: &Task) -> CitedText {
        let mut said = Vec::new();
        if self.voice() == Voice::Team {
            let fix = Fix::fill(task.code(), Fill::Lead);
            let lead = self.field_or_gap(task, TextField::Lead, Key::PlanNoLead, fix);
            said.push(self.say(Key::PlanLead, [("姓名", lead)]));
            let fix = Fix::fill(task.code(), Fill::Dept(None));
            let dept = self.field_or_gap(task, TextField::Dept, Key::PlanNoDept, fix);
            said.push(self.say(Key::PlanDept, [("部门", dept)]));
            if !task.co_depts.is_empty() {
                let depts = CitedText::with(task.co_depts.join("、"), Record::of(task, "配合部门"));
                said.push(self.say(Key::PlanCoDepts, [("部门", depts)]));
            }
            if let Some(owner) = CitedText::field(task, TextField::Owner) {
                said.push(self.say(Key::PlanOwner, [("姓名", owner)]));
            }
        }
        let deadline = self.planned_deadline(task);
        said.push(self.say(Key::PlanDeadline, [("时限", deadline)]));
        self.say(Key::PlanPeople, [("责任", CitedText::join(said, "；"))])
    }

    /// The measures' texts, numbered where there are several.
    fn planned_measures(&mut self, task: &Task) -> CitedText {
        let said = task.measures.iter().map(|measure| {
            CitedText::recorded(
                &measure.text,
                Record::of(task, format!("措施{}", measure.key)),
            )
        });
        let said: Vec<CitedText> = said.filter(|said| !said.is_empty()).collect();
        match said.as_slice() {
            [] => {
                let fix = Fix::fill(task.code(), Fill::Measure);
                self.task_gap(Key::PlanNoMeasures, Some(task.code()), fix)
            }
            [only] => only.clone(),
            several => {
                let numbered = several.iter().zip(1..).map(|(measure, number)| {
                    let mut said = CitedText::plain(ordinal(4, number));
                    said.push(measure);
                    said
                });
                CitedText::join(numbered, "；")
            }
        }
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
