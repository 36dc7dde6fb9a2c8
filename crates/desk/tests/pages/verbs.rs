//! Any verb as a form.

use crate::common::wire::Part;
use crate::office::{Office, field};

#[test]
fn every_verb_has_its_page() {
    let office = Office::with(&["窗口办理慢"]);
    let more = office.page("/more");
    let places: Vec<&str> = more
        .split("href=\"/do/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(places.len() > 35, "{places:?}");
    assert!(
        more.matches("<h2>").count() > 4,
        "under their headings: {more}"
    );
    for verb in places {
        let page = office.page(&format!("/do/{verb}"));
        assert!(page.contains(&format!("action=\"/do/{verb}\"")), "{verb}");
    }
}

#[test]
fn what_only_shows_is_shown_as_a_table() {
    let office = Office::with(&["窗口办理慢"]);
    let page = office.page("/do/stats?_go=1&by=dept");
    assert!(
        page.contains("<table>") && page.contains("ledger stats --by dept"),
        "{page}"
    );
    let found = office.page("/do/search?_go=1&words=%E7%AA%97%E5%8F%A3");
    assert!(
        found.contains("<mark>窗口</mark>") && found.contains("href=\"/tasks/1\""),
        "{found}"
    );
    // What was chosen stays chosen; nothing is shown before it is asked for.
    assert!(page.contains("<option value=\"dept\" selected>"), "{page}");
    assert!(!office.page("/do/stats?by=dept").contains("<table>"));
}

/// More rows than a page shows: it says so, and the sum is not lost.
#[test]
fn a_long_table_ends_with_its_sum_and_says_that_it_is_cut() {
    let office = Office::with(&[]);
    let folder = tempfile::tempdir().expect("a folder");
    let register = folder.path().join("台账.csv");
    let rows = (1..=501).map(|n| format!("{n},窗口没有人,第{n}科\n"));
    let text = format!("序号,存在问题,责任部门\n{}", rows.collect::<String>());
    std::fs::write(&register, text).expect("written");
    let path = register.display().to_string();
    office.line(&["import", &path, "--year", "2021", "--subject", "班子"]);
    let page = office.page("/do/stats?_go=1&by=dept");
    let (_, rows) = page.split_once("<tbody>").expect("rows");
    let rows = &rows[..rows.find("</tbody>").expect("their end")];
    assert_eq!(rows.matches("<tr").count(), 501, "500 and the sum");
    let (_, sum) = rows.split_once("class=\"total\"").expect("a sum");
    assert!(
        sum.contains("501") && page.contains("只列出了前 500 行"),
        "{sum}"
    );
}

#[test]
fn names_are_offered_as_the_ledger_has_them_now() {
    let office = Office::with(&["窗口办理慢", "材料多"]);
    let offered = |list: &str| -> Vec<String> {
        let page = office.page("/do/edit");
        let list = page.split(&format!("<datalist id=\"{list}\">")).nth(1);
        let list = list.and_then(|list| list.split("</datalist>").next());
        let options = list.expect("a list").split("value=\"").skip(1);
        let names = options.filter_map(|option| option.split('"').next());
        names.map(str::to_owned).collect()
    };
    office.line(&[
        "edit",
        "1",
        "--dept",
        "人事科",
        "--lead",
        "王某",
        "--owner",
        "李某",
    ]);
    assert_eq!(offered("depts"), ["人事科"]);
    assert_eq!(
        (offered("leads"), offered("owners")),
        (vec!["王某".into()], vec!["李某".into()])
    );
    office.line(&["edit", "2", "--dept", "财务科"]);
    let mut depts = offered("depts");
    depts.sort();
    assert_eq!(depts, ["人事科", "财务科"]);
}

#[test]
fn several_values_of_a_field_come_back() {
    let office = Office::with(&[]);
    let fields = [
        ("problem", "窗口办理慢"),
        ("measure", "加开窗口"),
        ("measure", "延长时间"),
        ("year", "哪一年"),
    ];
    let answer = office.does("add", &fields);
    assert_eq!(answer.status, 422);
    let page = answer.text();
    let places = page.matches("name=\"measure\"").count();
    assert!(
        page.contains("加开窗口") && page.contains("延长时间"),
        "{page}"
    );
    assert_eq!(places, 3, "one more can be given: {page}");
}

#[test]
fn what_has_to_be_agreed_to_is_asked() {
    let office = Office::with(&["窗口办理慢"]);
    // What it would take back is seen before anything is pressed.
    let form = office.page("/do/undo");
    assert!(
        form.contains("会撤回") && form.contains("窗口办理慢"),
        "{form}"
    );
    let asked = office.does("undo", &[]);
    assert_eq!(asked.status, 422);
    let page = asked.text();
    assert!(
        page.contains("是，撤销") && page.contains("窗口办理慢"),
        "{page}"
    );
    assert!(office.line(&["list"]).contains("窗口办理慢"));
    let done = office.does("undo", &[("_yes", "1")]);
    assert_eq!(done.status, 303, "{}", done.text());
    assert!(!office.line(&["list"]).contains("窗口办理慢"));
}

#[test]
fn the_same_note_twice_is_asked_about() {
    let office = Office::with(&["窗口办理慢"]);
    let fields = [("numbers", "1"), ("text", "增设两个窗口")];
    assert_eq!(office.does("log", &fields).status, 303);
    let asked = office.does("log", &fields);
    assert_eq!(asked.status, 422);
    assert!(
        asked.text().contains("仍要再记一次吗") && asked.text().contains("value=\"增设两个窗口\"")
    );
    let agreed = [("numbers", "1"), ("text", "增设两个窗口"), ("_yes", "1")];
    assert_eq!(office.does("log", &agreed).status, 303);
}

#[test]
fn files_that_are_made_are_there_to_be_saved() {
    let office = Office::with(&["窗口办理慢"]);
    let page = office.follow(&office.does("export", &[("output", "整改台账.xlsx")]));
    let place = page.split("class=\"file\" href=\"").nth(1).expect("a file");
    let place = &place[..place.find('"').expect("its end")];
    let file = office.session.get(place);
    assert!(file.body.starts_with(b"PK"), "{}", file.text());
    assert!(page.contains("ledger export -o 整改台账.xlsx"), "{page}");
    assert!(!page.contains("已写入"), "it is there to be saved: {page}");
    // What it is noted as in the ledger is what was saved.
    let folder = tempfile::tempdir().expect("a folder");
    let saved = folder.path().join("整改台账.xlsx");
    std::fs::write(&saved, &file.body).expect("saved");
    let told = office.line(&["verify", "--against", saved.to_str().expect("text")]);
    assert!(told.contains("整改台账.xlsx"), "{told}");
}

#[test]
fn every_file_that_a_command_makes_can_be_saved() {
    let office = Office::with(&["窗口办理慢"]);
    let folder = tempfile::tempdir().expect("a folder");
    let proof = folder.path().join("照片.txt");
    std::fs::write(&proof, "照片").expect("a file");
    office.line(&["init", "--name", "城南政务中心"]);
    office.line(&["attach", "1", &proof.display().to_string()]);
    office.line(&["edit", "1", "--dept", "窗口科", "--due", "3月1日前"]);
    for (verb, field, name, saved) in [
        ("backup", "to", "台账备份.db", "台账备份.db"),
        ("pack", "output", "上报包.lpk", "上报包.lpk"),
        ("evidence", "out", "佐证材料", "001 窗口办理慢 01 照片.txt"),
        ("remind", "letter", "催办函", "整改督办单-窗口科.docx"),
        ("remind", "ics", "整改时限.ics", "整改时限.ics"),
        ("export", "output", "整改台账.csv", "整改台账.csv"),
        ("stats", "output", "统计.csv", "统计.csv"),
        ("stats", "output", "统计.json", "统计.json"),
        ("board", "output", "作战图.html", "作战图.html"),
        ("form", "output", "销号审核表", "销号审核表（第1项）.docx"),
    ] {
        let form = office.page(&format!("/do/{verb}"));
        assert!(
            form.contains(&format!("value=\"{name}\"")),
            "{verb}: {form}"
        );
        let page = if form.contains("method=\"post\"") && form.contains("name=\"_seen\"") {
            let numbers = ("numbers", if verb == "form" { "1" } else { "" });
            office.follow(&office.does(verb, &[(field, name), numbers]))
        } else {
            let name = name.bytes().map(|byte| format!("%{byte:02X}"));
            office.page(&format!(
                "/do/{verb}?_go=1&{field}={}",
                name.collect::<String>()
            ))
        };
        let link = page
            .split("class=\"file\" href=\"")
            .skip(1)
            .find(|link| link.contains(&format!(">{saved}</a>")))
            .unwrap_or_else(|| panic!("{verb} {name}: {page}"));
        let place = link.split('"').next().expect("a place");
        let file = office.session.get(place);
        assert!(file.status == 200 && !file.body.is_empty(), "{verb} {name}");
    }
}

/// Nothing of this machine can be named in a form or an address: files are those that were sent, what is made gets
/// a name of the program's.
#[test]
fn no_place_of_the_machine_can_be_named() {
    let office = Office::with(&["窗口办理慢"]);
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| folder.path().join(name).to_str().expect("text").to_owned();
    std::fs::write(place("秘.txt"), "不该进台账").expect("written");
    let secret = place("秘.txt");
    let attached = office.does(
        "attach",
        &[
            ("number", "1"),
            ("numbers", "1"),
            ("files", secret.as_str()),
        ],
    );
    assert_eq!(attached.status, 422, "{}", attached.text());
    assert!(!office.line(&["show", "1"]).contains("佐证材料"));
    let made = place("出.csv");
    office.does("export", &[("output", made.as_str())]);
    office.does("backup", &[("to", place("备.db").as_str())]);
    let looked = format!("/do/stats?_go=1&output={}", place("统计.csv"));
    assert!(office.page(&looked).contains("<table>"));
    office.page(&format!("/board?output={}", place("图.html")));
    office.page(&format!(
        "/report?year=2022&init_templates={}&draft={}",
        place("语"),
        place("稿.md")
    ));
    office.page(&format!("/report?year=2022&take={secret}"));
    let fields = [("out", place("下发"))];
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(id, text)| (*id, text.as_str()))
        .collect();
    office
        .session
        .post("/forms/out", office.session.fields(&fields));
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn files_that_were_chosen_need_not_be_chosen_again() {
    let office = Office::with(&["窗口办理慢"]);
    let sends = |parts: &[Part<'_>]| office.session.post("/do/log", office.session.parts(parts));
    let refused = sends(&[
        ("numbers", None, b"1"),
        ("text", None, "增设两个窗口".as_bytes()),
        ("date", None, "2月30日".as_bytes()),
        ("evidence", Some("照片.txt"), b"one"),
    ]);
    let page = refused.text();
    assert_eq!(refused.status, 422);
    assert!(page.contains("不用重选：照片.txt"), "{page}");
    let kept = field(&page, "_files");
    let done = sends(&[
        ("numbers", None, b"1"),
        ("text", None, "增设两个窗口".as_bytes()),
        ("date", None, "3月1日".as_bytes()),
        ("_files", None, kept.as_bytes()),
    ]);
    assert_eq!(done.status, 303, "{}", done.text());
    assert!(office.line(&["show", "1"]).contains("照片.txt"));
    // What is kept no longer is not done without.
    let other = [
        ("numbers", "1"),
        ("text", "又开了会"),
        ("_files", kept.as_str()),
    ];
    let refused = office.does("log", &other);
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("请重新选一次"),
        "{}",
        refused.text()
    );
    assert!(!office.line(&["show", "1"]).contains("又开了会"));
}

#[test]
fn a_file_chosen_later_comes_to_those_chosen_before() {
    let office = Office::with(&["窗口办理慢"]);
    let sends = |date: &str, kept: &str, name: &str| {
        office.session.post(
            "/do/log",
            office.session.parts(&[
                ("numbers", None, b"1"),
                ("text", None, "增设两个窗口".as_bytes()),
                ("date", None, date.as_bytes()),
                ("_files", None, kept.as_bytes()),
                ("evidence", Some(name), name.as_bytes()),
            ]),
        )
    };
    let kept = field(&sends("2月30日", "", "照片1.txt").text(), "_files");
    assert_eq!(sends("3月1日", &kept, "照片2.txt").status, 303);
    let task = office.line(&["show", "1"]);
    assert!(
        task.contains("照片1.txt") && task.contains("照片2.txt"),
        "{task}"
    );
}

#[test]
fn what_lacks_is_asked_about_before_it_is_closed() {
    let office = Office::with(&["窗口办理慢"]);
    let sends = |parts: &[Part<'_>]| {
        office
            .session
            .post("/do/close", office.session.parts(parts))
    };
    let asked = sends(&[
        ("numbers", None, b"1"),
        ("evidence", Some("照片.txt"), b"one"),
    ]);
    let page = asked.text();
    assert_eq!(asked.status, 422);
    assert!(
        page.contains("就这样销号吗？") && page.contains("整改成效"),
        "{page}"
    );
    assert!(!page.contains("佐证材料，就"), "{page}");
    assert!(!office.line(&["show", "1"]).contains("已销号"));
    let kept = field(&page, "_files");
    let agreed = [("numbers", "1"), ("_files", kept.as_str()), ("_yes", "1")];
    assert_eq!(office.does("close", &agreed).status, 303);
    let task = office.line(&["show", "1"]);
    assert!(
        task.contains("已销号") && task.contains("照片.txt"),
        "{task}"
    );
}

#[test]
fn sentences_call_options_by_their_fields() {
    let office = Office::with(&["窗口办理慢"]);
    let found = office.page("/do/search?_go=1&words=%E6%B2%A1%E6%9C%89%E7%9A%84");
    assert!(
        found.contains("要加“单位”all") && !found.contains("--unit"),
        "{found}"
    );
    let form = office.page("/do/stats");
    assert!(
        form.contains("存为文件") && !form.contains("写到这个文件"),
        "{form}"
    );
}
