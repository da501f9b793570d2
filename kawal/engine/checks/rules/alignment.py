"""Keselarasan: the Renja carries on what the RPJMD promises, in both directions."""

from datetime import date

from kawal.engine.checks.expr import col
from kawal.engine.checks.rule import LegalBasis, Office, Rule, Severity
from kawal.engine.checks.subject import Source
from kawal.engine.checks.subjects.goals import MISI, SASARAN
from kawal.engine.checks.subjects.indicators import INDICATOR
from kawal.engine.checks.subjects.lines import LINE
from kawal.engine.checks.subjects.offices import OFFICE
from kawal.engine.checks.subjects.programmes import PROGRAMME

CHAIN = LegalBasis("UU 23/2014", "Pasal 260 sampai 273; Permendagri 86/2017")
SHARED_MISSION = LegalBasis("UU 23/2014", "Pasal 260 sampai 273; Arahan Sekda 2 Maret 2020")
SINCE = date(2018, 1, 1)
RPJMD = Source(("rpjmd",), "RPJMD beserta program, indikator dan targetnya")
FOLLOWING = (col("annual"), col("level") == "program", col("follows_rpjmd"))

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
        beside=RPJMD,
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
        message="Target indikator {indicator:indikator} {target:angka}, lebih lemah daripada "
        "target RPJMD {promised:angka} ({more_is_better:arah}).",
        fix="Samakan dengan RPJMD, atau jelaskan dan usulkan perubahan RPJMD.",
        note="Dibandingkan hanya bila indikatornya menyebut indikator RPJMD yang diikuti, dengan "
        "satuan dan akumulasi yang sama; bila tidak, tidak dapat dinilai. Akumulasi menyatakan "
        "apa yang dihitung: hasil tahun itu saja (tahunan), semua tahun sampai tahun itu "
        "(kumulatif), atau keadaan pada akhir tahun (keadaan). Lebih lemah berarti di bawah "
        "target RPJMD bila makin tinggi makin baik, di atasnya bila makin rendah makin baik.",
        beside=RPJMD,
    ),
    Rule(
        code="SELARAS-04",
        title="Setiap sasaran RPJMD mempunyai baris yang mendukungnya tahun itu",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.BAPPEDA,
        since=SINCE,
        subject=SASARAN,
        holds=col("has_line"),
        field="support.above",
        shows=("goal", "year"),
        message="Sasaran RPJMD “{goal}” tidak didukung satu baris pun pada {year}.",
        fix="Minta OPD pengampu merencanakannya, atau usulkan perubahan RPJMD.",
        note="Sebuah baris mendukung sasaran lewat program RPJMD di bawahnya, atau langsung.",
    ),
    Rule(
        code="SELARAS-05",
        title="Sasaran RPJMD yang mempunyai baris tahun itu juga didanai",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.BAPPEDA,
        since=SINCE,
        subject=SASARAN,
        applies=(col("has_line"),),
        holds=col("funded"),
        field="allocation.amount",
        shows=("goal", "year"),
        message="Sasaran RPJMD “{goal}” mempunyai baris pada {year}, tetapi semuanya tanpa pagu.",
        fix="Danai sedikitnya satu baris yang mendukungnya, atau usulkan perubahan RPJMD.",
        note="Sasaran yang hanya didukung baris tanpa uang tidak akan terlaksana. Satu baris "
        "berpagu sudah cukup. Sasaran tanpa satu baris pun dinilai oleh SELARAS-04.",
    ),
    Rule(
        code="SELARAS-06",
        title="Setiap misi didukung sedikitnya satu OPD",
        basis=SHARED_MISSION,
        severity=Severity.WARNING,
        owner=Office.BAPPEDA,
        since=SINCE,
        subject=MISI,
        holds=col("has_office"),
        field="support.above",
        shows=("goal", "year"),
        message="Misi “{goal}” tidak didukung satu OPD pun pada {year}.",
        fix="Tetapkan OPD pengampunya, lalu tautkan program Renjanya sampai ke misi itu.",
        note="Misi yang tidak diampu siapa pun tinggal tulisan. Dilihat dari setiap baris OPD ke "
        "program RPJMD yang didukungnya, lalu ke sasaran, tujuan dan misi di atasnya. Satu "
        "OPD sudah cukup.",
    ),
    Rule(
        code="SELARAS-07",
        title="Setiap OPD mendukung sedikitnya satu misi",
        basis=SHARED_MISSION,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=OFFICE,
        applies=(col("lines") > 0,),
        holds=col("serves_misi"),
        field="support.above",
        shows=("office",),
        message="Tidak satu baris pun dari {office} tersambung ke salah satu misi RPJMD.",
        fix="Tautkan program OPD ke program RPJMD, dan pastikan program RPJMD itu berada di "
        "bawah sasaran, tujuan dan misi.",
        note="Setiap OPD harus ikut mengampu misi. Dilihat dari setiap baris OPD ke program "
        "RPJMD yang didukungnya, lalu ke sasaran, tujuan dan misi di atasnya. Satu baris yang "
        "tersambung sampai ke misi sudah cukup. Bila sambungannya belum diisi, tidak dapat "
        "dinilai; bila yang tertulis tidak ada dalam RPJMD, sambungannya putus.",
        beside=RPJMD,
    ),
    Rule(
        code="SELARAS-08",
        title="Satuan indikator sama dengan indikator RPJMD yang diikuti",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=INDICATOR,
        applies=FOLLOWING,
        holds=col("same_unit"),
        field="indicator.unit",
        shows=("indicator", "unit", "their_unit"),
        message="Satuan indikator {indicator:indikator} tertulis {unit}, dalam RPJMD {their_unit}: "
        "targetnya tidak dapat dibandingkan.",
        fix="Pakai satuan RPJMD; mengubah satuan RPJMD memerlukan perubahan Perda.",
        note="Target orang tidak dapat dibandingkan dengan target persen. Dinilai pada indikator "
        "program yang mengikuti indikator RPJMD. Huruf besar dan spasi tidak dibedakan; % "
        "sama dengan persen.",
        beside=RPJMD,
    ),
    Rule(
        code="SELARAS-09",
        title="Arah indikator sama dengan indikator RPJMD yang diikuti",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=INDICATOR,
        applies=FOLLOWING,
        holds=col("same_direction"),
        field="indicator.direction",
        shows=("indicator", "direction", "their_direction"),
        message="Arah indikator {indicator:indikator} tertulis {direction}, dalam RPJMD "
        "{their_direction}.",
        fix="Samakan arahnya dengan RPJMD: naik bila makin tinggi makin baik, turun bila sebaliknya.",
        note="Arah menyatakan apakah makin tinggi (naik) atau makin rendah (turun) yang lebih "
        "baik. Bila berlawanan, kemajuan menurut yang satu adalah kemunduran menurut yang "
        "lain. Dinilai pada indikator program yang mengikuti indikator RPJMD.",
        beside=RPJMD,
    ),
    Rule(
        code="SELARAS-10",
        title="OPD pelaksana sama dengan OPD penanggung jawab menurut RPJMD",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.BAPPEDA,
        since=SINCE,
        subject=INDICATOR,
        applies=(*FOLLOWING, col("their_opd").is_not_null()),
        holds=col("same_opd"),
        field="indicator.follows",
        shows=("indicator", "their_opd"),
        message="Indikator {indicator:indikator} mengikuti indikator RPJMD yang menjadi tanggung "
        "jawab OPD {their_opd}.",
        fix="Minta OPD itu mengikuti indikator RPJMD yang menjadi tanggung jawabnya, atau "
        "perbaiki OPD penanggung jawab dalam RPJMD.",
        note="Indikator RPJMD adalah janji OPD penanggung jawabnya; bila OPD lain yang "
        "melaksanakannya, tidak jelas siapa yang menjawab. Dinilai pada indikator program "
        "rencana tahunan yang mengikuti indikator RPJMD. Bila RPJMD tidak menyebut OPD "
        "penanggung jawab, aturan ini tidak berlaku; bila tidak disebut indikator mana yang "
        "diikuti, tidak dapat dinilai.",
        beside=RPJMD,
    ),
    Rule(
        code="SELARAS-11",
        title="Indikator program mengikuti indikator program RPJMD yang didukungnya",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=INDICATOR,
        applies=(col("annual"), col("level") == "program"),
        holds=col("follows_supported"),
        field="indicator.follows",
        shows=("indicator", "line"),
        message="Indikator {indicator:indikator} pada {line} tidak mengikuti indikator program "
        "RPJMD yang didukung programnya.",
        fix="Pilih indikator program RPJMD yang didukung program ini.",
        note="Program rencana tahunan mendukung program RPJMD; indikatornya harus mengikuti "
        "indikator program RPJMD itu juga. Gagal bila yang diikuti indikator lain, misalnya "
        "indikator Renja sendiri: rantai ke RPJMD terputus. Bila kolom indikator yang diikuti "
        "kosong, tidak dapat dinilai.",
        beside=RPJMD,
    ),
    Rule(
        code="SELARAS-12",
        title="Pagu baris yang mendukung tidak melebihi pagu program RPJMD tahun itu",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.BAPPEDA,
        since=SINCE,
        subject=PROGRAMME,
        applies=(col("promised"),),
        holds=col("drawn") <= col("promise"),
        field="allocation.amount",
        shows=("programme", "year"),
        message="{programme}, {year}: baris yang mendukungnya {drawn:rupiah}, "
        "pagu RPJMD {promise:rupiah}.",
        fix="Jelaskan kelebihannya dalam Renja, atau usulkan perubahan RPJMD.",
        note="Yang dijumlahkan pagu semua baris yang mendukung program itu, dari OPD mana pun. "
        "Dihitung dari Renja; dari RKPD hanya bagi OPD yang Renjanya tidak dimuat. Tepat sama"
        " tidak melebihi.",
    ),
    Rule(
        code="SELARAS-13",
        title="Setiap baris Renja ada dalam Renstra OPD",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=LINE,
        applies=(col("kind") == "renja", col("renstra_given")),
        holds=col("in_renstra"),
        field="node.code",
        shows=("line", "year"),
        message="{line} tidak ada dalam Renstra OPD untuk tahun {year}.",
        fix="Pakai kode yang ada dalam Renstra, atau ubah Renstra lebih dahulu.",
        note="Renja menjabarkan Renstra. Dinilai bila Renstra ikut dimuat. Dicari menurut kode "
        "sub kegiatan; nomor dua dan empat angka dianggap sama. Bila Renstra OPD itu tidak "
        "memuat satu sub kegiatan pun, yang dibandingkan kegiatannya. Tidak dapat dinilai bila "
        "baris ini mungkin sudah ada di sana: bila Renstra menyebut sub kegiatan di tempat lain "
        "tetapi tidak satu pun pada kegiatan ini, atau memuat sub kegiatan tanpa kode, kegiatan "
        "yang tanpa kode dan tanpa sub kegiatan, atau bagian yang OPD-nya tidak disebut.",
    ),
    Rule(
        code="SELARAS-14",
        title="Setiap baris Renja ada dalam RKPD",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=LINE,
        applies=(col("kind") == "renja", col("rkpd_given")),
        holds=col("in_rkpd"),
        field="node.code",
        shows=("line", "year"),
        message="{line} tidak ada dalam RKPD tahun {year}.",
        fix="Pakai kode yang ada dalam RKPD, atau usulkan perubahan RKPD lebih dahulu.",
        note="Renja OPD menjadi bagian RKPD. Dinilai bila RKPD tahun itu ikut dimuat. Dicari "
        "menurut kode sub kegiatan; nomor dua dan empat angka dianggap sama. Bila RKPD tidak "
        "memuat satu sub kegiatan pun, yang dibandingkan kegiatannya. Tidak dapat dinilai bila "
        "baris ini mungkin sudah ada di sana: bila RKPD menyebut sub kegiatan di tempat lain "
        "tetapi tidak satu pun pada kegiatan ini, atau memuat sub kegiatan tanpa kode, kegiatan "
        "yang tanpa kode dan tanpa sub kegiatan, atau bagian yang OPD-nya tidak disebut.",
    ),
)
