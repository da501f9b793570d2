"""Tambahan: nothing is quietly added after the lock."""

from datetime import date

from kawal.engine.checks.expr import Expr, col, number
from kawal.engine.checks.rule import LegalBasis, Office, Rule, Severity
from kawal.engine.checks.subject import LOCKED, Source
from kawal.engine.checks.subjects.lines import LINE
from kawal.engine.checks.subjects.offices import OFFICE

CHANGE = LegalBasis(
    "PP 12/2019",
    "Pasal 161 (perubahan APBD); Permendagri 86/2017, Pasal 343 (perubahan RKPD dan Renja); Arahan "
    "Sekda 2 Maret 2020",
)
SINCE = date(2020, 1, 1)
BEFORE = Source((LOCKED,), "versi pertama rencana itu, yang terkunci")
SINCE_LOCK = "Dibandingkan dengan versi terkunci."
SHOWN = "Persennya tidak dibulatkan: kenaikan sedikit di bawah ambang belum gagal."
DECIDE = (
    "Sekda selaku Ketua TAPD memutuskannya sebelum perubahan diajukan: disetujui dan "
    "dicatat sebagai pengecualian, atau dikembalikan ke pagu terkunci."
)
HAD_MONEY = (col("measured"), col("baseline_pagu") > 0)
OPD_HAD_MONEY = (col("measured"), col("baseline_total") > 0)


def _grew_less_than(now: str, before: str, threshold: str) -> Expr:
    """Whole numbers only: now ÷ before < 1 + threshold %, without the division."""
    return col(now) * 100 < col(before) * (number(threshold) + 100)


def _line_rule(code: str, threshold: str, title: str, fix: str, also: str) -> Rule:
    return Rule(
        code=code,
        title=title,
        basis=CHANGE,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD if threshold.endswith("waspada") else Office.SEKDA,
        since=SINCE,
        subject=LINE,
        applies=HAD_MONEY,
        holds=_grew_less_than("pagu", "baseline_pagu", threshold),
        field="allocation.amount",
        shows=("line", "rise", "growth"),
        message="{line}: pagu {baseline_pagu:rupiah} menjadi {pagu:rupiah}, {growth:kenaikan}.",
        fix=fix,
        note=f"{also} {SINCE_LOCK} Beberapa kenaikan kecil ikut terjumlah. Baris yang dahulu tidak "
        f"ada atau Rp0 dinilai oleh TAMBAH-05. {SHOWN}",
        beside=BEFORE,
    )


def _opd_rule(code: str, threshold: str, title: str, fix: str, also: str) -> Rule:
    return Rule(
        code=code,
        title=title,
        basis=CHANGE,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD if threshold.endswith("waspada") else Office.SEKDA,
        since=SINCE,
        subject=OFFICE,
        applies=OPD_HAD_MONEY,
        holds=_grew_less_than("total_pagu", "baseline_total", threshold),
        field="allocation.amount",
        shows=("office", "net", "growth", "gross", "gross_growth"),
        message="{office}: jumlah pagu {baseline_total:rupiah} menjadi {total_pagu:rupiah}, kenaikan "
        "bersih {growth:kenaikan}. Kenaikan kotor, yaitu jumlah baris yang naik saja, {gross:rupiah} "
        "atau {gross_growth:kenaikan}.",
        fix=fix,
        note=f"{also} {SINCE_LOCK} Bersih: jumlah pagu sekarang dikurangi jumlah pagu terkunci, jadi "
        "baris yang turun atau dihapus ikut mengurangi. Kotor: kenaikan semua baris yang naik, tanpa "
        "yang turun. Yang dinilai kenaikan bersih; yang kotor disebut di sampingnya, karena kenaikan "
        f"besar dapat tertutup penurunan lain. {SHOWN}",
        beside=BEFORE,
    )


