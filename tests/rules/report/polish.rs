//! The section polished by hand and taken back.

use documents::document;
use model::event::{TaskEvent, TextField};
use model::ledger::Ledger;
use model::subject::Subject;
use office::docx::Profile;
use papers::report::polish::{self, Doubt, Polished, Slip};
use papers::report::{Length, Options, Phrases, Style, render};

use crate::report::generator::{generated, how_many};
use crate::report::office::{Case, ledger, noted};

const STYLES: [Style; 3] = [Style::Itemized, Style::Thematic, Style::Brief];
const LEDGERS: u64 = 30;
/// Where each block is held against its records, which takes longer.
const FEW: u64 = 10;

fn options(style: Style, subject: Option<Subject>) -> Options {
    Options {
        year: 2022,
        style: Some(style),
        subject,
        ..Options::default()
    }
}

/// The sheet's paragraphs as each kind of file gives them back, by its name; none without a task.
fn sheets(ledger: &Ledger, options: &Options) -> Vec<(&'static str, Vec<String>)> {
    let Ok(report) = polish::sheet(ledger, options, &Phrases::builtin(), "改完取回。") else {
        return Vec::new();
    };
    let files = [
        ("底稿.md", render::markdown(&report).into_bytes()),
        ("底稿.docx", render::docx(&report, &Profile::default())),
        ("底稿.txt", render::text(&report).into_bytes()),
    ];
    files
        .into_iter()
        .map(|(name, bytes)| {
            let read = document::paragraphs(&bytes, name);
            (name, read.unwrap_or_else(|fault| panic!("{name}: {fault}")))
        })
        .collect()
}

fn take(ledger: &Ledger, options: &Options, paragraphs: &[String]) -> Polished {
    polish::take(ledger, options, &Phrases::builtin(), paragraphs).expect("a section")
}

fn each(ledgers: u64, mut check: impl FnMut(u64, &Ledger, &Options, &str, &[String])) {
    let mut read = 0;
    for seed in 1..=ledgers {
        let ledger = generated(seed);
        let person = (seed % 4 == 0).then(|| Subject::Person("赵甲".into()));
        for style in STYLES {
            let options = options(style, person.clone());
            for (name, paragraphs) in sheets(&ledger, &options) {
                read += 1;
                check(seed, &ledger, &options, name, &paragraphs);
            }
        }
    }
    assert!(read > ledgers, "{read}");
}

#[test]
fn an_untouched_sheet_brings_nothing() {
    each(
        how_many(LEDGERS),
        |seed, ledger, options, name, paragraphs| {
            let taken = take(ledger, options, paragraphs);
            assert_eq!(taken.rewritten, [], "{seed} {options:?} {name}");
            assert_eq!(taken.slips, [], "{seed} {options:?} {name}");
            assert!(taken.unchanged > 0, "{seed} {options:?} {name}");
        },
    );
}

/// Neither another style nor what came into the ledger since makes an untouched block a changed one.
#[test]
fn an_untouched_sheet_brings_nothing_later_either() {
    each(how_many(FEW), |seed, ledger, options, name, paragraphs| {
        let mut later = ledger.clone();
        for task in &mut later.tasks {
            let note = noted("2022-12-01", "又办了一件", &[]);
            let event = TaskEvent::Progressed(Box::new(note));
            task.apply(task.last_entry + 1, &event);
        }
        let otherwise = Options {
            style: Some(Style::Brief),
            chars: Some(Length::About(100)),
            ..options.clone()
        };
        let taken = take(&later, &otherwise, paragraphs);
        assert_eq!(taken.rewritten, [], "{seed} {options:?} {name}");
    });
}

/// What the ledger itself tells is doubted of no rewritten text.
#[test]
fn words_without_a_claim_are_taken_without_a_question() {
    each(how_many(FEW), |seed, ledger, options, name, paragraphs| {
        let mut polished = paragraphs.to_vec();
        let first = polished.iter().position(|line| line.starts_with('〔'));
        let block = first.expect("a marker") + 1;
        let gap = polished[block].contains("〔待补");
        polished[block].push_str("大家更加自觉。");
        let taken = take(ledger, options, &polished);
        assert_eq!(taken.rewritten.len(), 1, "{seed} {options:?} {name}");
        let doubts = &taken.rewritten[0].doubts;
        let unfilled = |doubt: &Doubt| matches!(doubt, Doubt::Unfilled(_));
        assert_eq!(
            doubts.len(),
            usize::from(gap),
            "{seed} {options:?} {doubts:?}"
        );
        assert!(doubts.iter().all(unfilled), "{seed} {options:?} {doubts:?}");
    });
}

