#!/bin/bash
# A shared ledger whose database loses its primary (Debian: postgresql, patroni, etcd-server): three nodes,
# synchronous replication, clerks who go on recording while the primary goes away again and again.
#   scripts/failover.sh [ROUNDS [HANDS]]          # 50 rounds, 8 hands; nodes on loopback, the primary is killed
#   scripts/failover.sh --cut [ROUNDS [HANDS]]    # nodes in network namespaces (root), the primary is cut off: in
#                                                 # odd rounds from everybody, in even ones from the other nodes
#                                                 # only, so that the hands still reach it
# PATRONI names another Patroni than the installed one.
# Ends with 1 where something that was acknowledged is not there or is there twice, something stands of which it was
# said that nothing was recorded, a chain is broken, or the hands had to wait longer than 30 seconds.
set -euo pipefail
cd "$(dirname "$0")/.."
cut=
[ "${1:-}" != --cut ] || { cut=1 && shift; }
rounds=${1:-50} hands=${2:-8}
port=$((20000 + RANDOM % 20000))
if [ -n "$cut" ] && [ "$(id -u)" != 0 ]; then
    echo "只有 root 能建网络空间" >&2
    exit 2
fi

[ -n "${LEDGER_BIN:-}" ] || cargo build --release --locked --quiet -p ledger-desk
program=$(realpath "${LEDGER_BIN:-target/release/ledger-desk}")
watcher=$(command -v "${PATRONI:-patroni}")
pg=$(printf '%s\n' /usr/lib/postgresql/*/bin | tail -1)
place=$(mktemp -d)
chmod 755 "$place"

# A Patroni before 3.0.3 that was cut off takes the lock back by the third version of etcd's interface although another
# node has it by then (patroni/patroni#2676): what was recorded meanwhile is lost. By the second version it does not.
interface=etcd3
[ "$(printf '%s\n' 3.0.3 "$("$watcher" --version | cut -d' ' -f2)" | sort -V | head -1)" = 3.0.3 ] || interface=etcd

# The engine does not run as root.
as=()
if [ "$(id -u)" = 0 ]; then
    as=(setpriv --reuid=postgres --regid=postgres --clear-groups env "HOME=$place")
    chown postgres:postgres "$place"
fi

# Ends processes and all that they started, at once.
fell() {
    local pid children
    for pid in "$@"; do
        mapfile -t children < <(pgrep -P "$pid")
        kill -9 "$pid" 2>/dev/null || true
        fell "${children[@]}"
    done
}

# The whole of a node's patroni and engine goes at once, whatever it is at.
killed() {
    local main
    [ -z "${patroni[$1]:-}" ] || fell "${patroni[$1]}"
    main=$(head -1 "$place/data$1/postmaster.pid" 2>/dev/null || true)
    # The number may be another's by now.
    if [ -n "$main" ] && grep -qs "$place/data$1" "/proc/$main/cmdline"; then fell "$main"; fi
}

started=() patroni=()
ended() {
    touch "$place/end"
    fell "${started[@]}"
    for n in 1 2 3; do killed "$n"; done
    [ -z "$cut" ] || unwired
    rm -rf "$place"
}
trap ended EXIT

# Two networks, so that a node can be cut from one and not from the other: on the first the nodes speak with each
# other, on the second the hands with the nodes.
wired() {
    local n net
    for net in 1 2; do
        ip link add "lb$$-$net" type bridge
        ip link set "lb$$-$net" up
    done
    ip address add 198.18.72.254/24 dev "lb$$-2"
    for n in 1 2 3; do
        ip netns add "ledger$$-$n"
        ip -n "ledger$$-$n" link set lo up
        for net in 1 2; do
            ip link add "lv$$-$net$n" type veth peer name "eth$net" netns "ledger$$-$n"
            ip link set "lv$$-$net$n" master "lb$$-$net" up
            ip -n "ledger$$-$n" address add "198.18.7$net.$n/24" dev "eth$net"
            ip -n "ledger$$-$n" link set "eth$net" up
        done
    done
}
unwired() {
    for one in 1 2 3; do ip netns delete "ledger$$-$one" 2>/dev/null || true; done
    for one in 11 12 13 21 22 23; do ip link delete "lv$$-$one" 2>/dev/null || true; done
    for one in 1 2; do ip link delete "lb$$-$one" 2>/dev/null || true; done
}
# A node's line to the other nodes, and to the hands: up or down.
line() { ip link set "lv$$-$2$1" "$3"; }

# Where a node is for the others, and for the hands.
among() { if [ -n "$cut" ]; then echo "198.18.71.$1"; else echo 127.0.0.1; fi; }
seen() { if [ -n "$cut" ]; then echo "198.18.72.$1"; else echo 127.0.0.1; fi; }
etcd_port() { echo $((port + $1)); }
peer_port() { echo $((port + 10 + $1)); }
pg_port() { echo $((port + 20 + $1)); }
rest_port() { echo $((port + 30 + $1)); }

# In the background: a program of a node.
on() {
    local where=()
    [ -z "$cut" ] || where=(ip netns exec "ledger$$-$1")
    shift
    exec "${where[@]}" "${as[@]}" "$@"
}

member() {
    local all="" n
    for n in 1 2 3; do all+="${all:+,}e$n=http://$(among $n):$(peer_port $n)"; done
    on "$1" etcd --enable-v2 --name "e$1" --data-dir "$place/etcd$1" --initial-cluster "$all" \
        --listen-peer-urls "http://$(among "$1"):$(peer_port "$1")" \
        --initial-advertise-peer-urls "http://$(among "$1"):$(peer_port "$1")" \
        --listen-client-urls "http://$(among "$1"):$(etcd_port "$1")" \
        --advertise-client-urls "http://$(among "$1"):$(etcd_port "$1")" >/dev/null 2>&1
}

described() {
    local all="" n
    for n in 1 2 3; do all+="${all:+,}$(among $n):$(etcd_port $n)"; done
    cat >"$place/node$1.yml" <<YML
scope: ledger
name: node$1
restapi: { listen: "0.0.0.0:$(rest_port "$1")", connect_address: "$(among "$1"):$(rest_port "$1")" }
$interface: { hosts: "$all" }
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
  listen: "0.0.0.0:$(pg_port "$1")"
  connect_address: "$(among "$1"):$(pg_port "$1")"
  data_dir: "$place/data$1"
  bin_dir: "$pg"
  pgpass: "$place/pass$1"
  pg_hba: [ "host all all samenet trust", "host replication all samenet trust", "local all all trust" ]
  parameters: { unix_socket_directories: "$place" }
  authentication:
    superuser: { username: owner, password: owner }
    replication: { username: copies, password: copies }
    rewind: { username: owner, password: owner }
YML
}
node() {
    on "$1" "$watcher" "$place/node$1.yml" >>"$place/node$1.log" 2>&1 &
    patroni[$1]=$!
    disown
}

primary() {
    for n in 1 2 3; do
        if [ "$(curl -s -m 2 -o /dev/null -w '%{http_code}' "http://$(seen "$n"):$(rest_port "$n")/primary")" = 200 ]; then
            echo "$n"
            return
        fi
    done
}
# Whether both others copy the primary, one of them synchronously, and patroni knows of that one.
is_whole() {
    at=$(primary)
    [ -n "$at" ] && [ "$(psql -h "$(seen "$at")" -p "$(pg_port "$at")" -U owner -Atc "select count(*) = 2
        and count(*) filter (where sync_state = 'sync') = 1 from pg_stat_replication where state = 'streaming'" \
        postgres 2>/dev/null)" = t ] &&
        curl -s -m 2 "http://$(seen "$at"):$(rest_port "$at")/cluster" | grep -q sync_standby
}
# Waits until the nodes are whole, and stay so: after a cut they may look so for a moment.
whole() {
    local until=$((SECONDS + 180)) times=0
    while [ $SECONDS -lt $until ]; do
        if is_whole; then times=$((times + 1)); else times=0; fi
        [ $times -lt 3 ] || return 0
        sleep 1
    done
    echo "三个节点没有都起来" >&2
    tail -n 5 "$place"/node?.log >&2
    return 1
}

[ -z "$cut" ] || wired
for n in 1 2 3; do
    member $n &
    started+=($!)
    disown
    described $n
done
node 1
sleep 3
node 2
node 3
whole

# The address for a hand: not all ask the same node first.
address() {
    local hosts="" nth n
    for nth in 0 1 2; do
        n=$((($1 + nth) % 3 + 1))
        hosts+="${hosts:+,}$(seen $n):$(pg_port $n)"
    done
    echo "postgres://clerk@$hosts/postgres"
}

at=$(primary)
"$program" database make "postgres://owner@$(seen "$at"):$(pg_port "$at")/postgres" >/dev/null
psql -q -h "$(seen "$at")" -p "$(pg_port "$at")" -U owner postgres \
    -c "create role clerk login; grant ledger_keeper to clerk"
HOME=$place/home1 "$program" --db "$(address 1)" --actor 周敏 add 第一项 --year 2022 >/dev/null 2>&1

# A hand records one task after the other, and notes what was acknowledged, and when; and of what it was said that
# nothing was recorded.
hand() {
    local nth=0 what db
    db=$(address "$1")
    mkdir -p "$place/home$1"
    while [ ! -e "$place/end" ]; do
        nth=$((nth + 1))
        what="第$1人第$nth项"
        if HOME=$place/home$1 "$program" --db "$db" --actor "第$1人" add "$what" --year 2022 \
            >/dev/null 2>"$place/says$1"; then
            echo "$(date +%s%N) $what" >>"$place/done$1"
        elif grep -q 什么也没有改 "$place/says$1"; then
            echo "$what" >>"$place/not$1"
            echo "$what $(date +%T.%N) $(tr '\n' ' ' <"$place/says$1")" >>"$place/why$1"
        fi
        cat "$place/says$1" >>"$place/said$1"
    done
}
working=()
for one in $(seq "$hands"); do
    touch "$place/done$one" "$place/not$one" "$place/said$one"
    hand "$one" &
    working+=($!)
    started+=($!)
    disown
done

# What happens to the primary in a round, in words.
goes_away() {
    if [ -z "$cut" ]; then
        killed "$at"
        how=断掉
    elif [ $((round % 2)) = 1 ]; then
        line "$at" 1 down
        line "$at" 2 down
        how=同谁都断开
    else
        line "$at" 1 down
        how=同别的节点断开
    fi
}
comes_back() {
    if [ -z "$cut" ]; then
        node "$at"
    else
        line "$at" 1 up
        line "$at" 2 up
    fi
}

# Until each hand recorded again. What was on its way when the primary went is no sign that it goes on.
goes_on() {
    local one last until=$((SECONDS + 60))
    for one in $(seq "$hands"); do
        while [ $SECONDS -lt $until ]; do
            last=$(tail -n 1 "$place/done$one" | cut -d' ' -f1)
            [ "${last:-0}" -le $((gone + 1500000000)) ] || break
            sleep 0.1
        done
    done
}

# The longest time without anything recorded since the primary went, in milliseconds, by the hands of these files.
gap() {
    { echo "$gone" && cat "$@" && date +%s%N; } | awk -v from="$gone" '$1 >= from { print $1 }' | sort -n | awk '
        { if (before && $1 - before > most) most = $1 - before; before = $1 } END { printf "%d", most / 1000000 }'
}

longest=0 slowest=0
for round in $(seq "$rounds"); do
    whole
    sleep "$(awk -v n=$RANDOM 'BEGIN { printf "%.2f", n / 16384 }')"
    at=$(primary)
    gone=$(date +%s%N)
    goes_away
    goes_on
    waited=$(gap "$place"/done*) one_waited=0
    for one in $(seq "$hands"); do
        alone=$(gap "$place/done$one")
        [ "$alone" -le "$one_waited" ] || one_waited=$alone
    done
    [ "$waited" -le "$longest" ] || longest=$waited
    [ "$one_waited" -le "$slowest" ] || slowest=$one_waited
    echo "第 $round 轮：节点 $at $how，隔了 $waited 毫秒继续记下，最慢的一人等了 $one_waited 毫秒，已记 $(cat "$place"/done* | wc -l) 项"
    comes_back
done
whole
touch "$place/end"
until=$((SECONDS + 60))
for pid in "${working[@]}"; do
    while kill -0 "$pid" 2>/dev/null && [ $SECONDS -lt $until ]; do sleep 0.5; done
done

# A new copy says what stands there: all that was acknowledged, once, nothing of what was said not to be recorded,
# and the chain whole.
HOME=$place/last "$program" --db "$(address 1)" verify
HOME=$place/last "$program" --db "$(address 1)" list --format json >"$place/stands.json"
grep -o '第[0-9]*人第[0-9]*项' "$place/stands.json" | sort >"$place/stood"
cut -d' ' -f2 "$place"/done* | sort >"$place/acknowledged"
lost=$(comm -23 "$place/acknowledged" <(uniq "$place/stood") | wc -l)
twice=$(uniq -d "$place/stood" | wc -l)
denied=$(comm -12 <(cat "$place"/not* | sort) <(uniq "$place/stood") | wc -l)
comm -12 <(cat "$place"/not* | sort) <(uniq "$place/stood") | while read -r what; do
    grep -h "^$what " "$place"/why* || true
done
echo "说没有记下的 $(cat "$place"/not* | wc -l) 次，其实记下的 $denied 次；不知道记上没有的 $(cat "$place"/said* | grep -c 不知道记上没有) 次"
[ -z "$cut" ] || echo "断开的主机没有同步、没有确认的提交 $(cat "$place"/node?.log | grep -c 'canceling the wait for synchronous') 笔"
echo "$rounds 轮：记下 $(wc -l <"$place/acknowledged") 项，丢了 $lost 项，记了两次的 $twice 项，最长隔了 $longest 毫秒，最慢的一人等了 $slowest 毫秒"
[ "$lost" = 0 ] && [ "$twice" = 0 ] && [ "$denied" = 0 ] && [ "$longest" -le 30000 ]
