//! The page: what it says, what it keeps to itself, and what nobody can smuggle into it.

use model::digest::{CheckCode, Digest};
use model::subject::Subject;
use model::tally::Counted;
use model::task::Task;
use papers::board::{About, Board, Names};

use crate::board::made::{book, closed, day, due, extended, long_term, noted, task, with};

fn about(names: Names) -> About {
    About {
        scope: "2021年度，班子".to_owned(),
        year: Some(2021),
        names,
        with_persons: false,
        units: Vec::new(),
        check_code: Some(CheckCode::new(15, &Digest::of(b"x"))),
    }
}

fn page(about: About, tasks: &[Task]) -> String {
    let book = book();
    let board = Board::of(about, day("2022-07-15"), &book, tasks);
    board.html().expect("the template fits")
}

fn lead(task: Task, lead: &str) -> Task {
    with(task, |card| {
        card.lead = Some(lead.to_owned());
        card.owner = Some("赵一鸣".to_owned());
    })
}

fn tasks() -> Vec<Task> {
    vec![
        lead(due(closed(task(1), "2022-06-01"), "2022-06-30"), "何平"),
        lead(
            due(noted(task(2), "2022-07-10", false), "2022-06-30"),
            "何平",
        ),
        lead(
            extended(due(task(3), "2022-06-30"), "2022-06-20", "2022-08-01"),
            "罗珊",
        ),
        long_term(task(4)),
        with(task(5), |card| {
            card.subject = Subject::Person("罗珊".to_owned());
            "个人的问题".clone_into(&mut card.problem);
        }),
    ]
}

