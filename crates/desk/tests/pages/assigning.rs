//! The grid in which many tasks are assigned.

use crate::office::Office;

#[test]
fn what_was_changed_is_written_and_alike_together() {
    let office = Office::with(&["窗口办理慢", "材料多", "回访少"]);
    let page = office.page("/tasks/assign");
    assert!(
        page.contains("name=\"dept-3\"") && page.contains("aria-label=\"第 2 项的整改时限\""),
        "{page}"
    );
    let fields = [
        ("n", "1"),
        ("n", "2"),
        ("n", "3"),
        ("dept-1", "政务中心"),
        ("dept-2", "政务中心"),
        ("dept-3", ""),
        ("due-1", "6月底前"),
        ("due-2", "6月底前"),
        ("due-3", ""),
        ("lead-1", ""),
        ("lead-2", ""),
        ("lead-3", "王某"),
    ];
    let sent = office
        .session
        .post("/tasks/assign", office.session.fields(&fields));
    let page = office.follow(&sent);
    assert!(
        page.contains("ledger edit --dept 政务中心 --due 6月底前 -- 1、2"),
        "{page}"
    );
    assert!(
        page.contains("ledger edit --lead 王某 -- 3") && page.contains("2022-06-30"),
        "{page}"
    );
    // Two commands, though three tasks were changed; and none for what stays.
    let again = office
        .session
        .post("/tasks/assign", office.session.fields(&fields));
    let page = office.follow(&again);
    assert!(!page.contains("ledger edit"), "{page}");
}

#[test]
fn a_row_that_can_not_be_written_says_why_and_the_others_are() {
    let office = Office::with(&["窗口办理慢", "材料多"]);
    let fields = [
        ("n", "1"),
        ("n", "2"),
        ("due-1", "6月底前"),
        ("due-2", "哪天都行"),
        ("dept-2", "政务中心"),
    ];
    let sent = office
        .session
        .post("/tasks/assign", office.session.fields(&fields));
    let page = sent.text();
    assert_eq!(sent.status, 422);
    assert!(
        page.contains("看不懂时限“哪天都行”") && page.contains("value=\"政务中心\""),
        "{page}"
    );
    assert!(office.line(&["show", "1"]).contains("6月底前"));
    assert!(!office.line(&["show", "2"]).contains("政务中心"));
}

#[test]
fn a_deadline_is_told_as_a_day_while_it_is_typed() {
    let office = Office::with(&["窗口办理慢"]);
    assert_eq!(
        office.page("/due?n=1&text=6%E6%9C%88%E5%BA%95%E5%89%8D"),
        "2022-06-30"
    );
    assert_eq!(office.page("/due?n=1&text=%E5%93%AA%E5%A4%A9"), "");
}

#[test]
fn a_deadline_can_not_be_taken_away_in_silence() {
    let office = Office::with(&["窗口办理慢"]);
    office.line(&["edit", "1", "--due", "6月底前"]);
    let seen = crate::office::field(&office.page("/tasks/assign"), "_seen");
    let fields = [
        ("n", "1"),
        ("_seen", seen.as_str()),
        ("due-1", ""),
        ("dept-1", "政务中心"),
    ];
    let sent = office
        .session
        .post("/tasks/assign", office.session.fields(&fields));
    assert_eq!(sent.status, 422);
    assert!(sent.text().contains("第 1 项没有写入"), "{}", sent.text());
    assert!(office.line(&["show", "1"]).contains("6月底前"));
}
