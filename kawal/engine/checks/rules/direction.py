"""Pengarahan: what the meeting of 2 March 2020 asked of every OPD and every flagship programme."""

from datetime import date

from kawal.engine.checks.expr import col
from kawal.engine.checks.rule import LegalBasis, Office, Rule, Severity
from kawal.engine.checks.subjects.flagships import FLAGSHIP
from kawal.engine.checks.subjects.office_years import OFFICE_YEAR

MEETING = "Arahan Sekda 2 Maret 2020"
SINCE = date(2021, 1, 1)
"""The meeting prepared the plans of 2021."""

RULES = (
    Rule(
        code="ARAH-01",
        title="Setiap OPD mempunyai paling sedikit satu inovasi yang diterima",
        basis=LegalBasis("PP 38/2017", f"pasalnya perlu dicek; {MEETING}"),
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=OFFICE_YEAR,
        holds=col("innovates"),
        field="innovation.accepted",
        shows=("office", "year"),
        message="{office} belum mempunyai inovasi tahun {year} yang diterima dan sudah "
        "diuji coba atau diterapkan.",
        fix="Usulkan inovasi beserta bukti uji cobanya kepada Bappeda.",
        note="Inovasi dihitung bila sudah diterima Bappeda (bidang penelitian dan "
        "pengembangan) dan sudah diuji coba atau diterapkan; gagasan (tahap inisiatif) "
        "belum dihitung. Inovasi lama tetap dihitung bila diterima lagi untuk tahun "
        "rencana; yang hanya diterima untuk tahun lalu tidak. Permintaan satu inovasi "
        "bagi setiap OPD berasal dari Arahan Sekda itu.",
    ),
    Rule(
        code="ARAH-02",
        title="Setiap OPD mempunyai SWOT yang lengkap",
        basis=LegalBasis(MEETING),
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=OFFICE_YEAR,
        holds=col("empty_boxes") == 0,
        field="swot.text",
        shows=("office", "year", "empty"),
        message="SWOT {office} untuk {year} belum lengkap. Kotak yang kosong: {empty}.",
        fix="Isi kelima kotak (kekuatan, kelemahan, peluang, ancaman, tantangan), masing-masing "
        "dengan paling sedikit satu butir.",
        note="SWOT membuat Sekda dan Bappeda mengenal OPD sebelum menilai rencananya. SWOT "
        "dibuat untuk tahun rencana itu; SWOT tahun lain tidak dihitung. Ancaman dapat "
        "merugikan, tantangan harus dijawab; karena itu kotaknya lima, bukan empat. Satu "
        "kotak tanpa butir berarti belum lengkap.",
    ),
    Rule(
        code="ARAH-03",
        title="Setiap OPD mempunyai nilai IKM satu atau dua tahun sebelum tahun rencana",
        basis=LegalBasis("Permen PANRB 14/2017", f"Pasal 1 ayat (1); {MEETING}"),
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=OFFICE_YEAR,
        holds=col("surveyed"),
        field="ikm.value",
        shows=("office", "year"),
        message="{office}, untuk rencana {year}, tidak mempunyai nilai IKM dari satu atau dua "
        "tahun sebelumnya.",
        fix="Lakukan survei kepuasan masyarakat, lalu isi nilainya (25 sampai 100) per layanan.",
        note="Survei dilakukan paling sedikit setahun sekali. Rencana disusun setahun lebih "
        "awal, jadi cukup satu nilai dari satu atau dua tahun sebelum tahun rencana: bagi "
        "rencana 2027, nilai 2026 atau 2025. Nilai satu layanan sudah cukup. Nilai di luar 25 "
        "sampai 100 bukan nilai IKM dan tidak dihitung. OPD yang tidak melayani warga langsung "
        "menyurvei OPD yang dilayaninya.",
    ),
    Rule(
        code="ARAH-04",
        title="Setiap program unggulan mempunyai baris yang didanai",
        basis=LegalBasis(MEETING),
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=FLAGSHIP,
        holds=col("funded"),
        field="tag.code",
        shows=("programme", "year"),
        message="Program unggulan {programme} tidak mempunyai baris berpagu pada {year}.",
        fix="Pasang penanda unggulan pada sub kegiatan yang melaksanakannya, atau anggarkan.",
        note="Program unggulan tanpa pagu tidak akan terlaksana. Barisnya dikenali dari "
        "penanda unggulan yang dipasang pada baris itu, pada kegiatan atau program di "
        "atasnya, atau pada program RPJMD yang didukungnya. Baris Rp0 belum cukup. Yang "
        "bertindak Kepala OPD pendorong program itu.",
    ),
    Rule(
        code="ARAH-05",
        title="Setiap program unggulan mempunyai tim khusus",
        basis=LegalBasis(MEETING),
        severity=Severity.WARNING,
        owner=Office.SEKDA,
        since=SINCE,
        subject=FLAGSHIP,
        holds=col("team").is_not_null(),
        field="flagship.team",
        shows=("programme",),
        message="Program unggulan {programme} belum mempunyai keputusan tentang tim khususnya.",
        fix="Bentuk timnya melalui Asisten Administrasi Umum, lalu tulis nomor keputusannya.",
        note="Sekda meminta satu tim khusus bagi setiap program unggulan. Yang dilihat apakah "
        "keputusan tentang tim itu tertulis, misalnya nomornya.",
    ),
    Rule(
        code="ARAH-06",
        title="Setiap program unggulan mempunyai tepat satu OPD pendorong",
        basis=LegalBasis(MEETING),
        severity=Severity.WARNING,
        owner=Office.SEKDA,
        since=SINCE,
        subject=FLAGSHIP,
        holds=col("pushers") == 1,
        field="flagship_opd.role",
        shows=("programme",),
        message="Program unggulan {programme} mempunyai {pushers} OPD pendorong, seharusnya satu.",
        fix="Tetapkan satu OPD pendorong; yang lain menjadi pendukung.",
        note="OPD pendorong bertanggung jawab atas kemajuan program itu; dengan dua "
        "pendorong, atau tanpa pendorong, tidak jelas siapa yang bertanggung jawab. "
        "Pendukung boleh berapa pun.",
    ),
)
