//! What the reader makes of a register against what is true of it.

use std::collections::BTreeMap;

use documents::register::{self, Register, RegisterRow};
use model::deadline::Anchor;
use model::draft::Doubt;
use model::status::StatusKind;
use model::subject::Subject;

use super::script::{Gold, Script};

/// The fields that are compared.
const FIELDS: [&str; 20] = [
    "dimension",
    "measure",
    "lead",
    "dept",
    "codept",
    "owner",
    "deadline",
    "status",
    "finished",
    "closed",
    "verifier",
    "progress",
    "outcome",
    "reason",
    "next",
    "note",
    "source",
    "external",
    "year",
    "subject",
];

/// Counts of one register, or of many.
#[derive(Default)]
pub(super) struct Score {
    pub(super) registers: usize,
    /// Tasks that are there, that were read, and that were read and are there.
    pub(super) tasks: usize,
    pub(super) read: usize,
    pub(super) found: usize,
    /// Fields that are there.
    pub(super) fields: usize,
    pub(super) right: usize,
    pub(super) missing: usize,
    /// Wrong or too many, under a doubt that names the value or its column.
    pub(super) doubted: usize,
    /// The same without one.
    pub(super) silent: usize,
    pub(super) faults: Vec<String>,
}

impl Score {
    pub(super) fn add(&mut self, other: &Self) {
        self.registers += other.registers;
        self.tasks += other.tasks;
        self.read += other.read;
        self.found += other.found;
        self.fields += other.fields;
        self.right += other.right;
        self.missing += other.missing;
        self.doubted += other.doubted;
        self.silent += other.silent;
    }

    /// Of the tasks that are there, the share that was found.
    pub(super) fn recall(&self) -> f64 {
        self.found as f64 / self.tasks.max(1) as f64
    }

    pub(super) fn f1(&self) -> f64 {
        2.0 * self.found as f64 / (self.tasks + self.read).max(1) as f64
    }

    /// Right fields of those that are there or were read.
    pub(super) fn accuracy(&self) -> f64 {
        let all = self.right + self.missing + self.doubted + self.silent;
        self.right as f64 / all.max(1) as f64
    }
}

/// Letters and digits alone.
fn bare(text: &str) -> String {
    let narrow = office::text::width::narrow_all(text);
    narrow.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Reads the register as the program does, and compares.
pub(super) fn score(script: &Script) -> Score {
    let mut score = Score {
        registers: 1,
        tasks: script.gold.len(),
        fields: script.gold.iter().map(fields_of).sum(),
        ..Score::default()
    };
    let register = match register::read(&script.xlsx(), "登记表.xlsx") {
        Ok(register) => register,
        Err(fault) => {
            score.faults.push(format!("{fault:?}"));
            score.missing = score.fields;
            return score;
        }
    };
    let mut rows: Vec<&RegisterRow> = register.rows.iter().collect();
    rows.retain(|row| !row.problem.is_empty());
    score.read = rows.len();
    for gold in &script.gold {
        let Some(at) = rows.iter().position(|row| same_problem(gold, row)) else {
            score.missing += fields_of(gold);
            score.faults.push(format!("缺：{}", gold.problem()));
            continue;
        };
        score.found += 1;
        compare(&register, rows.remove(at), gold, &mut score);
    }
    for row in rows {
        score
            .faults
            .push(format!("多：第{}行 {}", row.row, row.problem));
        score.silent += 1;
    }
    let doubts = register.doubts.iter();
    let doubts = doubts.map(|doubt| format!("    第{}行：{}", doubt.paragraph, doubt.message));
    if !score.faults.is_empty() {
        score.faults.extend(doubts.take(8));
    }
    score
}

fn fields_of(gold: &Gold) -> usize {
    gold.fields.len() - 1
}

/// The same words, or its beginning with the rest in the detail.
fn same_problem(gold: &Gold, row: &RegisterRow) -> bool {
    let (wanted, title) = (bare(gold.problem()), bare(&row.problem));
    let whole = title.clone() + &bare(&row.detail);
    wanted == title || whole.starts_with(&wanted) && wanted.starts_with(&title)
}

/// Names without the posts before them: 县委副书记 温良.
fn without_post(names: &str) -> String {
    let names = names.split('、').map(|name| {
        let words: Vec<&str> = name.split_whitespace().collect();
        words.last().copied().unwrap_or(name).to_owned()
    });
    names.collect::<Vec<_>>().join("、")
}

fn compare(register: &Register, row: &RegisterRow, gold: &Gold, score: &mut Score) {
    let read = fields(register, row);
    for name in FIELDS {
        let wanted = gold.fields.get(name).cloned().unwrap_or_default();
        let found = read.get(name).cloned().unwrap_or_default();
        match (wanted.is_empty(), found.is_empty()) {
            (true, true) => continue,
            (false, true) => score.missing += 1,
            _ if same(name, &wanted, &found) => {
                score.right += 1;
                continue;
            }
            _ if doubted(register, row, name, &found) => score.doubted += 1,
            _ => score.silent += 1,
        }
        let silent = if found.is_empty() || doubted(register, row, name, &found) {
            ""
        } else {
            "！"
        };
        score.faults.push(format!(
            "{silent}第{}行 {name}：{}，应为{}",
            row.row,
            found.join("+"),
            wanted.join("+")
        ));
    }
}

fn same(name: &str, wanted: &[String], found: &[String]) -> bool {
    let all = |texts: &[String]| texts.iter().map(|text| bare(text)).collect::<Vec<_>>();
    match name {
        // 甲；乙 may be one measure or two.
        "measure" => {
            let parted = wanted.iter().flat_map(|text| text.split('；'));
            let parted: Vec<String> = parted.map(bare).collect();
            all(wanted) == all(found) || parted == all(found)
        }
        // 副局长 王芳 is 王芳.
        "lead" | "owner" => {
            let named = wanted
                .iter()
                .map(|name| without_post(name))
                .collect::<Vec<_>>();
            all(wanted).concat() == all(found).concat()
                || all(&named).concat() == all(found).concat()
        }
        "status" => {
            let wanted = wanted.first().and_then(|word| StatusKind::read(word));
            wanted.map(StatusKind::word) == found.first().map(String::as_str)
        }
        "subject" if wanted.iter().any(|name| name.contains("班子")) => {
            found.iter().any(|name| name == "班子")
        }
        _ => all(wanted).concat() == all(found).concat(),
    }
}

/// Whether some doubt names the value, or the column that it was read from.
fn doubted(register: &Register, row: &RegisterRow, name: &str, found: &[String]) -> bool {
    // A doubt stands at its row, or at a row that is none: the header's.
    let of_row = |number: u32| register.rows.iter().any(|row| row.row == number);
    let here = |doubt: &&Doubt| doubt.paragraph == row.row || !of_row(doubt.paragraph);
    let mut doubts = register.doubts.iter().filter(here);
    let titles = titles(name);
    doubts.any(|doubt| {
        let own = doubt.paragraph == row.row;
        let value = found.iter().any(|value| doubt.message.contains(value));
        let column = titles.iter().any(|title| doubt.message.contains(title));
        value && own || column
    })
}

/// What doubts call the field.
fn titles(name: &str) -> &'static [&'static str] {
    match name {
        "dimension" => &["所属方面"],
        "measure" => &["整改措施"],
        "lead" => &["责任领导"],
        "dept" => &["责任部门"],
        "codept" => &["配合部门"],
        "owner" => &["责任人"],
        "deadline" => &["时限"],
        "status" => &["完成状态"],
        "finished" => &["完成时间"],
        "closed" => &["销号时间"],
        "verifier" => &["销号人"],
        "progress" => &["进展情况"],
        "outcome" => &["整改成效"],
        "reason" => &["未完成原因"],
        "next" => &["下步措施"],
        "note" => &["备注"],
        "source" => &["问题来源"],
        "external" => &["上级编号"],
        "year" => &["年度"],
        _ => &["对象"],
    }
}

