//! Tables: a rectification list (整改清单) becomes tasks; a table for layout becomes paragraphs.

mod heading;

use std::collections::BTreeMap;

use super::field::{self, Field};
use super::paragraph::{Cell, Paragraph, Table};
use super::section::{Found, split_items};
use super::task::{self, people};
use model::draft::{Cause, DoubtKind, DraftTask, Problem, ProposedMeasure};
use office::text::{ordinal, punctuation, sentence};

/// A problem of a table with what stands beside it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    paragraph: u32,
    fields: BTreeMap<Field, Vec<String>>,
}

/// What a table turned out to be.
pub(crate) enum Understood {
    /// A list of problems, and the lines above its header.
    Records(Vec<Record>, Vec<Paragraph>),
    /// Text in a grid.
    Text(Vec<Paragraph>),
    /// Columns are known, but none holds problems; from this paragraph.
    WithoutProblems(u32),
}

/// Recognizes a table by its header, or by labels beside their values.
pub(crate) fn understand(table: &Table) -> Understood {
    let header = table.rows.iter().take(4).position(|row| is_header(row));
    if let Some(at) = header {
        let columns = columns(&table.rows[at]);
        if columns.values().any(|field| *field == Field::Problem) {
            let above = table.rows[..at].iter().flat_map(|row| lines(row)).collect();
            return Understood::Records(records(&table.rows[at + 1..], &columns), above);
        }
        return Understood::WithoutProblems(
            table.rows[at]
                .iter()
                .map(|cell| cell.number)
                .max()
                .unwrap_or(0),
        );
    }
    let labelled = labelled(table);
    if labelled.is_empty() {
        Understood::Text(table.rows.iter().flat_map(|row| lines(row)).collect())
    } else {
        Understood::Records(labelled, Vec::new())
    }
}

pub(super) fn is_header(row: &[Cell]) -> bool {
    let known: Vec<Field> = row
        .iter()
        .filter_map(|cell| field::named(&cell.text))
        .collect();
    let filled = row.iter().filter(|cell| !cell.text.is_empty()).count();
    known.len() >= 2 && known.len() * 2 >= filled && filled > 2
        || (known.len() == 2
            && filled == 2
            && known.contains(&Field::Problem)
            && known.contains(&Field::Measure))
}

/// The field of each grid column.
fn columns(row: &[Cell]) -> BTreeMap<usize, Field> {
    let mut columns = BTreeMap::new();
    let mut at = 0;
    for cell in row {
        if let Some(found) = field::named(&cell.text) {
            let taken = columns.values().any(|field| *field == found);
            for column in at..at + cell.span.max(1) {
                // A second 措施 or 问题 column tells of something else.
                if !(taken && found == Field::Problem) {
                    columns.insert(column, found);
                }
            }
        }
        at += cell.span.max(1);
    }
    // 问题表现 beside no 存在问题 is the problem.
    if !columns.values().any(|field| *field == Field::Problem) {
        for field in columns.values_mut() {
            if *field == Field::Detail {
                *field = Field::Problem;
            }
        }
    }
    columns
}

fn records(rows: &[Vec<Cell>], columns: &BTreeMap<usize, Field>) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let mut dimension: Option<String> = None;
    for row in rows {
        let filled: Vec<&Cell> = row
            .iter()
            .filter(|cell| !cell.text.is_empty() && !cell.continued)
            .collect();
        if is_header(row) || filled.is_empty() {
            continue;
        }
        if let [only] = filled.as_slice()
            && heading::is(row, only, columns)
        {
            dimension = heading::named(only).or(dimension);
            continue;
        }
        let record = read_row(row, columns);
        let continues = record.fields.get(&Field::Problem).is_none_or(Vec::is_empty);
        match records.last_mut() {
            Some(last) if continues => merge(last, record),
            _ if continues => {}
            _ => {
                let own = record
                    .fields
                    .get(&Field::Dimension)
                    .and_then(|values| values.first())
                    .cloned();
                if columns.values().any(|field| *field == Field::Dimension) || own.is_some() {
                    dimension = own.or(dimension);
                }
                records.push(under(record, dimension.as_ref()));
            }
        }
    }
    records
}

/// The record with the dimension that it stands under.
fn under(mut record: Record, dimension: Option<&String>) -> Record {
    if let Some(heading) = dimension {
        let values = vec![heading.clone()];
        record.fields.insert(Field::Dimension, values);
    }
    record
}

fn read_row(row: &[Cell], columns: &BTreeMap<usize, Field>) -> Record {
    let mut record = Record::default();
    let mut at = 0;
    for cell in row {
        if let Some(field) = columns.get(&at).filter(|_| !cell.continued) {
            let text = cell.text.trim();
            if !text.is_empty() {
                record
                    .fields
                    .entry(*field)
                    .or_default()
                    .push(text.to_owned());
            }
            if *field == Field::Problem || record.paragraph == 0 {
                record.paragraph = cell.number;
            }
        }
        at += cell.span.max(1);
    }
    record
}

/// A row without a problem goes on with the one above.
fn merge(into: &mut Record, from: Record) {
    for (field, values) in from.fields {
        if !matches!(field, Field::Number | Field::Dimension) {
            let known = into.fields.entry(field).or_default();
            for value in values {
                if !known.contains(&value) {
                    known.push(value);
                }
            }
        }
    }
}

