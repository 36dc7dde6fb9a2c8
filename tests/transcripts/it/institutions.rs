//! 制度成果 and 报送: what a note leaves behind, and how it is told.

use crate::office::Office;
use serde_json::{Value, json};

fn office() -> Office {
    let mut office = Office::with_material();
    office.done("edit 1-2 --dept 读者部 --due 12月底前");
    office
}

fn shown(office: &Office, number: u32) -> Value {
    let line = format!("show {number} --format json");
    serde_json::from_str(&office.say(&line).ok()).unwrap()
}

#[test]
fn what_a_note_leaves_is_read_told_and_put_right() {
    let office = office();
    let ran =
        office.say("log 1 修订读书笔记办法，印发《书车管理规定》（图发〔2022〕7号） --date 3月1日");
    let told = "制度成果：修订《读书笔记办法》、制定《书车管理规定》（图发〔2022〕7号）；认得不对的，用 ledger undo 撤销";
    assert!(ran.err.contains(told), "{}", ran.told());
    let show = office.say("show 1").ok();
    assert!(
        show.contains("制度成果　修订《读书笔记办法》（2022-03-01）、制定"),
        "{show}"
    );
    assert_eq!(
        shown(&office, 1)["institutions"],
        json!([
            {"name": "读书笔记办法", "number": null, "date": "2022-03-01", "kind": "revised"},
            {"name": "书车管理规定", "number": "图发〔2022〕7号", "date": "2022-03-01", "kind": "made"},
        ])
    );
    // Read wrongly: the clerk says what it is.
    office.say("undo -y").ok();
    assert_eq!(shown(&office, 1)["institutions"], json!([]));
    let ran = office.say("log 1 印发《新书推荐》 --institution 无");
    assert!(!ran.err.contains("制度成果"), "{}", ran.err);
    assert!(office.say("history").ok().contains("制度成果：无"));
    let ran = office.say("log 1 立了规矩 --institution 修订《借阅规则》 --制度 书车管理规定");
    assert!(
        ran.err
            .contains("制度成果：修订《借阅规则》、制定《书车管理规定》"),
        "{}",
        ran.err
    );
    assert_eq!(shown(&office, 1)["institutions"][0]["kind"], "revised");
    // Taken back with its note, which the history names.
    let progress = shown(&office, 1)["progress"].clone();
    let entry = progress.as_array().unwrap().last().unwrap()["entry"].clone();
    office
        .say(&format!("retract --entry {entry} --reason 记错"))
        .ok();
    assert_eq!(shown(&office, 1)["institutions"], json!([]));
    office.say("verify").ok();
}

