//! The real samples, where they are at hand.

use std::path::Path;

use documents::document;

#[test]
fn samples_give_what_was_counted_by_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut read = 0;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let expect = match &name[..3] {
            "000" => (15, 5, 13, 0),
            "001" => (15, 5, 4, 5),
            "002" => (15, 5, 4, 0),
            "004" => (14, 6, 7, 5),
            _ => continue,
        };
        let draft = document::read(&std::fs::read(entry.path()).unwrap(), &name).unwrap();
        let found = (
            draft.problems.len(),
            draft.dimensions.len(),
            draft.measures.len(),
            draft.last_year.len(),
        );
        assert_eq!(found, expect, "{name}");
        assert!(
            draft
                .problems
                .iter()
                .all(|problem| problem.dimension.is_some()),
            "{name}"
        );
        assert_eq!(
            document::written::from_json(&document::written::to_json(&draft)),
            Some(draft)
        );
        read += 1;
    }
    println!("{read} samples read");
}
