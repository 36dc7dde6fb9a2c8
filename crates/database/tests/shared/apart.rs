//! What roles may not: tried through the program and by plain SQL.

use store::shared::SharedFault;
use store::{DEFAULT_WAIT, Error, Store};

use crate::engine::Engine;
use crate::player::{Book, raised};

/// A ledger with a task, made by a keeper; its number there, and who may write in it and read it.
fn with_hands(engine: &Engine) -> (Book, String, [String; 2]) {
    let keeper = engine.role("ledger_keeper");
    let mut book = engine.ledger(&keeper);
    book.raise(raised(2021, "学得不深"));
    let hands = ["ledger_writer", "ledger_reader"].map(|group| engine.role(group));
    for hand in &hands {
        let sql = "insert into ledger.account select $1::text::name, ledger from ledger.account where role = $2::text::name";
        engine.sql("owner").execute(sql, &[hand, &keeper]).unwrap();
    }
    (book, keeper, hands)
}

#[test]
fn nobody_changes_or_removes_what_was_recorded() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let (_book, keeper, [writer, reader]) = with_hands(&engine);
    for role in [&keeper, &writer, &reader] {
        let mut client = engine.sql(role);
        for sql in [
            "update ledger.entry set body = ''",
            "update ledger.entry set who = '别人'",
            "delete from ledger.entry",
            "truncate ledger.entry",
            "delete from ledger.receipt",
            "update ledger.receipt set detail = ''",
            "delete from ledger.blob",
            "delete from ledger.piece",
            "update ledger.blob set sha256 = ''",
            "delete from ledger.unit",
            "update ledger.unit set ledger_id = 'another'",
            "delete from ledger.ledger",
            "update ledger.ledger set ledger_id = 'another'",
            "update ledger.account set role = current_user",
            "insert into ledger.account values (current_user, 1)",
            "update ledger.entry_0 set body = ''",
            "delete from ledger.entry_1",
            "alter table ledger.entry disable trigger all",
            "alter table ledger.entry disable row level security",
            "drop table ledger.entry",
            "create trigger mine before insert on ledger.entry for each row execute function ledger.goes_on()",
            "set role owner",
            "update ledger.version set number = 2",
        ] {
            assert!(client.batch_execute(sql).is_err(), "{role}: {sql}");
        }
        let count: i64 = client
            .query_one("select count(*) from ledger.entry", &[])
            .unwrap()
            .get(0);
        assert_eq!(count, 1);
    }
    let add = "insert into ledger.receipt values (1, 1, '', 'sent', '', '', '', null, 2)";
    assert!(engine.sql(&reader).batch_execute(add).is_err());
    for sql in [
        "select ledger.make('mine', '')",
        "select ledger.erase_entry(1, 4294967297, '', 1)",
        "select ledger.erase_blob(1, 1, 1)",
    ] {
        for role in [&writer, &reader] {
            assert!(
                engine.sql(role).batch_execute(sql).is_err(),
                "{role}: {sql}"
            );
        }
    }
}

