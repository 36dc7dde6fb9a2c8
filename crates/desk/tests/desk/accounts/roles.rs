//! Who may do what, and who he is in the history.

use super::{PASSWORD, does, office, serving};
use crate::common::wire::Session;

#[test]
fn each_role_does_what_is_its_and_is_who_it_is() {
    let program = serving(office(), &[]);
    let enter = |name: &str| Session::log_in(program.port, name, PASSWORD).expect("let in");
    let (keeps, reviews) = (enter("管台账的"), enter("审的"));
    let (fills, looks) = (enter("填的"), enter("看的"));
    let note: [(&str, &str); 2] = [("numbers", "1"), ("text", "开了三个窗口")];
    let other: [(&str, &str); 2] = [("numbers", "2"), ("text", "读了三本书")];
    let apply: [(&str, &str); 1] = [("numbers", "1")];
    let close: [(&str, &str); 4] = [
        ("_yes", "1"),
        ("numbers", "1"),
        ("outcome", "十分钟办完"),
        ("verifier", "赵某"),
    ];
    let edit: [(&str, &str); 2] = [("numbers", "2"), ("dept", "政务科")];
    for (session, verb, fields, status) in [
        (&looks, "log", &note[..], 403),
        (&fills, "log", &note[..], 303),
        (&fills, "log", &other[..], 422),
        (&fills, "close", &close[..], 403),
        (&fills, "edit", &edit[..], 403),
        (&reviews, "edit", &edit[..], 403),
        (&reviews, "log", &other[..], 303),
        (&fills, "submit", &apply[..], 303),
        (&reviews, "close", &close[..], 303),
        (&keeps, "edit", &edit[..], 303),
    ] {
        let answer = does(session, verb, fields);
        assert_eq!(
            answer.status,
            status,
            "{verb} {fields:?}: {}",
            answer.text()
        );
        if status != 303 {
            let page = answer.text();
            assert!(page.contains("请管台账的人办"), "{page}");
        }
    }
    // What was typed is not lost by a refusal, and who did it stands in the history.
    assert!(does(&fills, "log", &other).text().contains("读了三本书"));
    let history = program.asked(&["history"]);
    for (who, what) in [
        ("填的", "开了三个窗口"),
        ("审的", "读了三本书"),
        ("管台账的", "政务科"),
    ] {
        let is_told = history
            .lines()
            .any(|line| line.contains(who) && line.contains(what));
        assert!(is_told, "{who} {what}: {history}");
    }
}

#[test]
fn what_is_not_for_an_account_is_not_offered_and_no_other_way_leads_there() {
    let program = serving(office(), &[]);
    let enter = |name: &str| Session::log_in(program.port, name, PASSWORD).expect("let in");
    let (keeps, reviews) = (enter("管台账的"), enter("审的"));
    let (fills, looks) = (enter("填的"), enter("看的"));
    // What is not for an account is not offered to it.
    // Who looks may still have a sheet made of what he sees.
    let offered = |session: &Session| {
        let page = session.get("/tasks/2").text();
        assert!(page.contains("学习不深"), "{page}");
        let mut verbs: Vec<_> = page
            .split("action=\"/do/")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
            .collect();
        verbs.sort();
        verbs.join(" ")
    };
    let list = |session: &Session| session.get("/tasks").text();
    for word in [
        "登记一个问题",
        "在表格里",
        "value=\"close\"",
        "value=\"log\"",
    ] {
        assert!(
            list(&keeps).contains(word) && !list(&looks).contains(word),
            "{word}"
        );
    }
    assert_eq!(offered(&looks), "form");
    assert_eq!(offered(&fills), "form");
    assert_eq!(offered(&reviews), "attach close extend form log submit");
    assert_eq!(
        offered(&keeps),
        "attach close edit extend form log retract submit"
    );
    assert!(
        keeps.get("/").text().contains("/import") && !fills.get("/").text().contains("/import")
    );
    // Nor does another way lead there.
    let fields = [("n", "2"), ("dept-2", "督查室")];
    fills.post("/tasks/assign", fills.fields(&fields));
    reviews.post("/tasks/assign", reviews.fields(&fields));
    assert!(!program.asked(&["list"]).contains("督查室"));
    // Nobody but who started it ends it.
    assert_eq!(keeps.post("/end", keeps.fields(&[])).status, 404);
}

#[test]
fn who_fills_in_takes_back_his_own_and_nothing_of_others() {
    let program = serving(office(), &[]);
    let enter = |name: &str| Session::log_in(program.port, name, PASSWORD).expect("let in");
    let (reviews, fills) = (enter("审的"), enter("填的"));
    assert_eq!(
        does(&reviews, "log", &[("numbers", "1"), ("text", "审的记的")]).status,
        303
    );
    let undo = does(&fills, "undo", &[]);
    assert!(
        undo.status == 422 || undo.text().contains("审的记的"),
        "{}",
        undo.text()
    );
    does(&fills, "undo", &[("_yes", "on")]);
    assert!(program.asked(&["show", "1"]).contains("审的记的"));
    assert_eq!(
        does(&fills, "log", &[("numbers", "1"), ("text", "填的记的")]).status,
        303
    );
    does(&fills, "undo", &[("_yes", "on")]);
    let shown = program.asked(&["show", "1"]);
    assert!(shown.contains("审的记的"), "{shown}");
    assert!(program.asked(&["history"]).contains("撤"), "taken back");
}
