//! What one account has under way is not another's.

use super::{PASSWORD, does, office, serving};
use crate::common::wire::Session;

#[test]
fn nobody_sees_changes_or_throws_out_what_another_has_under_way() {
    let program = serving(office(), &[]);
    let enter = |name: &str| Session::log_in(program.port, name, PASSWORD).expect("let in");
    let (keeps, reviews, looks) = (enter("管台账的"), enter("审的"), enter("看的"));
    let document = "一、学习方面\n1. 学习不系统。\n".as_bytes();
    let import = |session: &Session| {
        let parts = [
            ("files", Some("没有入账的.txt"), document),
            ("year", None, b"2022"),
        ];
        session.post("/import", session.parts(&parts))
    };
    let sent = import(&keeps);
    let place = sent.header("location").expect("its place").to_owned();
    assert!(keeps.get(&place).text().contains("学习不系统"));
    for session in [&reviews, &looks] {
        assert_eq!(session.get(&place).status, 403);
        assert_eq!(session.get("/import").status, 403);
        assert_eq!(import(session).status, 403);
        let drop = session.fields(&[("_do", "drop")]);
        assert_eq!(session.post(&place, drop).status, 403);
        let home = session.parts(&[("files", Some("表.xlsx"), b"x")]);
        assert_eq!(session.post("/forms/home", home).status, 403);
    }
    assert!(keeps.get(&place).text().contains("学习不系统"));
    // A board is shown to who had it made, however many others look at theirs.
    let board = |session: &Session| {
        let page = session.get("/board").text();
        let (_, frame) = page.split_once("src=\"/show/").expect("a frame");
        format!("/show/{}", frame.split('"').next().expect("its end"))
    };
    let own = board(&reviews);
    for _ in 0..13 {
        board(&looks);
    }
    assert_eq!(reviews.get(&own).status, 200);
    assert_eq!(looks.get(&own).status, 404);
    assert_eq!(
        does(&looks, "log", &[("numbers", "1"), ("text", "x")]).status,
        403
    );
}
