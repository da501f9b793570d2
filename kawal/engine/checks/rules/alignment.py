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

_LAW = "Pasal 260 sampai 273 (pasal tepatnya perlu dicek)"
CHAIN = LegalBasis(
    "UU 23/2014",
    f"{_LAW}; Permendagri 86/2017, bab pengendalian dan evaluasi (pasal tepatnya perlu dicek)",
)
SHARED_MISSION = LegalBasis("UU 23/2014", f"{_LAW}; Arahan Sekda 2 Maret 2020")
BETWEEN = LegalBasis("Permendagri 86/2017", "Pasal 13 ayat (2)")
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
        message="{line} tidak mendukung satu pun program RPJMD yang meliputi tahun rencana.",
        fix="Tautkan programnya ke program RPJMD pada lembar Dukungan, atau pindahkan "
        "anggarannya ke baris yang mendukung.",
        note="Sebuah baris mendukung RPJMD bila baris itu, kegiatannya atau programnya "
        "ditautkan ke program RPJMD yang meliputi tahun rencana. Bila tautannya kosong, "
        "gagal; bila RPJMD belum dimuat, tidak dapat dinilai. Baris program penunjang "
        "ikut dinilai.",
        beside=RPJMD,
    ),
    Rule(
        code="SELARAS-02",
        title="Setiap program RPJMD mempunyai baris berpagu tahun itu",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.BAPPEDA,
        since=date(2018, 1, 1),
        subject=PROGRAMME,
        applies=(col("promised"),),
        holds=col("funded"),
        field="support.above",
        shows=("programme", "year"),
        message="RPJMD memberi pagu kepada {programme} untuk {year}, tetapi tidak ada baris "
        "berpagu yang mendukungnya.",
        fix="Minta OPD penanggung jawab menganggarkannya, atau usulkan perubahan RPJMD.",
        note="Dinilai program yang dalam RPJMD mempunyai pagu untuk tahun itu. Paling sedikit "
        "satu baris yang mendukungnya harus berpagu di atas Rp0.",
        judges="setiap program yang berpagu dalam RPJMD versi terakhir, untuk setiap tahun yang "
        "rencana tahunannya dimuat",
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
        message="Indikator {indicator:indikator} pada {line}: target {target:angka} lebih lemah "
        "daripada target RPJMD {promised:angka} ({more_is_better:arah}).",
        fix="Samakan dengan RPJMD, atau usulkan perubahan RPJMD. Bila tetap berbeda, catat "
        "alasannya sebagai pengecualian.",
        note="Dibandingkan hanya bila indikatornya menyebut indikator RPJMD yang diikuti, "
        "dengan satuan dan akumulasi yang sama; bila tidak, tidak dapat dinilai. "
        "Akumulasi menyatakan apa yang dihitung: hasil tahun itu saja (tahunan), semua "
        "tahun sampai tahun itu (kumulatif), atau posisi pada akhir tahun (keadaan). "
        "Lebih lemah berarti di bawah target RPJMD bila makin tinggi makin baik, di "
        "atasnya bila makin rendah makin baik.",
        beside=RPJMD,
        judges="setiap indikator program dalam rencana tahunan versi terakhir",
    ),
    Rule(
        code="SELARAS-04",
        title="Setiap sasaran RPJMD didukung paling sedikit satu baris tahun itu",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.BAPPEDA,
        since=SINCE,
        subject=SASARAN,
        holds=col("has_line"),
        field="support.above",
        shows=("goal", "year"),
        message="Sasaran RPJMD “{goal}” tidak didukung satu baris pun pada {year}.",
        fix="Minta OPD penanggung jawab merencanakannya, atau usulkan perubahan RPJMD.",
        note="Sebuah baris mendukung sasaran lewat program RPJMD di bawahnya, atau langsung.",
    ),
    Rule(
        code="SELARAS-05",
        title="Setiap sasaran RPJMD yang didukung mempunyai baris berpagu",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.BAPPEDA,
        since=SINCE,
        subject=SASARAN,
        applies=(col("has_line"),),
        holds=col("funded"),
        field="allocation.amount",
        shows=("goal", "year"),
        message="Sasaran RPJMD “{goal}” mempunyai baris pada {year}, tetapi semuanya Rp0.",
        fix="Danai paling sedikit satu baris yang mendukungnya, atau usulkan perubahan RPJMD.",
        note="Sasaran yang hanya didukung baris Rp0 tidak akan terlaksana. Satu baris dengan "
        "pagu di atas Rp0 sudah cukup. Sasaran tanpa satu baris pun dinilai oleh "
        "SELARAS-04.",
        judges="setiap sasaran yang didukung baris, dalam RPJMD versi terakhir, untuk setiap "
        "tahun yang rencana tahunannya dimuat",
    ),
    Rule(
        code="SELARAS-06",
        title="Setiap misi didukung paling sedikit satu OPD",
        basis=SHARED_MISSION,
        severity=Severity.WARNING,
        owner=Office.BAPPEDA,
        since=SINCE,
        subject=MISI,
        holds=col("has_office"),
        field="support.above",
        shows=("goal", "year"),
        message="Misi “{goal}” tidak didukung satu OPD pun pada {year}.",
        fix="Tetapkan OPD yang mendukungnya, lalu tautkan program Renjanya sampai ke misi itu.",
        note="Misi tanpa OPD yang mendukungnya tidak akan terlaksana. Dilihat dari setiap "
        "baris OPD ke program RPJMD yang didukungnya, lalu ke sasaran, tujuan dan misi "
        "di atasnya. Satu OPD sudah cukup.",
    ),
    Rule(
        code="SELARAS-07",
        title="Setiap OPD mendukung paling sedikit satu misi",
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
        note="Setiap OPD harus mendukung misi. Dilihat dari setiap baris OPD ke program RPJMD "
        "yang didukungnya, lalu ke sasaran, tujuan dan misi di atasnya. Satu baris yang "
        "tersambung sampai ke misi sudah cukup. Bila induk program RPJMD belum diisi, "
        "tidak dapat dinilai; bila induk yang tertulis tidak ada dalam RPJMD, gagal.",
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
        shows=("indicator", "line", "unit", "their_unit"),
        message="Satuan indikator {indicator:indikator} pada {line} tertulis {unit}, dalam RPJMD "
        "{their_unit}: targetnya tidak dapat dibandingkan.",
        fix="Pakai satuan RPJMD; mengubah satuan RPJMD memerlukan perubahan Perda.",
        note="Target orang tidak dapat dibandingkan dengan target persen. Huruf besar dan "
        "spasi tidak dibedakan; % sama dengan persen. Bila salah satu satuan belum "
        "diisi, tidak dapat dinilai.",
        beside=RPJMD,
        judges="setiap indikator program dalam rencana tahunan versi terakhir, yang mengikuti "
        "indikator RPJMD",
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
        shows=("indicator", "line", "direction", "their_direction"),
        message="Arah indikator {indicator:indikator} pada {line} tertulis {direction}, dalam "
        "RPJMD {their_direction}.",
        fix="Samakan arahnya dengan RPJMD: naik bila makin tinggi makin baik, turun bila sebaliknya.",
        note="Arah menyatakan apakah makin tinggi (naik) atau makin rendah (turun) yang lebih "
        "baik. Bila berlawanan, kemajuan menurut yang satu adalah kemunduran menurut "
        "yang lain. Bila salah satu arah belum diisi, tidak dapat dinilai.",
        beside=RPJMD,
        judges="setiap indikator program dalam rencana tahunan versi terakhir, yang mengikuti "
        "indikator RPJMD",
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
        shows=("indicator", "line", "their_office"),
        message="Indikator {indicator:indikator} pada {line} mengikuti indikator RPJMD yang "
        "penanggung jawabnya OPD lain, yaitu {their_office}.",
        fix="Minta OPD pelaksana, yaitu pemilik rencana ini, mengikuti indikator RPJMD yang "
        "menjadi tanggung jawabnya, atau perbaiki OPD penanggung jawab dalam RPJMD.",
        note="Indikator RPJMD adalah tanggung jawab satu OPD; bila OPD lain yang "
        "melaksanakannya, tidak jelas siapa yang bertanggung jawab atas hasilnya. OPD "
        "penanggung jawab adalah pemilik program RPJMD tempat indikator itu. Bila RPJMD "
        "tidak menyebutnya, aturan ini tidak berlaku; bila tidak disebut indikator mana "
        "yang diikuti, tidak dapat dinilai.",
        beside=RPJMD,
        judges="setiap indikator program dalam rencana tahunan versi terakhir, yang mengikuti "
        "indikator RPJMD",
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
        message="Indikator {indicator:indikator} pada {line} mengikuti indikator lain, bukan "
        "indikator program RPJMD yang didukung program ini.",
        fix="Pilih indikator program RPJMD yang didukung program ini.",
        note="Program rencana tahunan mendukung program RPJMD; indikatornya harus mengikuti "
        "indikator program RPJMD itu juga. Gagal bila yang diikuti indikator lain, "
        "misalnya indikator Renja sendiri: sambungannya ke RPJMD hilang. Bila kolom "
        "indikator yang diikuti kosong, tidak dapat dinilai.",
        beside=RPJMD,
        judges="setiap indikator program dalam rencana tahunan versi terakhir",
    ),
    Rule(
        code="SELARAS-12",
        title="Jumlah pagu baris pendukung tidak melebihi pagu program RPJMD tahun itu",
        basis=CHAIN,
        severity=Severity.WARNING,
        owner=Office.BAPPEDA,
        since=SINCE,
        subject=PROGRAMME,
        applies=(col("promised"),),
        holds=col("drawn") <= col("promise"),
        field="allocation.amount",
        shows=("programme", "year"),
        message="{programme}, {year}: jumlah pagu baris yang mendukungnya {drawn:rupiah}, "
        "melebihi pagu RPJMD {promise:rupiah}.",
        fix="Kurangi pagunya, atau usulkan perubahan RPJMD. Bila kelebihannya sah, catat "
        "alasannya sebagai pengecualian.",
        note="Yang dijumlahkan pagu semua baris yang mendukung program itu, dari OPD mana "
        "pun. Dihitung dari Renja; dari RKPD hanya bagi OPD yang Renjanya tidak dimuat. "
        "Jumlah yang tepat sama lolos.",
        judges="setiap program yang berpagu dalam RPJMD versi terakhir, untuk setiap tahun yang "
        "rencana tahunannya dimuat",
    ),
    Rule(
        code="SELARAS-13",
        title="Setiap sub kegiatan Renja ada dalam Renstra OPD",
        basis=BETWEEN,
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
        note="Renja menjabarkan Renstra. Setiap sub kegiatan Renja dicari dalam Renstra OPD "
        "itu menurut kodenya; nomor dua angka (01) dan empat angka (0001) dianggap sama. "
        "Bila Renstra OPD itu tidak memuat satu sub kegiatan pun, yang dicocokkan "
        "kegiatannya. Tidak dapat dinilai selama Renstra belum lengkap, sehingga sub "
        "kegiatan itu mungkin sudah ada di dalamnya: (1) kegiatannya ada tetapi tanpa "
        "sub kegiatan, sedangkan kegiatan lain merincinya; (2) ada sub kegiatan yang "
        "belum berkode; (3) ada kegiatan tanpa kode dan tanpa sub kegiatan; (4) ada "
        "bagian yang OPD-nya belum diisi. Bila tidak ada Renstra untuk tahun itu yang "
        "dimuat, aturan ini tidak berlaku. Bila yang dimuat hanya Renstra OPD lain, "
        "tidak dapat dinilai.",
        judges="setiap baris (sub kegiatan) dalam Renja versi terakhir",
    ),
    Rule(
        code="SELARAS-14",
        title="Setiap sub kegiatan Renja ada dalam RKPD",
        basis=BETWEEN,
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
        note="Renja OPD berpedoman pada RKPD. Setiap sub kegiatan Renja dicari dalam RKPD "
        "tahun itu menurut kodenya; nomor dua angka (01) dan empat angka (0001) dianggap "
        "sama. Bila RKPD tahun itu tidak memuat satu sub kegiatan pun, yang dicocokkan "
        "kegiatannya. Tidak dapat dinilai selama RKPD belum lengkap, sehingga sub "
        "kegiatan itu mungkin sudah ada di dalamnya: (1) kegiatannya ada tetapi tanpa "
        "sub kegiatan, sedangkan kegiatan lain merincinya; (2) ada sub kegiatan yang "
        "belum berkode; (3) ada kegiatan tanpa kode dan tanpa sub kegiatan; (4) ada "
        "bagian yang OPD-nya belum diisi. Bila tidak ada RKPD untuk tahun itu yang "
        "dimuat, aturan ini tidak berlaku.",
        judges="setiap baris (sub kegiatan) dalam Renja versi terakhir",
    ),
)
