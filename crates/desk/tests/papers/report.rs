//! The report: what stands behind each sentence, what is missing, wordings where they stand, files.

use serde_json::Value;

use crate::{Desk, HOSTILE, all_between, between, plain};

/// One problem that was solved, one of which nobody told anything.
pub(crate) fn desk() -> Desk {
    Desk::of(
        "2022-05-10",
        &[
            &["init", "--name", "临溪县图书馆", "--team", "馆领导班子"],
            &[
                "add",
                "借阅室闭馆偏早",
                "--year",
                "2021",
                "--dimension",
                "带头服务群众方面",
                "--measure",
                "借阅室每晚延长到九点",
                "--due",
                "2022年6月底前",
                "--owner",
                HOSTILE,
            ],
            &[
                "add",
                "少儿图书更新慢",
                "--year",
                "2021",
                "--dimension",
                "带头服务群众方面",
                "--due",
                "2022年9月底前",
            ],
            &[
                "log",
                "1",
                "调整班次，延长到九点",
                "--figure",
                "夜间接待=420人次",
            ],
            &[
                "close",
                "1",
                "--outcome",
                "夜间借阅占到全天的两成",
                "--verifier",
                "馆务会",
            ],
        ],
    )
}

const PAGE: &str = "/report?year=2022";

#[test]
fn every_sentence_shows_the_records_that_it_has() {
    let desk = desk();
    let page = desk.session.get(PAGE).text();
    let json = desk.tells(&["report", "--year", "2022", "--format", "json"]);
    let report: Value = serde_json::from_str(&json).expect("JSON");
    let sentences = report["sentences"].as_array().expect("sentences");
    let mut with_records = 0;
    for (place, sentence) in sentences.iter().enumerate() {
        let records = sentence["records"].as_array().expect("records");
        if records.is_empty() {
            continue;
        }
        with_records += 1;
        let words = format!("tabindex=\"0\" aria-describedby=\"records-{place}\">");
        let shown = plain(between(&page, &words, "</span><span class=\"behind\""));
        assert_eq!(shown, sentence["text"].as_str().expect("a text"));
        let behind = plain(between(
            &page,
            &format!("id=\"records-{place}\" role=\"note\">"),
            "</span></span>",
        ));
        for record in records {
            assert!(
                behind.contains(record["what"].as_str().expect("what")),
                "{behind}"
            );
        }
    }
    assert!(with_records > 3, "{json}");
    // Nothing of the report is left out.
    for sentence in sentences {
        assert!(plain(&page).contains(sentence["text"].as_str().expect("a text")));
    }
}

#[test]
fn what_is_missing_leads_to_a_page_that_fills_it() {
    let desk = desk();
    let page = desk.session.get(PAGE).text();
    let gap = all_between(&page, "<mark class=\"gap\"><a href=\"", "\"");
    assert!(!gap.is_empty(), "{page}");
    let gap: Vec<String> = gap.iter().map(|to| to.replace("&#38;", "&")).collect();
    for to in &gap {
        let (place, field) = to.split_once('#').expect("a field");
        let form = desk.session.get(place).text();
        assert!(form.contains(&format!("id=\"{field}\"")), "{to}");
        assert!(form.contains("value=\"2\""), "{to}: {form}");
        assert!(
            form.contains("name=\"_report-year\" value=\"2022\""),
            "{to}: {form}"
        );
    }
    // It is filled there, and one comes back to the report, which says it.
    let filled = desk.post(
        "/do/edit",
        &[
            ("numbers", "2"),
            ("_report-year", "2022"),
            ("_report-nothing", "x"),
            ("reason", "采购尚未到货"),
            ("next", "明年1月到货"),
        ],
    );
    assert_eq!(filled.status, 303, "{}", filled.text());
    let back = filled.header("location").expect("a place");
    assert!(back.starts_with("/report?year=2022&_at=2&_said="), "{back}");
    let page = desk.follow(&filled).text();
    let item = plain(between(&page, "id=\"item-2\"", "<details"));
    assert!(item.contains("已修改第 2 项"), "{item}");
    let page = plain(&page);
    assert!(
        page.contains("采购尚未到货") && !page.contains("未启动原因、"),
        "{page}"
    );
}

