//! Results that do not fit the screen go through the pager. Nothing of the ledger is open meanwhile.

use std::borrow::Cow;
use std::io::Write as _;
use std::process::{Command, Stdio};

use unicode_width::UnicodeWidthStr as _;

use super::context::Context;
use super::environment::environment;
use super::output::{CitedText, Output};
use super::settings;

/// Says what the verb held back: page by page where it is longer than the screen.
pub(super) fn show(context: &Context) {
    let said = context.out.release();
    if said.is_empty() {
        return;
    }
    let text: String = said
        .iter()
        .filter_map(|said| match said {
            CitedText::Result(text) => Some(text.as_str()),
            CitedText::Talk(_) => None,
        })
        .collect();
    if fits(&text) || !wanted(context) || !paged(&text) {
        // Whoever closed the terminal needs no answer.
        let _ = Output::replay(&said);
        return;
    }
    // The talk would scroll away above the pager; below it, it stays.
    let talk: Vec<CitedText> = said
        .into_iter()
        .filter(|said| matches!(said, CitedText::Talk(_)))
        .collect();
    let _ = Output::replay(&talk);
}

fn fits(text: &str) -> bool {
    let Some((columns, rows)) = terminal_size::terminal_size() else {
        return true;
    };
    let columns = usize::from(columns.0.max(1));
    let lines: usize = text
        .lines()
        .map(|line| line.width().div_ceil(columns).max(1))
        .sum();
    // The prompt needs a line, and the hints two.
    lines + 3 <= usize::from(rows.0)
}

/// Whether the ledger's setting allows it; asked only when there is something to page.
fn wanted(context: &Context) -> bool {
    let Ok(book) = context.store().and_then(|store| Ok(store.book()?)) else {
        return true;
    };
    settings::pages(&book)
}

/// Hands the text to `$PAGER`, else `less`; false where there is none.
fn paged(text: &str) -> bool {
    let chosen = environment("PAGER");
    // Whoever set either knows the way out. The prompt of `less` shows no Chinese: some garble it.
    let is_known = chosen.is_some() || environment("LESS").is_some();
    let named = chosen.unwrap_or_else(|| "less".to_owned());
    let mut words = named.split_whitespace();
    let Some(program) = words.next() else {
        return false;
    };
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::piped());
    // Colours as they are, no pager for what fits, the text stays on the screen afterwards, Ctrl-C ends
    // it too.
    if environment("LESS").is_none() {
        command.env("LESS", "RFXK");
    }
    if environment("LESSCHARSET").is_none() {
        command.env("LESSCHARSET", "utf-8");
    }
    let Ok(mut pager) = command.spawn() else {
        return false;
    };
    if let Some(mut stdin) = pager.stdin.take() {
        // Leaving the pager before the end closes the pipe: that is no fault.
        let _ = stdin.write_all(shown(text, is_known).as_bytes());
    }
    pager.wait().is_ok()
}

/// The text as it is paged: with the keys above it, and the way out beneath it, for those who know neither.
fn shown(text: &str, is_known: bool) -> Cow<'_, str> {
    if is_known {
        return text.into();
    }
    let text = text.trim_end_matches('\n');
    format!("（空格往下，b 往回，q 返回）\n{text}\n（完，按 q 返回）\n").into()
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn whoever_set_a_pager_is_told_nothing() {
        assert_eq!(shown("一\n二\n", true), "一\n二\n");
        let told = shown("一\n二\n", false);
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines[1..3], ["一", "二"]);
        assert!(lines.len() == 4 && lines[0].contains("q 返回") && lines[3].contains("q 返回"));
    }
}
