//! 通知要求: what the notice of the meeting wants in every material, as the meeting's card says; without
//! a card only a person's statements are asked for, where others of them stand.

use super::text::has;
use super::words::{STATEMENTS, WANTED_TAILS};
use super::{Grade, Material, Remark, Rule, WANTED};
use documents::document::Part;
use model::draft::SubjectKind;

pub(super) fn remarks(material: &Material<'_>) -> Vec<Remark> {
    let card = material.meeting.and_then(|meeting| {
        let mut fields = meeting.fields.iter();
        fields.find(|(name, _)| name == WANTED)
    });
    match card {
        Some((_, text)) => by_card(material, text),
        None => by_custom(material),
    }
}

fn by_card(material: &Material<'_>, text: &str) -> Vec<Remark> {
    let wanted = text
        .split(['、', '，', ',', '；', ';', '\n'])
        .map(str::trim);
    let missing = wanted.filter(|name| {
        let personal = has(name, STATEMENTS[0].1);
        let not_asked = personal && material.kind == Some(SubjectKind::Team);
        !name.is_empty() && !not_asked && !stands(material, name)
    });
    let remarks = missing.map(|name| Remark {
        rule: Rule::Wanted,
        grade: Grade::SentBack,
        paragraph: None,
        message: format!("通知要求写“{name}”，文中没有"),
        advice: "按通知补上",
    });
    remarks.collect()
}

fn by_custom(material: &Material<'_>) -> Vec<Remark> {
    if material.kind != Some(SubjectKind::Person) || material.draft.statements.is_empty() {
        return Vec::new();
    }
    let missing = STATEMENTS
        .iter()
        .filter(|(name, _)| !stands(material, name));
    let remarks = missing.map(|(name, _)| Remark {
        rule: Rule::Wanted,
        grade: Grade::Question,
        paragraph: None,
        message: format!("说明了其他事项，没有说明{name}"),
        advice: "看通知是否要求；要求的补上",
    });
    remarks.collect()
}

/// Whether it is told of, outside the lists of problems, causes and measures.
fn stands(material: &Material<'_>, name: &str) -> bool {
    let known = STATEMENTS.iter().find(|(_, words)| has(name, words));
    let core = WANTED_TAILS
        .iter()
        .fold(name, |name, tail| name.strip_suffix(tail).unwrap_or(name));
    let own = [core];
    let words: &[&str] = known.map_or(&own, |(_, words)| words);
    let mut passages = material.passages.iter();
    passages.any(|passage| {
        let listed = matches!(passage.part, Part::Problems | Part::Causes | Part::Measures);
        has(&passage.text, words) && (passage.heads || !listed)
    })
}
