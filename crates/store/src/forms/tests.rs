//! How a form stands, by what was noted of it.

use std::collections::HashSet;

use super::{CameHome, FormState, Receipt, Rounds, SentForm, json};

/// `sent ROUND FORM TASKS` or `came ROUND FORM CHANGED/REFUSED ENTRIES`, a day each; anything else is what
/// an older program noted.
fn receipts(lines: &[&str]) -> Vec<Receipt> {
    let receipt = |(line, day): (&&str, u32)| {
        let words: Vec<&str> = line.split(' ').collect();
        let number = |at: usize| words[at].parse().expect("a number");
        let (returned, detail) = match words.as_slice() {
            ["sent", round, form, tasks] => {
                let sent = SentForm {
                    round: (*round).to_owned(),
                    form: (*form).to_owned(),
                    tasks: tasks
                        .split(',')
                        .map(|task| task.parse().expect("a task"))
                        .collect(),
                    ..SentForm::default()
                };
                (false, json(&sent))
            }
            ["came", round, form, filled, ..] => {
                let (changed, refused) = filled.split_once('/').expect("two counts");
                let entries = (words.len() > 5).then(|| (number(4), number(5)));
                let came = CameHome {
                    round: (*round).to_owned(),
                    form: (*form).to_owned(),
                    filled: *filled != "0/0",
                    changed: changed.parse().expect("a count"),
                    refused: refused.parse().expect("a count"),
                    entries,
                    ..CameHome::default()
                };
                (true, json(&came))
            }
            [older] => (older.starts_with("改动"), (*older).to_owned()),
            other => panic!("{other:?}"),
        };
        Receipt {
            at: format!("2022-04-{day:02}T09:00:00+08:00"),
            returned,
            dept: "办公室".to_owned(),
            sheet: "表.xlsx".to_owned(),
            detail,
        }
    };
    lines.iter().zip(1..).map(receipt).collect()
}

/// How the forms of each round stand after these receipts, with those entries taken back.
fn settled(lines: &[&str], gone: &[u64]) -> Vec<(String, FormState)> {
    let mut rounds = Rounds::default();
    for receipt in receipts(lines) {
        rounds.add(&receipt);
    }
    let gone: HashSet<u64> = gone.iter().copied().collect();
    let settled = rounds.settled(&gone);
    let told = settled.iter().flat_map(|round| {
        let forms = round.forms.iter();
        forms.map(|form| (round.name.clone(), form.state))
    });
    told.collect()
}

fn owned(states: &[(&str, FormState)]) -> Vec<(String, FormState)> {
    let states = states.iter();
    states
        .map(|(round, state)| ((*round).to_owned(), *state))
        .collect()
}

#[test]
fn what_came_of_a_form() {
    use FormState::{Blank, Home, Out, Refused, Undone};
    for (what, lines, gone, states) in [
        ("sent", &["sent 一 a 1"][..], &[][..], &[("一", Out)][..]),
        (
            "filled",
            &["sent 一 a 1", "came 一 a 2/0 5 6"],
            &[],
            &[("一", Home)],
        ),
        (
            "as it went out",
            &["sent 一 a 1", "came 一 a 0/0"],
            &[],
            &[("一", Blank)],
        ),
        (
            "all rejected",
            &["sent 一 a 1", "came 一 a 0/3"],
            &[],
            &[("一", Refused)],
        ),
        (
            "one of them taken",
            &["sent 一 a 1", "came 一 a 1/3 5 5"],
            &[],
            &[("一", Home)],
        ),
        (
            "taken back",
            &["sent 一 a 1", "came 一 a 2/0 5 6"],
            &[5, 6],
            &[("一", Undone)],
        ),
        (
            "half taken back",
            &["sent 一 a 1", "came 一 a 2/0 5 6"],
            &[6],
            &[("一", Home)],
        ),
        (
            "taken back and collected again",
            &["sent 一 a 1", "came 一 a 2/0 5 6", "came 一 a 2/0 9 10"],
            &[5, 6],
            &[("一", Home)],
        ),
        (
            "twice, the second time nothing new",
            &["sent 一 a 1", "came 一 a 2/1 5 6", "came 一 a 0/1"],
            &[],
            &[("一", Home)],
        ),
    ] {
        assert_eq!(settled(lines, gone), owned(states), "{what}");
    }
}

#[test]
fn which_form_of_which_round_it_answers() {
    use FormState::{Home, Out};
    let april = "2022年4月";
    for (what, lines, states) in [
        (
            "a form of one round is none of the next",
            &["sent 四 a 1", "sent 五 b 1", "came 四 a 2/0 5 6"][..],
            &[("四", Home), ("五", Out)][..],
        ),
        (
            "what came before a later form of the round went out",
            &["sent 一 a 1", "came 一 a 2/0 5 6", "sent 一 b 1"],
            &[("一", Out)],
        ),
        (
            "an earlier form of the round with the same tasks",
            &["sent 一 a 1,2", "sent 一 b 1", "came 一 a 2/0 5 6"],
            &[("一", Home)],
        ),
        (
            "an earlier form of the round without a task of the later",
            &["sent 一 a 1", "sent 一 b 1,2", "came 一 a 2/0 5 6"],
            &[("一", Out)],
        ),
        (
            "the same form sent once more",
            &["sent 一 a 1", "came 一 a 2/0 5 6", "sent 一 a 1"],
            &[("一", Home)],
        ),
        ("a superior's", &["came 一 a 2/0 5 6"], &[("一", Home)]),
        ("an older program's", &["1项"], &[(april, Out)]),
        (
            "an older program's, returned",
            &["1项", "改动0处"],
            &[(april, Home)],
        ),
        (
            "an older program's form, returned now",
            &["1项", "came 2022年4月 a 1/0 5 5"],
            &[(april, Home)],
        ),
    ] {
        assert_eq!(settled(lines, &[]), owned(states), "{what}");
    }
}
