#!/bin/sh
# Runs a command beside a PostgreSQL of its own that is gone afterwards: DATABASE_URL leads to it.
# Installs Debian's package where there is none. PostgreSQL refuses to run as root, so then another user runs it.
set -eu
if ! command -v pg_ctl >/dev/null && ! ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null
    else
        echo "PostgreSQL tidak ada. Di Debian atau Ubuntu: apt-get install postgresql" >&2
        [ -z "${KAWAL_NOTHING_SKIPPED:-}" ] || exit 1
        exit 0
    fi
fi
PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
home=$(mktemp -d)
as=
if [ "$(id -u)" -eq 0 ]; then
    as="runuser -u postgres --"
    chown postgres "$home"
fi
stop() {
    $as pg_ctl -D "$home/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$home"
}
trap stop EXIT INT TERM
cd "$home"
$as initdb -D data -U kawal --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
$as pg_ctl -D data -w -o "-c listen_addresses='' -c unix_socket_directories='$home' -c fsync=off" -l log start >/dev/null
cd - >/dev/null
DATABASE_URL="postgres://kawal@/postgres?host=$home" "$@"
