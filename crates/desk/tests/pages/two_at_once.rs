//! A page and a command line at one ledger: neither loses or hides what the other wrote.

use crate::office::{Office, field};

#[test]
fn what_changed_meanwhile_is_told_before_anything_is_written() {
    let office = Office::with(&["窗口办理慢", "材料多"]);
    let page = office.page("/tasks/1");
    let seen = field(&page, "_seen");
    office.line(&["edit", "1", "--dept", "督查室"]);
    assert_eq!(office.page(&format!("/changed?since={seen}")), "1");
    let fields = [
        ("numbers", "1"),
        ("_task", "1"),
        ("_seen", seen.as_str()),
        ("text", "开了会"),
    ];
    let told = office.does("log", &fields);
    let page = told.text();
    assert_eq!(told.status, 409);
    assert!(
        page.contains("台账有了变动") && page.contains("督查室") && page.contains("开了会"),
        "{page}"
    );
    assert!(!office.line(&["show", "1"]).contains("开了会"));
    // Seen now; the form is carried out as it was filled in.
    let seen = field(&page, "_seen");
    let fields = [
        ("numbers", "1"),
        ("_task", "1"),
        ("_seen", seen.as_str()),
        ("text", "开了会"),
    ];
    assert!(
        office
            .follow(&office.does("log", &fields))
            .contains("开了会")
    );
    // What changed elsewhere is in nobody's way.
    let seen = field(&office.page("/tasks/2"), "_seen");
    office.line(&["log", "1", "又开了会"]);
    let fields = [
        ("numbers", "2"),
        ("_seen", seen.as_str()),
        ("text", "减了三样材料"),
    ];
    assert_eq!(office.does("log", &fields).status, 303);
}

#[test]
fn the_grid_is_told_too() {
    let office = Office::with(&["窗口办理慢"]);
    let seen = field(&office.page("/tasks/assign"), "_seen");
    office.line(&["edit", "1", "--dept", "督查室"]);
    let fields = [("n", "1"), ("_seen", seen.as_str()), ("dept-1", "政务中心")];
    let told = office
        .session
        .post("/tasks/assign", office.session.fields(&fields));
    assert_eq!(told.status, 409);
    assert!(told.text().contains("督查室") && told.text().contains("value=\"政务中心\""));
    assert!(office.line(&["show", "1"]).contains("督查室"));
}

/// What the other one wrote stays when the form is sent again: only what was touched is written.
#[test]
fn sent_again_it_takes_nothing_of_the_others_back() {
    let office = Office::with(&["窗口办理慢"]);
    office.line(&["edit", "1", "--dept", "甲科", "--owner", "李某"]);
    // In the grid.
    let seen = field(&office.page("/tasks/assign"), "_seen");
    office.line(&["edit", "1", "--dept", "乙科"]);
    let grid = |seen: &str, dept: &str| {
        let fields = [
            ("n", "1"),
            ("_seen", seen),
            ("dept-1", dept),
            ("owner-1", "王某"),
        ];
        office
            .session
            .post("/tasks/assign", office.session.fields(&fields))
    };
    let page = grid(&seen, "甲科").text();
    assert_eq!(field(&page, "dept-1"), "乙科");
    assert_eq!(field(&page, "owner-1"), "王某");
    assert_eq!(grid(&field(&page, "_seen"), "乙科").status, 303);
    let task = office.line(&["show", "1"]);
    assert!(task.contains("乙科") && task.contains("王某"), "{task}");
    // In the form.
    let seen = field(&office.page("/do/edit?numbers=1"), "_seen");
    office.line(&["edit", "1", "--dept", "丙科"]);
    let form = |seen: &str, dept: &str| {
        office.does(
            "edit",
            &[
                ("numbers", "1"),
                ("_held", "1"),
                ("_seen", seen),
                ("dept", dept),
                ("lead", "赵某"),
            ],
        )
    };
    let told = form(&seen, "乙科");
    assert_eq!(told.status, 409);
    let page = told.text();
    assert_eq!(field(&page, "dept"), "丙科");
    assert_eq!(form(&field(&page, "_seen"), "丙科").status, 303);
    let task = office.line(&["show", "1"]);
    assert!(task.contains("丙科") && task.contains("赵某"), "{task}");
}

#[test]
fn numbers_are_those_that_the_command_reads() {
    let office = Office::with(&["窗口办理慢", "材料多", "回访少"]);
    let seen = field(&office.page("/tasks/1"), "_seen");
    office.line(&["edit", "2", "--dept", "督查室"]);
    for numbers in ["1至3", "１—３", "第2项"] {
        let fields = [
            ("numbers", numbers),
            ("_seen", seen.as_str()),
            ("text", "开了会"),
        ];
        assert_eq!(office.does("log", &fields).status, 409, "{numbers}");
    }
    // A ledger that was put back to an earlier day.
    let told = office.does(
        "log",
        &[("numbers", "1"), ("_seen", "9999"), ("text", "开了会")],
    );
    assert_eq!(told.status, 409);
    assert!(told.text().contains("还原过"), "{}", told.text());
}
