"""Kesungguhan: a plan that aims higher than last year, and was thought through again."""

from datetime import date

from kawal.engine.checks.expr import col, number
from kawal.engine.checks.rule import LegalBasis, Office, Rule, Severity
from kawal.engine.checks.subjects.indicators import INDICATOR
from kawal.engine.checks.subjects.targets import TARGET

EARNEST = LegalBasis("Arahan Sekda 2 Maret 2020", "kesungguhan perencanaan dan anggaran")
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
        message="Indikator {indicator:indikator} pada {line}: target {aim:angka} tidak lebih baik "
        "daripada hasil {result_year}, {result:angka}.",
        fix="Perbaiki targetnya (naikkan bila makin tinggi makin baik, turunkan bila makin "
        "rendah makin baik), atau jelaskan mengapa hasil yang sudah ada tidak dapat dilampaui.",
        note="Yang dibandingkan hasil setahun sebelum tahun rencana; bila belum ada, dua tahun "
        "sebelumnya. Hasil itu boleh tertulis pada indikator ini atau pada indikator yang "
        "sama dalam rencana tahun lalu. Lebih baik berarti di atasnya bila makin tinggi makin"
        " baik, di bawahnya bila makin rendah makin baik. Target 100 persen, dan target nol "
        "bagi yang makin rendah makin baik, tidak dapat dilampaui dan lolos.",
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
        message="Indikator {indicator:indikator} pada {line}: teks dan targetnya ({now}) sama "
        "dengan tahun lalu.",
        fix="Hitung ulang target dari hasil dan kebutuhan, atau jelaskan mengapa tetap.",
        note="Dinilai bila rencana tahun lalu ikut dimuat. Sub kegiatan tahun ini dicocokkan "
        "dengan sub kegiatan tahun lalu menurut OPD dan kode, indikatornya menurut teks. Teks "
        "boleh tetap: bunyinya ditetapkan keputusan menteri. Target yang sudah terbaik, yaitu "
        "100 persen, atau nol bagi yang makin rendah makin baik, boleh tetap.",
    ),
    Rule(
        code="SUNGGUH-03",
        title="Target rencana jangka menengah bergerak dari tahun ke tahun",
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
        fix="Tulis target setiap tahun menuju keadaan akhir, atau jelaskan mengapa tetap.",
        note="Target yang sama bertahun-tahun tidak menunjukkan apa yang akan menjadi lebih "
        "baik. Yang dihitung hanya tahun yang bertarget; tahun yang kosong tidak ikut. Angka 0 "
        "adalah target, kecuali pada berkas aplikasi lain yang menulis 0 untuk tahun yang belum "
        "direncanakan dan yang cara bacanya dalam Kawal menyatakan begitu. Seratus persen, dan "
        "nol bagi yang makin rendah makin baik, sudah yang terbaik dan lolos. Target yang memang "
        "tetap, misalnya banyaknya laporan setahun, cukup dijelaskan. Rencana jangka menengah "
        "dihitung menurut tahun pertamanya: yang dimulai 2018 atau 2019 masih berjalan ketika "
        "arahan itu diberikan.",
    ),
    Rule(
        code="SUNGGUH-04",
        title="Target tidak jauh dari yang lazim bagi indikator yang sama",
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
        "sedangkan yang lazim {typical:angka}.",
        fix="Periksa angka dan satuannya; bila benar, jelaskan mengapa jauh dari yang lain.",
        note="Target ini dibandingkan dengan target indikator yang sama, yaitu yang teks dan "
        "satuannya sama, pada sub kegiatan semua OPD dalam rencana sejenis tahun itu yang "
        "dimuat. Diperlukan paling sedikit sepuluh target, termasuk target ini sendiri; bila "
        "kurang, aturan ini tidak berlaku. Yang lazim adalah nilai tengahnya: separuh target di "
        "bawahnya, separuh di atasnya. Gagal bila target 5 kali yang lazim atau lebih, atau "
        "seperlimanya atau kurang, dan selisihnya juga jauh melebihi selisih yang biasa di "
        "antara target itu; misalnya yang lazim 12, tertulis 1.200. Tidak dapat dinilai bila ada "
        "teks, satuan atau target yang belum diketahui dan itu dapat mengubah jawabannya. Berapa "
        "jauh selisih itu, dan dari mana ukurannya, tertulis pada ketentuan di bawah.",
    ),
    Rule(
        code="SUNGGUH-05",
        title="Target tertulis dan nilainya sama",
        basis=LegalBasis("Permendagri 86/2017", "Lampiran, Tabel T-C.33 kolom 5"),
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
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
