//! The grid in which notes of several tasks are written.

use crate::office::{Office, field};

fn fields<'a>(rest: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [("n", "1"), ("n", "2"), ("n", "3")]
        .into_iter()
        .chain(rest.iter().copied())
        .collect()
}

#[test]
fn each_row_that_says_something_is_a_note_of_its_own() {
    let office = Office::with(&["窗口办理慢", "材料多", "回访少"]);
    let page = office.page("/tasks/notes");
    assert!(
        page.contains("name=\"text-3\"") && page.contains("aria-label=\"第 2 项的数据\""),
        "{page}"
    );
    let sent = fields(&[
        ("text-1", "增设两个窗口"),
        ("figure-1", "增设窗口2个"),
        ("text-2", " "),
        ("text-3", "回访了一遍"),
        ("date-3", "3月8日"),
        ("status-3", "基本完成"),
    ]);
    let sent = office
        .session
        .post("/tasks/notes", office.session.fields(&sent));
    let page = office.follow(&sent);
    assert!(
        page.contains("log --figure 增设窗口2个 -- 1 增设两个窗口")
            && page.contains("已记入第 3 项（2022年3月8日，基本完成）"),
        "{page}"
    );
    assert!(page.contains("记了 2 项"), "{page}");
    assert!(!page.contains("已记入第 2 项"), "{page}");
    // What was written does not stand there to be written again.
    assert!(!page.contains("增设两个窗口</textarea>"), "{page}");
}

#[test]
fn a_row_that_can_not_be_written_says_why_and_keeps_its_words() {
    let office = Office::with(&["窗口办理慢", "材料多", "回访少"]);
    let sent = fields(&[
        ("text-1", "增设两个窗口"),
        ("text-2", "精简了三样"),
        ("date-2", "哪天"),
    ]);
    let sent = office
        .session
        .post("/tasks/notes", office.session.fields(&sent));
    let page = sent.text();
    assert_eq!(sent.status, 422);
    assert!(page.contains("第 2 项没有写入"), "{page}");
    assert!(
        page.contains("精简了三样</textarea>") && page.contains("value=\"哪天\""),
        "{page}"
    );
    assert!(!page.contains("增设两个窗口</textarea>"), "{page}");
    assert!(page.contains("已记入第 1 项"), "{page}");
}

#[test]
fn a_question_is_told_in_its_row() {
    let office = Office::with(&["窗口办理慢", "材料多", "回访少"]);
    let send = |rest: &[(&str, &str)]| {
        let fields = office.session.fields(&fields(rest));
        office.session.post("/tasks/notes", fields)
    };
    let again = [("text-1", "学了一次"), ("date-1", "3月1日")];
    office.follow(&send(&again));
    let page = send(&again).text();
    assert!(
        page.contains("仍要再记一次吗") && page.contains("学了一次</textarea>"),
        "{page}"
    );
}

#[test]
fn who_wrote_meanwhile_is_told_first() {
    let office = Office::with(&["窗口办理慢", "材料多", "回访少"]);
    let page = office.page("/tasks/notes");
    let seen = field(&page, "_seen");
    office.line(&["log", "2", "别人先记了一条"]);
    let send = |number: &str, text: &str| {
        let name = format!("text-{number}");
        let fields = fields(&[(&name, text), ("_seen", &seen)]);
        office
            .session
            .post("/tasks/notes", office.session.fields(&fields))
    };
    let answer = send("2", "我也记一条");
    let page = answer.text();
    assert_eq!(answer.status, 409);
    assert!(
        page.contains("别人先记了一条") && page.contains("我也记一条</textarea>"),
        "{page}"
    );
    // Of the others nobody wrote.
    let page = office.follow(&send("1", "增设两个窗口"));
    assert!(page.contains("已记入第 1 项"), "{page}");
}

#[test]
fn nothing_filled_in_is_told() {
    let office = Office::with(&["窗口办理慢", "材料多", "回访少"]);
    let fields = fields(&[("text-1", " ")]);
    let answer = office
        .session
        .post("/tasks/notes", office.session.fields(&fields));
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("什么也没有记"), "{}", answer.text());
}
