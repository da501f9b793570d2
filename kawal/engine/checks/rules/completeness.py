"""Kelengkapan: what a line must say so that it can be measured and paid."""

from datetime import date

from kawal.engine.checks.expr import col
from kawal.engine.checks.rule import LegalBasis, Office, Rule, Severity
from kawal.engine.checks.subjects.allocations import ALLOCATION
from kawal.engine.checks.subjects.indicators import INDICATOR
from kawal.engine.checks.subjects.lines import LINE

CONTENT = LegalBasis("Permendagri 86/2017", "Pasal 13 ayat (2)")

RULES = (
    Rule(
        code="LENGKAP-01",
        title="Setiap baris mempunyai indikator",
        basis=CONTENT,
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=date(2018, 1, 1),
        subject=LINE,
        holds=col("has_indicator"),
        field="indicator.name",
        shows=("line",),
        message="{line} belum mempunyai indikator.",
        fix="Tulis indikator keluaran; untuk sub kegiatan ikuti bunyi keputusan menteri.",
        note="Tanpa indikator tidak ada yang dapat diukur pada akhir tahun. Indikator yang teksnya"
        " kosong sama dengan tidak ada.",
    ),
    Rule(
        code="LENGKAP-02",
        title="Setiap indikator mempunyai satuan",
        basis=CONTENT,
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=date(2018, 1, 1),
        subject=INDICATOR,
        holds=col("unit").is_not_null(),
        field="indicator.unit",
        shows=("indicator", "line"),
        message="Indikator “{indicator}” pada {line} belum mempunyai satuan, "
        "jadi tidak dapat diukur.",
        fix="Isi satuan, misalnya orang, dokumen atau persen.",
        note="Target 12 tidak berarti apa-apa sebelum diketahui 12 apa: orang, dokumen atau "
        "persen.",
    ),
    Rule(
        code="LENGKAP-03",
        title="Setiap indikator rencana tahunan mempunyai target tahun itu",
        basis=CONTENT,
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=date(2018, 1, 1),
        subject=INDICATOR,
        applies=(col("annual"),),
        holds=col("has_target"),
        field="target.text",
        shows=("indicator", "line"),
        message="Indikator “{indicator}” pada {line} belum mempunyai target.",
        fix="Isi target tahun rencana.",
        note="Yang dinilai target setahun penuh dari tahun rencana itu; target tahun lain tidak "
        "menggantikannya.",
    ),
    Rule(
        code="LENGKAP-04",
        title="Setiap pagu mempunyai sumber dana",
        basis=CONTENT,
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=date(2018, 1, 1),
        subject=ALLOCATION,
        applies=(col("own_year"), col("amount") != 0),
        holds=col("fund").is_not_null(),
        field="allocation.fund",
        shows=("line",),
        message="Pagu {amount:rupiah} pada {line} belum mempunyai sumber dana.",
        fix="Pilih sumber dana, misalnya Dana Alokasi Umum.",
        note="Pagu Rp0 dan prakiraan maju tahun berikutnya tidak memerlukan sumber dana.",
    ),
)
