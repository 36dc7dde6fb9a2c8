//! The facts a text was made from, and every sentence with the records behind it.

use serde::Serialize;
use serde_json::{Value, json};

use crate::figures::total_json;
use crate::report::cited_text::{CitedText, Mark};
use crate::report::{Area, Block, FactSheet, Fix, LeftOut, Paragraph, Report};
use model::figure::FigureKinds;
use model::tally::{Rate, StatusCounts, Tally};
use model::task::ProgressClass;

/// The report as JSON; `words` says what mends a gap. Written as it goes: of very many problems a tree in memory
/// would take several times the text.
pub fn json(report: &Report, words: &dyn Fn(&Fix) -> String) -> Result<String, serde_json::Error> {
    let lack = |task: &'_ Option<String>, what: &'_ str, fix: &Fix| json!({ "task": task, "what": what, "command": words(fix) });
    serde_json::to_string(&Document {
        year: report.year,
        today: report.today.to_string(),
        history: report.check_code.as_ref().map(|code| {
            json!({
                "entries": code.entries,
                "digest": code.digest().map(|digest| digest.to_string()),
                "check_code": code.to_string(),
            })
        }),
        characters: report.characters,
        left_out: report.left_out.iter().map(left_out).collect(),
        facts: report.facts.iter().map(facts).collect(),
        sentences: report.tree.sentences().map(sentence).collect(),
        blocks: report.tree.blocks.iter().map(block).collect(),
        gaps: report
            .gaps
            .iter()
            .map(|gap| lack(&gap.task, &gap.what, &gap.fix))
            .collect(),
        contradictions: report
            .contradictions
            .iter()
            .map(|found| lack(&found.task, &found.what, &found.fix))
            .collect(),
        area: report.area.as_ref().map(area_json),
    })
}

#[derive(Serialize)]
struct Document<'r> {
    year: i32,
    today: String,
    history: Option<Value>,
    characters: usize,
    left_out: Vec<Left<'r>>,
    facts: Vec<Facts<'r>>,
    sentences: Vec<Sentence<'r>>,
    blocks: Vec<Value>,
    gaps: Vec<Value>,
    contradictions: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    area: Option<Value>,
}

#[derive(Serialize)]
struct Left<'r> {
    task: &'r str,
    entry: Option<u64>,
    text: &'r str,
    why: &'static str,
    because: &'static str,
}

#[derive(Serialize)]
struct Facts<'r> {
    subject: &'r str,
    subject_kind: &'static str,
    meeting: &'r str,
    main: Value,
    older: Value,
    items: Vec<Item<'r>>,
}

#[derive(Serialize)]
struct Item<'r> {
    #[serde(rename = "item")]
    number: u32,
    task: &'r str,
    problem: &'r str,
    standing: Option<&'static str>,
    older: bool,
}

#[derive(Serialize)]
struct Sentence<'r> {
    text: String,
    gap: bool,
    marked: Vec<&'r str>,
    records: Vec<Cited<'r>>,
}

#[derive(Serialize)]
struct Cited<'r> {
    task: Option<&'r str>,
    what: &'r str,
    entry: Option<u64>,
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

fn left_out((task, left): &(String, LeftOut)) -> Left<'_> {
    Left {
        task,
        entry: left.entry,
        text: &left.text,
        why: left.why.code(),
        because: left.why.word(),
    }
}

fn facts(sheet: &FactSheet) -> Facts<'_> {
    let items = sheet.items.iter().map(|item| Item {
        number: item.number,
        task: &item.task,
        problem: &item.problem,
        standing: item.standing.map(ProgressClass::code),
        older: item.older,
    });
    Facts {
        subject: sheet.subject.name(),
        subject_kind: sheet.subject.kind().word(),
        meeting: &sheet.meeting,
        main: tally(&sheet.main, &sheet.kinds),
        older: tally(&sheet.older, &sheet.kinds),
        items: items.collect(),
    }
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

fn sentence(said: &CitedText) -> Sentence<'_> {
    let gaps = said.runs.iter().filter(|run| run.mark == Mark::Gap);
    let marked: Vec<&str> = gaps.map(|run| run.text.as_str()).collect();
    let records = said.records.iter().map(|record| Cited {
        task: record.task.as_deref(),
        what: &record.what,
        entry: record.entry,
    });
    Sentence {
        text: said.text(),
        gap: !marked.is_empty(),
        marked,
        records: records.collect(),
    }
}
