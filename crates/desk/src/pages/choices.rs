//! What pages share that show something as it was asked for, and make a file of the very same.

use ledger::cli::front::{self, Form};

use super::verb::{Filled, only_answers};
use crate::act::Done;
use crate::downloads::Made;
use crate::place::Place;
use crate::refusal::Refusal;
use crate::view::{Piece, Wishes, pieces};
use crate::work::Desk;

/// What of an address is for the page itself begins so.
const OWN: char = '_';

/// What was asked for of a verb: its own fields that say something, and another thing than they say by
/// themselves. What the page does itself nobody else says.
pub(super) fn asked_for(form: &Form, asked: &Filled, wishes: Wishes<'_>) -> Filled {
    let mut asked = asked.clone();
    only_answers(form, &mut asked);
    asked.retain(|(id, _)| !wishes.without.contains(&id.as_str()));
    let says = |(id, value): &&(String, String)| {
        let field = form.fields.iter().find(|field| field.id == *id);
        field.is_some_and(|field| !value.trim().is_empty() && field.default.as_ref() != Some(value))
    };
    asked.iter().filter(says).cloned().collect()
}

/// The place of a page with what was asked for there.
pub(super) fn place(page: &str, asked: &Filled) -> Place {
    let asked = asked.iter().filter(|(id, _)| !id.starts_with(OWN));
    asked.fold(Place::of([page]), |place, (id, value)| place.ask(id, value))
}

/// The same for a form of the page that is sent elsewhere beneath it.
pub(super) fn action(page: &str, doing: &str, asked: &Filled) -> String {
    let whole = place(page, asked);
    let query = whole.as_str().split_once('?').map(|(_, query)| query);
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    format!("{}{query}", Place::of([page, doing]))
}

/// The line of a verb, and a file that it writes.
pub(super) fn line_into(verb: &str, asked: &Filled, field: &str, name: &str) -> Vec<String> {
    let mut filled = asked.clone();
    filled.retain(|(id, _)| id != field);
    filled.push((field.to_owned(), name.to_owned()));
    front::line(verb, &filled, &[])
}

/// Where the one file that a line made can be saved; what it said where it made none.
pub(super) fn saved(desk: &Desk, line: &[String]) -> Result<Result<Place, Done>, Refusal> {
    let done = desk.carry_out(line).map_err(|_| Refusal::Fault)?;
    let files = done.files();
    match files.as_slice() {
        [made] if done.is_done => Ok(Ok(handed(desk, made)?)),
        _ => Ok(Err(done)),
    }
}

fn handed(desk: &Desk, made: &Made) -> Result<Place, Refusal> {
    desk.hand_out(made).map_err(|_| Refusal::Fault)
}

/// What was said, but for what programs read.
pub(super) fn told(desk: &Desk, done: &Done) -> Result<Vec<Piece>, Refusal> {
    let mut told = pieces(desk, done).map_err(|_| Refusal::Fault)?;
    told.retain(|piece| !matches!(piece, Piece::Data(_)));
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::verb::form;

    #[test]
    fn what_says_nothing_new_is_left_out_and_the_rest_comes_back() {
        let owned = |(id, value): &(&str, &str)| ((*id).to_owned(), (*value).to_owned());
        let asked: Filled = [
            ("year", "2022"),
            ("names", "none"),
            ("style", ""),
            ("subject", "张&某"),
            ("_said", "3"),
            ("nothing", "x"),
        ]
        .iter()
        .map(owned)
        .collect();
        let report = form("report").expect("a verb");
        let asked = asked_for(report, &asked, Wishes::default());
        let place = place("report", &asked);
        assert_eq!(
            place.as_str(),
            "/report?year=2022&subject=%E5%BC%A0%26%E6%9F%90"
        );
        assert_eq!(
            action("report", "file", &asked),
            "/report/file?year=2022&subject=%E5%BC%A0%26%E6%9F%90"
        );
        assert_eq!(action("board", "file", &Filled::new()), "/board/file");
    }
}
