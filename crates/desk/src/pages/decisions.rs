//! What a command leaves to a person: each thing with its answers, and the answers that came back.

use super::verb::Filled;
use crate::sent::Sent;
use crate::view::{Piece, Span};

/// What the fields begin with in which something is decided.
const DECIDED: &str = "decide-";
/// What stands between an argument and its value in such a field.
const BETWEEN: char = '=';

/// Something to be decided.
pub(super) struct Open {
    /// Its field.
    pub(super) name: String,
    /// What it is about.
    pub(super) text: Vec<Span>,
    /// What is sent, what it means, and whether it is chosen.
    pub(super) answers: Vec<(String, String, bool)>,
}

impl Open {
    /// What is to be decided among what was said, with the arguments that were chosen before, and the rest.
    pub(super) fn among(told: Vec<Piece>, chosen: &Filled) -> (Vec<Self>, Vec<Piece>) {
        let (mut open, mut rest) = (Vec::new(), Vec::new());
        for piece in told {
            let Piece::Choose(text, answers) = piece else {
                rest.push(piece);
                continue;
            };
            let answers = answers.into_iter().map(|answer| {
                let chosen = chosen
                    .iter()
                    .any(|(id, value)| *id == answer.argument && *value == answer.value);
                let value = format!("{}{BETWEEN}{}", answer.argument, answer.value);
                (value, answer.meaning, chosen)
            });
            open.push(Self {
                name: format!("{DECIDED}{}", open.len()),
                text,
                answers: answers.collect(),
            });
        }
        (open, rest)
    }
}

/// Whether a form asked for decisions.
pub(super) fn were_asked(sent: &Sent) -> bool {
    sent.fields
        .iter()
        .any(|(name, _)| name.starts_with(DECIDED))
}

/// What was decided, as these arguments of the verb; anything else that a form sends is none of them.
pub(super) fn decided(sent: &Sent, arguments: &[&str]) -> Filled {
    let fields = sent
        .fields
        .iter()
        .filter(|(name, _)| name.starts_with(DECIDED));
    let parts = fields.filter_map(|(_, value)| value.split_once(BETWEEN));
    let known = parts.filter(|(argument, _)| arguments.contains(argument));
    known
        .map(|(argument, value)| (argument.to_owned(), value.to_owned()))
        .collect()
}