/// Labels in one column, values in the next: one record from each 问题 on.
fn labelled(table: &Table) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let mut labels = 0;
    for row in &table.rows {
        for pair in row.windows(2) {
            let (Some(found), None) = (field::named(&pair[0].text), field::named(&pair[1].text))
            else {
                continue;
            };
            labels += 1;
            if found == Field::Problem {
                records.push(Record {
                    paragraph: pair[1].number,
                    ..Record::default()
                });
            }
            if let Some(record) = records.last_mut().filter(|_| !pair[1].text.is_empty()) {
                record
                    .fields
                    .entry(found)
                    .or_default()
                    .push(pair[1].text.clone());
            }
        }
    }
    if labels >= 3 { records } else { Vec::new() }
}

fn lines(row: &[Cell]) -> Vec<Paragraph> {
    row.iter()
        .filter(|cell| !cell.continued)
        .flat_map(|cell| {
            cell.text.split('\n').map(|line| Paragraph {
                number: cell.number,
                text: line.trim().to_owned(),
                ..Paragraph::default()
            })
        })
        .filter(|line| !line.text.is_empty())
        .collect()
}

/// Adds the problems and tasks of a table.
pub(crate) fn add(records: Vec<Record>, found: &mut Found) {
    let known: Vec<(String, String)> = found
        .problems
        .iter()
        .map(|problem| (punctuation::bare(&problem.title), problem.title.clone()))
        .collect();
    for record in records {
        let texts = problem_texts(&record);
        let measures = measures(&record);
        let several = texts.len() > 1 && texts.len() == measures.len();
        for (i, text) in texts.iter().enumerate() {
            let own = if several {
                measures[i..=i].to_vec()
            } else {
                measures.clone()
            };
            add_one(&record, text, &own, (i == 0 || several, &known), found);
        }
    }
}

fn problem_texts(record: &Record) -> Vec<String> {
    let text = record
        .fields
        .get(&Field::Problem)
        .map(|values| values.join("\n"))
        .unwrap_or_default();
    let items = split_items(&text);
    let listed = items.len() > 1 && ordinal::read(&text).is_some_and(|found| found.value == 1);
    if listed {
        return items;
    }
    let skip = ordinal::read(&text).map_or(0, |found| found.length);
    vec![text[skip..].to_owned()]
}

fn measures(record: &Record) -> Vec<String> {
    let values = record
        .fields
        .get(&Field::Measure)
        .map_or(&[][..], Vec::as_slice);
    let items: Vec<String> = values.iter().flat_map(|value| split_items(value)).collect();
    items
        .iter()
        .map(|item| punctuation::close_blanks(item))
        .collect()
}

fn add_one(
    record: &Record,
    text: &str,
    measures: &[String],
    (lists_measures, known): (bool, &[(String, String)]),
    found: &mut Found,
) {
    let text = close_lines(text);
    let (title, detail) = sentence::split_first(&text);
    if title.is_empty() {
        return;
    }
    let mut detail = detail.to_owned();
    if let Some(more) = joined(record, Field::Detail) {
        if !detail.is_empty() {
            detail.push('\n');
        }
        detail.push_str(&close_lines(&more));
    }
    let title = known_title(title, known).unwrap_or_else(|| {
        let dimension = joined(record, Field::Dimension).map(|heading| {
            let heading = punctuation::close_blanks(&heading.replace('\n', ""));
            let skip = ordinal::read(&heading).map_or(0, |found| found.length);
            found.dimension(punctuation::strip_closing(&heading[skip..]))
        });
        found.problems.push(Problem {
            number: 0,
            dimension,
            title: title.to_owned(),
            examples: sentence::examples(&format!("{title}。{detail}")),
            detail: detail.clone(),
            paragraph: record.paragraph,
        });
        title.to_owned()
    });
    if lists_measures {
        add_causes_and_measures(record, measures, found);
    }
    let names = |field| {
        joined(record, field)
            .map(|value| people(&value))
            .filter(|value| !value.is_empty())
    };
    let deadline = joined(record, Field::Deadline)
        .map(|phrase| task::deadline(&phrase, record.paragraph, found));
    found.tasks.push(DraftTask {
        problem: title,
        measures: measures.to_vec(),
        lead: names(Field::Lead),
        dept: names(Field::Dept),
        owner: names(Field::Owner),
        deadline,
    });
}

/// What a row lists for its problem besides the task.
fn add_causes_and_measures(record: &Record, measures: &[String], found: &mut Found) {
    for item in joined(record, Field::Cause)
        .iter()
        .flat_map(|cause| split_items(cause))
    {
        let (title, detail) = sentence::split_first(&item);
        found.causes.push(Cause {
            title: title.to_owned(),
            detail: detail.to_owned(),
        });
    }
    for measure in measures {
        let (title, detail) = sentence::split_first(measure);
        found.measures.push(ProposedMeasure {
            group: None,
            title: title.to_owned(),
            detail: detail.to_owned(),
        });
    }
}

/// The title of a problem that the text has listed already.
fn known_title(title: &str, known: &[(String, String)]) -> Option<String> {
    let bare = punctuation::bare(title);
    let long = bare.chars().count() >= 6;
    known
        .iter()
        .find(|(other, _)| {
            let both_long = long && other.chars().count() >= 6;
            *other == bare || (both_long && (other.starts_with(&bare) || bare.starts_with(other)))
        })
        .map(|(_, title)| title.clone())
}

fn joined(record: &Record, field: Field) -> Option<String> {
    record
        .fields
        .get(&field)
        .map(|values| values.join("\n"))
        .filter(|text| !text.trim().is_empty())
}

fn close_lines(text: &str) -> String {
    text.split('\n')
        .map(punctuation::close_blanks)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A doubt for a table that has columns of a ledger but no problems.
pub(crate) fn doubt_without_problems(paragraph: u32, found: &mut Found) {
    found.doubt(
        paragraph,
        DoubtKind::Table,
        "表格没有“存在问题”一列，未读取".to_owned(),
    );
}