#[test]
fn an_institution_may_stand_for_the_note() {
    let office = office();
    office.say("log 1 --institution 印发《书车管理规定》").ok();
    assert_eq!(
        shown(&office, 1)["progress"][0]["text"],
        "制定《书车管理规定》"
    );
    let history = office.say("history").ok();
    assert!(
        history.contains("制定《书车管理规定》") && !history.contains("制度成果"),
        "{history}"
    );
    for (line, why) in [
        (
            "log 1 开会 --institution 无 --institution 考勤办法",
            "不能和制度名称一起写",
        ),
        ("log 1 开会 --institution 《》", "不是制度名称"),
    ] {
        let ran = office.say(line);
        assert_eq!(ran.code, 2, "{line}");
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}

#[test]
fn an_outcome_leaves_what_it_tells() {
    let office = office();
    let ran = office.say("submit 1 --outcome 出台《书车管理规定》，书车到村");
    assert!(
        ran.err.contains("制度成果：制定《书车管理规定》"),
        "{}",
        ran.told()
    );
    assert_eq!(shown(&office, 1)["institutions"][0]["name"], "书车管理规定");
    office.say("return 1 --reason 再核").ok();
    let ran = office.say("edit 1 --outcome 印发《书车守则》");
    assert!(
        ran.err.contains("制度成果：制定《书车守则》"),
        "{}",
        ran.told()
    );
    office.say("edit 1 --outcome 书车到村").ok();
    assert_eq!(shown(&office, 1)["institutions"], json!([]));
    let ran = office.say("close 1 --outcome 《借阅规则》修订完成 --verifier 馆务会");
    assert!(
        ran.err.contains("制度成果：修订《借阅规则》"),
        "{}",
        ran.told()
    );
    office.say("verify").ok();
}

#[test]
fn a_telling_stands_beside_its_note() {
    let office = office();
    let before = office.db_bytes();
    let ran = office.say("log 1 到3个村送书，来了42人 --told 到3个村送书，服务52人");
    assert_eq!(ran.code, 1);
    assert!(
        ran.err
            .contains("--told 里的 52 在这条进展和它的数据里都没有"),
        "{}",
        ran.err
    );
    assert!(office.db_bytes() == before, "nothing is written");
    office
        .say("log 1 到3个村送书，来了42人 --报送 到三个村送书，服务42人")
        .ok();
    assert!(
        office
            .say("show 1")
            .ok()
            .contains("报送：到三个村送书，服务42人")
    );
    assert!(office.say("history").ok().contains("报送："));
    let note = &shown(&office, 1)["progress"][0];
    assert_eq!(note["text"], "到3个村送书，来了42人");
    assert_eq!(note["told"], "到三个村送书，服务42人");
    office
        .say("log 2 下乡送书 --figure 送书=300册 --told 送书300册")
        .ok();
    office.say("verify").ok();
}

/// The same ones in every count and list; one that two problems name counts once.
#[test]
fn they_are_counted_and_listed() {
    let office = office();
    office.say("log 1 修订读书笔记办法 --date 3月1日").ok();
    office
        .say("log 1-2 印发《书车管理规定》（图发〔2022〕7号） --date 3月2日")
        .ok();
    office.say("log 3 印发《作废的办法》 --date 3月3日").ok();
    office.say("retract 3 --reason 重复").ok();
    let stats = office.say("stats").ok();
    assert!(
        stats.contains("制度成果：2项（制定1项、修订1项）。"),
        "{stats}"
    );
    let stats: Value = serde_json::from_str(&office.say("stats --format json").ok()).unwrap();
    assert_eq!(
        stats["institutions"],
        json!({"count": 2, "made": 1, "revised": 1})
    );
    let then = office.say("stats --today 2022-03-01").ok();
    assert!(
        then.contains("制度成果：1项（制定0项、修订1项）。"),
        "{then}"
    );
    office.say("board -o 作战图.html").ok();
    let board = office.read("作战图.html");
    assert!(board.contains("<dt>制度成果</dt><dd data-count=\"institutions\">2</dd>"));
    office.say("export --list institutions -o 制度.csv").ok();
    let rows = "序号,制度名称,文号,日期,制定/修订,任务编号,存在问题,责任部门
1,《读书笔记办法》,,2022-03-01,修订,1,读书笔记写得多、用得少,读者部
2,《书车管理规定》,图发〔2022〕7号,2022-03-02,制定,1,读书笔记写得多、用得少,读者部
3,《书车管理规定》,图发〔2022〕7号,2022-03-02,制定,2,";
    let sheet = office.read("制度.csv").replace("\r\n", "\n");
    assert!(sheet.contains(rows), "{sheet}");
    assert_eq!(sheet.lines().count(), 4, "{sheet}");
    office.say("export --list 制度成果清单 -o 制度.xlsx").ok();
    assert!(
        std::fs::read(office.path("制度.xlsx"))
            .unwrap()
            .starts_with(b"PK")
    );
    let cell = office.say("export --columns 存在问题,制度名称").ok();
    assert!(
        cell.contains("《读书笔记办法》、《书车管理规定》"),
        "{cell}"
    );
    let report = office.say("report --year 2022 --annex").ok();
    for line in [
        "附件：1.整改台账　2.制度成果清单",
        "1｜《读书笔记办法》｜｜2022年3月1日｜修订｜1.读书笔记写得多、用得少",
        "2｜《书车管理规定》｜图发〔2022〕7号｜2022年3月2日｜制定｜1.读书笔记写得多、用得少 2.",
    ] {
        assert!(report.contains(line), "{line}: {report}");
    }
}