/// What a single command of a writer or a keeper must not leave behind, for honest hands would be misled by it
/// or stop: rows that nothing tells of, of a change that is over, that do not follow, or are not what they say.
const STRAY: [&str; 24] = [
    "insert into ledger.entry values (1, 4294967298, 1, 2, null, 't', 'w', 'raised', '{}', sha256('x'), 2)",
    "insert into ledger.entry values (1, 4294967300, 1, 4, null, 't', 'w', 'raised', '{}', sha256('x'), 4)",
    "insert into ledger.entry values (1, 4294967303, 2, 7 - 4294967296, null, 't', 'w', 'raised', '{}', sha256('x'), 7)",
    "insert into ledger.entry values (1, 12884901889, 3, 1, null, 't', 'w', 'raised', '{}', sha256('x'), 2)",
    "insert into ledger.entry values (1, 4294967298, 1, 2, null, 't', 'w', 'raised', '{}', 'x', 2);
     update ledger.ledger set sequence = 2, head = 'x'",
    "insert into ledger.entry values (1, 4294967298, 1, 2, null, 't', 'w', 'raised', '{}', sha256('x'), 2);
     update ledger.ledger set sequence = 2, head = sha256('x')",
    "insert into ledger.entry values (1, 4294967298, 1, 2, null, 't', 'w', 'raised', '{}', sha256('x'), 0);
     update ledger.ledger set sequence = 2, head = sha256('x')",
    "update ledger.ledger set sequence = sequence + 1",
    "update ledger.ledger set sequence = 0",
    "update ledger.ledger set head = sha256('x')",
    "update ledger.ledger set receipts = receipts + 5",
    "insert into ledger.unit values (1, 2, 'zz', null, 'n', null, null, 0, 0, null, 2)",
    "insert into ledger.unit values (1, 9223372036854775807, 'zz', null, 'n', null, null, 0, 0, null, 2)",
    "update ledger.unit set name = 'EVIL'",
    "update ledger.unit set name = 'EVIL', changes = 2",
    "update ledger.unit set receipts = 99, files = 99, changes = -1",
    "insert into ledger.blob values (1, 1, sha256('secret'), 6, 0, 2)",
    "insert into ledger.blob values (1, 7, sha256('secret'), 0, 1, 2)",
    "insert into ledger.blob values (1, 1, 'x', 0, 1, 2)",
    "insert into ledger.piece values (1, 1, 0, 'TAMPER', 2)",
    "insert into ledger.receipt values (1, 1, 'x', 'sent', 'z', 's', 'd', null, 2)",
    "insert into ledger.receipt values (1, 9, 'x', 'sent', 'z', 's', 'd', null, 2)",
    "insert into ledger.receipt values (1, 1, 'x', 'sent', 'z', 's', 'd', null, 0)",
    "insert into ledger.entry values (1, 4294967298, 1, 2, null, 't', 'w', 'entry_erased', '{}', sha256('x'), 2);
     select ledger.erase_entry(1, 4294967297, 'FORGED', 2)",
];

#[test]
fn nothing_is_left_behind_that_honest_hands_stumble_over() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let (mut book, keeper, [writer, _]) = with_hands(&engine);
    for role in [&keeper, &writer] {
        for sql in STRAY {
            let fault = engine.sql(role).batch_execute(sql).unwrap_err();
            let code = fault.code().unwrap().code();
            // A rule was broken, or it was not allowed: not a slip of this test.
            assert!(
                code.starts_with("23") || code == "42501",
                "{role}: {sql}: {fault:?}"
            );
        }
    }
    // Nor is a text erased twice, or another than the one that was named, with an entry of before.
    let told = book.raise(raised(2021, "写错了电话"));
    let stamp = crate::player::stamp();
    let last = book.store.sequence().unwrap();
    let erases = |book: &mut Book, entry: u64| {
        let entries = [(model::unit::UnitId::OWN, entry)];
        book.store
            .write(&stamp, |writer| writer.erase_entries(&entries, "写错"))
    };
    book.record(told, progressed("电话"));
    erases(&mut book, last + 1).unwrap();
    let since: i64 = engine
        .sql("owner")
        .query_one("select sequence + receipts from ledger.ledger", &[])
        .unwrap()
        .get(0);
    for entry in [1, last + 1] {
        let sql = format!(
            "select ledger.erase_entry(1, {}, 'FORGED', {since})",
            4_294_967_296 + entry
        );
        assert!(engine.sql(&keeper).batch_execute(&sql).is_err(), "{sql}");
    }
    // What planners keep of texts tells nobody of another's.
    let kept = "select count(*) from pg_attribute a join pg_class c on c.oid = attrelid where
        relnamespace = 'ledger'::regnamespace and relkind in ('r', 'p') and attnum > 0 and attstattarget <> 0
        and atttypid in ('text'::regtype, 'bytea'::regtype)";
    let kept: i64 = engine.sql("owner").query_one(kept, &[]).unwrap().get(0);
    assert_eq!(kept, 0);
    // And honest hands go on.
    let mut other = engine.copy(&writer, &book.store.ledger_id().unwrap());
    other.raise(raised(2021, "又一项"));
    book.store.catch_up().unwrap();
    assert_eq!(book.store.verify().unwrap().faults, []);
    assert_eq!(other.store.verify().unwrap().faults, []);
}

fn progressed(text: &str) -> model::event::TaskEvent {
    model::event::TaskEvent::Progressed(Box::new(model::event::Progressed {
        on: crate::player::day(0),
        text: text.to_owned(),
        ..model::event::Progressed::default()
    }))
}

