"""Bentuk: codes and names are those of the decree of the year, where its list is given.

These rules warn and do not block: the list is given beside the plan, and without one they judge
nothing, which must not keep a plan from being locked.
"""

from datetime import date

from kawal.engine.checks.expr import col, number
from kawal.engine.checks.rule import LegalBasis, Office, Rule, Severity
from kawal.engine.checks.subjects.coded import CODED_LINE

DECREE = LegalBasis(
    "Permendagri 90/2019",
    "Lampiran, beserta pemutakhirannya sampai Kepmendagri 900.1-861/2026",
)
SINCE = date(2021, 1, 1)
IN_FORM = (
    col("well_formed"),
    col("digits") >= number("kode.digit_tersedikit"),
    col("digits") <= number("kode.digit_terbanyak"),
    col("government") != number("kode.pemerintah_provinsi"),
)

RULES = (
    Rule(
        code="DAFTAR-01",
        title="Kode sub kegiatan ada dalam Kepmendagri yang dipakai tahun rencana",
        basis=DECREE,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=CODED_LINE,
        applies=IN_FORM,
        holds=col("listed"),
        field="node.code",
        shows=("line", "decree"),
        message="{line}: kode ini tidak ada dalam {decree}.",
        fix="Pastikan dahulu daftar itu belum diganti keputusan lain pada tahun rencana. Lalu "
        "pilih sub kegiatan dari daftar yang berlaku, atau usulkan yang baru kepada Kemendagri.",
        note="Kode dan nama sub kegiatan ditetapkan Menteri Dalam Negeri dan tidak boleh "
        "dibuat sendiri oleh daerah. Rencana dibandingkan dengan daftar yang berlaku "
        "pada 1 Januari tahun rencana. Daftarnya diberikan kepada Kawal oleh petugas yang "
        "menjalankannya; tanpa daftar, aturan ini tidak menilai apa pun. Bila hanya daftar "
        "lama yang diberikan, kode baru yang sah tampak tidak terdaftar; karena itu aturan "
        "ini peringatan, bukan penghalang. Kode yang salah bentuk dinilai oleh KODE-01, "
        "kode provinsi oleh KODE-02.",
    ),
    Rule(
        code="DAFTAR-02",
        title="Sub kegiatan tidak dicabut dalam Kepmendagri yang dipakai tahun rencana",
        basis=DECREE,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=CODED_LINE,
        applies=(*IN_FORM, col("listed")),
        holds=~col("withdrawn"),
        field="node.code",
        shows=("line", "official_name", "decree"),
        message="{line} telah dicabut menurut {decree}; namanya di sana “{official_name}”.",
        fix="Ganti dengan sub kegiatan yang masih berlaku untuk pekerjaan yang sama.",
        note="Sub kegiatan yang dicabut tidak lagi dianggarkan. Penggantinya, bila ada, dapat "
        "dilihat dalam keputusan itu. Kode yang tidak ada dalam daftar dinilai oleh "
        "DAFTAR-01. Tanpa daftar, aturan ini tidak menilai apa pun. Daftarnya diberikan "
        "kepada Kawal oleh petugas yang menjalankannya dan mungkin sudah diganti; karena "
        "itu aturan ini peringatan, bukan penghalang.",
    ),
    Rule(
        code="DAFTAR-03",
        title="Nama sub kegiatan sama dengan nama dalam Kepmendagri",
        basis=DECREE,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=CODED_LINE,
        applies=(*IN_FORM, col("listed")),
        holds=col("same_name"),
        field="node.title",
        shows=("code", "title", "official_name", "decree", "title_from", "official_from"),
        message="Nama {code} berbeda dari nama dalam {decree}: tertulis “{title}”, dalam daftar "
        "“{official_name}”. Bedanya mulai dari: {title_from}; dalam daftar: {official_from}.",
        fix="Samakan bunyinya dengan Kepmendagri, atau pilih kode yang namanya memang itu. "
        "Bila daftarnya yang salah tulis, catat alasannya sebagai pengecualian.",
        note="Nama sub kegiatan ditetapkan bersama kodenya: bila namanya berbeda, kodenya "
        "keliru atau namanya diubah. Huruf besar, spasi, tanda hubung dan tanda baca "
        "tidak dibedakan. Kode yang tidak ada dalam daftar dinilai oleh DAFTAR-01. "
        "Tanpa daftar, aturan ini tidak menilai apa pun. Daftarnya diberikan kepada Kawal "
        "oleh petugas yang menjalankannya dan mungkin sudah diganti; karena itu aturan ini "
        "peringatan, bukan penghalang.",
    ),
)
