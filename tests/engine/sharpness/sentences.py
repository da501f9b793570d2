"""Sentences of our own: what is sharp, what is blunt, and the fault that must be mended first."""

from __future__ import annotations

from typing import NamedTuple

from kawal.engine.checks.sharpness.indicator import Indicator, Level
from kawal.engine.checks.sharpness.table import targets_of


class Sentence(NamedTuple):
    """main: the code of the fault to be mended first, "" where there is none."""

    indicator: Indicator
    main: str


def sentences() -> list[Sentence]:
    """All of them, in order."""
    return [_read(line) for line in _LISTED.strip().split("\n")]


def _read(line: str) -> Sentence:
    level, text, unit, figures, main = line.split("|")
    baseline, _, targets = figures.partition(">")
    return Sentence(Indicator(text, unit, Level(level), baseline, targets_of(targets)), main)


# level | text | unit | baseline > targets | main fault, empty where it is sharp
_LISTED = """\
sasaran|Meningkatnya kualitas hidup lansia|Persen||bukan_indikator
program|Terwujudnya kota bersih|%||bukan_indikator
program|Mewujudkan sekolah ramah anak|%||bukan_indikator
program|Pembangunan jalan usaha tani|Paket||bukan_indikator
kegiatan|Rapat kerja kepala sekolah|Kali||bukan_indikator
kegiatan|Taman bacaan|Unit||bukan_indikator
tujuan|Optimalnya tata kelola aset|||bukan_indikator
program|Program penataan kawasan pesisir|||bukan_indikator
program|Jumlah wisatawan mancanegara|%||satuan_bertentangan
program|Persentase sekolah dasar terakreditasi A|Sekolah||satuan_bertentangan
sasaran|Indeks Pembangunan Literasi Masyarakat|%||satuan_bertentangan
sasaran|Angka Kematian Ibu|%||satuan_bertentangan
sasaran|Rata-rata Lama Sekolah|Persen||satuan_bertentangan
program|Luas hutan kota yang dirawat warga|%||satuan_bertentangan
kegiatan|Jumlah kelompok tani binaan|Persen||satuan_bertentangan
program|Jumlah rapat dewan pengupahan|Kali||aktivitas
kegiatan|Jumlah sosialisasi bahaya narkoba|Kegiatan||aktivitas
program|Persentase kegiatan promosi wisata yang terlaksana|%||aktivitas
kegiatan|Jumlah monitoring harga pasar|Kali||aktivitas
program|Jumlah kunjungan kerja komisi|Kali||aktivitas
program|Jumlah dokumen rencana induk kebakaran|Dokumen||keluaran_sebagai_hasil
sasaran|Jumlah peserta pelatihan menjahit|Orang||keluaran_sebagai_hasil
program|Persentase nelayan yang mengikuti pelatihan navigasi|%||keluaran_sebagai_hasil
program|Jumlah kelompok wanita tani yang dibina|Kelompok||keluaran_sebagai_hasil
program|Persentase dokumen anggaran yang disusun|%||keluaran_sebagai_hasil
sasaran|Jumlah gedung olahraga yang dibangun|Unit||keluaran_sebagai_hasil
program|Persentase pemenuhan sarana dan prasarana aparatur|%||masukan_sebagai_hasil
program|Persentase ketersediaan jasa penunjang urusan pemerintahan|%||masukan_sebagai_hasil
sasaran|Persentase terpenuhinya administrasi perkantoran|%||masukan_sebagai_hasil
program|Persentase penyerapan anggaran dinas|%||serapan
sasaran|Realisasi keuangan perangkat daerah|%||serapan
program|Persentase capaian kinerja program dinas|%||melingkar
sasaran|Persentase target indikator yang tercapai|%||melingkar
program|Persentase keberhasilan pelaksanaan program|%||melingkar
program|Persentase|%||tidak_lengkap
program|Persentase pengelolaan terminal|%||tidak_lengkap
kegiatan|Persentase administrasi kepegawaian|%||tidak_lengkap
program|Persentase bidang keciptakaryaan|%||tidak_lengkap
program|Persentase pengembangan taman kota|%||tidak_lengkap
sasaran|Persentase sekolah yang berkualitas|%||kabur
program|Persentase pasar yang dikelola dengan baik|%||kabur
program|Persentase peningkatan kualitas layanan kebersihan|%||kabur
sasaran|Tingkat kualitas penyuluhan|%||kabur
program|Persentase layanan angkutan yang memadai|%||kabur
program|Jumlah koperasi aktif dan persentase koperasi sehat|||ganda
sasaran|Persentase siswa lulus dan jumlah siswa berprestasi|%||ganda
sasaran|Persentase rumah tangga dengan air minum layak|%|70>75;80;85|
sasaran|Prevalensi stunting|%|20>18;16;14|
program|Persentase jalan kabupaten dalam kondisi mantap|%||
program|Persentase aduan warga yang selesai dalam tiga hari|%||
program|Rasio dokter terhadap penduduk|Rasio||
program|Jumlah wisatawan mancanegara|Orang||
program|Persentase bayi yang mendapat imunisasi dasar lengkap|%||
program|Persentase lulusan balai latihan yang bekerja dalam enam bulan|%||
kegiatan|Jumlah taman bermain yang dibangun|Unit||
kegiatan|Jumlah peserta pelatihan menjahit|Orang||
sub_kegiatan|Jumlah dokumen perencanaan yang disusun|Dokumen||
sasaran|Indeks Kepuasan Masyarakat|Indeks||
sasaran|Opini BPK|Opini||
sasaran|Nilai SAKIP|Nilai||
program|Persentase temuan pemeriksaan yang ditindaklanjuti|%||
program|Persentase UMKM yang naik kelas|%||
program|Persentase penurunan kasus kekerasan terhadap anak|%||
program|Cakupan pelayanan air bersih|%||
program|Produksi bawang merah|Ton||
program|Persentase perangkat daerah dengan nilai SAKIP minimal B|%||
program|Pertumbuhan industri kecil|%||
program|Tingkat kemantapan jalan|%||
program|Persentase desa bebas buang air besar sembarangan|%||
program|Waktu tanggap kebakaran|Menit||
program|Kontribusi sektor pariwisata terhadap PAD|%||
program|Angka putus sekolah SMP|%||
program|Persentase kepemilikan akta kelahiran anak|%||
program|Skor Pola Pangan Harapan|Skor||
program|Persentase ketepatan waktu penyampaian laporan keuangan|%||
sasaran|Angka kemiskinan|%|12>13;14;15|arah_bertentangan
sasaran|Indeks Pembangunan Manusia|Indeks|70>69;68;67|arah_bertentangan
sasaran|Persentase penduduk miskin|%|10>14|arah_bertentangan
sasaran|Persentase rumah layak huni|%|70>75;75;75|target_datar
sasaran|Persentase sekolah terakreditasi|%|0,7>0,75;80;85|pecahan_bercampur
sasaran|Persentase balita yang ditimbang|%|80>90;105;110|nilai_di_luar_batas
sasaran|Indeks SPBE|Indeks|3>3;4;7|nilai_di_luar_batas
sasaran|Gini rasio|Indeks|0,3>0,3;35;0,2|nilai_di_luar_batas
program|Persentase guru bersertifikat|%|60>meningkat;tinggi;tinggi|target_bukan_angka
program|Persentase pasar yang menerapkan karcis elektronik|%|2>2 - 3;4;5|target_bukan_angka
kegiatan|Jumlah laporan bulanan|Laporan|12>12;12;12|
sasaran|Persentase SPM kesehatan yang dipenuhi|%|100>100;100;100|
sasaran|Persentase sekolah terakreditasi|%|>-;n/a;|
sasaran|Opini BPK|Opini|WTP>WTP;WTP;WTP|
sasaran|Nilai SAKIP|Predikat|B>B;BB;A|
program|Persentase penduduk ber-KTP elektronik|%||
program|Persentase tenaga kerja yang ditempatkan|%||
program|Jumlah investor baru|Investor||
program|Persentase temuan BPK yang selesai ditindaklanjuti|%||
program|Cakupan bayi usia 6 bulan mendapat ASI eksklusif|%||
program|Rasio ketersediaan dokter spesialis|Rasio||
program|Persentase ketaatan pelaku usaha terhadap izin lingkungan|%||
program|Tingkat hunian hotel|%||
program|Persentase wajib pajak yang membayar tepat waktu|%||
program|Persentase ketersediaan pangan utama|%||
program|Jumlah kunjungan wisatawan nusantara|Orang||
program|Persentase perkara yang diselesaikan|%||
program|Persentase sampah yang terangkut|%||
program|Persentase PAD terhadap pendapatan daerah|%||
program|Persentase cakupan air minum|%||
program|Angka kelulusan SD|%||
program|Nilai investasi PMDN|Rp||
program|Persentase kontribusi sektor perikanan terhadap PDRB|%||
program|Persentase balita gizi buruk yang mendapat perawatan|%||
program|Persentase rekomendasi kajian yang dimanfaatkan|%||
program|Persentase perangkat daerah yang arsipnya dikelola secara baku|%||
program|Persentase warga lanjut usia yang mendapat skrining kesehatan|%||
program|Persentase pelayanan kesehatan ibu hamil sesuai standar|%||
kegiatan|Persentase aset tanah yang bersertifikat|%||
kegiatan|Jumlah rumah tidak layak huni yang direhabilitasi|Unit||
kegiatan|Jumlah puskesmas yang terakreditasi|Unit||
kegiatan|Persentase puskesmas yang memiliki alat kesehatan sesuai standar|%||
kegiatan|Jumlah sambungan rumah air limbah yang terpasang|SR||
sasaran|Nilai kematangan penyelenggaraan statistik sektoral|Nilai||
sasaran|Indeks Infrastruktur|Indeks||
sasaran|PDRB per kapita|Juta Rupiah||
sasaran|Prevalensi balita pendek|%||
sasaran|Persentase rumah tangga miskin penerima bantuan sosial|%||
program|Persentase pelaksanaan reses DPRD|%||aktivitas
program|Jumlah perda yang dihasilkan|Perda||keluaran_sebagai_hasil
program|Persentase kelengkapan sarana dan prasarana kantor|%||masukan_sebagai_hasil
program|Persentase pembangunan desa|%||tidak_lengkap
program|Persentase kualitas layanan perpustakaan|%||tidak_lengkap
program|Persentase terselenggaranya urusan kecamatan|%||aktivitas
program|Terkendalinya inflasi daerah|%||bukan_indikator
program|Berkembangnya usaha mikro|%||bukan_indikator
program|Menurunnya angka kemiskinan|%||bukan_indikator
program|Jumlah aparatur yang mengikuti bimtek|Orang||keluaran_sebagai_hasil
program|Jumlah kelompok usaha yang menerima bantuan alat|Kelompok||keluaran_sebagai_hasil
program|Persentase realisasi belanja daerah|%||serapan
program|Persentase capaian indikator kinerja utama|%||melingkar
program|Persentase pelayanan prima|%||kabur
program|Tingkat keberhasilan program|%||melingkar
kegiatan|Jumlah penyelenggaraan lomba desa|Kali||aktivitas
kegiatan|Jumlah sarana yang dipelihara|%||satuan_bertentangan
kegiatan|Persentase penyediaan alat tulis kantor|%||tidak_lengkap
kegiatan|Koordinasi lintas sektor|Laporan||bukan_indikator
kegiatan|Persentase fasilitasi kerja sama|%||tidak_lengkap
kegiatan|Jumlah pelaksanaan operasi pasar|Kali||aktivitas
program|Persentase peningkatan pelayanan publik|%||kabur
program|Persentase jembatan gantung yang memadai|%||kabur
program|Persentase ASN yang disiplin|%||kabur
sasaran|Meningkatnya daya saing|Nilai||bukan_indikator
program|Persentase lampu jalan|%||tidak_lengkap
program|Persentase anggaran pendidikan|%||tidak_lengkap
program|Persentase kebijakan ekonomi|%||tidak_lengkap
program|Jumlah produk hukum yang diterbitkan|Dokumen||keluaran_sebagai_hasil
program|Persentase raperda yang disahkan|%||keluaran_sebagai_hasil
program|Persentase raperda yang disahkan tepat waktu|%||
program|Persentase penyelesaian dokumen rencana induk|%||keluaran_sebagai_hasil
program|Ketersediaan dokumen tata ruang|Dokumen||keluaran_sebagai_hasil
program|Persentase ketersediaan data sesuai standar|%||
kegiatan|Persentase ketersediaan data sektoral|%||tidak_lengkap
kegiatan|Persentase inovasi yang terlaksana|%||tidak_lengkap
program|Persentase potensi yang dikelola|%||keluaran_sebagai_hasil
program|Persentase sampah yang dikelola|%||
program|Persentase infrastruktur dalam kondisi baik|%||tidak_lengkap
program|Persentase sarana dan prasarana dalam kondisi baik|%||masukan_sebagai_hasil
program|Persentase alokasi anggaran kesehatan terhadap APBD|%||masukan_sebagai_hasil
program|Jumlah kelompok nelayan yang mendapatkan bantuan|Kelompok||keluaran_sebagai_hasil
program|Persentase situs sejarah yang lestari|%||kabur
program|Persentase kompetensi penyuluh|%||tidak_lengkap
program|Persentase peningkatan daya saing usaha|%||kabur
program|Persentase pegawai yang melanggar disiplin|%||
program|Persentase penyelesaian urusan|%||tidak_lengkap
program|Peningkatan target retribusi|%||melingkar
program|Rasio perpustakaan|Unit||satuan_bertentangan
program|Persentase kunjungan wisatawan|Orang||satuan_bertentangan
program|Persentase sekolah berlistrik|Skor||satuan_bertentangan
sasaran|Opini BPK|WTP|>100;100|satuan_bertentangan
program|Panjang saluran|Angka||satuan_bertentangan
program|Produksi dan produktivitas jagung|Ton||ganda
program|Jumlah wisatawan dan lama tinggal|Orang||ganda
kegiatan|Jumlah penanganan sengketa|Kegiatan||aktivitas
kegiatan|Frekuensi rapat forum anak|Kali||aktivitas
tujuan|Dokumen rencana yang baik|Persen||bukan_indikator
sasaran|Produksi garam|Ton|50>45;40;35|arah_bertentangan
program|Jumlah laporan pengawasan toko yang bersifat rahasia|Laporan||keluaran_sebagai_hasil
program|Jumlah kajian yang dimanfaatkan|Kajian||
program|Jumlah keluarga yang mengikuti penyusunan anggaran rumah|Keluarga||keluaran_sebagai_hasil
program|Jumlah lampu taman terpasang|Titik||keluaran_sebagai_hasil
program|Jumlah pelaku wisata yang mendapat bantuan|Pelaku||keluaran_sebagai_hasil
program|Persentase program literasi sekolah yang terlaksana|%||aktivitas
program|Semakin baiknya layanan kota|%||bukan_indikator
program|Tingginya minat baca|%||bukan_indikator
program|Jumah desa mandiri|Desa||
program|Jumlah kelompok pekarangan pangan lestari yang mandiri|Kelompok||
kegiatan|Jumlah dokumen kerja sama, baik dalam maupun luar negeri|Dokumen||
kegiatan|Jumlah laporan pasar untuk mewujudkan harga yang memadai|Laporan||
program|Persentase desa mandiri|Pesen||
program|Jumlah investor dan nilai investasi|Investor||ganda
program|Persentase kebudayaan yang berkembang|%||tidak_lengkap
program|Persentase pendidikan anak usia dini yang terakreditasi|%||
program|Jumlah ASN|Orang||masukan_sebagai_hasil
program|Luas kebun|Dokumen||satuan_bertentangan
program|Panjang jalan mantap|Km||
program|Laju pertumbuhan penduduk|Jiwa||satuan_bertentangan
"""
