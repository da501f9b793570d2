"""Keselarasan: the Renja carries on what the RPJMD promises, in both directions."""

from datetime import date

from kawal.engine.checks.expr import col
from kawal.engine.checks.rule import LegalBasis, Office, Rule, Severity
from kawal.engine.checks.subjects.indicators import INDICATOR
from kawal.engine.checks.subjects.lines import LINE
from kawal.engine.checks.subjects.programmes import PROGRAMME

CHAIN = LegalBasis("UU 23/2014", "Pasal 260 sampai 273; Permendagri 86/2017")

RULES = (
    Rule(
        code="SELARAS-01",
        title="Setiap baris mendukung program RPJMD",
        basis=CHAIN,
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=date(2018, 1, 1),
        subject=LINE,
        holds=col("serves_rpjmd"),
        field="support.above",
        shows=("line",),
        message="{line} tidak mendukung satu pun program RPJMD yang berlaku.",
        fix="Tautkan programnya ke program RPJMD, atau pindahkan anggarannya ke baris yang mendukung.",
        note="Sebuah baris mendukung RPJMD bila ia, kegiatannya atau programnya ditautkan ke "
        "program RPJMD yang berlaku pada tahun rencana.",
    ),
    Rule(
        code="SELARAS-02",
        title="Setiap program RPJMD tahun itu mempunyai baris yang didanai",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.BAPPEDA,
        since=date(2018, 1, 1),
        subject=PROGRAMME,
        applies=(col("promised"),),
        holds=col("funded"),
        field="support.above",
        shows=("programme", "year"),
        message="RPJMD menjanjikan {programme} pada {year}, tetapi tidak ada baris berpagu "
        "yang mendukungnya.",
        fix="Minta OPD penanggung jawab menganggarkannya, atau usulkan perubahan RPJMD.",
        note="Yang dijanjikan adalah program yang berpagu pada tahun itu dalam RPJMD. Baris Rp0 "
        "tidak memenuhi janji itu.",
    ),
    Rule(
        code="SELARAS-03",
        title="Target program tidak lebih lemah daripada target RPJMD",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=date(2018, 1, 1),
        subject=INDICATOR,
        applies=(col("annual"), col("level") == "program"),
        holds=(col("more_is_better") & (col("target") >= col("promised")))
        | (~col("more_is_better") & (col("target") <= col("promised"))),
        field="target.value",
        shows=("indicator", "line"),
        message="Target “{indicator}” {target:angka}, lebih lemah daripada target RPJMD "
        "{promised:angka} ({more_is_better:arah}).",
        fix="Samakan dengan RPJMD, atau jelaskan dan usulkan perubahan RPJMD.",
        note="Dibandingkan hanya bila indikatornya menyebut indikator RPJMD yang diikuti, dengan "
        "satuan dan cara hitung yang sama. Lebih lemah berarti di bawahnya bila makin tinggi "
        "makin baik, di atasnya bila makin rendah makin baik.",
    ),
)
