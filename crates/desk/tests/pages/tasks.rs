//! The list, a task, and what is done with it.

use crate::office::{Office, field};

#[test]
fn an_empty_place_leads_to_its_first_steps() {
    let office = Office::with(&[]);
    let page = office.page("/");
    assert!(page.contains("还没有台账"), "{page}");
    assert!(
        page.contains("href=\"/do/init\"") && page.contains("href=\"/import\""),
        "{page}"
    );
    assert!(!page.contains("--help"), "{page}");
}

#[test]
fn the_list_filters_and_pages() {
    let problems: Vec<String> = (1..=53).map(|n| format!("第{n}个窗口办理慢")).collect();
    let problems: Vec<&str> = problems.iter().map(String::as_str).collect();
    let office = Office::with(&problems);
    let page = office.page("/tasks");
    assert!(page.contains("共 53 项，这里是第 1—50 项"), "{page}");
    assert!(page.contains("href=\"/tasks/50\"") && !page.contains("href=\"/tasks/51\""));
    assert!(page.contains("href=\"/tasks?page=2\""));
    let second = office.page("/tasks?page=2");
    assert!(second.contains("这里是第 51—53 项") && second.contains("href=\"/tasks/53\""));
    assert!(second.contains("href=\"/tasks?page=1\"") && !second.contains("下一页"));
    let found = office.page("/tasks?text=%E7%AC%AC7%E4%B8%AA");
    assert!(
        found.contains("共 1 项") && found.contains("ledger list --text 第7个"),
        "{found}"
    );
    let wrong = office.page("/tasks?due_from=%E6%98%8E%E5%B9%B4%E6%9F%90%E5%A4%A9");
    assert!(
        wrong.contains("aria-invalid=\"true\"") && wrong.contains("明年某天"),
        "{wrong}"
    );
}

#[test]
fn a_year_of_one_task_on_its_page() {
    let office = Office::with(&["窗口办理慢"]);
    let page = office.page("/tasks/1");
    assert!(
        page.contains("第 1 项　窗口办理慢") && page.contains("记进展"),
        "{page}"
    );
    let task = ("_task", "1");
    let noted = office.does(
        "log",
        &[
            ("numbers", "1"),
            task,
            ("text", "增设两个窗口"),
            ("figure", "增设窗口=2个"),
        ],
    );
    let page = office.follow(&noted);
    assert!(
        page.contains("已记入第 1 项（2022年3月15日，正在推进）"),
        "{page}"
    );
    assert!(page.contains("增设两个窗口［增设窗口2个］"), "{page}");
    assert!(
        page.contains("ledger log --figure 增设窗口=2个 -- 1 增设两个窗口"),
        "{page}"
    );
    let closed = office.does(
        "close",
        &[
            ("numbers", "1"),
            task,
            ("_yes", "1"),
            ("outcome", "办理时间减半"),
            ("verifier", "局党组会议"),
        ],
    );
    let page = office.follow(&closed);
    assert!(
        page.contains("已销号（2022-03-15，审核：局党组会议）"),
        "{page}"
    );
    // What is done with it now is another thing.
    assert!(
        page.contains("恢复整改") && !page.contains("id=\"form-log\""),
        "{page}"
    );
    assert!(office.line(&["verify"]).contains("完好"));
}

#[test]
fn what_can_not_be_done_is_told_at_its_field_and_nothing_typed_is_lost() {
    let office = Office::with(&["窗口办理慢"]);
    let fields = [
        ("numbers", "1"),
        ("text", "开了会<script>alert(1)</script>"),
        ("date", "2月30日"),
    ];
    let answer = office.does("log", &fields);
    let page = answer.text();
    assert_eq!(answer.status, 422, "{page}");
    assert!(
        page.contains("开了会&#60;script&#62;alert(1)&#60;/script&#62;"),
        "{page}"
    );
    let at_field = page.split("id=\"log-date\"").nth(1).expect("the field");
    assert!(
        at_field[..400].contains("class=\"wrong\"") && at_field.contains("2月30日"),
        "{at_field}"
    );
    let nothing = office.does("log", &[("numbers", "1"), ("text", " ")]);
    assert!(nothing.text().contains("请填写进展"), "{}", nothing.text());
    assert!(!office.line(&["show", "1"]).contains("进展情况"));
}

