"""Kelengkapan: what a line must say so that it can be measured and paid."""

from datetime import date

from kawal.engine.checks.expr import col
from kawal.engine.checks.rule import LegalBasis, Office, Rule, Severity
from kawal.engine.checks.subjects.allocations import ALLOCATION
from kawal.engine.checks.subjects.indicators import INDICATOR
from kawal.engine.checks.subjects.lines import LINE

DIRECTION = LegalBasis("Arahan Sekda 2 Maret 2020")
CONTENT = LegalBasis("Permendagri 86/2017", "Pasal 13 ayat (2)")
TARGET = LegalBasis("Permendagri 86/2017", "Lampiran, Tabel T-C.33 kolom 5")
FUND = LegalBasis("Permendagri 86/2017", "Lampiran, Tabel T-C.33 kolom 7")

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
        fix="Tulis indikator keluaran; untuk sub kegiatan ikuti bunyi Kepmendagri.",
        note="Tanpa indikator tidak ada yang dapat diukur pada akhir tahun. Indikator yang teksnya"
        " kosong sama dengan tidak ada.",
    ),
    Rule(
        code="LENGKAP-02",
        title="Setiap indikator mempunyai satuan",
        basis=CONTENT,
        severity=Severity.BLOCKING,
        owner=Office.PLANNER,
        since=date(2018, 1, 1),
        subject=INDICATOR,
        holds=col("unit").is_not_null(),
        field="indicator.unit",
        shows=("indicator", "line"),
        message="Indikator {indicator:indikator} pada {line} belum mempunyai satuan, "
        "jadi tidak dapat diukur.",
        fix="Isi satuan, misalnya orang, dokumen atau persen; bagi indeks tulis indeks, bagi nilai "
        "tulis nilai.",
        note="Target 12 tidak berarti apa-apa sebelum diketahui 12 apa: orang, dokumen atau "
        "persen. Kolom satuan tetap diisi bagi indeks, nilai atau predikat, misalnya "
        "dengan kata indeks. Pada berkas dari aplikasi lain satuan dapat terbaca dari "
        "sel targetnya, misalnya “40 orang”; dalam template dan paket data satuan diisi "
        "pada kolomnya sendiri.",
    ),
    Rule(
        code="LENGKAP-03",
        title="Setiap indikator rencana tahunan mempunyai target tahun itu",
        basis=TARGET,
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=date(2018, 1, 1),
        subject=INDICATOR,
        applies=(col("annual"),),
        holds=col("has_target"),
        field="target.text",
        shows=("indicator", "line"),
        message="Indikator {indicator:indikator} pada {line} belum mempunyai target.",
        fix="Isi target tahun rencana.",
        note="Tanpa target tidak ada yang dapat dibandingkan dengan hasil pada akhir tahun. "
        "Yang dicari target setahun penuh untuk tahun rencana itu; target triwulan dan "
        "target tahun lain tidak menggantikannya. Bila berkas merinci keluaran satu sub "
        "kegiatan, setiap rincian dinilai sebagai satu indikator. Rincian yang tidak "
        "mempunyai target sendiri memakai target sub kegiatannya, dan laporan menyebut "
        "hal itu.",
        judges="setiap indikator dalam rencana tahunan versi terakhir: indikator program, "
        "kegiatan dan sub kegiatan",
    ),
    Rule(
        code="LENGKAP-04",
        title="Setiap pagu tahun rencana mempunyai sumber dana",
        basis=FUND,
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
        note="Sumber dana menentukan untuk apa uang itu boleh dipakai. Pagu Rp0 dan prakiraan "
        "maju tahun berikutnya tidak memerlukan sumber dana. Pagu yang belum diisi tidak "
        "dapat dinilai, sebab mungkin Rp0.",
        judges="setiap pagu untuk tahun rencana dalam rencana tahunan versi terakhir",
    ),
    Rule(
        code="LENGKAP-05",
        title="Setiap baris mempunyai lokasi",
        basis=CONTENT,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=date(2018, 1, 1),
        subject=LINE,
        holds=col("location").is_not_null(),
        field="node.location",
        shows=("line",),
        message="{line} belum menyebut lokasi.",
        fix="Tulis tempat pekerjaannya, misalnya nama desa atau kecamatan, atau seluruh kecamatan.",
        note="Tanpa lokasi tidak diketahui desa atau kecamatan mana yang dilayani. Sel yang kosong"
        " atau berisi tanda garis belum menyebut lokasi.",
    ),
    Rule(
        code="LENGKAP-06",
        title="Setiap baris mempunyai kelompok sasaran",
        basis=CONTENT,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=date(2018, 1, 1),
        subject=LINE,
        holds=col("target_group").is_not_null(),
        field="node.target_group",
        shows=("line",),
        message="{line} belum menyebut kelompok sasaran.",
        fix="Tulis untuk siapa pekerjaan itu, misalnya kader posyandu.",
        note="Kelompok sasaran menyebut siapa yang dilayani; tanpa itu tidak dapat diperiksa "
        "apakah pekerjaannya sampai kepada mereka. Sel yang kosong atau berisi tanda garis "
        "belum menyebutnya.",
    ),
    Rule(
        code="LENGKAP-07",
        title="Setiap baris menyebut unit penanggung jawab dari OPD-nya sendiri",
        basis=LegalBasis("Permendagri 86/2017", "Formulir E.81 kolom unit penanggung jawab"),
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=date(2018, 1, 1),
        subject=LINE,
        holds=col("answers"),
        field="node.unit",
        shows=("line", "unit"),
        message="{line} belum menyebut unit penanggung jawab dari OPD ini; yang tertulis: {unit}.",
        fix="Pilih bidang, bagian atau UPTD OPD ini dari lembar Unit.",
        note="Harus jelas bidang, bagian atau UPTD mana yang bertanggung jawab bila pekerjaan "
        "terlambat. Kolom itu ditagih ketika Renja dievaluasi (Formulir E.81). Unit itu "
        "harus ada pada lembar Unit sebagai unit OPD yang sama: unit OPD lain, dan unit "
        "yang salah tulis, tidak diterima.",
    ),
    Rule(
        code="LENGKAP-08",
        title="Setiap baris menyebut hasilnya bagi warga",
        basis=DIRECTION,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=date(2021, 1, 1),
        subject=LINE,
        holds=col("result").is_not_null(),
        field="node.result",
        shows=("line",),
        message="{line} belum menyebut hasil: siapa yang terbantu bila pekerjaan selesai.",
        fix="Tulis dalam satu kalimat siapa yang terbantu dan bagaimana; uang terserap bukan hasil.",
        note="Sekda meminta setiap pekerjaan ada hasilnya bagi warga, misalnya “balita gizi "
        "buruk di desa ini tertangani”. Kegiatan yang terlaksana dan uang yang terserap "
        "belum hasil. Baris program penunjang, misalnya gaji dan listrik, ikut dinilai: "
        "cukup tulis siapa yang dilayani kantor itu. Yang dinilai hanya apakah kolom "
        "hasil terisi, bukan isinya. Aturan ini peringatan, bukan penghalang, sebab "
        "formulir rencana (Tabel T-C.33) tidak mempunyai kolom untuk hasil itu.",
    ),
    Rule(
        code="LENGKAP-09",
        title="Setiap baris mempunyai rencana waktu",
        basis=DIRECTION,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=date(2021, 1, 1),
        subject=LINE,
        holds=col("has_time_plan"),
        field="step.starts_on",
        shows=("line", "time_fault"),
        message="{line} belum mempunyai rencana waktu yang utuh: {time_fault}.",
        fix="Pada lembar Langkah, tulis langkah-langkahnya (persiapan, pengadaan, "
        "pelaksanaan, serah terima) dengan tanggal mulai dan selesainya.",
        note="Rencana waktu menjaga pekerjaan agar tidak tertunda. Rencana waktu utuh bila "
        "ada paling sedikit satu langkah, setiap langkah mempunyai tanggal mulai dan "
        "tanggal selesai sesudahnya, dan langkah terakhir selesai pada tahun rencana. "
        "Jenis langkahnya persiapan, pengadaan, pelaksanaan atau serah terima; tidak "
        "harus keempatnya. Persiapan boleh mendahului tahun rencananya. Langkah terakhir "
        "yang selesai pada tahun lalu, misalnya karena disalin, gagal.",
    ),
)
