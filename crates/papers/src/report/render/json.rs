//! The facts a text was made from, and every sentence with the records behind it.

use serde_json::{Value, json};

use crate::figures::total_json;
use crate::report::cited_text::{CitedText, Mark};
use crate::report::{Area, Block, FactSheet, Fix, LeftOut, Paragraph, Report};
use model::figure::FigureKinds;
use model::tally::{Rate, StatusCounts, Tally};
use model::task::ProgressClass;

/// The report as JSON; `words` says what mends a gap.
pub fn json(report: &Report, words: &dyn Fn(&Fix) -> String) -> Value {
    let mut value = document(report, words);
    if let (Some(area), Some(object)) = (&report.area, value.as_object_mut()) {
        object.insert("area".into(), area_json(area));
    }
    value
}

fn area_json(area: &Area) -> Value {
    json!({
        "counts": stand(&area.all()),
        "units": area.units.iter().map(|unit| json!({
            "unit": unit.called, "handed_in": unit.handed_in, "counts": stand(&unit.stand),
        })).collect::<Vec<_>>(),
        "dimensions": area.dimensions.rows().iter().map(|row| json!({
            "dimension": row.key, "units": row.units(), "counts": stand(&row.stand),
        })).collect::<Vec<_>>(),
        "common": area.common.iter().map(|group| json!({
            "problem": group.problem, "task": group.task, "tasks": group.tasks, "units": group.units,
            "dimension": group.dimension,
        })).collect::<Vec<_>>(),
    })
}

fn stand(stand: &StatusCounts) -> Value {
    let standings: serde_json::Map<String, Value> = ProgressClass::ALL
        .into_iter()
        .map(|standing| (standing.code().to_owned(), stand.standing(standing).into()))
        .collect();
    let rate = Rate::closed(stand);
    json!({
        "problems": stand.total,
        "standings": standings,
        "closed": rate.numerator,
        "overdue": stand.overdue,
        "closing_rate": rate.percent(),
    })
}

fn left_out((task, left): &(String, LeftOut)) -> Value {
    json!({
        "task": task, "entry": left.entry, "text": left.text, "why": left.why.code(),
        "because": left.why.word(),
    })
}

fn document(report: &Report, words: &dyn Fn(&Fix) -> String) -> Value {
    json!({
        "year": report.year,
        "today": report.today.to_string(),
        "history": report.check_code.as_ref().map(|code| json!({
            "entries": code.entries,
            "digest": code.digest().map(|digest| digest.to_string()),
            "check_code": code.to_string(),
        })),
        "characters": report.characters,
        "left_out": report.left_out.iter().map(left_out).collect::<Vec<_>>(),
        "facts": report.facts.iter().map(facts).collect::<Vec<_>>(),
        "sentences": report.tree.sentences().map(sentence).collect::<Vec<_>>(),
        "blocks": report.tree.blocks.iter().map(block).collect::<Vec<_>>(),
        "gaps": report.gaps.iter().map(|gap| json!({
            "task": gap.task, "what": gap.what, "command": words(&gap.fix),
        })).collect::<Vec<_>>(),
        "contradictions": report.contradictions.iter().map(|found| json!({
            "task": found.task, "what": found.what, "command": words(&found.fix),
        })).collect::<Vec<_>>(),
    })
}

fn facts(sheet: &FactSheet) -> Value {
    json!({
        "subject": sheet.subject.name(),
        "subject_kind": sheet.subject.kind().word(),
        "meeting": sheet.meeting,
        "main": tally(&sheet.main, &sheet.kinds),
        "older": tally(&sheet.older, &sheet.kinds),
        "items": sheet.items.iter().map(|item| json!({
            "item": item.number,
            "task": item.task,
            "problem": item.problem,
            "standing": item.standing.map(ProgressClass::code),
            "older": item.older,
        })).collect::<Vec<_>>(),
    })
}

fn tally(tally: &Tally, kinds: &FigureKinds) -> Value {
    let counts = tally.counts();
    let standings: serde_json::Map<String, Value> = ProgressClass::ALL
        .into_iter()
        .map(|standing| (standing.code().to_owned(), counts.standing(standing).into()))
        .collect();
    json!({
        "problems": counts.total,
        "measures": tally.measures(),
        "standings": standings,
        "overdue": counts.overdue,
        "extended": counts.extended,
        "figures": tally.figures().totals(kinds).iter().map(total_json).collect::<Vec<_>>(),
    })
}

/// A part of the document; of those that hold sentences, how many of them, in their order.
fn block(block: &Block) -> Value {
    match block {
        Block::Title(_) => json!({ "kind": "title", "sentences": 1 }),
        Block::Heading { level, .. } => {
            json!({ "kind": "heading", "level": level, "sentences": 1 })
        }
        Block::Paragraph(Paragraph { lead, sentences }) => json!({
            "kind": "paragraph",
            "lead": lead.is_some(),
            "sentences": sentences.len() + usize::from(lead.is_some()),
        }),
        Block::Addressee(line) => json!({ "kind": "addressee", "lines": [line] }),
        Block::Annexes(line) => json!({ "kind": "annexes", "lines": [line] }),
        Block::Signature(lines) => json!({ "kind": "signature", "lines": lines }),
        Block::Table(table) => json!({
            "kind": "table",
            "label": table.label,
            "title": table.title,
            "head": table.head,
            "rows": table.rows,
        }),
        Block::PageBreak => json!({ "kind": "page_break" }),
    }
}

fn sentence(said: &CitedText) -> Value {
    let gaps = said.runs.iter().filter(|run| run.mark == Mark::Gap);
    json!({
        "text": said.text(),
        "gap": said.runs.iter().any(|run| run.mark == Mark::Gap),
        "marked": gaps.map(|run| run.text.as_str()).collect::<Vec<_>>(),
        "records": said.records.iter().map(|record| json!({
            "task": record.task, "what": record.what, "entry": record.entry,
        })).collect::<Vec<_>>(),
    })
}
