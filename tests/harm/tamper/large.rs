//! Large files, where another hand makes SQLite's own check meanwhile: it finds the same.

use crate::office::{LEDGER, Office};
use crate::tamper::WHOLE;

/// Has the index built over other columns than its declaration says.
fn misbuilt(office: &Office) {
    let swap = |from: &str, to: &str| {
        let sql = format!(
            "pragma writable_schema = on;
            update sqlite_schema set sql = replace(sql, '{from}', '{to}') where name = 'task_by_year'"
        );
        office.sqlite().execute_batch(&sql).unwrap();
    };
    swap("(unit, year, number)", "(unit, number, year)");
    office
        .sqlite()
        .execute_batch("reindex task_by_year")
        .unwrap();
    swap("(unit, number, year)", "(unit, year, number)");
}

#[test]
fn an_index_over_other_columns() {
    for large in [false, true] {
        let office = Office::new();
        office.file(LEDGER, &WHOLE.0);
        if large {
            let noise: Vec<u8> = (0..9_000_000_u32)
                .map(|n| (n.wrapping_mul(n) >> 7) as u8)
                .collect();
            office.file("录像.mp4", noise);
            office.say("attach 2 录像.mp4").ok();
            assert!(office.db_bytes().len() > 8 << 20);
        }
        office.say("verify").ok();
        misbuilt(&office);
        let ran = office.say("verify");
        assert_eq!(ran.code, 3, "{}{}", ran.out, ran.err);
        assert!(ran.err.contains("索引与内容不一致"), "{}", ran.err);
    }
}
