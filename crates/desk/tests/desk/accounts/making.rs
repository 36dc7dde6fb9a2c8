//! How accounts are made.

use super::{PASSWORD, line, office, said};

/// A line, what it is told, and why it is refused.
const REFUSED: [(&[&str], &str, &str); 16] = [
    (
        &["account", "add", "周敏", "--role", "管理"],
        "短了\n",
        "至少10个字符",
    ),
    (
        &["account", "add", "周敏", "--role", "管理"],
        "",
        "至少10个字符",
    ),
    (
        &["account", "add", "周敏", "--role", "管理"],
        "周敏周敏周敏周敏周敏周敏\n",
        "不含姓名",
    ),
    (
        &["account", "add", "周敏", "--role", "填报"],
        "海棠开了三月天海棠花\n",
        "--dept 部门",
    ),
    (
        &["account", "add", "周敏", "--role", "上报"],
        "海棠开了三月天海棠花\n",
        "--unit 代码",
    ),
    (
        &["account", "add", " ", "--role", "管理"],
        "海棠开了三月天海棠花\n",
        "姓名要有字",
    ),
    (&["account", "add", "周敏", "--role", "admin"], "", "写法："),
    (&["account", "off", "周敏"], "", "没有账号"),
    (
        &["serve", "--listen", "127.0.0.1:0"],
        "",
        "还没有能登录的账号",
    ),
    (
        &["serve", "--listen", "127.0.0.1:0", "--actor", "周敏"],
        "",
        "不能再写 --actor",
    ),
    (
        &["account", "add", "周\u{3164}敏", "--role", "管理"],
        "海棠开了三月天海棠花\n",
        "看不见的符号",
    ),
    (
        &["account", "add", "周\u{a0}敏", "--role", "管理"],
        "海棠开了三月天海棠花\n",
        "看不见的符号",
    ),
    (
        &[
            "account",
            "add",
            "周敏",
            "--role",
            "查看",
            "--dept",
            "人事科",
        ],
        "海棠开了三月天海棠花\n",
        "--dept 只写给填报",
    ),
    (
        &["account", "add", "周敏", "--role", "管理员"],
        "",
        "“--role <角色>”不能是“管理员”",
    ),
    (
        &["account", "add", "周敏", "--role", "管理"],
        "1234567890123\n",
        "不能全是数字",
    ),
    // Nor where there is no ledger that could note it.
    (
        &["account", "add", "周敏", "--role", "管理"],
        "海棠开了三月天海棠花\n",
        "还没有台账",
    ),
];

#[test]
fn accounts_are_made_with_care() {
    let place = tempfile::tempdir().expect("a folder");
    for (words, told, why) in REFUSED {
        let done = line(&place, words, told);
        let said = said(&done);
        assert!(
            !done.status.success() && said.contains(why),
            "{words:?}: {said}"
        );
        assert!(!place.path().join("台账.db.accounts").exists(), "{words:?}");
    }
    line(&place, &["add", "窗口办理慢", "--year", "2022"], "");
    let made = line(
        &place,
        &["account", "add", "周敏", "--role", "管理"],
        &format!("{PASSWORD}天天\n"),
    );
    assert!(made.status.success(), "{}", said(&made));
    let kept = std::fs::read_to_string(place.path().join("台账.db.accounts")).expect("kept");
    assert!(kept.contains("$argon2id$") && !kept.contains("海棠"));
}

#[test]
fn what_is_changed_of_an_account_is_said_and_noted_and_no_more_is_changed() {
    let place = office();
    let does = |words: &[&str], told: &str| {
        let done = line(&place, &[&["account"], words].concat(), told);
        (done.status.success(), said(&done))
    };
    assert!(does(&["off", "填的"], "").0);
    // One that was stopped stays so, whatever else is changed.
    let (_, told) = does(&["change", "填的", "--dept", "人事科"], "");
    assert!(
        told.contains("（仍停用）：填报（政务科）改为填报（人事科）"),
        "{told}"
    );
    assert!(
        does(&["list"], "")
            .1
            .contains("填的  填报（人事科），已停用")
    );
    assert!(does(&["on", "填的"], "").0);
    let (is_done, told) = does(&["change", "填的"], "");
    assert!(!is_done && told.contains("没有写要改什么"), "{told}");
    let (_, told) = does(&["off", "管台账的"], "");
    assert!(told.contains("已经没有能登录的“管理”账号"), "{told}");
    for words in [&["--help"][..], &["add", "--help"], &["log", "-h"]] {
        let help = does(words, "").1;
        assert!(help.contains("用法：") && !help.contains("Print"), "{help}");
    }
    let log = does(&["log"], "").1;
    for noted in [
        "填的  修改（周敏：填报（政务科）改为填报（人事科））",
        "填的  恢复（周敏）",
        "看的  新建（周敏：查看）",
    ] {
        assert!(log.contains(noted), "{noted}: {log}");
    }
}
