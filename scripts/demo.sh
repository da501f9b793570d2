#!/bin/sh
# The main job on the built-in sample regency: generate it with faults, check it, leave report.html; then serve the
# same regency as an application (not with SERVE=0).
set -eu
kawal=$1
folder=${DEMO_FOLDER:-demo/kabupaten-contoh}
mkdir -p "$(dirname "$folder")"
"$kawal" generate --opd 48 --seed 7 --faults 60 --out "$folder"
echo
# Blocking findings are what the demo is about: exit status 1 is its success, any other is not.
set +e
"$kawal" check "$folder" --reference "$folder.reference" --on 2020-03-02 --html report.html
status=$?
set -e
if [ "$status" -ne 1 ]; then
    echo "kawal check berakhir dengan $status, seharusnya 1 (ada temuan yang menghalangi)." >&2
    exit 1
fi
echo
echo "Buka report.html di peramban. Contoh lain: $kawal rules TAMBAH-01"
[ "${SERVE:-1}" = 0 ] && exit 0
echo
exec "$kawal" demo --folder "$(dirname "$folder")"
