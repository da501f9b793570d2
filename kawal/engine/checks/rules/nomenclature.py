"""Bentuk: codes and names are those of the decree of the year, where its list is given.

These rules warn and do not block: the list is given beside the plan, and without one they judge
nothing, which must not keep a plan from being locked.
"""

from datetime import date

from kawal.engine.checks.expr import col, number
from kawal.engine.checks.rule import LegalBasis, Office, Rule, Severity
from kawal.engine.checks.subjects.coded import CODED_LINE

DECREE = LegalBasis("Permendagri 90/2019", "Lampiran, beserta pemutakhirannya")
SINCE = date(2021, 1, 1)
IN_FORM = (
    col("well_formed"),
    col("digits") >= number("kode.digit_tersedikit"),
    col("digits") <= number("kode.digit_terbanyak"),
    col("government") != number("kode.pemerintah_provinsi"),
)
NOTE = (
    "Peringatan, bukan penghalang: daftar kode diberikan terpisah oleh petugas yang menjalankan Kawal, "
    "dan tanpa daftar aturan ini tidak menilai apa pun. Perintahnya: `kawal check --reference`."
)
LISTED = "Kode yang tidak ada dalam daftar dinilai oleh DAFTAR-01."

RULES = (
    Rule(
        code="DAFTAR-01",
        title="Kode sub kegiatan ada dalam keputusan yang berlaku",
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
        note="Kode dan nama sub kegiatan ditetapkan menteri dan tidak dibuat sendiri oleh daerah. "
        "Kode yang tidak berbentuk dan kode provinsi dinilai oleh KODE-01 dan KODE-02. Dipakai "
        "daftar yang berlaku pada 1 Januari tahun rencana. Bila keputusan itu sudah diganti, petugas "
        "yang menjalankan Kawal menyertakan juga daftar penggantinya dan menulis tanggal terakhir "
        "berlakunya pada daftar yang lama: dengan daftar lama saja, kode baru yang sah tampak tidak "
        f"terdaftar. {NOTE} Tanggal terakhir itu ditulis dengan `kawal reference build --until`.",
    ),
    Rule(
        code="DAFTAR-02",
        title="Sub kegiatan tidak dicabut dalam keputusan yang berlaku",
        basis=DECREE,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=CODED_LINE,
        applies=(*IN_FORM, col("listed")),
        holds=~col("withdrawn"),
        field="node.code",
        shows=("line", "official_name", "decree"),
        message="{line} telah dicabut dalam {decree} (namanya di sana: {official_name}).",
        fix="Ganti dengan sub kegiatan yang masih berlaku untuk pekerjaan yang sama.",
        note="Sub kegiatan yang dicabut tidak lagi dianggarkan; biasanya ada penggantinya. "
        f"{LISTED} {NOTE}",
    ),
    Rule(
        code="DAFTAR-03",
        title="Nama sub kegiatan sama dengan nama dalam keputusan",
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
        "“{official_name}”. Bedanya mulai dari “{title_from}”, dalam daftar “{official_from}”.",
        fix="Samakan bunyinya dengan keputusan, atau pilih kode yang namanya memang itu. Bila "
        "daftarnya yang salah tulis, catat itu sebagai pengecualian.",
        note="Nama sub kegiatan ditetapkan bersama kodenya: nama yang lain berarti kodenya keliru, "
        "atau namanya diubah sendiri. Huruf besar, spasi, tanda hubung dan tanda baca tidak dibedakan. "
        f"{LISTED} {NOTE}",
    ),
)
