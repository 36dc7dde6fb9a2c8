//! The program: the page, or any verb of `ledger`.

use std::process::ExitCode;

fn main() -> ExitCode {
    desk::program::main()
}
