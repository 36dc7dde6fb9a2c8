//! The grid in which many tasks are assigned.

use crate::office::{Office, field};

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
        ("_seen", "2"),
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
    let wrong = page.split("<tr class=\"wrong\">").skip(1);
    let wrong: Vec<&str> = wrong
        .map(|row| &row[..row.find("</tr>").unwrap()])
        .collect();
    assert!(wrong.len() == 1 && wrong[0].contains("材料多"), "{page}");
    assert!(page.contains("其余填了的已经写入"), "{page}");
    assert!(office.line(&["show", "1"]).contains("6月底前"));
    assert!(!office.line(&["show", "2"]).contains("政务中心"));
    // Mended, it is sent again: what the grid itself wrote is no change by others.
    let seen = field(&page, "_seen");
    let mut mended = fields;
    (mended[3].1, mended[5].1) = ("7月底前", &seen);
    let sent = office
        .session
        .post("/tasks/assign", office.session.fields(&mended));
    assert!(office.follow(&sent).contains("2022-07-31"));
}

#[test]
fn the_grid_is_of_the_tasks_that_were_found_and_says_what_it_leaves_out() {
    let office = Office::with(&["窗口办理慢", "材料多"]);
    let found = office.page("/tasks/assign?text=%E6%9D%90%E6%96%99");
    assert!(found.contains("材料多") && !found.contains("窗口办理慢"));
    let folder = tempfile::tempdir().expect("a folder");
    let register = folder.path().join("台账.csv");
    let rows = (1..=200).map(|n| format!("{n},第{n}个窗口没有人\n"));
    let text = format!("序号,存在问题\n{}", rows.collect::<String>());
    std::fs::write(&register, text).expect("written");
    let path = register.display().to_string();
    office.line(&["import", &path, "--year", "2021", "--subject", "班子"]);
    let rows = |page: &str| page.matches("name=\"n\"").count();
    let page = office.page("/tasks/assign");
    assert!(
        rows(&page) == 165 && page.contains("还有 37 项"),
        "{}",
        rows(&page)
    );
    let named: Vec<String> = (1..=202).map(|n| format!("n={n}")).collect();
    let page = office.page(&format!("/tasks/assign?{}", named.join("&")));
    assert_eq!(rows(&page), 165);
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
