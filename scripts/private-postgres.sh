#!/bin/sh
# A PostgreSQL of its own in a folder, over a socket there, for tests and measurements.
#   scripts/private-postgres.sh start FOLDER [OPTIONS [CERTIFICATE KEY]]   # prints the address; code 9: none installed
#   scripts/private-postgres.sh fall FOLDER    # it goes away, as when its machine does
#   scripts/private-postgres.sh rise FOLDER    # and is there again
#   scripts/private-postgres.sh stop FOLDER    # with all it held
set -eu
what=$1 folder=$2

bin=
for found in /usr/lib/postgresql/*/bin; do
    [ -x "$found/initdb" ] && bin=$found
done
[ -n "$bin" ] || exit 9

# The engine does not run as root.
as() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --clear-groups -- env HOME="$folder" "$@"
    else
        "$@"
    fi
}

rise() {
    as "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 \
        -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c unix_socket_permissions=0777 $1" \
        start >>"$folder/log" 2>&1
}

fall() {
    cd /
    as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
}

case $what in
start)
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres:postgres "$folder"
    chmod 755 "$folder"
    cd "$folder"
    as "$bin/initdb" -D "$folder/data" -U owner -A trust -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1
    if [ -n "${4:-}" ]; then
        cp "$4" "$folder/data/server.crt"
        cp "$5" "$folder/data/server.key"
        chmod 600 "$folder/data/server.key"
        [ "$(id -u)" != 0 ] || chown postgres:postgres "$folder/data/server.crt" "$folder/data/server.key"
        echo "ssl = on" >>"$folder/data/postgresql.conf"
    fi
    rise "${3:-}"
    echo "host=$folder user=owner dbname=postgres"
    ;;
fall) fall ;;
rise)
    cd /
    rise ""
    ;;
stop)
    fall
    rm -rf "$folder"
    ;;
esac
