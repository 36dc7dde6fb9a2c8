//! Reads the year as it is written down in `year.txt`.

use chrono::NaiveDate;

/// One command of the year.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Step<'a> {
    /// The day it is typed.
    pub day: NaiveDate,
    /// Who types it.
    pub actor: &'a str,
    /// The whole line.
    pub line: &'a str,
    /// What follows `ledger`.
    pub words: Vec<&'a str>,
}

/// The commands in their order. A line is `day`, `actor`, a command after `$ ledger`, a remark after
/// `#`, or empty; days never go back. Anything else is refused with the number of its line.
pub(super) fn read(text: &str) -> Result<Vec<Step<'_>>, String> {
    let (mut today, mut actor, mut steps) = (None, None, Vec::new());
    for (number, line) in (1..).zip(text.lines()) {
        let wrong = |what: &str| format!("演示的第 {number} 行{what}：{line}");
        if let Some(day) = line.strip_prefix("day ") {
            let day: NaiveDate = day.parse().map_err(|_| wrong("不是日期"))?;
            if today > Some(day) {
                return Err(wrong("早于上面的日期"));
            }
            today = Some(day);
        } else if let Some(name) = line.strip_prefix("actor ") {
            actor = Some(name);
        } else if let Some(command) = line.strip_prefix("$ ledger ") {
            steps.push(Step {
                day: today.ok_or_else(|| wrong("前面没有日期"))?,
                actor: actor.ok_or_else(|| wrong("前面没有经办人"))?,
                line,
                words: words(command).ok_or_else(|| wrong("的引号或空格不对"))?,
            });
        } else if !line.is_empty() && !line.starts_with('#') {
            return Err(wrong("看不懂"));
        }
    }
    Ok(steps)
}

/// The words of a command as every shell parts them: by single blanks, those between straight quotes
/// whole. `None` where shells would differ.
fn words(command: &str) -> Option<Vec<&str>> {
    let (mut words, mut rest) = (Vec::new(), command);
    loop {
        let quoted = rest.strip_prefix('"');
        let (word, after) = match quoted {
            Some(inside) => inside.split_once('"')?,
            None => rest.split_at(rest.find(' ').unwrap_or(rest.len())),
        };
        let is_plain = quoted.is_some() || !word.is_empty() && !word.contains(SPECIAL);
        if !is_plain || word.contains(EXPANDED) {
            return None;
        }
        words.push(word);
        match after.strip_prefix(' ') {
            Some(next) => rest = next,
            None => return after.is_empty().then_some(words),
        }
    }
}

/// Signs that a shell reads for itself outside quotes.
const SPECIAL: [char; 11] = ['"', '\'', '*', '?', '&', '|', '<', '>', '(', ')', ';'];
/// Signs that it reads inside quotes too.
const EXPANDED: [char; 3] = ['$', '`', '\\'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_cannot_be_played_is_refused_with_its_number() {
        let before = "# remark\n\nactor 周敏\nday 2022-01-20\n";
        for bad in [
            "day 2022-1-32",
            "day 2022-01-19",
            "ledger list",
            " $ ledger list",
            "$ ledger ",
            "$ ledger list ",
            "$ ledger  list",
            "$ ledger log 1 \"开了会",
            "$ ledger log 1 \"开了\"会",
            "$ ledger log 1 开\"了\"会",
            "$ ledger log 1 \"$HOME\"",
            "$ ledger import *.txt",
            "演示",
        ] {
            let fault = read(&format!("{before}{bad}\n")).expect_err(bad);
            assert!(fault.starts_with("演示的第 5 行"), "{bad}: {fault}");
        }
        assert!(read("actor 周敏\n$ ledger list\n").is_err());
        assert!(read("day 2022-01-20\n$ ledger list\n").is_err());
    }

    #[test]
    fn a_command_is_parted_like_a_shell_does() {
        let text = "actor 周敏\nday 2022-01-20\n$ ledger log 1 \"做了 两件\" --next \"\"\n";
        let step = Step {
            day: NaiveDate::from_ymd_opt(2022, 1, 20).expect("a day"),
            actor: "周敏",
            line: "$ ledger log 1 \"做了 两件\" --next \"\"",
            words: vec!["log", "1", "做了 两件", "--next", ""],
        };
        assert_eq!(read(text), Ok(vec![step]));
    }
}
