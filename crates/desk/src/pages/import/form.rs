//! What a person said of a file in its form. Only what differs from what was shown is kept.

use documents::document::lines::{Line, Rewording, Role};
use documents::register::Map;

use super::reading::Read;
use crate::kept::{Sayings, Spot};
use crate::pages::decisions;
use crate::sent::Sent;

/// The argument of `import` that says which task a row is.
pub(super) const ROW: &str = "row";
/// Longer than that no title is.
const TITLE: usize = 2_000;

/// What is known with what the form says; `shown` is the reading that the form was made of.
pub(super) fn taken(sent: &Sent, shown: &Read, mut said: Sayings) -> Sayings {
    let has = |name: &str| sent.texts(name).next().is_some();
    if has("year") {
        sent.text("year").trim().clone_into(&mut said.year);
    }
    if has("subject") {
        sent.text("subject").trim().clone_into(&mut said.subject);
    }
    if has("map") {
        let maps = sent.texts("map").filter(|map| Map::read(map).is_ok());
        let maps: Vec<String> = maps.map(str::to_owned).collect();
        if maps != said.maps {
            // Other columns, other rows: the third problem of the tables is another one.
            said.words.retain(|spot, _| matches!(spot, Spot::Line(_)));
        }
        said.maps = maps;
    }
    if decisions::were_asked(sent) {
        let rows = decisions::decided(sent, &[ROW]);
        said.rows = rows.into_iter().map(|(_, row)| row).collect();
    }
    let Read::Document(lined) = shown else {
        return said;
    };
    words(sent, shown, &mut said);
    let known = lined.draft.title.as_deref().unwrap_or_default();
    if has("title") && on_one_line(sent.text("title")) != known {
        said.title = Some(on_one_line(sent.text("title")));
    }
    for (name, key) in &sent.fields {
        let at = name.strip_prefix("line-").and_then(|at| at.parse().ok());
        if let Some(at) = at.filter(|at: &usize| *at < lined.lines.len()) {
            say(&mut said, at, Role::of_key(key), &lined.lines);
        }
    }
    said
}

/// What a line is. What goes on with it within its paragraph goes on with it still: who does not want a
/// problem does not want its second sentence for one. What stands before it in the paragraph and was right stays
/// what it is, whatever the line becomes.
fn say(said: &mut Sayings, at: usize, role: Option<Role>, lines: &[Line]) {
    let known = said.lines.get(&at).copied();
    if known == role {
        return;
    }
    let goes_on = |at: &usize| !lines[*at].begins && lines[*at].role == Role::Content;
    let behind = (at + 1..lines.len()).take_while(goes_on);
    let beside = |other: &usize| lines[*other].paragraph == lines[at].paragraph;
    let before = (0..at).rev().take_while(beside).filter(goes_on);
    let Some(role) = role else {
        said.lines.remove(&at);
        for at in before.chain(behind) {
            said.along.remove(&at);
        }
        return;
    };
    said.lines.insert(at, role);
    said.along.extend(before);
    said.along.remove(&at);
    if takes_along(role) {
        said.along.extend(behind);
    }
}

/// Whether an item of that sort has more than its first sentence.
fn takes_along(role: Role) -> bool {
    use Role::{Cause, Chrome, Content, LastItem, Lead, Measure, Problem};
    [Problem, Content, Cause, Measure, LastItem, Lead, Chrome].contains(&role)
}

/// How the problems are worded.
fn words(sent: &Sent, shown: &Read, said: &mut Sayings) {
    for (spot, problem) in shown.problems() {
        let field = |part: &str| sent.texts(&format!("{part}-{}", spot.key())).next();
        let mut words = said.words.get(&spot).cloned().unwrap_or_default();
        if let Some(title) = field("title").map(on_one_line)
            && title != problem.title
        {
            // An emptied title is the program's own again.
            words.title = Some(title).filter(|title| !title.is_empty());
        }
        if let Some(detail) = field("detail").filter(|detail| *detail != problem.detail) {
            words.detail = Some(detail.trim_end().to_owned());
        }
        let known = problem.dimension.as_deref().unwrap_or_default();
        if let Some(dimension) = field("dim").map(on_one_line)
            && dimension != known
        {
            words.dimension = Some(dimension);
        }
        if words == Rewording::default() {
            said.words.remove(&spot);
        } else {
            said.words.insert(spot, words);
        }
    }
}

/// What was said without what sets the reading right.
pub(super) fn without_corrections(said: Sayings) -> Sayings {
    Sayings {
        year: said.year,
        subject: said.subject,
        is_written: said.is_written,
        turn: said.turn,
        ..Sayings::default()
    }
}

fn on_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(['\n', '\r']).map(str::trim).collect();
    words.join(" ").trim().chars().take(TITLE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use documents::document::lines::Went;

    #[test]
    fn what_was_right_in_the_paragraph_of_a_correction_stays() {
        let line = |paragraph, begins, role| Line {
            paragraph,
            text: String::new(),
            begins,
            role,
            of: role,
            went: Went::Nowhere,
            problem: None,
        };
        let lines = [
            line(1, true, Role::Problem),
            line(1, false, Role::Content),
            line(2, true, Role::Problem),
            line(2, false, Role::Content),
            line(2, false, Role::Problem),
            line(2, false, Role::Content),
            line(2, false, Role::Problem),
            line(3, true, Role::Content),
        ];
        let mut said = Sayings::default();
        say(&mut said, 4, Some(Role::Content), &lines);
        assert_eq!(said.along.iter().copied().collect::<Vec<_>>(), [3, 5]);
        say(&mut said, 4, None, &lines);
        assert_eq!((said.along.len(), said.lines.len()), (0, 0));
    }
}
