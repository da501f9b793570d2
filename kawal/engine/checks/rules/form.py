"""Bentuk: codes and the tree are as the nomenclature says."""

from datetime import date

from kawal.engine.checks.expr import col, number
from kawal.engine.checks.rule import LegalBasis, Office, Rule, Severity
from kawal.engine.checks.subject import Source
from kawal.engine.checks.subjects.lines import LINE
from kawal.engine.checks.subjects.nodes import NODE

NOMENCLATURE = LegalBasis(
    "Permendagri 90/2019",
    "Lampiran, beserta pemutakhirannya sampai Kepmendagri 900.1-861/2026",
)

RULES = (
    Rule(
        code="KODE-01",
        title="Kode sub kegiatan tersusun menurut nomenklatur",
        basis=NOMENCLATURE,
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=date(2021, 1, 1),
        subject=LINE,
        holds=col("well_formed")
        & (col("digits") >= number("kode.digit_tersedikit"))
        & (col("digits") <= number("kode.digit_terbanyak")),
        field="node.code",
        shows=("code", "line", "year"),
        message="Kode {code} tidak tersusun menurut nomenklatur bagi rencana tahun {year}. "
        "Seharusnya enam bagian yang dipisahkan titik (urusan, bidang, program, kewenangan, "
        "kegiatan, sub kegiatan), dan nomor sub kegiatannya sebanyak angka yang berlaku bagi tahun "
        "itu.",
        fix="Pilih kode dari Kepmendagri yang dipakai tahun rencana itu, misalnya "
        "1.02.02.2.01.01 untuk 2021 atau 1.02.02.2.01.0001 untuk 2025.",
        note="Kode terdiri atas enam bagian angka yang dipisahkan titik, misalnya "
        "1.02.02.2.01.0001: urusan, bidang, program, kewenangan, kegiatan, sub kegiatan. "
        "Bagian keempat (kewenangan) harus 1, 2, 3, 4, 5 atau 7. Bagian terakhir adalah "
        "nomor sub kegiatan. Rencana 2021 sampai 2023: dua angka (01). Rencana 2024: dua "
        "atau empat angka. Rencana 2025 dan sesudahnya: empat angka (0001). Susunan enam "
        "bagian itu pasti. Banyaknya angka sejak rencana 2025 masih perlu dicek: angka itu "
        "dibaca dari daftar kode 2023, bukan dari naskah resmi. Kode dua angka dalam "
        "rencana 2025 dan sesudahnya tetap menghalangi; bila OPD keberatan, tanyakan "
        "kepada Kemendagri, dan selama menunggu catat sebagai pengecualian.",
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
        message="Kode {code} adalah kode provinsi: bagian keempatnya {government}, sedangkan "
        "kabupaten/kota memakai 2.",
        fix="Ganti dengan kode kabupaten/kota untuk pekerjaan yang sama.",
        note="Bagian keempat kode menyatakan kewenangan siapa kegiatan itu: 1 provinsi; 2 "
        "kabupaten/kota; 3, 4, 5 dan 7 daerah khusus. Hanya 1 yang gagal: kabupaten tidak "
        "menganggarkan pekerjaan provinsi. Yang lain lolos; kode yang salah bentuk dinilai "
        "oleh KODE-01.",
    ),
    Rule(
        code="KODE-03",
        title="Bidang urusan baris termasuk bidang urusan OPD",
        basis=NOMENCLATURE,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=date(2021, 1, 1),
        subject=LINE,
        applies=(col("well_formed"),),
        holds=col("own_bidang"),
        field="node.code",
        shows=("line", "bidang", "office_code", "office_bidang"),
        message="{line} berada pada bidang urusan {bidang}, sedangkan kode organisasi OPD-nya "
        "({office_code}) memuat {office_bidang}.",
        fix="Pindahkan baris ke OPD yang menjalankan bidang itu, atau betulkan kode organisasinya.",
        note="Kode organisasi OPD menyebut paling banyak tiga bidang urusan yang dijalankannya; "
        "0.00 berarti tidak ada. Gagal bila bidang urusan baris, yaitu dua bagian pertama kodenya, "
        "bukan salah satunya. Kode yang salah bentuk dinilai oleh KODE-01.",
    ),
    Rule(
        code="GANDA-01",
        title="Satu sub kegiatan ditulis satu kali dalam satu rencana OPD",
        basis=LegalBasis("Permendagri 90/2019", "Lampiran, bagi rencana 2021 dan sesudahnya"),
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=date(2018, 1, 1),
        subject=LINE,
        holds=~col("repeated"),
        field="node.code",
        shows=("line",),
        message="{line} ditulis lebih dari sekali dalam rencana ini.",
        fix="Gabungkan menjadi satu baris; satu baris dapat memuat beberapa sumber dana dan lokasi.",
        note="Baris kembar adalah dua baris dengan kode yang sama dalam rencana satu OPD: "
        "pagu dan target satu pekerjaan terhitung dua kali. Peraturannya berlaku bagi "
        "rencana 2021 dan sesudahnya; rencana sebelumnya ikut dinilai karena terhitung "
        "dua kali juga keliru. Selama ada baris OPD itu yang belum berkode, baris lain "
        "tidak dapat dinilai, sebab mungkin kembar dengannya; yang sudah jelas kembar "
        "tetap gagal.",
    ),
    Rule(
        code="GANDA-02",
        title="Satu sub kegiatan direncanakan oleh satu OPD",
        basis=NOMENCLATURE,
        severity=Severity.WARNING,
        owner=Office.BAPPEDA,
        since=date(2021, 1, 1),
        subject=LINE,
        applies=(col("compared"), col("well_formed"), ~col("common")),
        holds=~col("shared"),
        field="node.code",
        shows=("line", "planners", "year"),
        message="{line} direncanakan oleh lebih dari satu OPD pada {year}: {planners}.",
        fix="Tetapkan satu OPD pelaksana. Bila pekerjaannya memang dibagi, catat alasannya "
        "sebagai pengecualian.",
        note="Gagal bila rencana sejenis dua OPD untuk tahun yang sama memuat sub kegiatan yang "
        "sama, sebab tanggung jawab atas satu hasil terbagi. Tidak berlaku bagi program "
        "penunjang (kode program 01) dan unsur kewilayahan (kode urusan 7, yaitu kecamatan), "
        "yang memang sama pada banyak OPD. Rumah sakit dan dinas kesehatan dapat mempunyai "
        "alasan yang sah; karena itu aturan ini peringatan, bukan penghalang.",
    ),
    Rule(
        code="INDUK-01",
        title="Setiap bagian rencana berinduk pada tingkat tepat di atasnya",
        basis=LegalBasis("Permendagri 86/2017", "Pasal 13"),
        severity=Severity.BLOCKING,
        owner=Office.PLANNER,
        since=date(2018, 1, 1),
        subject=NODE,
        applies=(~col("may_start") | col("parent").is_not_null(),),
        holds=col("parent").is_not_null() & col("fits"),
        field="node.parent",
        shows=("node", "level", "parent", "parent_node"),
        message="{level:tingkat} {node} tidak mempunyai induk yang sah; induk yang tertulis: {parent}.",
        fix="Tempatkan di bawah bagian yang satu tingkat di atasnya dalam rencana yang sama. Bila "
        "kodenya salah tulis atau terpotong, betulkan kodenya lebih dahulu.",
        note="Urutannya visi, misi, tujuan, sasaran, program, kegiatan, sub kegiatan, agar "
        "setiap rupiah dapat ditelusuri sampai ke tujuannya. Renstra dan rencana tahunan "
        "boleh dimulai dari tujuan, sasaran atau program. Bila seluruh tingkat di "
        "atasnya tidak dimuat, misalnya RPJMD yang berkasnya dimulai dari tujuan, induk "
        "tingkat pertamanya tidak dapat dinilai.",
        beside=Source((), "baris induknya, yaitu program dan kegiatan dalam rencana yang sama"),
    ),
    Rule(
        code="INDUK-02",
        title="Kode meneruskan kode induknya",
        basis=NOMENCLATURE,
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=date(2021, 1, 1),
        subject=NODE,
        applies=(col("continuing"), col("parent").is_not_null(), col("found")),
        holds=col("continues"),
        field="node.code",
        shows=("node", "level", "code", "parent_code"),
        message="{level:tingkat} {node} berada di bawah kode {parent_code}, padahal kodenya tidak "
        "meneruskan kode itu.",
        fix="Betulkan kodenya, atau pindahkan ke bawah induk yang kodenya diteruskan.",
        note="Kode sebuah bagian dimulai dengan kode induknya: sub kegiatan 1.02.02.2.01.0001 berada"
        " di bawah kegiatan 1.02.02.2.01. Bila tidak, kodenya salah tulis atau bagian itu "
        "salah tempat. Dinilai pada kegiatan dan sub kegiatan. Induk yang tidak ada, dan kode"
        " sub kegiatan yang salah bentuk, dinilai oleh INDUK-01 dan KODE-01.",
        judges="setiap kegiatan dan sub kegiatan dalam RPJMD, Renstra dan rencana tahunan versi "
        "terakhir",
    ),
)