/// Who typed without knowing what came since is told, and loses nothing.
fn told_before_it_is_written(desk: &Desk, to: &str, seen: &str) {
    let stale = desk.post(
        to,
        &[("numbers", "1"), ("_seen", seen), ("wording", "另一种说法")],
    );
    assert_eq!(stale.status, 409);
    assert!(
        between(&stale.text(), "<textarea id=\"wording-1\"", "</textarea>").contains("另一种说法")
    );
}

#[test]
fn a_wording_is_written_where_it_stands_and_given_up_again() {
    let desk = desk();
    let page = desk.session.get(PAGE).text();
    let item = between(&page, "id=\"item-1\"", "</form>");
    let seen = between(item, "name=\"_seen\" value=\"", "\"");
    let to = between(item, "action=\"", "\"").replace("&#38;", "&");
    assert!(plain(item).contains("夜间借阅占到全天的两成"), "{item}");
    let wording = "借阅室每晚开到九点<b>，&夜间接待420人次";
    let sent = [("numbers", "1"), ("_seen", seen), ("wording", wording)];
    let answer = desk.post(&to, &sent);
    assert!(
        answer
            .header("location")
            .is_some_and(|to| to.ends_with("#item-1"))
    );
    let page = desk.follow(&answer).text();
    assert!(
        plain(between(&page, "id=\"item-1\"", "<details")).contains("已修改第 1 项"),
        "{page}"
    );
    let file = desk.follow(&desk.post("/report/file?year=2022", &[("format", "docx")]));
    let named = file.header("content-disposition").expect("a name");
    assert!(named.contains(".docx"), "{named}");
    let mut docx = office::archive::Archive::open(&file.body).expect("an archive");
    let text = docx.part("word/document.xml", |_| 1 << 20).expect("a part");
    let (text, _) = text.expect("the text");
    let text = plain(
        &String::from_utf8(text)
            .expect("a text")
            .replace("&amp;", "&")
            .replace("&lt;", "&#60;")
            .replace("&gt;", "&#62;"),
    );
    assert!(text.contains(wording), "{text}");
    told_before_it_is_written(&desk, &to, seen);
    let seen = between(
        between(&page, "id=\"item-1\"", "</form>"),
        "name=\"_seen\" value=\"",
        "\"",
    );
    let back = desk.post(
        &to,
        &[
            ("numbers", "1"),
            ("_seen", seen),
            ("wording", wording),
            ("back", "1"),
        ],
    );
    let page = plain(&desk.follow(&back).text());
    assert!(
        page.contains("夜间借阅占到全天的两成。") && !page.contains("每晚开到九点"),
        "{page}"
    );
}

#[test]
fn what_a_check_finds_stands_at_its_problem_once() {
    let desk = desk();
    let page = desk.session.get(PAGE).text();
    let notes = |task: u32| {
        let item = between(&page, &format!("id=\"item-{task}\""), "<details");
        let notes = all_between(item, "<li", "</li>");
        notes.into_iter().map(plain).collect::<Vec<String>>()
    };
    let of_second = notes(2);
    for what in ["没有延期手续", "缺逾期未完成的原因", "缺下步措施"] {
        let told = of_second.iter().filter(|note| note.contains(what));
        assert_eq!(told.count(), 1, "{what}: {of_second:?}");
    }
    assert_eq!((of_second.len(), notes(1).len()), (3, 1), "{page}");
}

#[test]
fn a_wording_that_is_emptied_is_given_up() {
    let desk = desk();
    let words = [("numbers", "1"), ("wording", "每晚开到九点")];
    desk.follow(&desk.post("/report/wording?year=2022", &words));
    // The field of a problem is open where it was asked for.
    let page = desk.session.get("/report?year=2022&_at=1").text();
    let item = between(&page, "id=\"item-1\"", "</form>");
    assert!(
        item.contains("<details open>") && item.contains(">\n每晚开到九点</textarea>"),
        "{item}"
    );
    let emptied = [("numbers", "1"), ("wording", " ")];
    let page = desk
        .follow(&desk.post("/report/wording?year=2022", &emptied))
        .text();
    assert!(page.contains("--wording &#34;&#34;"), "{page}");
    assert!(!plain(&desk.session.get(PAGE).text()).contains("每晚开到九点"));
}

