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
        page.contains("有人改过") && page.contains("督查室") && page.contains("开了会"),
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
