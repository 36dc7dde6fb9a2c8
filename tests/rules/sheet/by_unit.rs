//! Forms of several units: each alone in its file, and each unit's its own to collect.

use ::office::cell::Cell;
use ::office::grid;
use model::decide::Policy;
use model::task::Task;
use papers::sheet::collect::{self, CollectFault, Collection, File, Ledger, Returned};
use papers::sheet::dispatch::{self, Dispatch, DispatchFault, Dispatched, Recipient};
use proptest::prelude::*;

use super::home::only;
use super::office;
use crate::returned::Copied;

fn units() -> Vec<Recipient> {
    [
        ("A03", "东街图书馆"),
        ("A03.2", "西街图书馆"),
        ("北街图书馆", "北街图书馆"),
    ]
    .map(|(code, name)| Recipient {
        code: code.to_owned(),
        name: name.to_owned(),
        ledger_id: format!("ledger-{code}"),
    })
    .to_vec()
}

fn planned(tasks: &[Task]) -> Vec<Dispatched> {
    let book = office::book();
    let units = units();
    let dispatch = Dispatch {
        ledger_id: "ledger-1",
        check_code: None,
        created: office::today().into(),
        return_by: None,
        round: "第三季度",
        paper: None,
        with_details: false,
        units: &units,
    };
    dispatch::plan(tasks, office::around(&book), &dispatch).expect("memory")
}

/// The tests' tasks as another unit's.
fn of(unit: &str) -> Vec<Task> {
    let mut tasks = office::tasks();
    for task in &mut tasks {
        task.unit = Some(unit.to_owned());
        task.problem = format!("{unit}的{}", task.problem);
    }
    tasks
}

/// A ledger that holds gathered units too.
struct County(Vec<Task>);

impl Ledger for County {
    fn task(&self, number: u32) -> Option<Task> {
        self.0.iter().find(|task| task.number == number).cloned()
    }

    fn gathered(&self, ledger_id: &str) -> Option<String> {
        let units = units();
        let unit = units.iter().find(|unit| unit.ledger_id == ledger_id)?;
        Some(format!("{}（{}）", unit.name, unit.code))
    }
}

fn collected(bytes: &[u8], ledger_id: &str, ledger: &dyn Ledger) -> Result<Returned, CollectFault> {
    let collection = Collection {
        ledger_id,
        today: office::day("2022-09-18"),
        policy: Policy::Standard,
    };
    let file = File {
        name: "表.xlsx",
        bytes,
    };
    let forms = collect::collect(&[file], &collection, ledger).remove(0);
    forms.map(|mut forms| forms.remove(0))
}

#[test]
fn a_form_is_named_by_its_unit_and_its_department() {
    let mut tasks = office::tasks();
    tasks.extend(of("A03"));
    tasks.extend(of("北街图书馆"));
    let names: Vec<String> = planned(&tasks)
        .into_iter()
        .map(|one| one.file_name)
        .collect();
    assert_eq!(
        names,
        [
            "整改填报表-某市粮食局-办公室.xlsx",
            "整改填报表-某市粮食局-机关党委.xlsx",
            "整改填报表-某市粮食局-人事处.xlsx",
            "整改填报表-某市粮食局-业务处.xlsx",
            "整改填报表-某市粮食局-未明确责任部门.xlsx",
            "整改填报表-A03东街图书馆-办公室.xlsx",
            "整改填报表-A03东街图书馆-机关党委.xlsx",
            "整改填报表-A03东街图书馆-人事处.xlsx",
            "整改填报表-A03东街图书馆-业务处.xlsx",
            "整改填报表-A03东街图书馆-未明确责任部门.xlsx",
            "整改填报表-北街图书馆-办公室.xlsx",
            "整改填报表-北街图书馆-机关党委.xlsx",
            "整改填报表-北街图书馆-人事处.xlsx",
            "整改填报表-北街图书馆-业务处.xlsx",
            "整改填报表-北街图书馆-未明确责任部门.xlsx",
        ]
    );
    let of_unit = planned(&of("A03"));
    let mut form = Copied::of(&of_unit[3].bytes);
    let texts: Vec<String> = form.form().cells.values().map(Cell::written).collect();
    assert_eq!(texts[0], "东街图书馆整改填报表");
    assert!(
        texts[1].starts_with("填报单位：东街图书馆（A03）　　责任部门：业务处　　轮次：第三季度"),
        "{}",
        texts[1]
    );
}

#[test]
fn a_unit_that_is_no_recipient_gets_no_form() {
    let book = office::book();
    let dispatch = Dispatch {
        ledger_id: "ledger-1",
        check_code: None,
        created: office::today().into(),
        return_by: None,
        round: "第三季度",
        paper: None,
        with_details: false,
        units: &[],
    };
    let refused = dispatch::plan(&of("A03"), office::around(&book), &dispatch);
    assert!(matches!(refused, Err(DispatchFault::NoUnit(unit)) if unit == "A03"));
}

