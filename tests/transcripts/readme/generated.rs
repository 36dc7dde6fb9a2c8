//! Passages of the documents that the program itself writes: between `<!-- generated NAME -->` and
//! `<!-- end -->`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use model::deadline::{FORMS, Form, REFUSED};
use papers::sheet::column::COLUMNS;
use papers::sheet::{Layout, List, Rows};

use crate::readme::replay::printed;

/// The text with its generated passages as they should be.
pub(crate) fn regenerated(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let name = line
            .strip_prefix("<!-- generated ")
            .and_then(|rest| rest.strip_suffix(" -->"));
        if let Some(name) = name {
            out.push_str(passage(name).trim_end());
            out.push_str("\n<!-- end -->\n");
            let closed = lines.by_ref().any(|line| line == "<!-- end -->");
            assert!(closed, "{name} has no end");
        }
    }
    out
}

fn passage(name: &str) -> String {
    match name {
        "verbs" => verbs(),
        "help" => help(),
        "settings" => settings(),
        "columns" => columns(),
        "lists" => lists(),
        "dates" => dates(FORMS, "是哪一天"),
        "refused dates" => dates(REFUSED, "为什么"),
        "phrases" => phrases(),
        other => panic!("nothing makes the passage {other}"),
    }
}

/// Verbs of `ledger --help` under the headings of their groups: name, alias, what it does.
fn overview() -> Vec<(String, Vec<[String; 3]>)> {
    let help = printed(&["--help"], 300);
    let mut groups: Vec<(String, Vec<[String; 3]>)> = Vec::new();
    for line in help
        .lines()
        .filter(|line| !line.trim_start().starts_with('-'))
    {
        let mut parts = line.split_whitespace();
        match (line.starts_with("  "), parts.next(), groups.last_mut()) {
            (true, Some(verb), Some((_, verbs))) => {
                let alias = parts.next().unwrap_or_default();
                let about = parts.collect::<Vec<_>>().join(" ");
                verbs.push([verb.to_owned(), alias.to_owned(), about]);
            }
            (false, Some(heading), _) if !line.contains('：') => {
                groups.push((heading.to_owned(), Vec::new()));
            }
            _ => {}
        }
    }
    groups.retain(|(_, verbs)| !verbs.is_empty());
    assert!(groups.len() > 4, "the groups of help were not found");
    groups
}

fn verbs() -> String {
    let mut table = String::from("| 命令 | 中文 | 作用 |\n|---|---|---|\n");
    for [verb, alias, about] in overview().iter().flat_map(|(_, verbs)| verbs) {
        let _ = writeln!(table, "| `{verb}` | {alias} | {about} |");
    }
    table
}

/// The help of every verb as the program prints it; options that all verbs have stand once.
fn help() -> String {
    let top = printed(&["--help"], 100);
    let heading = "通用选项\n";
    let global = top.find(heading).expect("the global options") + heading.len();
    let mut out = format!(
        "## 所有命令都有的选项\n\n```text\n{}\n```\n",
        &top[global..].trim_end()
    );
    for (heading, verbs) in overview() {
        let _ = write!(out, "\n## {heading}\n");
        for [verb, alias, _] in verbs {
            let help = printed(&[&verb, "--help"], 100);
            let help = without_shared(&help);
            let _ = write!(out, "\n### {verb} {alias}\n\n```text\n{help}\n```\n");
        }
    }
    out
}

/// A verb's help without `-y` and `-h`, which every verb has.
fn without_shared(help: &str) -> String {
    let mut kept = Vec::new();
    let mut shared = false;
    for line in help.lines() {
        if line.starts_with("通用选项") {
            shared = true;
        } else if shared && !line.starts_with(' ') && !line.is_empty() {
            shared = false;
        }
        if !shared {
            kept.push(line);
        }
    }
    kept.join("\n").trim_end().to_owned()
}

/// What the grammar of date phrases knows, or refuses.
fn dates(forms: &[Form], means: &str) -> String {
    let mut table = format!("| 写法 | {means} |\n|---|---|\n");
    for Form { examples, means } in forms {
        let examples = examples.replace('、', "`、`");
        let _ = writeln!(table, "| `{examples}` | {means} |");
    }
    table
}

/// The table that `ledger config` prints, wide enough that no cell wraps.
fn settings() -> String {
    let mut table = String::new();
    let printed = printed(&["config"], 400);
    for line in printed.lines().filter(|line| line.starts_with('│')) {
        let cells = line.trim_matches('│').split('┆').map(str::trim);
        let [key, _, default, meaning, used_by] = cells.collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        if table.is_empty() {
            table.push_str("| 设置名 | 默认 | 作用 | 用在 |\n|---|---|---|---|\n");
        } else {
            let _ = writeln!(table, "| `{key}` | {default} | {meaning} | {used_by} |");
        }
    }
    table
}

fn columns() -> String {
    let mut table =
        String::from("| 栏名 | 标题 | 填报表里可改 | 认作这一栏的其他标题 |\n|---|---|---|---|\n");
    for column in &COLUMNS {
        let open = if column.is_open() { "是" } else { "" };
        let (name, title) = (column.name, column.key.title());
        let synonyms = column.key.synonyms().join("、");
        let _ = writeln!(table, "| `{name}` | {title} | {open} | {synonyms} |");
    }
    table
}

/// The columns of each list that offices know.
fn lists() -> String {
    let mut table = String::from("| `--list` | 表 | 栏目 |\n|---|---|---|\n");
    for list in List::ALL.into_iter().filter(|list| *list != List::Summary) {
        let layout = Layout::of(list, Rows::Problem);
        let titles: Vec<&str> = layout
            .headings
            .iter()
            .map(|heading| heading.title)
            .collect();
        let _ = writeln!(
            table,
            "| `{}` | {} | {} |",
            list.code(),
            list.title(),
            titles.join("、")
        );
    }
    table
}

/// The built-in phrases by file.
fn phrases() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut out = String::new();
    for file in ["section.txt", "documents.txt", "table.txt", "own.txt"] {
        let text = fs::read_to_string(folder.join(file)).expect(file);
        let _ = write!(out, "\n### {file}\n\n```text\n{}\n```\n", text.trim_end());
    }
    out
}
