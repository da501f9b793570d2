"""Pagu: sums that agree, money where it belongs, and money that says something."""

from datetime import date

from kawal.engine.checks.expr import col, number
from kawal.engine.checks.rule import LegalBasis, Office, Outcome, Rule, Severity
from kawal.engine.checks.rules.additions import BEFORE, CHANGE
from kawal.engine.checks.subjects.allocations import ALLOCATION
from kawal.engine.checks.subjects.lines import LINE
from kawal.engine.checks.subjects.nodes import NODE
from kawal.engine.checks.subjects.offices import OFFICE
from kawal.engine.checks.subjects.shelves import SHELF

TABLE = LegalBasis("Permendagri 86/2017", "Lampiran, Tabel T-C.33")
EARNEST = LegalBasis("Arahan Sekda 2 Maret 2020", "tentang kesungguhan perencanaan dan anggaran")
SINCE = date(2018, 1, 1)

RULES = (
    Rule(
        code="PAGU-02",
        title="Jumlah tercetak sama dengan jumlah pagu di bawahnya",
        basis=TABLE,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=NODE,
        applies=(col("summed"), col("stated").is_not_null()),
        holds=col("stated") == col("below"),
        field="node.stated_total",
        shows=("node", "level"),
        message="{level:tingkat} {node}: tercetak {stated:rupiah}, jumlah sub kegiatannya "
        "{below:rupiah}.",
        fix="Betulkan jumlah yang tertulis, atau pagu sub kegiatan yang keliru.",
        note="Jumlah tercetak adalah jumlah yang tertulis dalam berkas pada program, kegiatan "
        "atau sub kegiatan. Kawal menjumlahkan sendiri pagu semua sub kegiatan di "
        "bawahnya; keduanya harus sama. Bagi sub kegiatan, dibandingkan dengan jumlah "
        "pagunya dari semua sumber dana. Jumlah yang tercetak pada kegiatan tidak ikut "
        "dihitung untuk programnya. Tidak dapat dinilai bila sebagian pagu ditulis pada "
        "kegiatan atau program (lihat PAGU-04), bila satu pagu belum diketahui, atau "
        "bila ada sub kegiatan yang tidak menyebut induknya.",
        judges="setiap program, kegiatan dan sub kegiatan yang jumlahnya tercetak, dalam "
        "rencana tahunan versi terakhir",
    ),
    Rule(
        code="PAGU-03",
        title="Setiap baris mempunyai pagu lebih dari nol",
        basis=TABLE,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=LINE,
        holds=col("has_pagu"),
        field="allocation.amount",
        shows=("line", "written", "pagu_fault", "baseline_pagu"),
        message="{line} {pagu_fault} (jumlahnya {written:rupiah}{baseline_pagu:semula}).",
        fix="Isi pagunya, atau hapus baris yang tidak jadi dikerjakan. Bila dihentikan lewat "
        "perubahan dan masih harus tertulis, catat keputusannya sebagai pengecualian.",
        note="Pekerjaan tanpa pagu tidak akan terlaksana, dan pagu di bawah nol membuat "
        "kelebihan pada baris lain tidak terlihat. Baris yang untuk tahun itu tidak "
        "mempunyai isian pagu sama sekali gagal; bila isiannya ada tetapi angkanya "
        "kosong, tidak dapat dinilai, sebab kosong bukan Rp0. Baris yang dihentikan "
        "lewat perubahan tetapi masih tertulis dengan Rp0 juga gagal; bila versi "
        "terkuncinya ikut dimuat, pagu semula ikut disebut.",
    ),
    Rule(
        code="PAGU-04",
        title="Pagu rencana tahunan ditulis pada sub kegiatan",
        basis=LegalBasis(
            "Permendagri 90/2019",
            "Lampiran (sub kegiatan dipakai sejak rencana 2021); Permendagri 86/2017, Lampiran, "
            "Tabel T-C.33",
        ),
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=date(2021, 1, 1),
        subject=ALLOCATION,
        applies=(col("annual"), col("amount") != 0),
        holds=col("level") == "sub_kegiatan",
        field="allocation.node",
        shows=("line",),
        message="{level:tingkat} {line} memuat pagu {amount:rupiah} sendiri; pagu seharusnya "
        "ditulis pada sub kegiatannya.",
        fix="Pindahkan ke sub kegiatan; pagu tingkat atas adalah jumlah sub kegiatannya.",
        note="Pagu program dan kegiatan adalah jumlah pagu sub kegiatannya. Bila pagu ditulis "
        "langsung pada program atau kegiatan, tidak dapat diketahui apakah angka itu "
        "jumlah dari bawahnya atau pagu tambahan, sehingga jumlah pagu OPD tidak pasti. "
        "Pagu Rp0 tidak dinilai; pagu yang kosong pada program atau kegiatan tidak dapat "
        "dinilai. Rencana sebelum 2021 memang hanya sampai kegiatan.",
        judges="setiap pagu dalam rencana tahunan versi terakhir",
    ),
    Rule(
        code="PAGU-05",
        title="Setiap baris mempunyai prakiraan maju",
        basis=LegalBasis(
            "Permendagri 86/2017", "Pasal 1 (angkanya perlu dicek); Lampiran, Tabel T-C.33 kolom 10"
        ),
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=LINE,
        holds=col("has_forward"),
        field="allocation.amount",
        shows=("line",),
        message="{line} belum mempunyai prakiraan maju, sedangkan baris lain OPD ini mempunyainya.",
        fix="Isi pagu tahun sesudah tahun rencana; Rp0 bila pekerjaannya selesai.",
        note="Tanpa prakiraan maju tidak terlihat apakah pekerjaan berlanjut dan berapa "
        "kebutuhannya tahun depan. Baris yang untuk tahun sesudah tahun rencana tidak "
        "mempunyai isian pagu sama sekali gagal; bila isiannya ada tetapi angkanya "
        "kosong, tidak dapat dinilai. Rp0 adalah isian dan lolos. Bila tidak satu pun "
        "baris OPD itu mempunyai isian untuk tahun itu, kolomnya dianggap tidak dimuat: "
        "tidak dapat dinilai.",
    ),
    Rule(
        code="PAGU-06",
        title="Pagu dari setiap sumber dana tidak melebihi pagu indikatifnya",
        basis=LegalBasis(
            "Permendagri 86/2017",
            "Pasal 1 (angkanya perlu dicek); SE Bupati tentang pagu indikatif tahun rencana",
        ),
        severity=Severity.BLOCKING,
        owner=Office.OPD_HEAD,
        since=SINCE,
        subject=OFFICE,
        applies=(col("lines") > 0, col("has_fund_ceilings")),
        holds=col("within_funds"),
        field="allocation.amount",
        shows=("office", "over_fund", "over_drawn", "over_limit"),
        message="{office}: jumlah pagu dari {over_fund} {over_drawn:rupiah}, melebihi pagu "
        "indikatif {over_limit:rupiah}.",
        fix="Kurangi pagu dari sumber dana itu, ganti sumber dananya, atau usulkan perubahan "
        "pagu indikatif kepada TAPD: lewat Bappeda untuk Renja dan RKPD, lewat BPKAD "
        "untuk PPAS dan DPA.",
        note="Gagal bila jumlah pagu dari satu sumber dana melebihi pagu indikatif sumber itu; "
        "jumlah yang tepat sama lolos. Berlaku bagi OPD yang pagu indikatifnya dirinci "
        "menurut sumber dana. Pagu tahap PPAS mengikat PPAS, pagu APBD mengikat DPA, pagu "
        "perubahan mengikat versi perubahan. Bila beberapa sumber dana terlampaui, disebut "
        "satu yang kelebihannya paling besar; periksa juga sumber lainnya.",
    ),
    Rule(
        code="PAGU-07",
        title="Target tidak melemah bila pagunya tidak turun",
        basis=CHANGE,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=date(2020, 1, 1),
        subject=LINE,
        applies=(
            col("measured"),
            col("baseline_pagu") > 0,
            col("pagu") >= col("baseline_pagu"),
        ),
        holds=~col("weakened"),
        field="target.value",
        shows=("line", "targets", "baseline_targets"),
        message="{line}: target melemah dari {baseline_targets:daftar} menjadi {targets:daftar}, "
        "sedangkan pagunya tidak turun (semula {baseline_pagu:rupiah}, sekarang {pagu:rupiah}).",
        fix="Kembalikan target yang dikunci, atau kurangi pagunya sebanding. Bila keduanya "
        "tidak mungkin, catat alasannya sebagai pengecualian.",
        note="Bila pagu baris tetap atau naik, targetnya tidak boleh melemah. Melemah berarti "
        "turun pada indikator yang makin tinggi makin baik, atau naik pada indikator "
        "yang makin rendah makin baik. Dibandingkan dengan versi terkunci; indikatornya "
        "dicocokkan menurut teks, satuan dan arah.",
        beside=BEFORE,
    ),
    Rule(
        code="PAGU-08",
        title="Pagu baris satu OPD tidak semuanya angka bulat",
        basis=EARNEST,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=date(2020, 1, 1),
        subject=OFFICE,
        applies=(col("funded_lines") >= number("pagu.bulat.baris"),),
        holds=col("roundness") < number("pagu.bulat.kelipatan") * 100,
        field="allocation.amount",
        shows=("office",),
        message="{office}: pagu {funded_lines} barisnya semua kelipatan {roundness:rupiah}, "
        "seperti belum dihitung.",
        fix="Hitung pagu setiap baris dari volume dan standar harga satuan.",
        note="Pagu yang dihitung dari volume dan harga satuan jarang bulat semua. Dinilai "
        "bila OPD mempunyai paling sedikit 5 baris berpagu; gagal bila pagu semua "
        "barisnya kelipatan Rp10.000.000. Temuan ini tanda untuk ditanyakan, bukan bukti "
        "bahwa pagunya tidak dihitung. Bila pagunya memang dihitung, catat alasannya "
        "sebagai pengecualian.",
    ),
    Rule(
        code="PAGU-09",
        title="Pekerjaan tidak seluruhnya ditumpuk di bulan Desember",
        basis=EARNEST,
        severity=Severity.WARNING,
        owner=Office.OPD_HEAD,
        since=date(2020, 1, 1),
        subject=LINE,
        applies=(col("has_steps"),),
        holds=~col("work_waits") & ~col("preparing_waits"),
        field="step.starts_on",
        shows=("line", "december"),
        message="{line}: {december}.",
        fix="Majukan persiapan dan pelaksanaan, agar hasilnya ada dalam tahun itu.",
        note="Gagal bila semua langkah pelaksanaan baru mulai di bulan Desember atau sesudahnya, "
        "atau bila semua langkah persiapan dan pengadaan baru selesai saat itu. Langkah serah"
        " terima tidak dinilai. Pelaksanaan yang berjalan sejak sebelum Desember dan berakhir"
        " di Desember lolos: banyak layanan berlangsung sepanjang tahun. Baris tanpa langkah "
        "dinilai oleh LENGKAP-09.",
    ),
    Rule(
        code="PAGU-10",
        title="Pagu program dan kegiatan jangka menengah sama dengan rinciannya",
        basis=LegalBasis(
            "Permendagri 86/2017",
            "Lampiran, tabel program dan pendanaan (nomor tabelnya perlu dicek)",
        ),
        severity=Severity.WARNING,
        owner=Office.PLANNER,
        since=SINCE,
        subject=SHELF,
        applies=(col("divided"),),
        holds=col("stated") == col("below"),
        field="allocation.amount",
        empty=Outcome.NOT_APPLICABLE,
        shows=("node", "money_year"),
        message="{node}, {money_year}: tertulis {stated:rupiah}, jumlah rinciannya {below:rupiah}.",
        fix="Periksa dahulu mana yang keliru: pagunya, atau salah satu rinciannya, misalnya "
        "yang Rp0 atau yang belum ditulis. Betulkan hanya yang keliru, sampai keduanya "
        "sama.",
        note="Pagu program adalah jumlah pagu kegiatannya, dan pagu kegiatan jumlah pagu sub "
        "kegiatannya; dinilai untuk setiap tahun. Bila rinciannya untuk tahun itu tidak "
        "ditulis sama sekali, aturan ini tidak berlaku. Rincian Rp0 tetap dihitung. Bila "
        "isian rincian ada tetapi angkanya kosong, tidak dapat dinilai. Angka "
        "2.147.483.647 biasanya rusak ketika dipindahkan dari aplikasi lain; periksa "
        "pada naskahnya.",
    ),
)
