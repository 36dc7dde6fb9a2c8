//! What a command said, as a page shows it.

use std::io;

use ledger::cli::front::{Form, Kind as Takes, Said};

use super::labels::labelled;
use crate::act::Done;
use crate::declared::FORMS;
use crate::piece::{Kind, Piece, Span};
use crate::place::Place;
use crate::work::Desk;

/// What was said, in order; files are handed out.
pub fn pieces(desk: &Desk, done: &Done) -> io::Result<Vec<Piece>> {
    let form = FORMS.iter().find(|form| form.name == done.verb);
    let piece = |said: &Said| piece(said).map(|piece| called(piece, form));
    let mut pieces: Vec<Piece> = done.said.iter().filter_map(piece).collect();
    let files = done.files();
    if !files.is_empty() {
        let all = match files.as_slice() {
            [_] => None,
            _ => Some(
                desk.hand_out_together(&files, "全部.zip")?
                    .as_str()
                    .to_owned(),
            ),
        };
        let each = files.iter().map(|made| {
            let place = desk.hand_out(made)?;
            Ok((made.name.clone(), place.as_str().to_owned()))
        });
        let each = each.collect::<io::Result<Vec<_>>>()?;
        let before = pieces
            .iter()
            .take_while(|piece| !matches!(piece, Piece::Message(..)))
            .count();
        pieces.insert(before, Piece::Files(each, all));
    }
    Ok(pieces)
}

/// What is told, with the options of its verb called by their fields.
fn called(piece: Piece, form: Option<&Form>) -> Piece {
    let (Piece::Message(kind, spans), Some(form)) = (&piece, form) else {
        return piece;
    };
    let called = spans.iter().map(|span| Span {
        text: match span.to {
            None => labelled(&span.text, form),
            Some(_) => span.text.clone(),
        },
        ..span.clone()
    });
    Piece::Message(*kind, called.collect())
}

fn piece(said: &Said) -> Option<Piece> {
    Some(match said {
        Said::Heading(text) => Piece::Heading(text.trim().to_owned()),
        Said::Result(text) => Piece::Text(linked(text)),
        Said::Task(code, text) => Piece::Text(vec![Span {
            text: format!("{code} {text}"),
            to: Some(Place::of(["tasks", code]).as_str().to_owned()),
            marked: false,
        }]),
        Said::Marked(code, parts) => {
            let code = code.iter().map(|code| Span {
                text: format!("{code}　"),
                to: Some(Place::of(["tasks", code]).as_str().to_owned()),
                marked: false,
            });
            let spans = parts.iter().map(|(text, marked)| Span {
                text: text.clone(),
                to: None,
                marked: *marked,
            });
            Piece::Text(code.chain(spans).collect())
        }
        Said::Waiting(text, command) => {
            let to = linked(command).into_iter().find_map(|span| span.to);
            let (text, marked) = (text.clone(), false);
            Piece::Text(vec![Span { text, to, marked }])
        }
        Said::Facts(facts) => Piece::Facts(facts.clone()),
        Said::Table(table) => Piece::Table(table.clone()),
        Said::Data(text) => Piece::Data(text.clone()),
        // The file itself is there to be saved.
        Said::Status(text) if text.starts_with("已写入") => return None,
        Said::Status(text) => Piece::Message(Kind::Done, linked(text)),
        Said::Hint(text) => Piece::Message(Kind::Hint, linked(text)),
        Said::Warning(text) => Piece::Message(Kind::Warning, linked(text)),
        Said::Failure(text, _) => Piece::Message(Kind::Error, linked(text)),
        // Where a list is one page of several, or something is asked, the page itself says so.
        Said::File(_) | Said::Rows(_) | Said::Progress(..) | Said::Counts(_) | Said::Asks(_) => {
            return None;
        }
        Said::Choose(text, answers) => Piece::Choose(linked(text), answers.clone()),
    })
}

