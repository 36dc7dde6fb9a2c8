//! The menu of `ledger` alone in a terminal, for those who never type commands: each choice is the
//! very command that could have been typed, and is shown.

use std::ffi::OsString;
use std::path::Path;

use unicode_width::UnicodeWidthStr as _;

use super::context::Context;
use super::failure::Failure;
use super::output::{Output, screen_width};
use super::paths;

/// A choice: its words, and the verb that it runs with what is always said to it.
const CHOICES: [(&str, &[&str]); 18] = [
    ("导入", &["import"]),
    ("看台账", &["list"]),
    ("记进展", &["log"]),
    ("催办", &["remind"]),
    ("销号", &["close"]),
    ("写报告", &["report"]),
    ("分解责任", &["edit"]),
    ("采用措施", &["link", "--confirm"]),
    ("下发", &["dispatch"]),
    ("回收", &["collect"]),
    ("延期", &["extend"]),
    ("查找", &["search"]),
    ("统计", &["stats"]),
    ("备份", &["backup"]),
    ("看一项", &["show"]),
    ("补佐证", &["attach"]),
    ("导出", &["export", "-o"]),
    ("撤销", &["undo"]),
];

/// Offers the choices until the person leaves; `run` carries out a command line.
pub(super) fn menu(args: &[OsString], run: impl Fn(Vec<OsString>)) -> Result<(), Failure> {
    loop {
        Output::say(&format!("\n{}", choices(screen_width())));
        let Some(words) = choice()? else {
            return Ok(());
        };
        let mut line = args.to_vec();
        line.extend(words);
        run(line);
    }
}

/// The choices on lines of a screen so wide.
fn choices(width: usize) -> String {
    let named = (1..).zip(CHOICES).map(|(place, (word, _))| (place, word));
    let (mut lines, mut line) = (Vec::new(), String::new());
    for (place, word) in named.chain([(0, "退出")]) {
        let choice = format!("{place} {word}");
        if line.width() + 2 + choice.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push_str("  ");
        }
        line.push_str(&choice);
    }
    lines.push(line);
    lines.join("\n")
}

/// Whether it is what a terminal makes of files that were dropped on it.
fn are_files(answer: &str) -> bool {
    let names = paths::dropped(answer);
    !names.is_empty() && names.iter().all(|name| Path::new(name).is_file())
}

/// The words of the choice; `None` to leave, which an end of the input means as well.
fn choice() -> Result<Option<Vec<OsString>>, Failure> {
    loop {
        let Ok(answer) = Context::ask("要做哪一件？写数字：") else {
            Output::say("");
            return Ok(None);
        };
        let word = office::text::width::narrow_all(&answer).to_lowercase();
        if ["0", "q", "退出", "exit"].contains(&word.as_str()) {
            return Ok(None);
        }
        let place = office::text::numeral::read(&word).and_then(|n| n.checked_sub(1));
        let by_place = place.and_then(|place| CHOICES.get(place as usize));
        let by_word = || {
            CHOICES
                .iter()
                .find(|(name, words)| word == *name || word == words[0])
        };
        match by_place.or_else(by_word) {
            Some((_, words)) => return Ok(Some(words.iter().map(OsString::from).collect())),
            None if word.is_empty() => {}
            None if are_files(&answer) => {
                let files = paths::dropped(&answer).into_iter().map(OsString::from);
                return Ok(Some(
                    std::iter::once("import".into()).chain(files).collect(),
                ));
            }
            None => Output::say(&format!("没有“{answer}”这一项，写 0 到 {}", CHOICES.len())),
        }
    }
}
