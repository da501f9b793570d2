"""What kind of thing a unit counts."""

from __future__ import annotations

import re
from functools import lru_cache

_KINDS = {
    "persen": "% pesen persem presen prosen prsen persn perse persenn percentage persentage persentasi"
    " persen persentase prosentase presentase pct percent",
    "indeks": "indeks index nilai angka poin point skor level predikat kategori opini wtp wdp rasio"
    " skala grade peringkat tingkat bb a b aa",
    "uang": "rp rupiah idr juta miliar milyar triliun",
    "waktu": "tahun bulan hari jam menit detik minggu triwulan semester",
    "ukuran": "km m ha m2 m3 km2 meter kilometer hektar hektare ton kg kilogram kwintal kuintal liter"
    " lt watt kwh mw",
    "orang": "orang org jiwa siswa kk asn pegawai peserta nik guru keluarga atlet santri balita anak"
    " pengunjung",
}
_BY_WORD = {word: kind for kind, held in _KINDS.items() for word in held.split()}
_WORD = re.compile(r"[^\W_]+|%")
_OCCASIONS = frozenset(("kali", "kegiatan", "event", "rapat", "frekuensi", "keg", "acara"))


@lru_cache(maxsize=10_000)
def kind_of(unit: str) -> str | None:
    """persen, indeks, uang, waktu, ukuran, orang, laju (so many per so many) or benda; None for none.

    >>> kind_of("%"), kind_of("Per 1.000 kelahiran hidup"), kind_of("Dokumen"), kind_of("")
    ('persen', 'laju', 'benda', None)
    """
    found = _WORD.findall(unit.lower())
    if not found or found == ["p"]:
        return None
    if (
        found[0] == "per"
        or "per" in found[1:]
        or ("/" in unit and kind_of(found[-1]) != kind_of(found[0]))
    ):
        return "laju"
    return _BY_WORD.get(found[0], "benda")


def is_thing(unit: str) -> bool:
    """Whether a unit counts things or people, not occasions."""
    return kind_of(unit) in ("benda", "orang") and not is_occasion(unit)


def is_occasion(unit: str) -> bool:
    """Whether a unit counts how often something took place."""
    return unit.strip().lower() in _OCCASIONS
