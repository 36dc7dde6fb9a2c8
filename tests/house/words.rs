//! One thing, one word: what the program says does not call the same thing by two names. What others
//! call it is understood where documents and sheets are read, and never said.

use std::fs;
use std::path::{Path, PathBuf};

/// A word that is not said, and the one that is.
const NOT_SAID: [(&str, &str); 17] = [
    ("台帐", "台账"),
    ("整改事项", "任务"),
    ("工单", "任务"),
    ("证据", "佐证材料"),
    ("证明材料", "佐证材料"),
    ("关闭", "销号"),
    ("结项", "销号"),
    ("注销", "销号"),
    ("截止", "整改时限"),
    ("完成期限", "整改时限"),
    ("责任单位", "责任部门"),
    ("牵头单位", "责任部门"),
    ("协办", "配合部门"),
    ("负责人", "责任人"),
    ("指纹", "校验码"),
    ("哈希", "摘要"),
    ("删除", "作废"),
];

/// Where those words stand because people elsewhere use them.
const UNDERSTOOD: [&str; 4] = [
    "crates/papers/src/report/account/words.txt",
    "src/cli/usage.rs",
    "src/cli/near.rs",
    "src/cli/verbs/log/figures.rs",
];

/// Folders of what is said to people.
const SAYING: [&str; 6] = [
    "src",
    "crates/papers/src/report",
    "crates/papers/src/board",
    "crates/desk/src",
    "crates/desk/templates",
    "templates",
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn one_thing_has_one_word() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in SAYING {
        files(&root.join(folder), &mut all);
    }
    let (mut wrong, mut read) = (Vec::new(), 0);
    for path in &all {
        let name = path
            .strip_prefix(root)
            .expect("inside")
            .display()
            .to_string();
        if UNDERSTOOD.contains(&name.as_str()) {
            continue;
        }
        let text = fs::read_to_string(path).expect("text");
        read += text.chars().filter(|c| !c.is_ascii()).count();
        for (number, line) in (1..).zip(text.lines()) {
            // Who reads the code may call things as he likes; help is doc comments.
            if line.trim_start().starts_with("// ") {
                continue;
            }
            for (word, right) in NOT_SAID.iter().filter(|(word, _)| line.contains(word)) {
                wrong.push(format!(
                    "{name}:{number}: {word}, not {right}: {}",
                    line.trim()
                ));
            }
        }
    }
    assert!(read > 5_000, "only {read} Chinese characters were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