#[test]
fn a_form_that_comes_back_says_only_what_was_changed() {
    let office = Office::with(&["窗口办理慢"]);
    let fields = [("numbers", "1"), ("dept", "政务中心"), ("owner", "李某")];
    assert_eq!(office.does("edit", &fields).status, 303);
    let page = office.page("/tasks/1?do=edit");
    assert_eq!(field(&page, "owner"), "李某");
    let seen = field(&page, "_seen");
    let changed = office.does(
        "edit",
        &[
            ("numbers", "1"),
            ("_task", "1"),
            ("_held", "1"),
            ("_seen", seen.as_str()),
            ("problem", "窗口办理慢"),
            ("dept", "政务中心"),
            ("owner", ""),
        ],
    );
    let page = office.follow(&changed);
    assert!(
        page.contains("ledger edit --owner &#34;&#34; -- 1"),
        "{page}"
    );
    assert!(!office.line(&["show", "1"]).contains("李某（"));
    assert!(office.line(&["show", "1"]).contains("政务中心"));
}

/// A form that was never filled with what a task holds takes nothing away by what it leaves empty.
#[test]
fn empty_fields_of_an_empty_form_say_nothing() {
    let office = Office::with(&["窗口办理慢", "材料多"]);
    let all = [
        ("numbers", "1-2"),
        ("dept", "政务中心"),
        ("owner", "李某"),
        ("detail", "要等半天"),
    ];
    assert_eq!(office.does("edit", &all).status, 303);
    // The page about one task is filled with what it holds.
    let page = office.page("/do/edit?numbers=1");
    assert_eq!(field(&page, "owner"), "李某");
    assert_eq!(field(&page, "_held"), "1");
    for numbers in ["1", "1-2"] {
        let sent = [
            ("numbers", numbers),
            ("reason", "人手不够"),
            ("dept", ""),
            ("owner", ""),
            ("detail", ""),
        ];
        assert_eq!(office.does("edit", &sent).status, 303);
        let task = office.line(&["show", "1"]);
        for text in ["政务中心", "李某", "要等半天", "人手不够"] {
            assert!(task.contains(text), "{numbers}: {task}");
        }
    }
}

/// A form that was filled with what one task holds, and sent for another.
#[test]
fn what_was_filled_in_for_another_task_is_not_written_to_this_one() {
    let office = Office::with(&["窗口办理慢", "材料多"]);
    office.line(&["edit", "1", "--dept", "政务中心", "--owner", "李某"]);
    office.line(&["edit", "2", "--owner", "王某"]);
    let page = office.page("/do/edit?numbers=1");
    let seen = field(&page, "_seen");
    let sent = [
        ("numbers", "2"),
        ("_held", "1"),
        ("_seen", seen.as_str()),
        ("problem", "窗口办理慢"),
        ("dept", "政务中心"),
        ("owner", ""),
        ("lead", "赵某"),
    ];
    assert_eq!(office.does("edit", &sent).status, 303);
    let task = office.line(&["show", "2"]);
    assert!(
        task.contains("材料多") && task.contains("王某") && task.contains("赵某"),
        "{task}"
    );
    assert!(!task.contains("政务中心"), "{task}");
}

#[test]
fn codes_in_addresses_are_codes() {
    let office = Office::with(&["窗口办理慢"]);
    for path in [
        "/tasks/--help",
        "/tasks/-1",
        "/tasks/1%3B",
        "/tasks/%2e%2e",
        "/do/nothing",
    ] {
        let status = office.session.get(path).status;
        assert!([400, 404].contains(&status), "{path}: {status}");
    }
    assert!(
        office
            .session
            .get("/tasks/9")
            .text()
            .contains("没有编号为 9 的任务")
    );
}

#[test]
fn a_form_of_a_task_that_is_refused_stays_as_it_stood_there() {
    let office = Office::with(&["窗口办理慢"]);
    let fields = [
        ("numbers", "1"),
        ("text", "增设两个窗口"),
        ("date", "哪天"),
        ("_task", "1"),
    ];
    let refused = office.does("log", &fields);
    assert_eq!(refused.status, 422);
    let page = refused.text();
    let (at_once, more) = page
        .split_once("更多可填的")
        .expect("the rest is shut away");
    assert!(
        at_once.contains("aria-invalid") && !at_once.contains("name=\"told\""),
        "{page}"
    );
    assert!(more.contains("name=\"told\""), "{page}");
    assert!(
        page.contains("type=\"hidden\" name=\"numbers\" value=\"1\""),
        "{page}"
    );
}

#[test]
fn a_form_of_one_task_is_as_on_its_page() {
    let office = Office::with(&["窗口办理慢"]);
    let page = office.page("/do/close?numbers=1");
    assert!(
        page.contains("href=\"/tasks/1\">第 1 项</a>　窗口办理慢"),
        "{page}"
    );
    assert!(!page.contains("id=\"close-numbers\""), "{page}");
    // Of several the numbers stand in one place.
    let page = office.page("/do/log?numbers=1-2");
    assert_eq!(page.matches("name=\"numbers\"").count(), 1, "{page}");
}