/// In its own ledger by its own codes, with or without the unit's before them; in the superior's told as
/// what it is.
#[test]
fn a_gathered_units_form_is_the_units_to_collect() {
    let form = planned(&of("A03")).swap_remove(3).bytes;
    let own = |number| {
        office::tasks()
            .into_iter()
            .find(|task| task.number == number)
    };
    for code in ["A03-2", "2", "Ａ03－2", "第2项"] {
        let mut form = Copied::of(&form);
        form.form().fill("A03-2", "本期进展情况", "完成第三轮督办");
        form.form().fill("A03-2", "问题编号", code);
        let returned = collected(&form.bytes(), "ledger-A03", &own).expect(code);
        let row = only(&returned);
        assert_eq!(
            (row.number, row.applied.len()),
            (Some(2), 1),
            "{code}: {row:?}"
        );
        assert_eq!(
            (returned.round.as_str(), returned.dept.as_str()),
            ("第三季度", "业务处")
        );
        assert!(returned.deleted.is_empty(), "{code}");
    }
    let refused = collected(&form, "ledger-1", &County(office::tasks()));
    let unit = "东街图书馆（A03）".to_owned();
    assert_eq!(refused, Err(CollectFault::Gathered { unit }));
    let found = "ledger-A03".to_owned();
    let refused = collected(&form, "ledger-1", &own);
    assert_eq!(refused, Err(CollectFault::OtherLedger { found }));
}

/// A form goes by its round: that of April is not that of May.
#[test]
fn a_form_says_its_round() {
    let planned = planned(&office::tasks());
    let returned =
        collected(&planned[3].bytes, "ledger-1", &County(office::tasks())).expect("ours");
    assert_eq!(
        (returned.round.as_str(), returned.submission.as_str()),
        ("第三季度", planned[3].form.as_str())
    );
    let mut older = Copied::of(&planned[3].bytes);
    let hidden = older.0.last_mut().expect("the hidden sheet");
    hidden.cells.remove(&(0, 4));
    let returned = collected(&older.bytes(), "ledger-1", &County(office::tasks())).expect("ours");
    assert_eq!(
        returned.round, "2022年9月",
        "of the month in which it went out"
    );
}

/// Tasks of any units and departments, each with a text that says whose it is.
fn mixed() -> impl Strategy<Value = Vec<Task>> {
    let unit = prop_oneof![
        Just(None),
        Just(Some("A03")),
        Just(Some("A03.2")),
        Just(Some("北街图书馆"))
    ];
    let dept = prop_oneof![
        Just(None),
        Just(Some("办公室")),
        Just(Some("办公室、读者部")),
        Just(Some("读者部")),
    ];
    let one = (unit, dept.clone(), dept, any::<bool>());
    proptest::collection::vec(one, 1..12).prop_map(|all| {
        let tasks = all
            .into_iter()
            .zip(1..)
            .map(|((unit, dept, of_measure, helps), number)| {
                let mut task = office::tasks().swap_remove(usize::from(number % 2 == 0));
                let whose = unit.unwrap_or("本单位");
                task.number = number;
                task.unit = unit.map(str::to_owned);
                task.problem = format!("〔{whose}〕问题{number}");
                task.dept = dept.map(str::to_owned);
                for measure in &mut task.measures {
                    measure.text = format!("〔{whose}〕措施");
                    measure.dept = of_measure.map(str::to_owned);
                }
                task.co_depts = helps.then(|| "人事处".to_owned()).into_iter().collect();
                task
            });
        tasks.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is sent out, no file holds a word of two units, and none is sent to nobody.
    #[test]
    fn nothing_of_two_units_in_one_file(tasks in mixed()) {
        let mut names = std::collections::BTreeSet::new();
        let mut told = std::collections::BTreeSet::new();
        for one in planned(&tasks) {
            prop_assert!(names.insert(one.file_name.to_lowercase()), "{}", one.file_name);
            let own = one.unit.as_deref().unwrap_or("本单位");
            for grid in grid::read(&one.bytes, "表.xlsx").expect("a workbook") {
                for cell in grid.rows.iter().flat_map(|row| &row.cells) {
                    let text = cell.1.written();
                    for whose in text.split('〔').skip(1).filter_map(|rest| rest.split('〕').next()) {
                        prop_assert_eq!(whose, own, "{} in {}", &text, &one.file_name);
                    }
                }
            }
            told.extend(one.tasks.iter().chain(&one.assists).map(|number| (own.to_owned(), *number)));
        }
        let all = tasks.iter().map(|task| (task.unit.clone().unwrap_or_else(|| "本单位".to_owned()), task.number));
        prop_assert_eq!(told, all.collect());
    }
}
