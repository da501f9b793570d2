"""Bentuk: codes and the tree are as the nomenclature says."""

from datetime import date

from kawal.engine.checks.expr import col, number
from kawal.engine.checks.rule import LegalBasis, Office, Rule, Severity
from kawal.engine.checks.subjects.lines import LINE
from kawal.engine.checks.subjects.nodes import NODE

NOMENCLATURE = LegalBasis("Permendagri 90/2019", "Lampiran, beserta pemutakhirannya")

RULES = (
    Rule(
        code="KODE-01",
        title="Kode sub kegiatan berbentuk menurut nomenklatur",
        basis=NOMENCLATURE,
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=date(2021, 1, 1),
        subject=LINE,
        holds=col("well_formed") & (col("digits") <= number("kode.digit_terbanyak")),
        field="node.code",
        shows=("code", "line"),
        message="Kode {code} tidak berbentuk urusan.bidang.program.kegiatan.sub kegiatan "
        "menurut nomenklatur tahun rencana ini.",
        fix="Pilih kode dari daftar keputusan menteri yang berlaku, misalnya 1.02.02.2.01.01.",
        note="Dua angka sub kegiatan; sejak keputusan 2023 juga empat (perlu dicek).",
    ),
    Rule(
        code="KODE-02",
        title="Kode sub kegiatan bukan kode provinsi",
        basis=NOMENCLATURE,
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=date(2021, 1, 1),
        subject=LINE,
        applies=(col("well_formed"),),
        holds=col("government") != number("kode.pemerintah_provinsi"),
        field="node.code",
        shows=("code", "line"),
        message="Kode {code} adalah kode provinsi: angka keempatnya {government}, "
        "sedangkan kabupaten/kota memakai 2.",
        fix="Ganti dengan kode kabupaten/kota untuk pekerjaan yang sama.",
    ),
    Rule(
        code="GANDA-01",
        title="Satu sub kegiatan ditulis satu kali dalam satu rencana OPD",
        basis=LegalBasis("Permendagri 90/2019", "Lampiran"),
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=date(2018, 1, 1),
        subject=LINE,
        holds=~col("repeated"),
        field="node.code",
        shows=("code", "line"),
        message="Sub kegiatan {code} ditulis lebih dari sekali dalam rencana ini.",
        fix="Gabungkan menjadi satu baris; satu baris dapat memuat beberapa sumber dana dan lokasi.",
    ),
    Rule(
        code="INDUK-01",
        title="Setiap simpul berinduk pada tingkat tepat di atasnya",
        basis=LegalBasis("Permendagri 86/2017", "Pasal 13"),
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=date(2018, 1, 1),
        subject=NODE,
        applies=(~col("may_start") | col("parent").is_not_null(),),
        holds=col("parent").is_not_null() & col("fits"),
        field="node.parent",
        shows=("node", "level", "parent", "parent_node"),
        message="{level:tingkat} {node} tidak mempunyai induk yang sah (tertulis: {parent}).",
        fix="Tempatkan di bawah simpul satu tingkat di atasnya dalam rencana yang sama.",
    ),
)
