"""Pagu: what may be planned."""

from datetime import date

from kawal.engine.checks.expr import col
from kawal.engine.checks.rule import LegalBasis, Office, Rule, Severity
from kawal.engine.checks.subjects.offices import OFFICE

RULES = (
    Rule(
        code="PAGU-01",
        title="Jumlah pagu OPD tidak melebihi pagu indikatif",
        basis=LegalBasis(
            "Permendagri 86/2017",
            "Pasal 1 (angkanya perlu dicek); SE Bupati tentang pagu indikatif tahun rencana",
        ),
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=date(2018, 1, 1),
        subject=OFFICE,
        applies=(col("lines") > 0,),
        holds=col("total_pagu") <= col("ceiling"),
        field="allocation.amount",
        shows=("office",),
        message="Jumlah pagu {office} {total_pagu:rupiah} melebihi pagu indikatif "
        "{ceiling:rupiah}.",
        fix="Kurangi pagu sub kegiatan, atau usulkan perubahan pagu indikatif kepada TAPD: "
        "lewat Bappeda untuk Renja dan RKPD, lewat BPKAD untuk PPAS dan DPA.",
        note="Renja dan RKPD dibandingkan dengan pagu indikatif, PPAS dengan pagu tahap PPAS, "
        "DPA dengan pagu APBD, versi perubahan dengan pagu perubahan; bila pagu itu "
        "diberikan per sumber dana, dengan jumlahnya. Jumlah yang tepat sama lolos. Pagu "
        "yang kosong, kurang dari nol, atau ditulis di luar sub kegiatan membuat "
        "jumlahnya tidak dapat dipastikan, maka tidak dapat dinilai.",
    ),
)
