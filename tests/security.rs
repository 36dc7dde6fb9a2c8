//! SECURITY.md says of each promise which test keeps it: those tests are there.

use std::path::Path;

#[test]
fn every_promise_names_tests_that_are_there() {
    let text = include_str!("../SECURITY.md");
    let (_, table) = text.split_once("| 承诺 | 测试 |").expect("the table");
    let (table, _) = table.split_once("\n## ").expect("an end");
    let mut found = 0;
    for row in table.lines().skip(2).filter(|line| !line.is_empty()) {
        let tests = row
            .trim_end_matches('|')
            .rsplit('|')
            .next()
            .unwrap_or_default();
        let mut source = String::new();
        let mut named = 0;
        for name in tests.split('`').skip(1).step_by(2) {
            if name.contains('/') {
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
                source = std::fs::read_to_string(path).expect(name);
            } else {
                assert!(source.contains(&format!("fn {name}()")), "{name}: {row}");
                named += 1;
            }
        }
        assert!(named > 0, "no test: {row}");
        found += named;
    }
    assert!(found > 30, "{found}");
}
