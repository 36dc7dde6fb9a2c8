//! What takes longer than a moment: a page says so and comes to what was asked for by itself, without script.

use std::time::{Duration, Instant};

use crate::common::program::Program;
use crate::common::wire::{Answer, Session};

/// So that nothing is done in a moment.
const AT_ONCE: &[(&str, &str)] = &[("LEDGER_DESK_MOMENT", "1")];

/// Where a page that waits asks again.
fn again(answer: &Answer) -> Option<String> {
    let text = answer.text();
    let (_, rest) = text.split_once("http-equiv=\"refresh\" content=\"")?;
    let (_, place) = rest.split_once("url=")?;
    Some(place[..place.find('"')?].replace("&#38;", "&"))
}

/// What a page comes to that waits; how often it was asked.
fn came(session: &Session, mut answer: Answer) -> (Answer, u32) {
    let (begun, mut asked) = (Instant::now(), 0);
    loop {
        let place = match answer.header("location") {
            Some(place) if place.starts_with("/wait/") => Some(place.to_owned()),
            _ => again(&answer),
        };
        let Some(place) = place else {
            return (answer, asked);
        };
        assert!(begun.elapsed() < Duration::from_secs(30), "it never comes");
        asked += 1;
        answer = session.get(&place);
    }
}

#[test]
fn a_look_that_takes_long_comes_by_itself_once_and_shows_what_is_so_then() {
    let program = Program::with(AT_ONCE);
    let session = program.session();
    assert!(
        program
            .line(&["add", "窗口排队时间长", "--year", "2021"])
            .status
            .success()
    );
    let place = "/tasks?year=2021";
    let waits = session.get(place);
    assert_eq!(waits.status, 200);
    let page = waits.text();
    assert!(
        page.contains("正在办：台账") && page.contains("data-waits"),
        "{page}"
    );
    let (shown, asked) = came(&session, waits);
    assert!(asked > 0);
    assert!(shown.text().contains("窗口排队时间长"), "{}", shown.text());
    // What was added meanwhile is seen by who looks again, at the very address that showed the earlier state.
    let waits = session.get(place);
    let there = again(&waits).expect("a page that waits");
    let (shown, _) = came(&session, waits);
    assert!(!shown.text().contains("空调坏了"));
    assert!(
        program
            .line(&["add", "空调坏了", "--year", "2021"])
            .status
            .success()
    );
    let (shown, _) = came(&session, session.get(&there));
    assert!(shown.text().contains("空调坏了"), "{}", shown.text());
}

#[test]
fn what_a_form_comes_to_is_shown_when_it_is_done() {
    let program = Program::with(AT_ONCE);
    let session = program.session();
    let add = |problem: &str| {
        let fields = session.fields(&[("problem", problem), ("year", "2021")]);
        let sent = session.post("/do/add", fields);
        assert_eq!(sent.status, 303);
        let place = sent.header("location").expect("a place");
        assert!(place.starts_with("/wait/"), "{place}");
        came(&session, sent).0
    };
    let done = add("窗口排队时间长");
    assert_eq!(done.status, 303);
    let place = done.header("location").expect("a place").to_owned();
    assert!(place.starts_with("/do/add?_said="), "{place}");
    assert!(
        came(&session, session.get(&place))
            .0
            .text()
            .contains("登记")
    );
    // It was done once, however often one asked after it.
    assert!(!program.asked(&["show", "1"]).is_empty());
    assert!(!program.line(&["show", "2"]).status.success());
    // What is refused is told with its status, and what was typed is there.
    let refused = add("");
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(
        refused.text().contains("value=\"2021\""),
        "{}",
        refused.text()
    );
}

#[test]
fn a_file_that_takes_long_can_be_saved_from_a_page_that_stays() {
    let program = Program::with(AT_ONCE);
    let session = program.session();
    assert!(
        program
            .line(&["add", "窗口排队时间长", "--year", "2021"])
            .status
            .success()
    );
    let sent = session.post("/board/file", session.fields(&[]));
    let mut page = sent;
    let begun = Instant::now();
    while !page.text().contains("做好了") {
        assert!(begun.elapsed() < Duration::from_secs(30), "{}", page.text());
        let place = page
            .header("location")
            .map(str::to_owned)
            .or_else(|| again(&page));
        page = session.get(&place.expect("a place"));
    }
    let file = again(&page).expect("the file");
    assert!(file.starts_with("/get/"), "{file}");
    let saved = session.get(&file);
    assert_eq!(saved.status, 200);
    assert!(saved.header("content-disposition").is_some());
    assert!(page.text().contains("回到原来那一页"));
}

#[test]
fn nobody_guesses_what_another_waits_for() {
    let program = Program::start();
    let session = program.session();
    let missing = session.get("/wait/0123456789abcdef");
    assert_eq!(missing.status, 404);
    // An address that asks after work long gone is the page that it was.
    assert_eq!(session.get("/more?_made=0123456789abcdef").status, 200);
}
