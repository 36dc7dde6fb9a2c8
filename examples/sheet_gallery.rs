//! Writes every workbook of made-up tasks into a folder, to be looked at:
//! `cargo run --example sheet_gallery -- DIR`.

use std::error::Error;
use std::fs::File;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use model::book::Book;
use model::card::Card;
use model::deadline::{Anchor, Deadline};
use model::event::{Progressed, Registered, TaskEvent};
use model::figure::Figure;
use model::status::{Basis, Closure, StatusKind};
use model::subject::Subject;
use model::task::{Measure, Task};
use model::unit::UnitCard;
use papers::sheet::dispatch::{self, Dispatch};
use papers::sheet::{
    Form, Layout, List, OWN_ONLY, Palette, Rows, Surroundings, XlsxOptions, XlsxSheet,
};

fn main() -> Result<(), Box<dyn Error>> {
    let dir: PathBuf = std::env::args_os().nth(1).ok_or("which folder?")?.into();
    std::fs::create_dir_all(&dir)?;
    let book = book();
    let around = Surroundings {
        today: day(2022, 9, 1),
        book: &book,
        units: &OWN_ONLY,
        drafts: &[],
    };
    let tasks: Vec<Task> = (1..=24).map(task).collect();
    for list in List::ALL.into_iter().filter(|list| *list != List::Summary) {
        for (form, word) in [(Form::Working, "工作"), (Form::Printed, "打印")] {
            let name = format!("{}-{word}.xlsx", list.title());
            write(
                &dir,
                &name,
                Layout::of(list, Rows::Problem),
                form,
                around,
                &tasks,
            )?;
        }
    }
    let layout = Layout::of(List::Full, Rows::Measure);
    write(
        &dir,
        "措施分解表-打印.xlsx",
        layout,
        Form::Printed,
        around,
        &tasks,
    )?;
    let dispatch = Dispatch {
        ledger_id: "gallery",
        check_code: None,
        created: around.today.into(),
        return_by: Some(day(2022, 9, 20)),
        round: "2022年9月",
        units: &[],
        paper: None,
        with_details: false,
    };
    for planned in dispatch::plan(&tasks, around, &dispatch)? {
        std::fs::write(dir.join(planned.file_name), planned.bytes)?;
    }
    Ok(())
}

fn write(
    dir: &Path,
    name: &str,
    layout: Layout,
    form: Form,
    around: Surroundings<'_>,
    tasks: &[Task],
) -> Result<(), Box<dyn Error>> {
    let options = XlsxOptions {
        form,
        palette: Palette::RedYellowGreen,
        ..XlsxOptions::default()
    };
    let mut sheet = XlsxSheet::new(layout, around, options);
    for task in tasks {
        sheet.task(task)?;
    }
    sheet.finish(File::create(dir.join(name))?)?;
    Ok(())
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn book() -> Book {
    Book {
        unit: UnitCard {
            name: "某市粮食和物资储备局".to_owned(),
            contact: Some("王小敏 0512-60001234".to_owned()),
            ..UnitCard::default()
        },
        ..Book::default()
    }
}

fn task(number: u32) -> Task {
    let person = number > 18;
    let phrase = ["6月底前", "9月20日前", "年底前", "长期坚持", "立行立改"][number as usize % 5];
    let anchor = Anchor {
        year: 2021,
        held_on: None,
    };
    let card = Card {
        external: None,
        year: 2021,
        subject: if person {
            Subject::Person(["张建国", "李卫东"][usize::from(number > 21)].to_owned())
        } else {
            Subject::Team
        },
        dimension: Some(format!("带头{}方面", ["深入学习贯彻", "坚持和加强党的领导", "履职尽责、担当作为"][(number as usize - 1) / 6 % 3])),
        problem: format!("第{number}项问题：仓储安全检查覆盖不够全面，对偏远库点“四不两直”检查偏少"),
        detail: "班子研究安全工作多，到库点一线看现场少。比如，上半年17个偏远库点只抽查了5个，3个库点的消防器材过期未及时发现。".to_owned(),
        examples: Vec::new(),
        source: Some(["自查", "征求意见", "谈心谈话"][number as usize % 3].to_owned()),
        theme: None,
        target: Some("偏远库点检查全覆盖，隐患整改闭环".to_owned()),
        measures: vec![
            measure(1, "修订《库点安全检查办法》，明确班子成员包片检查库点的次数和内容"),
            measure(2, "建立隐患清单，逐条明确整改人和复查人，月底通报进度"),
        ],
        lead: Some("张建国".to_owned()),
        dept: Some(["仓储管理处", "办公室", "人事教育处"][number as usize % 3].to_owned()),
        owner: Some("李明".to_owned()),
        co_depts: vec!["法规处".to_owned(), "机关党委".to_owned()],
        deadline: Some(Deadline::keep(phrase, Some(anchor))),
        prior: None,
        origin: None,
        outcome: None,
        note: None,
    };
    let raised = Registered::fresh(day(2022, 2, 10), card);
    worked(Task::raised(number, u64::from(number), raised), number)
}

fn worked(mut task: Task, number: u32) -> Task {
    for (month, text) in [
        (3, "印发修订后的检查办法，班子成员分片包点"),
        (5, "完成第一轮检查，发现隐患23处，整改21处"),
    ] {
        if number.is_multiple_of(4) {
            break;
        }
        let noted = Progressed {
            submission: None,
            institutions: None,
            told: None,
            on: day(2022, month, 15),
            text: text.to_owned(),
            measure: Some(month.saturating_sub(2).min(2)),
            measure_done: month == 3,
            figures: Figure::read("检查库点=17个").into_iter().collect(),
            status: (number % 4 == 3).then_some(StatusKind::MostlyDone),
            reason: None,
            next_step: Some("继续对库点开展“回头看”".to_owned()),
            check: false,
            next_check: None,
            internal: false,
        };
        task.apply(
            100 + u64::from(month),
            &TaskEvent::Progressed(Box::new(noted)),
        );
    }
    if number % 4 == 1 && !task.is_long_term() {
        let closure = Closure {
            on: day(2022, 6, 28),
            verifier: Some("局党组会议".to_owned()),
            basis: Basis::Verified(None),
        };
        let outcome = Some("17个偏远库点实现检查全覆盖，23处隐患全部整改到位。".to_owned());
        task.apply(200, &TaskEvent::Closed { closure, outcome });
    }
    task
}

fn measure(key: u32, text: &str) -> Measure {
    Measure {
        key,
        text: text.to_owned(),
        ..Measure::default()
    }
}
