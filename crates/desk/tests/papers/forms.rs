//! Forms go out and come home: looked at, decided, recorded.

use crate::common::wire::Part;
use crate::returned::Copied;
use crate::{Desk, HOSTILE, all_between, between, lines, plain};

/// Two departments with a problem each; the second is called like a page.
fn desk() -> Desk {
    Desk::of(
        "2022-03-15",
        &[
            &["init", "--name", "东街图书馆"],
            &[
                "add",
                "座位不够",
                "--year",
                "2021",
                "--dept",
                "读者部",
                "--due",
                "6月底前",
            ],
            &[
                "add",
                "空调太吵",
                "--year",
                "2021",
                "--dept",
                HOSTILE,
                "--due",
                "6月底前",
            ],
        ],
    )
}

/// Sends forms out; the department's own as it was saved.
fn out(desk: &Desk, name: &str) -> Vec<u8> {
    let page = desk
        .follow(&desk.post("/forms/out", &[("round", "第一季度")]))
        .text();
    assert!(!page.contains("<img"), "{page}");
    let files = all_between(&page, "<a class=\"file\" href=\"", "\"");
    // One a department, and all of them together.
    assert_eq!(files.len(), 3, "{page}");
    let zip = desk.session.get(files[2]);
    assert_eq!(zip.header("content-type"), Some("application/zip"));
    let place = all_between(&page, "<a class=\"file\" href=\"", "</a>");
    let own = place
        .iter()
        .find(|place| place.contains(&format!(">整改填报表-{name}")))
        .expect(name);
    desk.session
        .get(own.split('"').next().expect("a place"))
        .body
}

fn filled(form: &[u8], cells: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut copied = Copied::of(form);
    for (code, title, text) in cells {
        copied.form().fill(code, title, text);
    }
    copied.bytes()
}

