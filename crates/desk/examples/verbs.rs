//! The verbs with the way to shared databases, and no page: what the transcripts try (`scripts/database.sh`).

fn main() -> std::process::ExitCode {
    ledger::cli::main_sharing(desk::shared::connect)
}
