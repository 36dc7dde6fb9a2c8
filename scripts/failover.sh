#!/bin/bash
# A shared ledger whose database loses its primary (Debian: postgresql, patroni, etcd-server): three nodes on
# loopback, synchronous replication, clerks who go on recording while the primary is killed again and again.
#   scripts/failover.sh [ROUNDS [HANDS]]      # 50 rounds, 8 hands
# Ends with 1 where something that was acknowledged is not there, a chain is broken, or the hands had to wait
# longer than 30 seconds.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-50} hands=${2:-8}
port=$((20000 + RANDOM % 20000))

[ -n "${LEDGER_BIN:-}" ] || cargo build --release --locked --quiet -p ledger-desk
program=$(realpath "${LEDGER_BIN:-target/release/ledger-desk}")
pg=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
place=$(mktemp -d)
chmod 755 "$place"

# The engine does not run as root.
as=()
if [ "$(id -u)" = 0 ]; then
    as=(setpriv --reuid=postgres --regid=postgres --clear-groups env "HOME=$place")
    chown postgres:postgres "$place"
fi

ended() {
    touch "$place/end"
    pkill -9 -f "$place" 2>/dev/null || true
    sleep 1
    rm -rf "$place"
}
trap ended EXIT

etcd_port() { echo $((port + $1)); }
peer_port() { echo $((port + 10 + $1)); }
pg_port() { echo $((port + 20 + $1)); }
rest_port() { echo $((port + 30 + $1)); }

cluster=""
for n in 1 2 3; do cluster+="${cluster:+,}e$n=http://127.0.0.1:$(peer_port $n)"; done
for n in 1 2 3; do
    "${as[@]}" etcd --name "e$n" --data-dir "$place/etcd$n" --initial-cluster "$cluster" \
        --listen-peer-urls "http://127.0.0.1:$(peer_port $n)" \
        --initial-advertise-peer-urls "http://127.0.0.1:$(peer_port $n)" \
        --listen-client-urls "http://127.0.0.1:$(etcd_port $n)" \
        --advertise-client-urls "http://127.0.0.1:$(etcd_port $n)" >/dev/null 2>&1 &
    disown
done

for n in 1 2 3; do
    cat >"$place/node$n.yml" <<YML
scope: ledger
name: node$n
restapi: { listen: "127.0.0.1:$(rest_port $n)", connect_address: "127.0.0.1:$(rest_port $n)" }
etcd3: { hosts: "127.0.0.1:$(etcd_port 1),127.0.0.1:$(etcd_port 2),127.0.0.1:$(etcd_port 3)" }
bootstrap:
  dcs:
    ttl: 15
    loop_wait: 2
    retry_timeout: 5
    maximum_lag_on_failover: 1048576
    synchronous_mode: true
    synchronous_mode_strict: true
    # Killed, it is not waited for.
    primary_start_timeout: 0
    master_start_timeout: 0
    postgresql: { use_pg_rewind: true, parameters: { max_connections: 100, wal_log_hints: "on" } }
  initdb: [ { encoding: UTF8 }, { locale: C }, data-checksums ]
postgresql:
  listen: "127.0.0.1:$(pg_port $n)"
  connect_address: "127.0.0.1:$(pg_port $n)"
  data_dir: "$place/data$n"
  bin_dir: "$pg"
  pgpass: "$place/pass$n"
  pg_hba: [ "host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust", "local all all trust" ]
  parameters: { unix_socket_directories: "$place" }
  authentication:
    superuser: { username: owner, password: owner }
    replication: { username: copies, password: copies }
    rewind: { username: owner, password: owner }
YML
done
node() {
    "${as[@]}" patroni "$place/node$1.yml" >>"$place/node$1.log" 2>&1 &
    disown
}
node 1
sleep 3
node 2
node 3

