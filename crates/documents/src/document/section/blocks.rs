//! Blocks: a problem with its causes, measures, people and deadline (问题：/整改措施：/责任领导：).

use super::{Found, causes, measures, split_items};
use crate::document::outline::Node;
use crate::document::task::{self, people};
use crate::vocabulary::label::{self, Field};
use model::deadline::Deadline;
use model::draft::DraftTask;
use office::text::punctuation;

/// A problem that stands with its measures or people.
pub(super) fn is_block(node: &Node) -> bool {
    let has = |node: &Node| {
        node.children.iter().any(|child| {
            matches!(
                child.label(),
                Some(
                    Field::Problem
                        | Field::Measure
                        | Field::Cause
                        | Field::Lead
                        | Field::Dept
                        | Field::Owner
                        | Field::Deadline
                )
            )
        })
    };
    has(node)
        || node.label() == Some(Field::Problem)
        || node
            .items()
            .any(|child| has(child) || child.label() == Some(Field::Problem))
}

/// A problem with its own measures, even where the section is called 整改任务.
pub(super) fn is_whole_block(node: &Node) -> bool {
    let has = |node: &Node| {
        node.children
            .iter()
            .any(|child| matches!(child.label(), Some(Field::Problem | Field::Measure)))
    };
    node.label() == Some(Field::Problem) || has(node) || node.items().any(has)
}

pub(super) fn is_single_block(node: &Node) -> bool {
    node.children
        .iter()
        .any(|child| child.label().is_some_and(|field| field != Field::Problem))
        || node.label() == Some(Field::Problem)
}

/// Causes, measures, people and deadline that stand with the problem added last.
pub(super) fn attach(node: &Node, found: &mut Found) {
    let Some(problem) = found.problems.last().map(|problem| problem.title.clone()) else {
        return;
    };
    let mut made = DraftTask {
        problem,
        ..DraftTask::default()
    };
    for child in &node.children {
        let text = child.text(true);
        let value =
            Some(punctuation::strip_closing(&text).to_owned()).filter(|value| !value.is_empty());
        match child.label() {
            Some(Field::Cause) => causes::push(&text, found),
            Some(Field::Measure) => made.measures.extend(measure_texts(child)),
            Some(Field::Lead) => made.lead = value.map(|v| people(&v)),
            Some(Field::Dept) => made.dept = value.map(|v| people(&v)),
            Some(Field::Owner) => made.owner = value.map(|v| people(&v)),
            Some(Field::Deadline) => {
                made.deadline = value.map(|phrase| deadline(&phrase, child.paragraph, found));
            }
            _ => {}
        }
    }
    let own = assigned(node);
    made.measures
        .extend(own.iter().map(|item| measure_of(item)));
    let of = |field| joined(&own, field).map(|names| people(&names));
    made.lead = made.lead.or_else(|| of(Field::Lead));
    made.dept = made.dept.or_else(|| of(Field::Dept));
    made.owner = made.owner.or_else(|| of(Field::Owner));
    if made.deadline.is_none()
        && let Some(phrase) = joined(&own, Field::Deadline)
    {
        made.deadline = Some(deadline(&phrase, node.paragraph, found));
    }
    for text in &made.measures {
        measures::push(text, found);
    }
    if made.lead.is_some() || made.dept.is_some() || made.owner.is_some() || made.deadline.is_some()
    {
        found.tasks.push(made);
    }
}

fn deadline(phrase: &str, paragraph: u32, found: &mut Found) -> Deadline {
    let (deadline, doubt) = task::deadline(phrase, paragraph, found.anchor);
    found.doubts.extend(doubt);
    deadline
}

/// Items beneath a problem that have people or a deadline of their own are its measures.
pub(super) fn assigned(node: &Node) -> Vec<&Node> {
    let is_assigned = |item: &&Node| {
        let labels = || item.children.iter().filter_map(Node::label);
        labels().any(label::is_assignment) && labels().all(|label| label != Field::Measure)
    };
    node.items().filter(is_assigned).collect()
}

fn measure_of(item: &Node) -> String {
    punctuation::strip_closing(&item.text(true)).to_owned()
}

/// What the items say under a label, each value once.
fn joined(items: &[&Node], field: Field) -> Option<String> {
    let mut values: Vec<String> = Vec::new();
    for label in items
        .iter()
        .flat_map(|item| &item.children)
        .filter(|child| child.label() == Some(field))
    {
        let value = punctuation::strip_closing(&label.text(true)).to_owned();
        if !value.is_empty() && !values.contains(&value) {
            values.push(value);
        }
    }
    (!values.is_empty()).then(|| values.join("、"))
}

fn measure_texts(label: &Node) -> Vec<String> {
    let items: Vec<&Node> = label.items().collect();
    if items.is_empty() {
        return split_items(&label.text(true));
    }
    label
        .own
        .iter()
        .filter(|span| !span.text.ends_with('：'))
        .flat_map(|span| split_items(&span.text))
        .chain(items.iter().map(|item| item.text(true)))
        .map(|text| punctuation::strip_closing(&text).to_owned())
        .collect()
}