fn four() -> Ledger {
    let team = |number, problem| Case::new(number, 2021, Subject::Team, problem);
    let closed = team(1, "辅导讲得少")
        .log("2022-03-10", "请讲师团讲课", &["讲课=4 次"])
        .closed("2022-06-25", Some("听课的人多了"));
    let late = team(2, "书车出得少")
        .due("2022-06-30")
        .log("2022-05-10", "跑了五个村", &["出车=5 次"])
        .set(TextField::Reason, "司机不够")
        .set(TextField::NextStep, "年底前再跑三个村");
    let open = team(3, "留言回得慢")
        .due("2022-12-31")
        .log("2022-04-01", "定了专人", &[]);
    let idle = team(4, "座位不够");
    ledger("2022-12-10", [closed, late, open, idle].into())
}

/// The sheet of four problems with what the clerk made of it, taken back.
fn polished(change: impl FnOnce(&mut Vec<String>)) -> Polished {
    let (ledger, options) = (four(), options(Style::Itemized, None));
    let (_, mut paragraphs) = sheets(&ledger, &options).swap_remove(1);
    assert_eq!(paragraphs.len(), 3 + 4 * 2, "{paragraphs:#?}");
    change(&mut paragraphs);
    take(&ledger, &options, &paragraphs)
}

/// The only block that came back changed.
fn one(mut polished: Polished) -> (String, String, Vec<Doubt>) {
    assert_eq!(polished.rewritten.len(), 1, "{polished:#?}");
    let only = polished.rewritten.remove(0);
    (only.task, only.text, only.doubts)
}

#[test]
fn a_rewritten_block_comes_back_on_one_line() {
    for text in [
        "讲师团全年讲课4次，听课的人多了，6月25日完成整改。",
        "讲师团全年讲课4次，\n听课的人多了，6月25日\n完成整改。",
    ] {
        let taken = polished(|lines| {
            let mut parts = text.lines().map(str::to_owned);
            lines[4] = parts.next().unwrap_or_default();
            lines.splice(5..5, parts).for_each(drop);
        });
        assert_eq!(taken.unchanged, 3);
        let (task, text, doubts) = one(taken);
        assert_eq!(task, "1");
        assert_eq!(text, "讲师团全年讲课4次，听课的人多了，6月25日完成整改。");
        assert_eq!(doubts, []);
    }
    // Return was taken away behind the marker.
    let (_, text, doubts) = one(polished(|lines| {
        lines[3].push_str("讲师团讲课4次，6月25日完成整改。");
        lines.remove(4);
    }));
    assert_eq!(text, "讲师团讲课4次，6月25日完成整改。");
    assert_eq!(doubts, []);
}

#[test]
fn what_the_records_do_not_bear_out_is_doubted() {
    let table = [
        (4, "讲师团讲课5次，6月25日完成整改。", "讲课5次"),
        (4, "讲师团讲课4次，该问题已于6月28日完成整改。", "6月28日"),
        (4, "讲师团讲课4次，听众36人，6月25日完成整改。", "36人"),
        (8, "定了专人，该问题已完成整改。", "已完成整改"),
        (8, "定了专人，逾期未完成。", "逾期"),
        (10, "已开始腾房。", "未启动"),
    ];
    for (line, text, about) in table {
        let taken = polished(|lines| lines[line] = text.to_owned());
        let (_, _, doubts) = one(taken);
        let names = |doubt: &Doubt| match doubt {
            Doubt::Contradicts(said) | Doubt::Unrecorded(said) => said.contains(about),
            _ => false,
        };
        assert!(doubts.iter().any(names), "{text} {doubts:?}");
    }
    let (_, _, doubts) = one(polished(|lines| lines[10].push_str("正在腾房。")));
    assert!(
        doubts
            .iter()
            .any(|doubt| matches!(doubt, Doubt::Unfilled(_))),
        "{doubts:?}"
    );
}

/// One problem told as it was noted, and another one whose people and office it has nothing to do with.
fn noted_ledger() -> Ledger {
    let team = |number, problem| Case::new(number, 2021, Subject::Team, problem);
    let told = team(1, "书车出得少")
        .log("2022-03-10", "书车跑村组21次", &[])
        .log(
            "2022-05-10",
            "印发《书车、书屋管理办法》，座谈读者30人",
            &[],
        )
        .log("2022-09-10", "投诉由12件下降到5件", &[])
        .log("2022-11-10", "初步建起流动点8处", &[]);
    let other = team(2, "座位不够")
        .set(TextField::Dept, "读者服务部")
        .set(TextField::Owner, "范永年");
    ledger("2022-12-10", [told, other].into())
}

