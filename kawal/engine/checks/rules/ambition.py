"""Kesungguhan: a plan that aims higher than last year, and was thought through again."""

from datetime import date

from kawal.engine.checks.expr import col, number
from kawal.engine.checks.rule import LegalBasis, Office, Rule, Severity
from kawal.engine.checks.subjects.indicators import INDICATOR
from kawal.engine.checks.subjects.targets import TARGET

EARNEST = LegalBasis("Arahan Sekda 2 Maret 2020", "tentang kesungguhan perencanaan dan anggaran")
EVALUATED = LegalBasis("Permendagri 86/2017", "Lampiran, Tabel T-C.29; Arahan Sekda 2 Maret 2020")
SINCE = date(2020, 1, 1)

RULES = (
    Rule(
        code="SUNGGUH-01",
        title="Target lebih baik daripada hasil tahun lalu",
        basis=EVALUATED,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=INDICATOR,
        applies=(col("annual"),),
        holds=col("improves"),
        field="target.value",
        shows=("indicator", "line", "aim", "result", "result_year"),
        message="Indikator {indicator:indikator} pada {line}: target {aim:angka} tidak lebih "
        "baik daripada hasil tahun {result_year}, yaitu {result:angka}.",
        fix="Perbaiki targetnya (naikkan bila makin tinggi makin baik, turunkan bila makin "
        "rendah makin baik). Bila hasil yang sudah ada tidak dapat dilampaui, catat "
        "alasannya sebagai pengecualian.",
        note="Yang dibandingkan hasil setahun sebelum tahun rencana; bila belum ada, dua "
        "tahun sebelumnya. Hasil itu boleh tertulis pada indikator ini atau pada "
        "indikator yang sama dalam rencana tahun lalu. Lebih baik berarti di atasnya "
        "bila makin tinggi makin baik, di bawahnya bila makin rendah makin baik. Target "
        "100 persen, dan target nol bagi yang makin rendah makin baik, tidak dapat "
        "dilampaui dan lolos. Keluaran yang memang tetap, misalnya 12 laporan setahun, "
        "dicatat sebagai pengecualian.",
        judges="setiap indikator dalam rencana tahunan versi terakhir",
    ),
    Rule(
        code="SUNGGUH-02",
        title="Target sub kegiatan tidak disalin dari tahun lalu",
        basis=EARNEST,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=INDICATOR,
        applies=(
            col("annual"),
            col("level") == "sub_kegiatan",
            col("before_given"),
            col("had_text"),
        ),
        holds=~col("copied"),
        field="target.text",
        shows=("indicator", "line", "now"),
        message="Indikator {indicator:indikator} pada {line}: targetnya ({now}) sama dengan "
        "target tahun lalu.",
        fix="Hitung ulang target dari hasil dan kebutuhan. Bila memang tetap, catat "
        "alasannya sebagai pengecualian.",
        note="Dinilai bila rencana tahun lalu ikut dimuat. Sub kegiatan tahun ini dicocokkan "
        "dengan sub kegiatan tahun lalu menurut OPD dan kode, indikatornya menurut teks. "
        "Teks indikator boleh tetap, sebab bunyinya ditetapkan Kepmendagri; yang dinilai "
        "targetnya. Target yang sudah terbaik, yaitu 100 persen, atau nol bagi yang "
        "makin rendah makin baik, boleh tetap.",
        judges="setiap indikator sub kegiatan dalam rencana tahunan versi terakhir",
    ),
    Rule(
        code="SUNGGUH-03",
        title="Target jangka menengah tidak sama setiap tahun",
        basis=EARNEST,
        severity=Severity.WARNING,
        owner=Office.PLANNER,
        since=date(2018, 1, 1),
        subject=INDICATOR,
        applies=(~col("annual"), col("target_years") >= number("kesungguhan.datar.tahun")),
        holds=col("moves"),
        field="target.value",
        shows=("indicator", "line", "unit", "lowest", "years"),
        message="Indikator {indicator:indikator} pada {line}: target {lowest:angka}{unit:unit} "
        "sama untuk {target_years} tahun ({years}).",
        fix="Tulis target setiap tahun menuju keadaan akhir. Bila memang tetap, catat "
        "alasannya sebagai pengecualian.",
        note="Gagal bila indikator mempunyai target untuk 3 tahun atau lebih dan semuanya "
        "sama. Tahun yang kosong tidak dihitung; angka 0 dihitung sebagai target, "
        "kecuali bila berkas aplikasi lain memakai 0 untuk tahun yang belum "
        "direncanakan. Target 100 persen, dan target nol bagi indikator yang makin "
        "rendah makin baik, sudah yang terbaik dan lolos. Target yang memang tetap, "
        "misalnya jumlah laporan setahun, dicatat sebagai pengecualian. Yang dimulai "
        "2018 atau 2019 ikut dinilai, sebab masih berjalan ketika arahan itu diberikan.",
        judges="setiap indikator dalam RPJMD dan Renstra versi terakhir",
    ),
    Rule(
        code="SUNGGUH-04",
        title="Target tidak jauh dari target indikator yang sama pada OPD lain",
        basis=EARNEST,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=INDICATOR,
        applies=(col("annual"), col("level") == "sub_kegiatan", col("comparable")),
        holds=col("distance") <= number("kesungguhan.pencilan.jarak"),
        field="target.value",
        shows=("indicator", "line", "unit", "stands", "typical"),
        message="Indikator {indicator:indikator} pada {line}: target {stands:angka}{unit:unit}, "
        "sedangkan nilai tengah target sejenis {typical:angka}.",
        fix="Periksa angka dan satuannya. Bila benar, catat alasannya sebagai pengecualian.",
        note="Target ini dibandingkan dengan target indikator yang teks dan satuannya sama, "
        "pada sub kegiatan semua OPD, dalam rencana sejenis untuk tahun yang sama. Nilai "
        "tengah adalah target yang berada di tengah bila semua target diurutkan. Dinilai "
        "bila ada paling sedikit 10 target, termasuk target ini. Gagal bila target ini 5 "
        "kali nilai tengah atau lebih, atau seperlimanya atau kurang, sedangkan target "
        "yang lain saling berdekatan; misalnya nilai tengah 12, tertulis 1.200. Temuan "
        "ini pertanyaan, bukan kesalahan: target OPD besar dapat memang berbeda. Tidak "
        "dapat dinilai bila ada teks, satuan atau target yang belum diketahui dan itu "
        "dapat mengubah jawabannya.",
        judges="setiap indikator sub kegiatan dalam rencana tahunan versi terakhir, yang "
        "mempunyai paling sedikit 10 target sejenis",
    ),
    Rule(
        code="SUNGGUH-05",
        title="Target tertulis dan nilainya sama",
        basis=LegalBasis("Permendagri 86/2017", "Lampiran, Tabel T-C.33 kolom 5"),
        severity=Severity.WARNING,
        owner=Office.PLANNER,
        since=date(2018, 1, 1),
        subject=TARGET,
        applies=(col("value").is_not_null(),),
        holds=col("agrees"),
        field="target.text",
        shows=("measured", "line", "text", "value"),
        message="Target indikator {measured:indikator} pada {line} tertulis “{text}”, nilainya "
        "{value:angka}.",
        fix="Perbaiki salah satunya: mungkin dua angka tertukar, atau teksnya belum ikut diubah.",
        note="Target tertulis adalah teks seperti yang diketik, misalnya “45 orang”; nilai target "
        "adalah angkanya. Bila teksnya dapat dibaca dua cara, misalnya 9.952 (ribuan atau "
        "desimal), salah satunya cukup.",
    ),
)