#[test]
fn units_are_apart() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let (book, keeper, _) = with_hands(&engine);
    let (_other, _, [writer, reader]) = with_hands(&engine);
    let ledger_id = book.store.ledger_id().unwrap();
    for role in [&writer, &reader] {
        let mut client = engine.sql(role);
        for table in ["ledger", "unit", "entry", "account"] {
            let sql = format!("select count(*) from ledger.{table}");
            let seen: i64 = client.query_one(&sql, &[]).unwrap().get(0);
            assert_eq!(seen, 1, "{role}: {table}");
        }
        let sql = "select count(*) from ledger.ledger where ledger_id = $1";
        let seen: i64 = client.query_one(sql, &[&ledger_id]).unwrap().get(0);
        assert_eq!(seen, 0);
        // Into another's ledger nothing comes either.
        for sql in [
            "insert into ledger.receipt values (1, 9, '', 'sent', '', '', '', null, 9)",
            "insert into ledger.unit values (1, 9, 'x', null, '', null, null, 0, 0, null, 9)",
            "insert into ledger.entry values (1, 4294967298, 1, 2, null, '', '', '', '', '', 2)",
        ] {
            assert!(client.batch_execute(sql).is_err(), "{role}: {sql}");
        }
    }
    // The program is told the same: for that account the ledger is not there, and it may not make it.
    let genesis = model::digest::Digest::genesis(&ledger_id);
    for stranger in [&writer, &engine.role("ledger_keeper")] {
        let mut stranger = engine.database(stranger).connect(&|| ()).unwrap();
        assert_eq!(stranger.reached(&ledger_id).unwrap(), None);
        let begun = stranger.begin(&ledger_id, &genesis);
        assert!(
            matches!(begun, Err(SharedFault::NotAllowed(_))),
            "{begun:?}"
        );
    }
    assert_ne!(keeper, writer);
}

#[test]
fn who_only_reads_is_told_so_and_nothing_stays() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let (book, _, [_, reader]) = with_hands(&engine);
    let ledger_id = book.store.ledger_id().unwrap();
    let mut copy = engine.copy(&reader, &ledger_id);
    assert_eq!(copy.store.task(1).unwrap().problem, "学得不深");
    let stamp = crate::player::stamp();
    let done = copy
        .store
        .write(&stamp, |writer| writer.raise(raised(2021, "又一项")));
    assert!(
        matches!(done, Err(Error::Shared(SharedFault::NotAllowed(_)))),
        "{done:?}"
    );
    assert_eq!(copy.store.task_count().unwrap(), 1);
}

#[test]
fn a_copy_that_went_on_by_itself_is_not_taken() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let (mut book, keeper, _) = with_hands(&engine);
    let path = book.folder.path().join("副本.db");
    std::fs::copy(book.store.path(), &path).unwrap();
    let mut alone = Store::open(&path, DEFAULT_WAIT).unwrap();
    let stamp = crate::player::stamp();
    alone
        .write(&stamp, |writer| writer.raise(raised(2021, "自己记的")))
        .unwrap();
    // However far the shared one is by then.
    for problem in ["共用的", "共用的又一项"] {
        book.raise(raised(2021, problem));
        let mut copy = Store::open(&path, DEFAULT_WAIT).unwrap();
        let done = copy.share(engine.database(&keeper).connect(&|| ()).unwrap());
        assert!(
            matches!(done, Err(Error::Shared(SharedFault::Apart))),
            "{done:?}"
        );
    }
    // A receipt is enough.
    let path = book.folder.path().join("又一份.db");
    std::fs::copy(book.store.path(), &path).unwrap();
    let mut alone = Store::open(&path, DEFAULT_WAIT).unwrap();
    let code = alone.check_code().unwrap().unwrap();
    alone.note_backup(stamp.when, &path, &code).unwrap();
    let other = book.folder.path().join("备份.db");
    book.store.note_backup(stamp.when, &other, &code).unwrap();
    let done = alone.share(engine.database(&keeper).connect(&|| ()).unwrap());
    assert!(
        matches!(done, Err(Error::Shared(SharedFault::Apart))),
        "{done:?}"
    );
}
