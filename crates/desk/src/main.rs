//! The program: the page, or any verb of `ledger`.

use std::process::ExitCode;

use ledger::cli::front::VARIABLE;

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    match words.next() {
        // A page starts it for a line of its own, which may have no word at all.
        None if std::env::var_os(VARIABLE).is_none() => desk::serve::main(words),
        Some(word) if word == "serve" => desk::serve::main(words),
        Some(word) if word == desk::reader::WORD => desk::reader::main(),
        Some(word) if word == "account" => desk::accounts::main(words),
        Some(word) if word == "push" => desk::push::main(words),
        Some(word) if word == "database" => desk::shared::main(words),
        _ => ledger::cli::main_sharing(desk::shared::connect),
    }
}