RULES = (
    _line_rule(
        "TAMBAH-01",
        "tambahan.baris.waspada",
        "Kenaikan pagu satu baris sejak dikunci belum sampai ambang penjelasan",
        "Tulis dasar hukumnya dan catat alasan tambahan sebagai pengecualian, atau "
        "kembalikan ke pagu terkunci.",
        "Gagal bila pagu naik 10 persen atau lebih. Kenaikan 20 persen atau lebih "
        "disebut juga oleh TAMBAH-02, yang meminta keputusan Sekda; di sini diminta "
        "penjelasan Kepala OPD.",
    ),
    _line_rule(
        "TAMBAH-02",
        "tambahan.baris.berat",
        "Kenaikan pagu satu baris sejak dikunci belum sampai ambang keputusan",
        DECIDE,
        "Gagal bila pagu naik 20 persen atau lebih. Kenaikan itu disebut juga oleh "
        "TAMBAH-01, yang meminta penjelasan Kepala OPD; di sini diminta keputusan Sekda.",
    ),
    _opd_rule(
        "TAMBAH-03",
        "tambahan.opd.waspada",
        "Kenaikan bersih pagu OPD sejak dikunci belum sampai ambang penjelasan",
        "Tulis dasar hukumnya dan catat alasan tambahan sebagai pengecualian, atau "
        "kembalikan ke pagu terkunci.",
        "Gagal bila pagu naik 10 persen atau lebih. Kenaikan 20 persen atau lebih "
        "disebut juga oleh TAMBAH-04, yang meminta keputusan Sekda; di sini diminta "
        "penjelasan Kepala OPD.",
    ),
    _opd_rule(
        "TAMBAH-04",
        "tambahan.opd.berat",
        "Kenaikan bersih pagu OPD sejak dikunci belum sampai ambang keputusan",
        DECIDE,
        "Gagal bila pagu naik 20 persen atau lebih. Kenaikan itu disebut juga oleh "
        "TAMBAH-03, yang meminta penjelasan Kepala OPD; di sini diminta keputusan Sekda.",
    ),
    Rule(
        code="TAMBAH-05",
        title="Tidak ada baris berpagu yang baru setelah dikunci",
        basis=CHANGE,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=LINE,
        applies=(col("measured"),),
        holds=~((col("baseline_pagu") == 0) & (col("pagu") > 0)),
        field="allocation.amount",
        shows=("line",),
        message="{line} dalam versi terkunci Rp0 atau tidak ada, sekarang {pagu:rupiah}.",
        fix="Tulis dasar hukum, target dan hasil evaluasi yang membenarkan baris baru, dan "
        "catat sebagai pengecualian; atau hapus barisnya.",
        note="Gagal bila baris berpagu di atas Rp0, sedangkan dalam versi terkunci baris itu "
        "tidak ada atau pagunya Rp0. Kenaikan dari Rp0 tidak dapat dinyatakan dalam persen; "
        "karena itu tidak dinilai oleh TAMBAH-01 dan TAMBAH-02.",
        beside=BEFORE,
    ),
    Rule(
        code="TAMBAH-06",
        title="Target berubah bila pagunya naik",
        basis=CHANGE,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=LINE,
        applies=(~col("pay"), *HAD_MONEY, col("pagu") > col("baseline_pagu")),
        holds=col("targets") != col("baseline_targets"),
        field="target.value",
        shows=("line", "rise"),
        message="{line}: pagu naik {rise:rupiah}, tetapi targetnya tetap {targets:daftar}.",
        fix="Perbaiki target sebanding dengan tambahan pagu (naikkan bila makin tinggi makin "
        "baik, turunkan bila makin rendah makin baik), atau kembalikan pagunya. Bila "
        "keduanya tidak mungkin, misalnya karena harga naik, catat alasannya sebagai "
        "pengecualian.",
        note="Pagu yang bertambah harus menambah hasil. Kenaikan berapa pun dinilai. Yang "
        "dinilai di sini hanya apakah targetnya berubah; target yang melemah dinilai "
        "oleh PAGU-07. Dibandingkan dengan versi terkunci. Tidak berlaku bagi gaji dan "
        "tunjangan ASN (sub kegiatan 01 atau 0001 pada kegiatan 2.02 program penunjang): banyaknya "
        "pegawai dan bulan tidak ikut naik bila gajinya naik.",
        beside=BEFORE,
    ),
)
