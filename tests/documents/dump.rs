//! Writes composed documents to a folder, to look at them: `LEDGER_DUMP=folder`.

#[test]
#[ignore = "only to look at composed documents"]
fn write_composed_documents() {
    let Ok(folder) = std::env::var("LEDGER_DUMP") else {
        return;
    };
    for seed in 1..=600 {
        let composed = super::compose::compose(seed);
        std::fs::write(format!("{folder}/{}", composed.name), &composed.text).unwrap();
    }
}
