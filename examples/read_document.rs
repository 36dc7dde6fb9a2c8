#![allow(clippy::print_stdout)]
//! Prints the draft of each document given, as JSON.

use std::path::Path;

fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap_or_default();
        let name = Path::new(&path)
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        match documents::document::read(&bytes, name) {
            Ok(draft) => println!("{:#}", documents::document::written::to_json(&draft)),
            Err(error) => println!("{path}: {error}"),
        }
    }
}
