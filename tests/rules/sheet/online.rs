//! Answers of online forms: a row each, with the time and the name of whoever gave it.

use model::decide::Policy;
use model::event::TaskEvent;
use papers::sheet::collect::{self, Collection, File, Kind, Returned};

use super::habits::told;
use super::home::{only, reasons};
use super::office;

fn answers(files: &[(&str, &str)]) -> Vec<Vec<Returned>> {
    let collection = Collection {
        ledger_id: "ledger-1",
        today: office::day("2022-09-18"),
        policy: Policy::Standard,
    };
    let files: Vec<File<'_>> = files
        .iter()
        .map(|(name, text)| File {
            name,
            bytes: text.as_bytes(),
        })
        .collect();
    let find = |number| {
        office::tasks()
            .into_iter()
            .find(|task| task.number == number)
    };
    collect::collect(&files, &collection, &find)
        .into_iter()
        .map(|forms| forms.expect("answers"))
        .collect()
}

fn noted(returned: &Returned) -> (String, String) {
    let TaskEvent::Progressed(noted) = &only(returned).applied[0].event else {
        panic!("{returned:?}")
    };
    (noted.text.clone(), noted.on.to_string())
}

/// The headers of the services in use, and what a row of each says.
#[test]
fn answers_of_every_service() {
    for (service, csv) in [
        (
            "numbered questions",
            "提交时间,提交者（自动）,1.问题编号（必填）,2.完成状态（单选）,3.本期进展情况（必填）,4.进展日期\n\
             2022/9/10 9:05,张三,2,100%,完成督办,2022.8\n",
        ),
        (
            "an id and a start before them",
            "编号,开始答题时间,结束答题时间,提交时间,填写人,Q1_问题编号,Q2_完成状态,Q3_本期进展情况,Q4_进展日期\n\
             17,2022-09-10 09:00:00,,2022-09-10 09:05:00,张三,第2项,√,完成督办,8月底\n",
        ),
        (
            "titles of its own",
            "*提交时间,昵称,问题编号：,目前状态,本月进展情况,完成时间,IP\n\
             2022年9月10日 09:05,张三,２,已整改到位,完成督办,20220831,10.0.0.1\n",
        ),
    ] {
        let returned = answers(&[("导出.csv", csv)]).remove(0).remove(0);
        assert_eq!(returned.kind, Kind::Answers, "{service}");
        assert_eq!(returned.dept, "业务处", "{service}: of its task");
        assert_eq!(returned.round, "2022年9月", "{service}");
        let row = only(&returned);
        assert_eq!(
            (row.number, row.applied.len()),
            (Some(2), 2),
            "{service}: {row:?}"
        );
        assert_eq!(reasons(&returned), Vec::<String>::new(), "{service}");
        let said = ("完成督办".to_owned(), "2022-08-31".to_owned());
        assert_eq!(noted(&returned), said, "{service}");
    }
}

#[test]
fn a_later_answer_takes_the_place_of_an_earlier_one() {
    let csv = "提交时间,提交者,问题编号,本期进展情况\n\
        2022-09-12 08:00,李四,2,后来说的\n\
        2022-09-10 09:05,张三,2,先说的\n\
        2022-09-11 09:05,张三,7,没有的事\n";
    let forms = answers(&[("导出.csv", csv)]).remove(0);
    let [returned, nobodys] = forms.as_slice() else {
        panic!("{forms:?}")
    };
    assert_eq!(noted(returned).0, "后来说的");
    assert_eq!(
        told(returned),
        [
            "第3行 问题编号：编号2这一次（张三，2022-09-10 09:05）以后又提交过，在第2行（李四，2022-09-12 08:00），以后一次为准"
        ]
    );
    assert_eq!(
        reasons(nobodys),
        ["第4行 问题编号“7”：下发表中没有这个编号，整行未采用"]
    );
}

/// An export of later holds the answers of earlier ones too.
#[test]
fn of_two_exports_the_later_counts() {
    let early = "提交时间,提交者,问题编号,本期进展情况\n2022-09-10 09:05,张三,2,先说的\n";
    let late = format!("{early}2022-09-12 08:00,李四,2,后来说的\n");
    let forms = answers(&[("周一.csv", early), ("周三.csv", &late)]);
    let superseded = forms[0][0]
        .superseded
        .as_ref()
        .expect("the later one counts");
    assert_eq!(superseded.by.as_deref(), Some("周三.csv"));
    assert_eq!(noted(&forms[1][0]).0, "后来说的");
}

/// An answer that was left out clears nothing, and nothing is written of what the department only copied.
#[test]
fn what_is_left_out_says_nothing() {
    let csv = "提交时间,问题编号,完成状态,整改成效,下步措施\n2022-09-10 09:05,2,,,\n";
    let returned = answers(&[("导出.csv", csv)]).remove(0).remove(0);
    let row = only(&returned);
    assert!(
        row.applied.is_empty() && row.rejected.is_empty() && !row.filled,
        "{row:?}"
    );
}
