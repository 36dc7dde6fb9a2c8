//! How accounts are made.

use super::{PASSWORD, line, said};

/// A line, what it is told, and why it is refused.
const REFUSED: [(&[&str], &str, &str); 12] = [
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
    let made = line(
        &place,
        &["account", "add", "周敏", "--role", "管理"],
        &format!("{PASSWORD}天天\n"),
    );
    assert!(made.status.success(), "{}", said(&made));
    let kept = std::fs::read_to_string(place.path().join("台账.db.accounts")).expect("kept");
    assert!(kept.contains("$argon2id$") && !kept.contains("海棠"));
}
