//! Texts that nobody can guess, and those that somebody knows.

use std::io::{BufRead as _, IsTerminal as _};

/// Random bytes of a secret.
const SECRET: usize = 32;

/// A text that nobody can guess.
pub(crate) fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; SECRET];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether two texts are the same, told in a time that says nothing of where they differ.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let pairs = one.bytes().zip(other.bytes());
    let differing = pairs.fold(0, |seen, (a, b)| std::hint::black_box(seen | (a ^ b)));
    one.len() == other.len() && differing == 0
}

/// A password: typed by whoever sits there, unseen, or a line that is sent.
pub(crate) fn asked(what: &str) -> std::io::Result<String> {
    let input = std::io::stdin();
    if input.is_terminal() {
        return rpassword::prompt_password(what);
    }
    let mut line = String::new();
    input.lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_are_compared_whole() {
        let (one, other) = (secret().expect("random"), secret().expect("random"));
        assert_eq!(one.len(), 2 * SECRET);
        assert_ne!(one, other);
        assert!(same(&one, &one) && same("", ""));
        assert!(!same(&one, &other) && !same(&one, &one[1..]) && !same("", "a"));
    }
}
