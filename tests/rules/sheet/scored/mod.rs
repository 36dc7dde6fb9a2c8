//! Registers in every shape that offices have, with their truth written beside them: how many of the
//! task fields come out right.

pub(super) mod script;

use documents::register::{self, Register, RegisterRow};
use model::deadline::{Anchor, Term};
use script::{Script, Truth, scripts};

/// The share of right fields that the reader keeps, of those that are filled or should be.
const BAR: f64 = 0.97;

/// Fields of one register: right ones, all, and the wrong ones in words.
#[derive(Default)]
struct Score {
    right: usize,
    all: usize,
    wrong: Vec<String>,
}

impl Score {
    fn field(&mut self, name: &str, found: &str, truth: &str) {
        if truth == "*" || (found == "-" && truth == "-") {
            return;
        }
        self.all += 1;
        if found == truth {
            self.right += 1;
        } else {
            self.wrong.push(format!("{name}：{found}，应为{truth}"));
        }
    }

    /// A task that is missing or one too many: every field that it has is wrong.
    fn lone(&mut self, what: &str, task: &Truth) {
        self.all += task.values().filter(|(_, value)| value != "-").count();
        self.wrong.push(format!("{what}：{}", task.problem));
    }
}

/// What was read of one task, in the words of the truth.
fn read(register: &Register, row: &RegisterRow, year: i32) -> Truth {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let joined = |values: Vec<String>, by: &str| {
        Some(values.join(by))
            .filter(|joined| !joined.is_empty())
            .unwrap_or_else(|| "-".to_owned())
    };
    let year = row.year.or(register.year).unwrap_or(year);
    let due = row.deadline(Some(Anchor {
        year,
        held_on: None,
    }));
    let meaning = due.as_ref().map_or("-".to_owned(), |due| match due.term {
        None => "?".to_owned(),
        Some(Term::Date(day)) => day.to_string(),
        Some(term) => term.word().to_owned(),
    });
    let measures = row.measures.iter().map(|measure| measure.text.clone());
    Truth {
        problem: row.problem.clone(),
        measures: joined(measures.collect(), "+"),
        lead: text(&row.lead),
        dept: text(&row.dept),
        owner: text(&row.owner),
        words: due.map_or("-".to_owned(), |due| due.phrase),
        meaning,
        dimension: text(&row.dimension),
        status: row.status.map_or("-", |kind| kind.word()).to_owned(),
        co_depts: joined(row.co_depts.clone(), "、"),
    }
}

fn score(script: &Script) -> Score {
    let mut score = Score::default();
    let register = match register::read(&script.bytes(), &script.file()) {
        Ok(register) => register,
        Err(error) => {
            script
                .truth
                .iter()
                .for_each(|task| score.lone("未读", task));
            score.wrong.push(format!("{error:?}"));
            return score;
        }
    };
    let mut found: Vec<Truth> = register
        .rows
        .iter()
        .map(|row| read(&register, row, script.year))
        .collect();
    // A task is found by its problem, else by its place.
    for (place, truth) in script.truth.iter().enumerate() {
        let same = found
            .iter()
            .position(|task| task.problem == truth.problem)
            .or_else(|| (found.len() + place == script.truth.len()).then_some(0));
        let Some(at) = same else {
            score.lone("缺", truth);
            continue;
        };
        let task = found.remove(at);
        for ((name, found), (_, truth)) in task.values().zip(truth.values()) {
            score.field(name, &found, &truth);
        }
    }
    for task in &found {
        score.lone("多", task);
    }
    score
}

#[test]
fn task_fields_of_registers_of_every_shape() {
    let scripts = scripts();
    assert!(scripts.len() >= 40);
    let mut total = Score::default();
    for script in &scripts {
        let mut one = score(script);
        if !one.wrong.is_empty() {
            println!("{} {}/{}", script.name, one.right, one.all);
            one.wrong.iter().for_each(|line| println!("    {line}"));
        }
        total.right += one.right;
        total.all += one.all;
        total.wrong.append(&mut one.wrong);
    }
    let rate = total.right as f64 / total.all as f64;
    println!(
        "登记表{}份，任务字段{}项，正确{}项，{:.2}%",
        scripts.len(),
        total.all,
        total.right,
        rate * 100.0
    );
    assert!(rate >= BAR, "{rate:.4}");
}

/// Writes the workbooks that `scripts/make-sheet-fixtures` converts to xls.
#[test]
#[ignore = "makes fixtures: scripts/make-sheet-fixtures runs it"]
fn workbooks_for_xls() {
    let folder = std::env::var_os("FIXTURES").expect("FIXTURES names a folder");
    for script in scripts() {
        if let Some(stem) = script.xls_stem() {
            let path = std::path::Path::new(&folder).join(format!("{stem}.xlsx"));
            std::fs::write(path, script.xlsx()).expect("a file");
        }
    }
}
