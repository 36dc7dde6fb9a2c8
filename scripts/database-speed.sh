#!/bin/sh
# Eight hands at one ledger that is shared in PostgreSQL, and eighty at ten, against pgbench with the same
# transactions as the same kind of account: lock the ledger's row, read what others did since, add an entry, move
# the row on, commit.
#   scripts/database-speed.sh [CHANGES]     # of each hand, 200 where nothing is said
set -eu
cd "$(dirname "$0")/.."
changes=${1:-200}

cargo test --release --locked --quiet -p ledger-database --no-run
LEDGER_HANDS_CHANGES=$changes cargo test --release --locked --quiet -p ledger-database hands:: -- --nocapture --test-threads 1 |
    grep 毫秒

folder=$(mktemp -d)
rmdir "$folder"
trap 'scripts/private-postgres.sh stop "$folder"' EXIT
address=$(scripts/private-postgres.sh start "$folder")
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
psql -q -d "$address" -f crates/database/schema.sql
psql -q -d "$address" -c "set session_replication_role = replica;
    insert into ledger.ledger (ledger_id, head)
        select 'l' || n, sha256(convert_to('l' || n, 'UTF8')) from generate_series(1, 10) n;
    insert into ledger.unit select id, 1, ledger_id, null, '', null, null, 0, 0, null, 0 from ledger.ledger"
psql -q -d "$address" -c "create role hand login; grant ledger_keeper to hand;
    insert into ledger.account select 'hand', id from ledger.ledger"
cat >"$folder.sql" <<SQL
begin;
select id as ledger, sequence + 1 as next, encode(head, 'hex') as head from ledger.ledger
    where ledger_id = 'l' || :of for update \gset
select exists (select 1 from ledger.unit where ledger = :ledger and changes > :seen),
    exists (select 1 from ledger.entry where ledger = :ledger and changes > :seen),
    exists (select 1 from ledger.blob where ledger = :ledger and changes > :seen),
    exists (select 1 from ledger.piece where ledger = :ledger and changes > :seen),
    exists (select 1 from ledger.receipt where ledger = :ledger and changes > :seen);
select * from ledger.entry where ledger = :ledger and changes > :seen order by id;
insert into ledger.entry values (:ledger, 4294967296 + :next, 1, :next, :next, '2026-11-28T09:00:00+08:00', '周敏',
    'raised', repeat('正文', 150),
    sha256(decode(:head::text, 'hex') || convert_to(repeat('正文', 150), 'UTF8')), :next);
update ledger.ledger set sequence = :next, head = (select digest from ledger.entry
    where ledger = :ledger and unit = 1 and id = 4294967296 + :next) where id = :ledger;
commit;
\set seen :next
SQL
{ echo '\set of 1'; cat "$folder.sql"; } >"$folder.one.sql"
{ echo '\set of 1 + :client_id % 10'; cat "$folder.sql"; } >"$folder.ten.sql"
bench() {
    "$bin/pgbench" -n -h "$folder" -U hand -M prepared -D seen=0 -c "$2" -j 2 -t "$changes" -f "$3" postgres |
        awk -v what="$1" '/tps/ { printf "pgbench：%s，每笔 %.2f 毫秒\n", what, 1000 / $3 }'
}
bench '8人1本' 8 "$folder.one.sql"
bench '80人10本' 80 "$folder.ten.sql"
rm -f "$folder.sql" "$folder.one.sql" "$folder.ten.sql"