#[test]
fn the_year_that_is_written_next_is_offered_and_names_the_file() {
    let desk = desk();
    let page = desk.session.get("/report").text();
    let year = between(&page, "id=\"report-year\"", ">");
    assert!(year.contains("value=\"2022\""), "{year}");
    let file = desk.follow(&desk.post("/report/file?year=2022", &[("format", "txt")]));
    let named = file.header("content-disposition").expect("a name");
    assert!(named.contains("2022%E5%B9%B4%E5%BA%A6"), "{named}");
}

#[test]
fn a_name_is_no_page() {
    let desk = desk();
    let page = desk.session.get("/report?year=2022&names=all").text();
    assert!(!page.contains("<img"), "{page}");
    assert!(plain(&page).contains(HOSTILE), "{page}");
}

#[test]
fn what_can_t_be_written_is_told_at_its_field_and_nothing_typed_is_lost() {
    let desk = desk();
    let page = desk
        .session
        .get("/report?year=2022&start=x&title=%E9%A2%98")
        .text();
    let field = between(&page, "id=\"report-start\"", "</div>");
    assert!(
        field.contains("value=\"x\"") && field.contains("不是序数"),
        "{field}"
    );
    assert!(page.contains(">题</textarea>"), "{page}");
}

#[test]
fn a_polished_sheet_comes_home_and_what_is_doubtful_is_decided() {
    let desk = desk();
    let sheet = desk
        .follow(&desk.post("/report/draft?year=2022", &[("format", "txt")]))
        .text();
    let polished = sheet.replace("420人次", "520人次");
    assert_ne!(sheet, polished);
    let polished = polished.replace(
        "未按期（9月底前）启动",
        "新购图书300册，未按期（9月底前）启动",
    );
    let file = [("take", Some("底稿.txt"), polished.as_bytes())];
    let answer = desk
        .session
        .post("/report/take?year=2022", desk.session.parts(&file));
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert!(plain(&page).contains("520"), "{page}");
    let waiting = between(&page, "name=\"_waiting\" value=\"", "\"");
    assert!(!plain(&desk.session.get(PAGE).text()).contains("520人次"));
    let keeps = all_between(&page, "name=\"keep\" value=\"", "\"");
    assert_eq!(keeps, ["1", "2"], "{page}");
    let kept = [("_waiting", waiting), ("keep", "1"), ("keep", "2")];
    let page = desk
        .follow(&desk.post("/report/take?year=2022", &kept))
        .text();
    assert!(plain(&page).contains("录入报送表述 2 项"), "{page}");
    let page = plain(&desk.session.get(PAGE).text());
    assert!(page.contains("520人次") && page.contains("300册"), "{page}");
    // Nothing chosen is told at its field.
    let none = desk
        .session
        .post("/report/take?year=2022", desk.session.parts(&[]));
    assert_eq!(none.status, 422);
    assert!(none.text().contains("先选改好的底稿"));
}

#[test]
fn what_is_changed_beside_the_page_is_told_at_once() {
    let desk = desk();
    let before = plain(&desk.session.get(PAGE).text());
    assert_eq!(before, plain(&desk.session.get(PAGE).text()));
    assert!(!before.contains("采购尚未到货"));
    let reason = ["edit", "2", "--reason", "采购尚未到货"];
    crate::lines(&desk.place, "2022-06-01", &[&reason]);
    let now = plain(&desk.session.get(PAGE).text());
    assert!(now.contains("采购尚未到货"), "{now}");
    // The clerk's own phrases are no part of the ledger.
    crate::lines(
        &desk.place,
        "2022-06-01",
        &[
            &["report", "--init-templates", "用语"],
            &[
                "config",
                "report.templates",
                &desk.place.join("用语").display().to_string(),
            ],
        ],
    );
    let now = plain(&desk.session.get(PAGE).text());
    let phrases = std::fs::read_dir(desk.place.join("用语")).expect("a folder");
    let mut changed = 0;
    for file in phrases {
        let path = file.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        changed += text.matches("上年度").count();
        std::fs::write(&path, text.replace("上年度", "去年")).expect("written");
    }
    assert!(changed > 0);
    let then = plain(&desk.session.get(PAGE).text());
    assert_ne!(now, then);
    assert!(then.contains("去年"), "{then}");
}