/// A word may be true of something else, of nothing, or the contrary; other words for the same are free.
#[test]
fn words_are_held_against_what_stands_beside_them() {
    let elsewhere = |words: &str| Some(Doubt::Elsewhere(words.to_owned()));
    let unrecorded = |words: &str| Some(Doubt::Unrecorded(words.to_owned()));
    let turned = |words: &str| Some(Doubt::Turned(words.to_owned()));
    let table = [
        ("座谈读者30人", "座谈读者二十一次", elsewhere("二十一次")),
        ("座谈读者30人", "9月，座谈读者30人", elsewhere("9月")),
        (
            "《书车、书屋管理办法》",
            "《书车管理细则》",
            unrecorded("《书车管理细则》"),
        ),
        ("座谈读者30人", "范永年座谈读者30人", unrecorded("范永年")),
        (
            "座谈读者30人",
            "读者服务部座谈读者30人",
            unrecorded("读者服务部"),
        ),
        ("跑村组21次", "跑全部村组21次", unrecorded("全部")),
        ("跑村组21次", "跑村组21次居首位", unrecorded("首位")),
        (
            "由12件下降到5件",
            "由12件增加到5件",
            turned("9月，投诉由12件下降到5件"),
        ),
        (
            "初步建起流动点8处",
            "建起流动点8处",
            turned("11月，初步建起流动点8处"),
        ),
        ("座谈读者30人", "先后座谈读者三十人", None),
        (
            "印发《书车、书屋管理办法》",
            "出台《书车、书屋管理办法》",
            None,
        ),
        ("由12件下降到5件", "由12件降低到5件", None),
        ("初步建起流动点8处", "流动点初步建起8处", None),
        ("书车跑村组21次", "书车全年跑村组共21次", None),
    ];
    let (ledger, options) = (noted_ledger(), options(Style::Itemized, None));
    let (_, lines) = sheets(&ledger, &options).swap_remove(1);
    let own = "书车跑村组21次，印发《书车、书屋管理办法》，座谈读者30人，投诉由12件下降到5件，初步建起流动点8处，未完成整改。";
    for (before, after, wanted) in table {
        let mut lines = lines.clone();
        assert!(own.contains(before), "{before}");
        lines[4] = own.replace(before, after);
        let (_, _, doubts) = one(take(&ledger, &options, &lines));
        let about = |doubt: &&Doubt| {
            matches!(
                doubt,
                Doubt::Elsewhere(_) | Doubt::Unrecorded(_) | Doubt::Turned(_)
            )
        };
        let found: Vec<&Doubt> = doubts.iter().filter(about).collect();
        match &wanted {
            Some(wanted) => assert!(found.contains(&wanted), "{after}: {doubts:?}"),
            None => assert!(found.is_empty(), "{after}: {doubts:?}"),
        }
    }
}

#[test]
fn records_that_came_since_are_asked_about() {
    let options = options(Style::Itemized, None);
    let mut before = four();
    before.check_code = Some(model::digest::CheckCode::new(
        9_000,
        &model::digest::Digest::of(b"head"),
    ));
    let (_, mut lines) = sheets(&before, &options).swap_remove(0);
    lines[8] = "回复留言有了专人，仍在推进。".to_owned();
    let taken = one(take(&before, &options, &lines));
    assert_eq!(taken.2, []);
    let mut after = before.clone();
    let note = TaskEvent::Progressed(Box::new(noted("2022-12-01", "三日内都已答复", &[])));
    after.tasks[2].apply(9_001, &note);
    assert_eq!(one(take(&after, &options, &lines)).2, [Doubt::Older]);
}

#[test]
fn markers_that_were_spoiled_are_told() {
    // One that is gone takes its text to the block before it.
    let taken = polished(|lines| drop(lines.remove(5)));
    assert_eq!(taken.slips, [Slip::Missing { task: "2".into() }]);
    let doubts = one(taken).2;
    assert!(doubts.contains(&Doubt::Swallowed("2".into())), "{doubts:?}");
    // The whole block is gone: nothing is lost.
    let taken = polished(|lines| drop(lines.drain(5..7)));
    assert_eq!((taken.rewritten.len(), taken.unchanged), (0, 3));
    assert_eq!(taken.slips, [Slip::Missing { task: "2".into() }]);
    let taken = polished(|lines| {
        let again = lines[5].clone();
        lines.extend([again, "另写的一段。".to_owned()]);
    });
    let paragraphs = vec![6, 12];
    let task = "2".to_owned();
    assert_eq!(taken.slips, [Slip::Repeated { task, paragraphs }]);
    assert_eq!((taken.rewritten.len(), taken.unchanged), (0, 3));
    let taken = polished(|lines| lines[5] = "〔第22项〕关于“书车”的问题".to_owned());
    let unknown = Slip::Unknown {
        task: "22".into(),
        paragraph: 6,
    };
    assert_eq!(taken.slips, [Slip::Missing { task: "2".into() }, unknown]);
    let taken = polished(|lines| drop(lines.remove(6)));
    let emptied = Slip::Emptied {
        task: "2".into(),
        paragraph: 6,
    };
    assert_eq!(taken.slips, [emptied]);
    assert_eq!((taken.rewritten.len(), taken.unchanged), (0, 3));
}
