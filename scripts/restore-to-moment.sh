#!/usr/bin/env bash
# A shared ledger goes back to a moment: from a base backup and the engine's log (WAL), as whoever looks after the
# database would do it, proved by the check code (校验码) that was printed at that moment.
#   scripts/restore-to-moment.sh [CHANGES]     # before the moment and after it, 20 where nothing is said
# Ends with 1 where what stands afterwards is not what stood at the moment. LEDGER_BIN names another ledger-desk.
set -euo pipefail
cd "$(dirname "$0")/.."
changes=${1:-20}
[ -n "${LEDGER_BIN:-}" ] || cargo build --release --locked --quiet -p ledger-desk
program=$(realpath "${LEDGER_BIN:-target/release/ledger-desk}")
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
[ -n "$bin" ] || { echo "没有装 PostgreSQL，没有试"; exit 0; }
place=$(mktemp -d)
chmod 755 "$place"
engine=$place/engine back=$place/back log=$place/log
export LEDGER_ASK=never LEDGER_ACTOR=周敏 HOME=$place XDG_DATA_HOME=$place/data
as=()
if [ "$(id -u)" = 0 ]; then as=(setpriv --reuid=postgres --regid=postgres --clear-groups env "HOME=$place"); fi
mkdir "$log" "$back"
[ "$(id -u)" != 0 ] || chown postgres:postgres "$log" "$back"
chmod 700 "$back"
stop_back() { (cd / && "${as[@]}" "$bin/pg_ctl" -D "$back" -m immediate stop >/dev/null 2>&1) || true; }
trap 'stop_back; scripts/private-postgres.sh stop "$engine"; rm -rf "$place"' EXIT

owner=$(scripts/private-postgres.sh start "$engine" "-c archive_mode=on -c wal_level=replica -c max_wal_senders=4")
sql() { "$bin/psql" -qAt -d "$1" -c "$2"; }
sql "$owner" "alter system set archive_command = 'cp %p $log/%f'"
sql "$owner" "select pg_reload_conf()" >/dev/null
at() { echo "postgres://$1@/postgres?host=$2"; }
"$program" database make "$(at owner "$engine")" >/dev/null
sql "$owner" "create role hand login; grant ledger_keeper to hand"
export LEDGER_DB
LEDGER_DB=$(at hand "$engine")
code() { "$program" verify | grep -oE '[0-9]+(-[0-9a-f]{4}){4,}' | head -1; }

"$program" add 问题一 --year 2022 >/dev/null 2>&1
echo "base backup"
(cd / && "${as[@]}" "$bin/pg_basebackup" -h "$engine" -U owner -D "$back" -X none -c fast --no-sync)
for one in $(seq "$changes"); do "$program" log 1 "此前第 $one 次" >/dev/null 2>&1; done
wanted=$(code)
[ -n "$wanted" ]
moment=$(sql "$owner" "select clock_timestamp()")
sleep 1
for one in $(seq "$changes"); do "$program" log 1 "此后第 $one 次" >/dev/null 2>&1; done
later=$(code)
[ "$later" != "$wanted" ]
echo "at $moment the check code was $wanted, now it is $later"
sql "$owner" "select pg_switch_wal()" >/dev/null
until [ "$(sql "$owner" "select count(*) from pg_stat_archiver where last_archived_wal >= (
    select pg_walfile_name(pg_current_wal_lsn() - 1))")" = 1 ]; do
    sql "$owner" "select pg_switch_wal()" >/dev/null
    sleep 0.2
done
scripts/private-postgres.sh stop "$engine"

begun=$(date +%s%N)
cat >>"$back/postgresql.auto.conf" <<CONF
restore_command = 'cp $log/%f %p'
recovery_target_time = '$moment'
recovery_target_action = 'promote'
archive_mode = off
listen_addresses = ''
unix_socket_directories = '$back'
unix_socket_permissions = 0777
CONF
touch "$back/recovery.signal"
[ "$(id -u)" != 0 ] || chown postgres:postgres "$back/recovery.signal"
chmod 700 "$back"
mkdir "$engine"
[ "$(id -u)" != 0 ] || chown postgres:postgres "$engine"
sed -i "s|^unix_socket_directories.*|unix_socket_directories = '$engine'|" "$back/postgresql.auto.conf"
(cd / && "${as[@]}" "$bin/pg_ctl" -D "$back" -l "$place/log/server.log" -w -t 120 start >/dev/null)
until [ "$(sql "host=$engine user=owner dbname=postgres" "select pg_is_in_recovery()")" = f ]; do sleep 0.1; done
echo "there again after $((($(date +%s%N) - begun) / 1000000)) ms"

# A machine that never saw it, and the one that saw more: both have what stood at the moment, proved by its code.
LEDGER_DB=$(at hand "$engine")
XDG_DATA_HOME=$place/new "$program" verify --against "$wanted"
if XDG_DATA_HOME=$place/new "$program" verify --against "$later" >/dev/null 2>&1; then
    echo "the later code is still believed" >&2
    exit 1
fi
if XDG_DATA_HOME=$place/new "$program" show 1 --history 2>/dev/null | grep -q 此后; then
    echo "what came after the moment is there" >&2
    exit 1
fi
# The working copy that went further is set aside, not written over, and its hand goes on.
"$program" log 1 "恢复以后" 2>&1 | tee "$place/said"
grep -q "工作副本和数据库里的台账对不上" "$place/said"
"$program" verify >/dev/null
ls "$place"/data/ledger | grep -c '\.db' | sed 's/^/copies that are kept: /'
echo "restored to the moment"