/// What was read of a task, by the names of the truth.
fn fields(register: &Register, row: &RegisterRow) -> BTreeMap<&'static str, Vec<String>> {
    let mut fields = BTreeMap::new();
    let mut put = |name, values: Vec<String>| {
        if values.iter().any(|value| !value.is_empty()) {
            fields.insert(name, values);
        }
    };
    let texts = [
        ("dimension", &row.dimension),
        ("lead", &row.lead),
        ("dept", &row.dept),
        ("owner", &row.owner),
        ("verifier", &row.verifier),
        ("outcome", &row.outcome),
        ("reason", &row.reason),
        ("next", &row.next_step),
        ("source", &row.source),
        ("external", &row.external),
    ];
    // The names of evidence are kept with the note; gold knows only what the table calls one.
    let note = row.note.iter().flat_map(|note| note.lines());
    let note: Vec<&str> = note
        .filter(|line| !line.starts_with("佐证材料待添加"))
        .collect();
    put(
        "note",
        Some(note.join("\n"))
            .filter(|note| !note.is_empty())
            .into_iter()
            .collect(),
    );
    for (name, text) in texts {
        put(name, text.iter().cloned().collect());
    }
    put("codept", row.co_depts.clone());
    put(
        "measure",
        row.measures
            .iter()
            .map(|measure| measure.text.clone())
            .collect(),
    );
    put(
        "status",
        row.status
            .iter()
            .map(|kind| kind.word().to_owned())
            .collect(),
    );
    put(
        "finished",
        row.finished_on.iter().map(ToString::to_string).collect(),
    );
    put(
        "closed",
        row.closed_on.iter().map(ToString::to_string).collect(),
    );
    let told = row.progress.iter().map(|note| {
        let day = note.on.map_or_else(String::new, |day| day.to_string());
        format!("{day}{}", note.text)
    });
    put("progress", told.collect());
    let year = row.year.or(register.year);
    put("year", year.iter().map(ToString::to_string).collect());
    let due = row.deadline(year.map(Anchor::of));
    let due = due.map(|due| due.date().map_or(due.phrase, |day| day.to_string()));
    put("deadline", due.into_iter().collect());
    let team = register.of_team.then_some(Subject::Team);
    let subject = row.subject.clone().or(team);
    put(
        "subject",
        subject
            .iter()
            .map(|subject| subject.name().to_owned())
            .collect(),
    );
    fields
}