/// The text with each command in it leading to its page, called as people call it.
pub fn linked(text: &str) -> Vec<Span> {
    const NAME: &str = "ledger ";
    let plain = |text: &str| Span {
        text: text.to_owned(),
        to: None,
        marked: false,
    };
    let (mut spans, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find(NAME) {
        let (before, command) = rest.split_at(at);
        let words = &command[NAME.len()..];
        let verb: String = words.chars().take_while(char::is_ascii_lowercase).collect();
        let Some(form) = FORMS.iter().find(|form| form.name == verb) else {
            let cut = at + NAME.len();
            spans.push(plain(&rest[..cut]));
            rest = &rest[cut..];
            continue;
        };
        let end = end_of_command(command, form);
        let words: Vec<&str> = command[NAME.len() + verb.len()..end]
            .split_whitespace()
            .collect();
        spans.push(plain(before));
        spans.push(Span {
            text: format!("“{}”", form.title),
            to: Some(target(form, &words)),
            marked: false,
        });
        rest = &command[end..];
    }
    spans.push(plain(rest));
    spans.retain(|span| !span.text.is_empty());
    spans
}

/// What was said with every task that it names by its number leading there: 第 3 项, 第 1—2、5 项.
pub fn with_tasks(pieces: Vec<Piece>) -> Vec<Piece> {
    let led = |spans: Vec<Span>| spans.into_iter().flat_map(tasks_in).collect();
    let led = |piece| match piece {
        Piece::Text(spans) => Piece::Text(led(spans)),
        Piece::Message(kind, spans) => Piece::Message(kind, led(spans)),
        other => other,
    };
    pieces.into_iter().map(led).collect()
}

fn tasks_in(span: Span) -> Vec<Span> {
    if span.to.is_some() || span.marked {
        return vec![span];
    }
    let part = |text: &str, to: Option<String>| Span {
        text: text.to_owned(),
        to,
        marked: false,
    };
    let (mut spans, mut rest) = (Vec::new(), span.text.as_str());
    while let Some(at) = rest.find("第 ") {
        let (before, behind) = rest.split_at(at + "第 ".len());
        spans.push(part(before, None));
        let is_other = |c: char| !c.is_ascii_digit() && !"、—-".contains(c);
        let end = behind.find(is_other).unwrap_or(behind.len());
        let (numbers, after) = behind.split_at(end);
        rest = behind;
        if after.starts_with(" 项") {
            for piece in numbers.split_inclusive(['、', '—', '-']) {
                let number = piece.trim_end_matches(['、', '—', '-']);
                if !number.is_empty() {
                    let place = Place::of(["tasks", number]);
                    spans.push(part(number, Some(place.as_str().to_owned())));
                }
                spans.push(part(&piece[number.len()..], None));
            }
            rest = after;
        }
    }
    spans.push(part(rest, None));
    spans.retain(|span| !span.text.is_empty());
    spans
}

/// Where a command ends in a sentence: before its punctuation, and before a last word that is none of the
/// command: `用 ledger list 查看`.
fn end_of_command(command: &str, form: &Form) -> usize {
    let mut quoted = false;
    let mut end = command.len();
    for (at, c) in command.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '，' | '；' | '。' | '（' | '）' | '\n' if !quoted => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let command = command[..end].trim_end();
    let Some((before, last)) = command.rsplit_once(' ') else {
        return command.len();
    };
    let is_value = before
        .rsplit_once(' ')
        .is_some_and(|(_, flag)| takes_value(form, flag));
    if last.is_ascii() || is_value {
        command.len()
    } else {
        before.len()
    }
}

/// Whether a word of a line is a flag of the verb that a value follows.
fn takes_value(form: &Form, word: &str) -> bool {
    let id = word.strip_prefix("--").map(|flag| flag.replace('-', "_"));
    let field = id.and_then(|id| form.fields.iter().find(|field| field.id == id));
    field.is_some_and(|field| field.kind != Takes::Switch && !field.may_be_bare)
}

/// The page of a command with these words behind its verb.
fn target(form: &Form, words: &[&str]) -> String {
    let numbers = words
        .first()
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let place = match (form.name.as_str(), numbers) {
        ("show", Some(number)) => Place::of(["tasks", number]),
        ("list", _) => filtered(form, words),
        ("import", _) => Place::of(["import"]),
        ("link", _) => Place::of(["measures"]),
        ("dispatch" | "collect", _) => Place::of(["forms"]),
        ("report", _) => Place::of(["report"]),
        (name, Some(numbers)) => Place::of(["do", name]).ask("numbers", numbers),
        (name, None) => Place::of(["do", name]),
    };
    place.as_str().to_owned()
}

/// The list with the filters of a line.
fn filtered(form: &Form, words: &[&str]) -> Place {
    let flags = words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.starts_with("--"));
    flags.fold(Place::of(["tasks"]), |place, (at, flag)| {
        let id = flag.trim_start_matches('-').replace('-', "_");
        match words.get(at + 1) {
            Some(value) if takes_value(form, flag) => place.ask(&id, value),
            _ => place.ask(&id, "on"),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_that_are_named_lead_to_their_pages() {
        for (text, to) in [
            (
                "已导入：新增 2 项（第 1—2 项）。",
                &["/tasks/1", "/tasks/2"][..],
            ),
            ("第 3、15 项没有", &["/tasks/3", "/tasks/15"]),
            ("第 1 条，第3项，第  项", &[]),
        ] {
            let spans = vec![Piece::Text(linked(text))];
            let Some(Piece::Text(spans)) = with_tasks(spans).pop() else {
                panic!("{text}");
            };
            let all: String = spans.iter().map(|span| span.text.as_str()).collect();
            assert_eq!(all, text);
            let places: Vec<&str> = spans.iter().filter_map(|span| span.to.as_deref()).collect();
            assert_eq!(places, to);
        }
    }

    #[test]
    fn commands_in_a_sentence_lead_to_their_pages() {
        for (text, shown, to) in [
            (
                "用 ledger list 查看还剩哪些",
                "用 “台账” 查看还剩哪些",
                &["/tasks"][..],
            ),
            (
                "用 ledger submit 3 申请销号，或审核后 ledger close 3 销号",
                "用 “申请销号” 申请销号，或审核后 “销号” 销号",
                &["/do/submit?numbers=3", "/do/close?numbers=3"],
            ),
            (
                "长期坚持的任务定期检查：ledger log 3 \"检查，情况\" --check --next-check 日期",
                "长期坚持的任务定期检查：“记进展”",
                &["/do/log?numbers=3"],
            ),
            (
                "材料里的措施还没有采用：用 ledger link 1-6 --confirm 各采用最像的一条",
                "材料里的措施还没有采用：用 “关联” 各采用最像的一条",
                &["/measures"],
            ),
            (
                "rectification-ledger 是名字",
                "rectification-ledger 是名字",
                &[],
            ),
            (
                "  1个申请销号待验收（ledger list --status 申请销号）",
                "  1个申请销号待验收（“台账”）",
                &["/tasks?status=%E7%94%B3%E8%AF%B7%E9%94%80%E5%8F%B7"],
            ),
        ] {
            let spans = linked(text);
            let all: String = spans.iter().map(|span| span.text.as_str()).collect();
            assert_eq!(all, shown);
            let places: Vec<&str> = spans.iter().filter_map(|span| span.to.as_deref()).collect();
            assert_eq!(places, to);
        }
    }
}
