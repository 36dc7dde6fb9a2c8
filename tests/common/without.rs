//! Tests that want a program which not every machine has.

use std::io::Write as _;
use std::process::Command;

/// Whether the program runs here by these words; where it does not, the test that asks is skipped, and says so
/// past what the test runner holds back of a test that passes.
pub(crate) fn runs(test: &str, program: &str, words: &[&str]) -> bool {
    let tried = Command::new(program).args(words).output();
    let does = tried.is_ok_and(|output| output.status.success());
    if !does {
        let line = format!("skipped {test}: {program} does not run here\n");
        // Nobody misses it where there is nowhere to say it.
        let _ = std::io::stderr().write_all(line.as_bytes());
    }
    does
}
