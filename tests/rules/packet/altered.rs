//! Edits of gathered histories made behind the program's back: `verify` names unit and place.

use store::Place;

use crate::packet::city::{City, History};
use crate::packet::gathered::CARD;

#[test]
fn edits_of_what_was_gathered_are_found() {
    let edited = |sql: &str| {
        let mut city = City::new();
        let unit = History::new("east", CARD, &["座位不够", "空调太吵"]);
        city.gather(&unit.packet()).unwrap();
        let forked = History::new("east", CARD, &["座位不够", "灯不亮"]);
        city.set_aside(&forked, 3);
        city.assert_whole();
        let other = rusqlite::Connection::open(city.store.path()).unwrap();
        other
            .execute_batch(
                "drop trigger entry_is_never_changed; drop trigger entry_is_never_removed",
            )
            .unwrap();
        assert!(other.execute(sql, []).expect(sql) > 0, "{sql}");
        let faults = city.store.verify().unwrap().faults;
        faults.into_iter().find_map(|fault| {
            let unit = fault.unit?;
            assert_eq!(unit, "A04", "{sql}");
            Some(fault.place)
        })
    };
    for (sql, place) in [
        (
            "update task set dept = '别处' where unit = 2 and number = 1",
            Place::TaskColumn(1, "dept"),
        ),
        (
            "delete from task where unit = 2 and number = 2",
            Place::TaskMissing(2),
        ),
        (
            "update entry set who = '别人' where unit = 2 and sequence = 2",
            Place::EntryColumn(2, "who"),
        ),
        (
            "update entry set body = replace(body, '座位', '坐位') where unit = 2",
            Place::EntryDigest(2),
        ),
        (
            "delete from entry where unit = 2 and sequence = 3",
            Place::UnitHistory,
        ),
        (
            "delete from entry where unit = 3 and sequence = 3",
            Place::UnitHistory,
        ),
        (
            "update entry set body = replace(body, '灯', '窗') where unit = 3",
            Place::EntryDigest(3),
        ),
        (
            "update unit set name = '西街图书馆' where id = 2",
            Place::Unit,
        ),
        ("update unit set code = 'A09' where id = 2", Place::Unit),
        ("update unit set received = 'x' where id = 2", Place::Unit),
        (
            "update unit set aside = 'replaced' where id = 2",
            Place::Unit,
        ),
        (
            "update unit set aside = 'replaced' where id = 3",
            Place::Unit,
        ),
    ] {
        assert_eq!(edited(sql), Some(place), "{sql}");
    }
}
