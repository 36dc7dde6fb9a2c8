//! Rounds of mutated input for one reader, begun with the kept corpus; what makes a check fail is
//! kept there too.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "the long rounds are asked for by the environment, and their figures are wanted"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Seconds for each target.
const SECONDS: &str = "LEDGER_FUZZ_SECONDS";

/// Inputs to begin with.
pub(crate) struct Corpus(Vec<Vec<u8>>);

impl Corpus {
    /// One of them, by any number.
    pub(crate) fn any(&self, number: u64) -> &[u8] {
        &self.0[number as usize % self.0.len()]
    }
}

fn folder(target: &str) -> PathBuf {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz_corpus");
    corpus.join(target)
}

/// Checks the corpus of that target as it is, then what `make` makes of each seed and the corpus:
/// at least so many times, and for as many seconds as the environment says.
pub(crate) fn rounds(
    target: &str,
    least: u64,
    mut make: impl FnMut(u64, &Corpus) -> Vec<u8>,
    mut check: impl FnMut(&[u8]),
) {
    let files = std::fs::read_dir(folder(target)).expect("a corpus");
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let read = |path: &PathBuf| std::fs::read(path).expect("a file");
    let corpus = Corpus(paths.iter().map(read).collect());
    for bytes in &corpus.0 {
        check(bytes);
    }
    let long = std::env::var(SECONDS).ok().and_then(|s| s.parse().ok());
    let until = Instant::now() + Duration::from_secs(long.unwrap_or(0));
    let mut seed = 0;
    while seed < least || (long.is_some() && Instant::now() < until) {
        seed += 1;
        let bytes = make(seed, &corpus);
        let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(&bytes)));
        if let Err(panic) = checked {
            let name = model::digest::Digest::of(&bytes).to_string();
            let kept = folder(target).join(&name[..16]);
            std::fs::write(&kept, &bytes).expect("a file");
            println!("{target}: kept as {}", kept.display());
            std::panic::resume_unwind(panic);
        }
    }
    println!("{target}: {seed} rounds and {} kept inputs", corpus.0.len());
}
