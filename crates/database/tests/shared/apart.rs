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
    let mut read_only = engine.sql(&reader);
    let add = "insert into ledger.entry select ledger, id + 1, unit, sequence + 1, task, at, who, kind, body, digest,
        changes + 1 from ledger.entry";
    assert!(read_only.batch_execute(add).is_err());
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
    // Not even who may erase, where nothing says so.
    let erase = "select ledger.erase_entry(ledger, id, '', changes) from ledger.entry";
    assert!(engine.sql(&keeper).batch_execute(erase).is_err());
}

#[test]
fn a_number_is_not_given_twice_and_none_is_left_out() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let (_book, _, [writer, _]) = with_hands(&engine);
    let mut client = engine.sql(&writer);
    for step in [0, 2, 3] {
        let add = format!(
            "insert into ledger.entry select ledger, id + {step}, unit, sequence + {step}, task, at, who, kind, body,
            digest, changes + 1 from ledger.entry"
        );
        assert!(client.batch_execute(&add).is_err(), "{step}");
    }
    for sql in [
        "update ledger.ledger set sequence = sequence + 1",
        "update ledger.ledger set sequence = 0",
        "update ledger.ledger set head = sha256('x')",
    ] {
        assert!(client.batch_execute(sql).is_err(), "{sql}");
    }
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
        let mut stranger = engine.database(stranger).connect().unwrap();
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
        let done = copy.share(engine.database(&keeper).connect().unwrap());
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
    let done = alone.share(engine.database(&keeper).connect().unwrap());
    assert!(
        matches!(done, Err(Error::Shared(SharedFault::Apart))),
        "{done:?}"
    );
}
