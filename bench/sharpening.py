"""Indicators for the bench: ten thousand texts, no two alike, sharp and blunt in every way."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice, product

TEXTS = 10_000
_HEADS = (
    ("Persentase", "%"),
    ("Prosentase", "Dokumen"),
    ("Jumlah", "Unit"),
    ("Jumlah", "%"),
    ("Cakupan", "%"),
    ("Meningkatnya", "Persen"),
    ("Terlaksananya", "Kegiatan"),
    ("Indeks", "Indeks"),
    ("Tingkat", "%"),
    ("", "Bulan"),
)
_WORK = (
    "pengelolaan",
    "pembinaan",
    "penyediaan",
    "pemeliharaan",
    "koordinasi",
    "ketersediaan",
    "pelayanan",
    "peningkatan kualitas",
    "penanganan",
    "",
)
_THINGS = (
    "taman kota",
    "pasar rakyat",
    "jalan lingkungan",
    "guru honorer",
    "kelompok tani",
    "arsip desa",
    "jasa penunjang urusan",
    "sekolah dasar",
    "data statistik",
    "kasus sengketa",
    "koperasi",
    "air minum",
)
_TAILS = (
    "",
    "yang dilaksanakan",
    "yang berkualitas",
    "sesuai standar",
    "yang aktif",
    "yang dibina",
    "tepat waktu",
    "dalam kondisi baik",
    "terhadap seluruh kebutuhan",
)
_LEVELS = ("program", "kegiatan", "sasaran", "sub_kegiatan")
_TARGETS = (
    "80; 85; 90",
    "100; 100; 100",
    "75; 75; 75",
    "0,8; 85; 90",
    "",
    "12 bulan",
    "90; 80; 70",
)


def as_csv(count: int = TEXTS) -> bytes:
    """A table for `kawal sharpen` with so many texts, each of its own wording."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("indikator", "satuan", "level", "baseline", "target"))
    writer.writerows(islice(_rows(), count))
    return out.getvalue().encode()


def _rows() -> Iterator[tuple[str, ...]]:
    parts = product(_HEADS, _WORK, _THINGS, _TAILS)
    for number, ((head, unit), work, thing, tail) in enumerate(parts):
        text = " ".join(part for part in (head, work, thing, tail) if part)
        target = _TARGETS[number % len(_TARGETS)]
        yield text, unit, _LEVELS[number % len(_LEVELS)], "70", target
