#!/bin/bash
# A hand whose network goes without a word while it waits for the shared database (root, Debian: postgresql): it is
# told, and what it asked for is not recorded.
#   scripts/cut-off.sh
# Ends with 1 where that takes longer than 30 seconds.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -n "${LEDGER_BIN:-}" ] || cargo build --locked --quiet -p ledger-desk
program=$(realpath "${LEDGER_BIN:-target/debug/ledger-desk}")
place=$(mktemp -d)
there=ledger-there-$$ here=ledger-here-$$ at=10.77.0.2
database=$place/database

ended() {
    ip netns exec "$there" scripts/private-postgres.sh stop "$database" 2>/dev/null || true
    ip netns del "$there" 2>/dev/null || true
    ip netns del "$here" 2>/dev/null || true
    rm -rf "$place"
}
trap ended EXIT

ip netns add "$there"
ip netns add "$here"
ip link add line netns "$here" type veth peer name line netns "$there"
ip -n "$here" addr add 10.77.0.1/24 dev line
ip -n "$there" addr add $at/24 dev line
for net in "$here" "$there"; do
    ip -n "$net" link set lo up
    ip -n "$net" link set line up
done

chmod 755 "$place"
ip netns exec "$there" scripts/private-postgres.sh start "$database" "-c listen_addresses=$at" >/dev/null
echo "host all all 10.77.0.0/24 trust" >>"$database/data/pg_hba.conf"
sql() { ip netns exec "$there" psql -q -A -t -h "$database" -U owner postgres -c "$1"; }
sql "select pg_reload_conf()" >/dev/null

address=postgres://owner@$at/postgres
hand() { HOME=$place ip netns exec "$here" "$program" "$@"; }
hand database make "$address" >/dev/null
hand --db "$address" --actor 周敏 add 第一项 --year 2022 >/dev/null 2>&1

# Another hand holds the ledger, so that this one has asked and waits.
sql "begin; select from ledger.ledger for update; select pg_sleep(5)" >/dev/null &
sleep 1
began=$(date +%s%N)
hand --db "$address" --actor 周敏 add 第二项 --year 2022 >"$place/said" 2>&1 &
waits=$!
sleep 1
ip -n "$there" addr del $at/24 dev line
code=0
wait $waits || code=$?
waited=$((($(date +%s%N) - began) / 1000000))
cat "$place/said"
echo "隔了 $waited 毫秒知道断了"
[ "$code" != 0 ] && [ "$waited" -le 30000 ]
# Nothing of it is recorded, also when the network is there again.
ip -n "$there" addr add $at/24 dev line
[ "$(sql "select count(*) from ledger.entry where body like '%第二项%'")" = 0 ]
hand --db "$address" --actor 周敏 add 第三项 --year 2022 >/dev/null
hand --db "$address" verify