#[test]
fn it_says_what_it_is_about() {
    let page = page(about(Names::None), &tasks());
    for text in [
        "<html lang=\"zh-CN\">",
        "<h1>清河区图书馆2021年度民主生活会整改作战图</h1>",
        "<time>2022年7月15日</time>",
        "范围：2021年度，班子",
        "另有个人材料中的问题<b data-count=\"persons_left_out\">1</b>个，未列入",
        "<code>15-2d71-1642-b726-b044-0162-7ca9-fbac-32f5</code>",
        "<dd data-count=\"problems\">4</dd>",
        "<dd data-count=\"overdue\">1</dd>",
        "<dd data-count=\"extended\">1</dd>",
        "aria-label=\"已完成整改1，正在推进1，长期坚持1，尚未启动1\"",
        "逾期15天",
        "今天 7月15日",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
}

#[test]
fn the_same_tasks_are_the_same_bytes() {
    let one = page(about(Names::Lead), &tasks());
    assert_eq!(one, page(about(Names::Lead), &tasks()));
}

#[test]
fn nothing_on_it_leads_outside() {
    let page = page(about(Names::All), &tasks());
    for sign in [
        "http:", "https:", "src=", "@import", "//cdn", "url(\"", "url('",
    ] {
        assert!(!page.contains(sign), "{sign}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn names_stand_there_only_when_asked_for() {
    let none = page(about(Names::None), &tasks());
    assert!(!none.contains("何平") && !none.contains("赵一鸣") && !none.contains("责任领导"));
    let leads = page(about(Names::Lead), &tasks());
    assert!(leads.contains("按班子成员顺序") && !leads.contains("赵一鸣"));
    // In the roster's order, though the other has more to do.
    let (first, second) = (leads.find("罗珊"), leads.find("何平"));
    assert!(first < second && second.is_some());
    assert!(page(about(Names::All), &tasks()).contains("赵一鸣"));
}

#[test]
fn persons_material_is_shown_only_to_who_asks() {
    assert!(!page(about(Names::All), &tasks()).contains("个人的问题"));
    let asked = About {
        with_persons: true,
        ..about(Names::None)
    };
    let page = page(asked, &tasks());
    assert!(page.contains("个人的问题") && !page.contains("未列入"));
}

#[test]
fn colour_never_stands_alone() {
    let page = page(about(Names::None), &tasks());
    for said in [
        "●</span>完成1",
        "▲</span>逾期1",
        "<td>●已销号",
        "▲逾期15天",
        "○未启动",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
}

#[test]
fn hostile_text_stays_text() {
    let hostile = [
        "</style></script><script>alert(1)</script>",
        "\"><img src=x onerror=alert(2)>",
        "' onmouseover='alert(3)",
        "{{ 7*7 }}{% raw %}{# #}",
        "<!-- --><svg onload=alert(4)>",
        "\u{202e}反\u{0}\u{1b}[31m",
        "emoji🚩",
    ];
    let mut tasks = Vec::new();
    for (number, text) in (1..).zip(hostile) {
        let text = text.to_owned();
        tasks.push(with(task(number), |card| {
            card.problem = text.clone();
            card.dept = Some(text.clone());
            card.dimension = Some(text.clone());
            card.lead = Some(text.clone());
            card.owner = Some(text.clone());
            card.deadline = Some(model::deadline::Deadline {
                phrase: text,
                term: None,
            });
        }));
    }
    let about = About {
        scope: hostile[0].to_owned(),
        ..about(Names::All)
    };
    let page = page(about, &tasks);
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("</style").count(), 1);
    for sign in [
        "<img",
        "<svg onload",
        "' onmouse",
        "\"><",
        "\u{202e}",
        "\u{0}",
        "\u{1b}",
    ] {
        let harmless = sign == "\"><";
        assert!(harmless || !page.contains(sign), "{sign:?}");
    }
    assert!(page.contains("{{ 7*7 }}{% raw %}") && page.contains("emoji🚩"));
}

#[test]
fn long_texts_and_far_days_stay_small() {
    let tasks: Vec<Task> = (1..=100)
        .map(|number| {
            let far = ["1600-01-01", "2899-12-31"][number as usize % 2];
            with(due(task(number), far), |card| {
                card.problem = "字".repeat(2000);
            })
        })
        .collect();
    let page = page(about(Names::None), &tasks);
    assert!(page.len() < 150_000, "{}", page.len());
    assert!(page.contains("2899-12-31") && page.contains("1600-01-01"));
    assert!(!page.contains("NaN%") && !page.contains("inf%"));
}

#[test]
fn one_task_and_none() {
    let none = page(about(Names::Lead), &[]);
    assert!(none.contains("这个范围里还没有问题") && !none.contains("<table"));
    let bare = with(task(1), |card| {
        card.dept = None;
        card.dimension = None;
    });
    let one = page(about(Names::Lead), &[bare]);
    for text in [
        "未定部门",
        "未写明方面",
        "还没有定下日期的时限",
        "没有逾期的",
    ] {
        assert!(one.contains(text), "{text}");
    }
}

#[test]
fn many_departments_are_one_bar_beyond_the_largest() {
    let tasks: Vec<Task> = (1..=30)
        .map(|number| {
            with(task(number), |card| {
                card.dept = Some(format!("第{}科", number % 20));
            })
        })
        .collect();
    let page = page(about(Names::None), &tasks);
    let from = page.find("按责任部门").expect("the panel");
    let panel = &page[from..from + page[from..].find("</section>").expect("its end")];
    assert!(panel.contains("其余14个合计"), "{panel}");
    let totals = panel.split("<b>").skip(1);
    let sum: u32 = totals
        .filter_map(|rest| rest.split('<').next()?.parse::<u32>().ok())
        .sum();
    assert_eq!(sum, 30);
}

#[test]
fn what_several_counted_is_the_same_page() {
    let book = book();
    let mut tasks = tasks();
    tasks.extend((6..40).map(|number| {
        let task = due(
            task(number),
            ["2022-06-30", "2022-07-20"][number as usize % 2],
        );
        with(task, |card| card.year = 2020 + (number / 30) as i32)
    }));
    let board = |from: usize, to: usize| {
        let mut board = Board::new(about(Names::All), day("2022-07-15"), &book);
        for task in &tasks[from..to] {
            board.count(&Counted::of(task));
        }
        board
    };
    let whole = page(about(Names::All), &tasks);
    for at in [0, 1, 3, 5, 20, tasks.len()] {
        let mut joined = board(0, at);
        joined.join(board(at, tasks.len()));
        for place in joined.wanted() {
            joined.show(place, &tasks[place]);
        }
        let joined = joined.html().expect("the template fits");
        assert!(joined == whole, "{at}");
    }
}

#[test]
fn a_hundred_thousand_tasks_are_a_page_that_says_what_it_leaves_out() {
    let book = book();
    let on = |number: u32| {
        if number.is_multiple_of(50) {
            "2022-06-30"
        } else {
            "2022-12-31"
        }
    };
    let tasks: Vec<Task> = (1..=100_000)
        .map(|number| due(task(number), on(number)))
        .collect();
    let board = Board::of(about(Names::Lead), day("2022-07-15"), &book, &tasks);
    let page = board.html().expect("the template fits");
    assert!(page.len() < 5_000_000, "{}", page.len());
    for text in [
        "<dd data-count=\"problems\">100000</dd>",
        "共100000个问题，这里列出最急的5000个",
        "其余95000个没有列入",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert_eq!(page.matches("<tr class=\"o\">").count(), 2000);
}
