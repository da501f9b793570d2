"""What stands where in the template: sheets, headings, the cover page, the notes beside columns."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from kawal.engine.snapshot.schema import BY_NAME, Column, Kind, Table

COVER = "Petunjuk"
"""The first sheet: how to fill, what the file says of itself, and what is empty on purpose."""
VERSION_LABEL = "Versi bentuk"
REGION_LABEL = "Kode wilayah"
YEAR_LABEL = "Tahun rencana"
SAMPLE_LABEL = "Data contoh"
SOURCE_LABEL = "Sumber"
TITLE = "Template Kawal: rencana satu daerah"
CONTENTS_HEADING = ("Isi berkas ini", "Kunci setiap baris")
EMPTY_HEADING = ("Lembar yang memang kosong", "Kolom yang memang kosong")
"""Below this heading of the cover stands what is carried though it has no content. Everything else
that is empty counts as not given: an untouched sheet must never look like the answer *none*."""

YES, NO = "ya", "tidak"
BLANK_SOURCE = "Template Kawal"
STEPS = (
    "Isi keterangan berkas di bawah ini lebih dulu; Kode wilayah dan Tahun rencana wajib benar.",
    "Setiap lembar adalah satu tabel: satu baris satu hal, mulai baris 2. Judul kolom dikunci.",
    "Kolom dengan judul gelap wajib diisi pada setiap baris, kecuali catatannya menyebut lain.",
    "Arahkan penunjuk ke judul kolom: catatannya menyebut arti, bentuk isi dan contohnya.",
    "Lembar atau kolom yang tidak Anda punyai dibiarkan kosong: artinya tidak disampaikan, dan yang "
    "memerlukannya dinyatakan tidak dapat dinilai. Lembarnya jangan dihapus.",
    "Bila isinya memang tidak ada (misalnya OPD tanpa inovasi), sebut lembarnya pada daftar "
    "paling bawah.",
    "Ketik angka sebagai angka (tanpa Rp, tanpa titik ribuan) dan tanggal sebagai tanggal. Persen "
    "ditulis 87,5 tanpa tanda %.",
    "Tempel dari berkas lain dengan Tempel Khusus > Nilai. Rumus, sel gabungan dan teks di kolom "
    "angka ditolak saat diperiksa, dengan menyebut tempatnya.",
    "Simpan sebagai .xlsx, lalu jalankan: kawal check namaberkas.xlsx",
)

_FORMS = {
    Kind.TEXT: "Teks.",
    Kind.INTEGER: "Bilangan bulat.",
    Kind.MONEY: "Rupiah, angka dengan paling banyak dua desimal.",
    Kind.DECIMAL: "Angka, boleh dengan desimal.",
    Kind.BOOLEAN: f"Isi {YES} atau {NO}.",
    Kind.DATE: "Tanggal.",
}


def same(text: str) -> str:
    """The form in which headings and sheet names are compared: without case and idle spaces."""
    return " ".join(text.split()).casefold()


def note_of(table: Table, column: Column) -> str:
    """What the note beside a heading says: meaning, whether it must be filled, form and example."""
    lines = [column.label.capitalize() if column.label.islower() else column.label]
    if hint := _hints().get(table.name, {}).get(column.name):
        lines.append(hint)
    if column.is_required:
        lines.append("Wajib diisi.")
    if column.key and len(table.key) == 1 and column.refers is None:
        lines.append("Kunci: tidak boleh sama dengan baris lain.")
    if column.choices:
        lines.append(f"Pilihan: {', '.join(column.choices)}.")
    else:
        lines.append(_FORMS[column.kind])
    if column.refers is not None:
        above = BY_NAME[column.refers]
        lines.append(f"Isi dengan {above.column(above.key[0]).label} dari lembar {above.label}.")
    lines.append(f"Contoh: {shown_example(column)}")
    return "\n".join(lines)


def shown_example(column: Column) -> str:
    """The schema's example in the form in which it is typed into Excel in Indonesia."""
    if column.kind is Kind.BOOLEAN:
        return YES if column.example == "true" else NO
    if column.kind in (Kind.MONEY, Kind.DECIMAL):
        return column.example.removesuffix(".00").replace(".", ",")
    if column.kind is Kind.DATE:
        return "/".join(reversed(column.example.split("-"))) + " (hari/bulan/tahun)"
    return column.example


@cache
def _hints() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files(__package__).joinpath("hints.toml").read_text("utf-8"))
