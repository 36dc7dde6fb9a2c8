//! A long report is shown in windows.

use serde_json::Value;

use crate::report::desk;
use crate::{Desk, all_between, between, plain};

/// Many problems, each told by itself.
fn many() -> Desk {
    let desk = desk();
    let mut rows = "年度,存在问题,所属方面,整改时限\n".to_owned();
    for number in 3..=260 {
        rows.push_str(&format!(
            "2021,第{number}个窗口排队时间长,带头服务群众方面,2022年9月底前\n"
        ));
    }
    std::fs::write(desk.place.join("登记表.csv"), rows).expect("written");
    crate::lines(
        &desk.place,
        "2022-05-11",
        &[&["-y", "import", "登记表.csv"]],
    );
    desk
}

const WHOLE: &str = "/report?year=2022&chars=all&style=itemized";

#[test]
fn a_long_report_is_shown_in_windows_and_each_problem_stands_on_one() {
    let desk = many();
    let first = desk.session.get(WHOLE).text();
    let told = between(&first, "全文太长，分 ", " 页看");
    let count: usize = told.parse().expect("a number");
    assert!(count > 1, "{count}");
    let mut seen = Vec::new();
    let mut sentences = 0;
    for number in 1..=count {
        let page = desk.session.get(&format!("{WHOLE}&_page={number}")).text();
        assert!(page.contains(&format!("这里是第 {number} 页")));
        seen.extend(
            all_between(&page, "id=\"item-", "\"")
                .into_iter()
                .map(str::to_owned),
        );
        sentences += page.matches("aria-describedby=\"records-").count();
        assert!(page.len() < 1 << 20, "{}", page.len());
    }
    assert_eq!(seen.len(), 260, "{seen:?}");
    let json = desk.tells(&[
        "report", "--year", "2022", "--chars", "all", "--style", "itemized", "--format", "json",
    ]);
    let report: Value = serde_json::from_str(&json).expect("JSON");
    let cited = report["sentences"].as_array().expect("sentences").iter();
    let cited = cited.filter(|said| !said["records"].as_array().expect("records").is_empty());
    assert_eq!(sentences, cited.count());
    // One goes to a problem by its number, and writes its wording there.
    let page = desk.session.get(&format!("{WHOLE}&_at=255")).text();
    let item = between(&page, "id=\"item-255\"", "</form>");
    assert!(item.contains("autofocus"), "{item}");
    let seen = between(item, "name=\"_seen\" value=\"", "\"");
    let to = between(item, "action=\"", "\"").replace("&#38;", "&");
    let sent = [
        ("numbers", "255"),
        ("_seen", seen),
        ("wording", "窗口增设两个"),
    ];
    let page = desk.follow(&desk.post(&to, &sent)).text();
    assert!(plain(between(&page, "id=\"item-255\"", "<details")).contains("已修改第 255 项"));
    assert!(plain(&page).contains("窗口增设两个"));
    let page = desk.session.get(&format!("{WHOLE}&_at=999")).text();
    assert!(page.contains("这份报告里没有第 999 项"));
}