/// Where the look at these files is.
fn sent(desk: &Desk, files: &[Part<'_>]) -> String {
    let answer = desk.session.post("/forms/home", desk.session.parts(files));
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").expect("a place").to_owned()
}

#[test]
fn a_changed_cell_is_looked_at_first_and_recorded_then() {
    let desk = desk();
    let form = out(&desk, "读者部");
    let form = filled(&form, &[("1", "本期进展情况", "添了<b>二十</b>个座位")]);
    let place = sent(&desk, &[("files", Some("读者部.xlsx"), &form)]);
    let before = desk.tells(&["history", "1"]);
    let page = desk.session.get(&place).text();
    let shown = plain(&page);
    assert!(
        shown.contains("添了<b>二十</b>个座位") && shown.contains("可以录入 1 处改动"),
        "{shown}"
    );
    assert!(
        !page.contains("<b>二十") && page.contains("ledger collect 读者部.xlsx"),
        "{page}"
    );
    assert_eq!(desk.tells(&["history", "1"]), before);
    let seen = between(&page, "name=\"_seen\" value=\"", "\"");
    let page = desk.follow(&desk.post(&place, &[("_seen", seen)])).text();
    assert!(plain(&page).contains("录入 1 处改动"), "{page}");
    assert!(desk.tells(&["history", "1"]).contains("二十"));
    // Who has not returned his is told.
    let page = plain(&desk.session.get("/forms").text());
    assert!(page.contains("还有 1 个部门没有交回"), "{page}");
}

#[test]
fn what_both_sides_changed_is_decided_either_way() {
    for (argument, left) in [("theirs", "部门的打算"), ("ours", "办公室的打算")] {
        let desk = desk();
        let form = out(&desk, "读者部");
        let form = filled(
            &form,
            &[
                ("1", "下步措施", "部门的打算"),
                ("1", "本期进展情况", "量了尺寸"),
            ],
        );
        lines(
            &desk.place,
            "2022-03-16",
            &[&["edit", "1", "--next", "办公室的打算"]],
        );
        let place = sent(&desk, &[("files", Some("读者部.xlsx"), &form)]);
        let page = desk.session.get(&place).text();
        let decides = between(&page, "<fieldset class=\"decide\">", "</fieldset>");
        let name = between(decides, "name=\"", "\"");
        assert!(plain(decides).contains("部门的打算") && plain(decides).contains("办公室的打算"));
        let seen = between(&page, "name=\"_seen\" value=\"", "\"");
        // Left open it is asked again, and the rest recorded.
        let open = desk.post(&place, &[("_seen", seen), (name, "")]);
        let page = desk.follow(&open).text();
        assert!(plain(&page).contains("还有 1 处冲突没有定"), "{page}");
        let seen = between(&page, "name=\"_seen\" value=\"", "\"");
        let chosen = format!("{argument}=1:下步措施");
        assert!(page.contains(&format!("value=\"{chosen}\"")), "{page}");
        let page = desk
            .follow(&desk.post(&place, &[("_seen", seen), (name, &chosen)]))
            .text();
        assert!(page.contains(&format!("--{argument}")), "{page}");
        let task = desk.tells(&["show", "1"]);
        assert!(task.contains(&format!("下步措施　{left}")), "{task}");
        assert!(task.contains("量了尺寸"), "{task}");
    }
}

#[test]
fn who_looked_before_others_wrote_looks_again() {
    let desk = desk();
    let form = out(&desk, "读者部");
    let form = filled(&form, &[("1", "本期进展情况", "添了座位")]);
    let place = sent(&desk, &[("files", Some("读者部.xlsx"), &form)]);
    let seen = between(
        &desk.session.get(&place).text(),
        "name=\"_seen\" value=\"",
        "\"",
    )
    .to_owned();
    lines(&desk.place, "2022-03-16", &[&["log", "2", "问了厂家"]]);
    let again = desk.post(&place, &[("_seen", &seen)]);
    assert_eq!(again.status, 409);
    assert!(!desk.tells(&["history", "1"]).contains("添了座位"));
}

#[test]
fn each_decision_counts_stays_and_is_no_other_word_of_a_line() {
    let desk = desk();
    let form = out(&desk, "读者部");
    let cells = [
        ("1", "下步措施", "部门的打算"),
        ("1", "未完成原因", "部门的原因"),
    ];
    let form = filled(&form, &cells);
    let own = [
        "edit",
        "1",
        "--next",
        "办公室的打算",
        "--reason",
        "办公室的原因",
    ];
    lines(&desk.place, "2022-03-16", &[&own]);
    let place = sent(&desk, &[("files", Some("读者部.xlsx"), &form)]);
    let page = desk.session.get(&place).text();
    let names: Vec<&str> = all_between(&page, "<fieldset class=\"decide\">", "</fieldset>")
        .iter()
        .map(|decides| between(decides, "name=\"", "\""))
        .collect();
    assert_eq!(names.len(), 2, "{page}");
    let seen = between(&page, "name=\"_seen\" value=\"", "\"").to_owned();
    lines(&desk.place, "2022-03-17", &[&["log", "2", "问了厂家"]]);
    let decided = |seen: &str| {
        let fields = [
            ("_seen", seen),
            (names[0], "theirs=1:下步措施"),
            (names[1], "theirs=1:未完成原因"),
            ("decide-9", "dry_run=on"),
        ];
        desk.post(&place, &fields)
    };
    // Others wrote meanwhile: what was decided is still chosen.
    let again = decided(&seen);
    let page = again.text();
    assert_eq!(again.status, 409);
    assert_eq!(page.matches(" checked>").count(), 2, "{page}");
    let seen = between(&page, "name=\"_seen\" value=\"", "\"").to_owned();
    let page = desk.follow(&decided(&seen)).text();
    assert!(!page.contains("--dry-run"), "{page}");
    let task = desk.tells(&["list", "--format", "json"]);
    assert!(
        task.contains("部门的打算") && task.contains("部门的原因"),
        "{task}"
    );
}

#[test]
fn each_round_has_its_standing_and_a_wrong_choice_is_told_at_its_field() {
    let desk = desk();
    out(&desk, "读者部");
    let second = [("round", "第二季度"), ("dept", "读者部")];
    desk.follow(&desk.post("/forms/out", &second));
    let rounds = |place: &str| {
        let page = desk.session.get(place).text();
        let rounds = between(&page, "<select id=\"round\"", "</select>");
        let (standing, _) = page.split_once("</main>").expect("its end");
        let standing = standing.rsplit("</form>").next().expect("a part");
        (
            between(rounds, " selected>", "<").to_owned(),
            plain(standing),
        )
    };
    let (newest, standing) = rounds("/forms");
    assert_eq!(newest, "第二季度");
    assert!(standing.contains("还有 1 个部门没有交回"), "{standing}");
    let (first, standing) = rounds("/forms?round=%E7%AC%AC%E4%B8%80%E5%AD%A3%E5%BA%A6");
    assert_eq!(first, "第一季度");
    assert!(standing.contains("还有 2 个部门没有交回"), "{standing}");
    let wrong = [("round", "第三季度"), ("return_by", "哪天都行")];
    let wrong = desk.post("/forms/out", &wrong);
    let page = wrong.text();
    assert_eq!(wrong.status, 422);
    let field = between(&page, "id=\"dispatch-return_by\"", "</div>");
    assert!(
        field.contains("role=\"alert\"") && field.contains("哪天都行"),
        "{field}"
    );
    assert!(page.contains("value=\"第三季度\""), "{page}");
    let (answer, _) = page
        .split_once("<form method=\"post\" action=\"/forms/out\"")
        .expect("it");
    assert!(!answer.contains("role=\"alert\""), "told twice: {answer}");
}

#[test]
fn two_files_of_one_name_are_both_taken() {
    let desk = desk();
    let form = out(&desk, "读者部");
    let one = filled(&form, &[("1", "本期进展情况", "添了座位")]);
    let files = [
        ("files", Some("表.xlsx"), &one[..]),
        ("files", Some("表.xlsx"), b"x"),
    ];
    let page = desk.session.get(&sent(&desk, &files)).text();
    assert!(
        plain(&page).contains("添了座位") && page.contains("收到 2 个文件"),
        "{page}"
    );
}

#[test]
fn what_is_no_form_is_passed_over_and_told() {
    let desk = desk();
    let form = out(&desk, "读者部");
    let form = filled(
        &form,
        &[
            ("1", "本期进展情况", "添了座位"),
            ("1", "佐证材料名称", "照片.jpg"),
        ],
    );
    let place = sent(
        &desk,
        &[
            ("files", Some("读者部.xlsx"), &form[..]),
            ("files", Some("照片.jpg"), b"JPG"),
            (
                "files",
                Some("通讯录.csv"),
                "姓名,电话\n张三,1\n".as_bytes(),
            ),
        ],
    );
    let page = plain(&desk.session.get(&place).text());
    assert!(
        page.contains("通讯录.csv：不是填报表") && page.contains("添加文件1个"),
        "{page}"
    );
    assert!(
        page.contains("跳过 回收/通讯录.csv") && !page.contains("ledger-desk-"),
        "{page}"
    );
    // Nothing chosen is told at its field; what nobody sent is not there.
    let none = desk.session.post("/forms/home", desk.session.parts(&[]));
    assert_eq!(none.status, 422);
    assert!(none.text().contains("没有选文件"));
    assert_eq!(desk.session.get("/forms/home/unknown").status, 404);
}
