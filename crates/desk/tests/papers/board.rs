//! The board: in a frame that reaches nothing of the page.

use crate::{Desk, HOSTILE, between};

#[test]
fn the_board_is_shown_apart_and_can_be_saved() {
    let desk = Desk::of(
        "2022-03-15",
        &[
            &["init", "--name", "东街图书馆"],
            &[
                "add",
                "座位不够",
                "--year",
                "2021",
                "--dept",
                HOSTILE,
                "--due",
                "6月底前",
            ],
        ],
    );
    let page = desk.session.get("/board?year=2021").text();
    let frame = between(&page, "<iframe", ">");
    assert!(frame.contains("sandbox=\"allow-scripts\""), "{frame}");
    let shown = desk.session.get(between(frame, "src=\"", "\""));
    let policy = shown.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("sandbox allow-scripts") && policy.contains("default-src 'none'"));
    assert!(shown.text().contains("座位不够") && !shown.text().contains("<img src=x"));
    assert!(!page.contains("<img"), "{page}");
    let saved = desk.follow(&desk.post("/board/file?year=2021", &[]));
    let named = saved.header("content-disposition").expect("a name");
    assert!(
        named.starts_with("attachment") && named.contains(".html"),
        "{named}"
    );
    assert!(saved.text().contains("座位不够"));
    // A filter that can't be is told at its field.
    let page = desk.session.get("/board?year=x").text();
    assert!(
        between(&page, "id=\"board-year\"", "</div>").contains("class=\"wrong\""),
        "{page}"
    );
}
