#!/bin/sh
# The tests open the report in Chromium. Where it is missing and may be installed, install it.
set -eu
[ -x /usr/bin/chromium ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Memasang Chromium dari paket Debian ..."
    log=$(mktemp)
    if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    cat "$log" >&2
fi
echo "Chromium tidak ada; uji peramban dilewati. Pasang dengan: apt-get install chromium" >&2
