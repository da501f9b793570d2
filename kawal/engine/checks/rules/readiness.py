"""Kesiapan: indicators that are *terukur dan pasti*, measurable and certain."""

from datetime import date

from kawal.engine.checks.expr import col
from kawal.engine.checks.rule import LegalBasis, Office, Rule, Severity
from kawal.engine.checks.subjects.indicators import INDICATOR
from kawal.engine.checks.subjects.offices import OFFICE

CRITERIA = LegalBasis("Permen PANRB 53/2014", "Lampiran I; Arahan Sekda 2 Maret 2020")
SINCE = date(2018, 1, 1)


def _cell_rule(code: str, cell: str, title: str, said: str, fix: str, note: str) -> Rule:
    """An indicator must say what stands in one of its cells."""
    return Rule(
        code=code,
        title=title,
        basis=CRITERIA,
        severity=Severity.WARNING,
        owner=Office.PLANNER,
        since=SINCE,
        subject=INDICATOR,
        holds=col(cell).is_not_null(),
        field=f"indicator.{cell}",
        shows=("indicator", "line"),
        message=f"Indikator {{indicator:indikator}} pada {{line}} belum mempunyai {said}.",
        fix=fix,
        note=note,
    )


RULES = (
    _cell_rule(
        "SIAP-01",
        "baseline_text",
        "Setiap indikator mempunyai kondisi awal",
        "kondisi awal, jadi kemajuannya tidak dapat dilihat",
        "Tulis hasil terakhir yang diketahui beserta satuannya, misalnya 1.150 orang.",
        "Tanpa kondisi awal, target 80 tidak menyatakan apakah ada kemajuan. Angka 0 "
        "adalah isian: sebelumnya memang belum ada. Sel yang kosong atau berisi tanda "
        "garis belum terisi. Bila kondisi awal belum diketahui, kosongkan selnya; jangan "
        "menulis n/a.",
    ),
    _cell_rule(
        "SIAP-02",
        "formula",
        "Setiap indikator mempunyai rumus",
        "rumus, jadi dua orang dapat menghitung dua nilai",
        "Tulis cara menghitungnya, misalnya: warga terlayani dibagi warga sasaran, dikali 100.",
        "Rumus membuat siapa pun menghitung nilai yang sama. Yang dinilai hanya apakah rumusnya "
        "tertulis, bukan apakah rumus itu tepat.",
    ),
    _cell_rule(
        "SIAP-03",
        "source",
        "Setiap indikator mempunyai sumber data",
        "sumber data, jadi realisasinya tidak dapat dibuktikan",
        "Tulis dari mana nilainya diambil, misalnya laporan bulanan puskesmas.",
        "Sumber data adalah dokumen atau catatan tempat nilainya dibuktikan. Yang dinilai hanya "
        "apakah sumbernya tertulis.",
    ),
    Rule(
        code="SIAP-04",
        title="Isian setiap indikator lengkap (terukur dan pasti)",
        basis=CRITERIA,
        severity=Severity.WARNING,
        owner=Office.PLANNER,
        since=SINCE,
        subject=INDICATOR,
        holds=col("lacking") == 0,
        field="indicator.definition",
        shows=("indicator", "line", "lacks"),
        message="Isian indikator {indicator:indikator} pada {line} belum lengkap. Kurang: {lacks}.",
        fix="Lengkapi isian itu pada lembar Indikator, dan targetnya pada lembar Target.",
        note="Arahan Sekda meminta indikator yang terukur dan pasti. Yang dinilai kelengkapan "
        "isian, bukan mutunya. Gagal bila satu saja dari isian berikut kosong: satuan, "
        "arah (makin tinggi atau makin rendah yang lebih baik), jenis ukuran (masukan, "
        "keluaran, hasil atau dampak), definisi (apa yang dihitung dan apa yang tidak), "
        "rumus, sumber data, kondisi awal, dan target setahun untuk setiap tahun "
        "rencananya; target triwulan tidak menggantikannya. Bila semuanya terisi tetapi "
        "ada target yang tidak terbaca sebagai angka, tidak dapat dinilai; bila ada pula "
        "yang kosong, gagal.",
    ),
    Rule(
        code="SIAP-05",
        title="Isian semua indikator OPD lengkap (terukur dan pasti)",
        basis=CRITERIA,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=OFFICE,
        applies=(col("indicators") > 0,),
        holds=col("ready") == col("indicators"),
        field="indicator.definition",
        shows=("office",),
        message="{office}: isian {ready} dari {indicators} indikator lengkap.",
        fix="Lengkapi indikator yang disebut dalam temuan SIAP-04.",
        note="Semua indikator OPD dalam rencana itu harus lolos SIAP-04; bila satu indikator "
        "gagal, OPD itu gagal. Bila tidak ada yang gagal tetapi satu belum dapat "
        "dinilai, OPD juga tidak dapat dinilai. Peraturan tidak menyebut berapa bagian "
        "yang cukup; karena itu yang diminta seluruhnya. Indikator yang gagal disebut "
        "satu per satu oleh SIAP-04.",
    ),
)
