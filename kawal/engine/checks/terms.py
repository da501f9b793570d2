"""Words of the rules that a new reader may not know, explained on the page on which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kawal.engine.checks.rule import Outcome
from kawal.engine.regulations.document import CERTAINTIES


@dataclass(frozen=True)
class Term:
    """A word, what it means, and where it is met when that is not the word itself."""

    word: str
    meaning: str
    pattern: str = ""

    def stands_in(self, text: str) -> bool:
        return re.search(self.pattern or rf"\b{re.escape(self.word)}\b", text) is not None


TERMS = (
    Term(
        "contoh",
        "rencana, nama dan angkanya rekaan, namanya bukan bunyi Kepmendagri; yang benar hanya susunan "
        "kodenya menurut tahun rencana itu, kecuali bila kode itulah yang gagal.",
        r"\bContoh gagal\b",
    ),
    Term("rencana tahunan", "Renja, RKPD, PPAS atau DPA."),
    Term("rencana jangka menengah", "RPJMD atau Renstra."),
    Term(
        "versi terakhir",
        "versi terbaru rencana itu yang dimuat, juga bila masih rancangan; versi sebelumnya hanya "
        "menjadi pembanding.",
    ),
    Term("dimuat", "ada dalam berkas yang diberikan kepada Kawal."),
    Term("sumber", "berkas atau paket data yang dibaca.", r"\bSumber (tanpa|yang)\b"),
    Term("Alokasi", "lembar tempat pagu ditulis: satu isian bagi satu tahun dan satu sumber dana."),
    Term(
        "baris",
        "satu sub kegiatan dalam rencana tahunan, beserta pagunya. Sub kegiatan dipakai sejak rencana "
        "2021.",
    ),
    Term(
        "induk",
        "bagian rencana tepat satu tingkat di atasnya, yang memuat bagian ini: kegiatan adalah induk "
        "sub kegiatannya.",
        r"\b(ber)?induk(nya)?\b",
    ),
    Term(
        "mendukung",
        "ditautkan ke bagian rencana lain yang dilaksanakannya, misalnya program Renja ke program "
        "RPJMD; tautannya ditulis pada lembar Dukungan.",
        r"\(support",
    ),
    Term(
        "indikator yang diikuti",
        "indikator RPJMD yang diteruskan indikator ini; ditulis pada kolom bernama itu.",
        r"yang diikuti",
    ),
    Term(
        "pagu",
        "dana yang direncanakan bagi satu baris; pagu indikatif adalah batas dana satu OPD.",
    ),
    Term("prakiraan maju", "pagu tahun sesudah tahun rencana, ditulis dalam rencana yang sama."),
    Term(
        "penguncian",
        "rencana ditetapkan dan versi itu tidak diubah lagi; perubahannya ditulis sebagai versi "
        "berikut. Yang mengunci Bappeda; Kawal membacanya dari kolom terkunci pada lembar Rencana.",
        r"\b(di|ter)kunci|penguncian",
    ),
    Term(
        "versi terkunci",
        "versi pertama rencana itu yang sudah dikunci; perubahan dibandingkan dengannya. Rencana yang "
        "belum diubah tidak dinilai. Bila versi pertamanya tidak dimuat, atau tidak dinyatakan "
        "terkunci, perubahannya tidak dapat dinilai.",
    ),
    Term(
        "pengecualian",
        "temuan yang diterima pejabat berwenang sampai suatu tanggal, dengan alasannya; sampai tanggal "
        "itu tidak lagi dihitung gagal. Cara mencatatnya ada dalam panduan pengguna, bab Pengecualian.",
    ),
    Term(
        "Arahan Sekda",
        "permintaan Sekretaris Daerah dalam rapat; kebijakan Kabupaten Tegal, bukan peraturan: daerah "
        "lain boleh memakai ambang dan ketentuannya sendiri.",
    ),
    Term(
        "program penunjang",
        "program berkode 01 pada setiap bidang, untuk gaji, kantor dan perencanaan OPD.",
        r"[Pp]rogram penunjang",
    ),
    Term("langkah", "satu tahap pekerjaan beserta tanggalnya, diisi pada lembar Langkah."),
    Term(
        "lembar",
        "lembar kerja dalam template Excel, tempat isiannya ditulis; nama dalam kurung adalah namanya "
        "dalam paket data: (lembar) atau (lembar.kolom).",
    ),
    Term(
        Outcome.UNKNOWN.value,
        "ada yang belum diketahui atau tidak dimuat; bukan lolos dan bukan gagal.",
    ),
    Term(Outcome.NOT_APPLICABLE.value, "aturan ini bukan untuk hal itu."),
    *(
        # elsewhere the same words mean something else, as in "terukur dan pasti"
        Term(certainty.value, meaning, rf"; {re.escape(certainty.value)}\)")
        for certainty, meaning in CERTAINTIES.items()
    ),
)


def explained(text: str) -> Iterator[Term]:
    """The terms that stand in a text, in an order in which they build on each other."""
    return (term for term in TERMS if term.stands_in(text))
