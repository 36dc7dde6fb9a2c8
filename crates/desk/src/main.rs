//! The program: the page, or any verb of `ledger`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    match words.next() {
        None => desk::serve::main(words),
        Some(word) if word == "serve" => desk::serve::main(words),
        Some(_) => ledger::cli::main(),
    }
}