primary() {
    for n in 1 2 3; do
        if [ "$(curl -s -m 2 -o /dev/null -w '%{http_code}' "http://127.0.0.1:$(rest_port "$n")/primary")" = 200 ]; then
            echo "$n"
            return
        fi
    done
}
# How many nodes copy the primary.
copies() { curl -s -m 2 "http://127.0.0.1:$(rest_port "$1")/cluster" | grep -o '"state": "\(streaming\|running\)"' | wc -l; }
whole() {
    for _ in $(seq 240); do
        at=$(primary)
        [ -z "$at" ] || [ "$(copies "$at")" -lt 3 ] || return 0
        sleep 0.5
    done
    echo "三个节点没有都起来" >&2
    tail -n 5 "$place"/node?.log >&2
    return 1
}
whole

hosts="127.0.0.1:$(pg_port 1),127.0.0.1:$(pg_port 2),127.0.0.1:$(pg_port 3)"
at=$(primary)
"$program" database make "postgres://owner@127.0.0.1:$(pg_port "$at")/postgres" >/dev/null
psql -q -h 127.0.0.1 -p "$(pg_port "$at")" -U owner postgres -c "create role clerk login; grant ledger_keeper to clerk"
address="postgres://clerk@$hosts/postgres"
HOME=$place/home1 "$program" --db "$address" --actor 周敏 add 第一项 --year 2022 >/dev/null 2>&1

# A hand records one task after the other, and notes what was acknowledged, and when.
hand() {
    local nth=0
    mkdir -p "$place/home$1"
    while [ ! -e "$place/end" ]; do
        nth=$((nth + 1))
        if HOME=$place/home$1 "$program" --db "$address" --actor "第$1人" add "第$1人第$nth项" --year 2022 \
            >/dev/null 2>>"$place/said$1"; then
            echo "$(date +%s%N) 第$1人第$nth项" >>"$place/done$1"
        fi
    done
}
for one in $(seq "$hands"); do
    hand "$one" &
    disown
done

longest=0
for round in $(seq "$rounds"); do
    whole
    sleep "$(awk -v n=$RANDOM 'BEGIN { printf "%.2f", n / 16384 }')"
    at=$(primary)
    killed=$(date +%s%N)
    # The whole node goes at once, whatever it is at: engine, its processes, and what watches over it.
    pkill -9 -f "$place/node$at.yml" || true
    pkill -9 -f "$place/data$at" || true
    [ ! -f "$place/data$at/postmaster.pid" ] || kill -9 "$(head -1 "$place/data$at/postmaster.pid")" 2>/dev/null || true
    for one in $(seq "$hands"); do
        for _ in $(seq 600); do
            last=$(tail -n 1 "$place/done$one" 2>/dev/null | cut -d' ' -f1)
            # What was on its way when the primary went is no sign that it goes on.
            [ "${last:-0}" -le $((killed + 1500000000)) ] || break
            sleep 0.1
        done
    done
    waited=$(($(cat "$place"/done* | awk -v from="$killed" '$1 > from' | sort -n | awk '
        { if (before && $1 - before > most) most = $1 - before; before = $1 } END { printf "%d", most / 1000000 }')))
    [ "$waited" -le "$longest" ] || longest=$waited
    echo "第 $round 轮：节点 $at 断掉，隔了 $waited 毫秒继续记下，已记 $(cat "$place"/done* | wc -l) 项"
    node "$at"
done
whole
touch "$place/end"
wait_until=$((SECONDS + 60))
while pgrep -f "$address" >/dev/null && [ $SECONDS -lt $wait_until ]; do sleep 0.5; done

# A new copy says what stands there: all that was acknowledged, once, and the chain whole.
HOME=$place/last "$program" --db "$address" verify
HOME=$place/last "$program" --db "$address" list --all --format json >"$place/stands.json" 2>/dev/null ||
    HOME=$place/last "$program" --db "$address" list --format json >"$place/stands.json"
lost=0 twice=0
cut -d' ' -f2 "$place"/done* | sort >"$place/acknowledged"
grep -o '第[0-9]*人第[0-9]*项' "$place/stands.json" | sort >"$place/stood"
lost=$(comm -23 "$place/acknowledged" <(uniq "$place/stood") | wc -l)
echo "$rounds 轮：记下 $(wc -l <"$place/acknowledged") 项，丢了 $lost 项，最长隔了 $longest 毫秒"
[ "$lost" = 0 ] && [ "$longest" -le 30000 ]
