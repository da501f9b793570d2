"""Public facts of Kabupaten Tegal, about 2020: names of offices, visi and misi. No person is named."""

from __future__ import annotations

from dataclasses import dataclass

REGION_CODE = "33.28"
REGION_NAME = "Kabupaten Tegal"
REGION_SEAT = "Slawi"
RPJMD_BASIS = "Perda Nomor 3 Tahun 2019"

VISI = (
    "Terwujudnya Masyarakat Kabupaten Tegal yang Sejahtera, Mandiri, Unggul, Berbudaya, "
    "dan Berakhlak Mulia"
)
MISI = (
    "Mewujudkan pemerintahan yang bersih, terbuka, akuntabel, dan efektif melayani rakyat",
    "Memperkuat daya saing melalui pembangunan infrastruktur yang handal, berkualitas, dan "
    "terintegrasi serta berwawasan lingkungan",
    "Membangun perekonomian rakyat yang kokoh, maju, berkeadilan, dan berkelanjutan",
    "Meningkatkan kualitas sumberdaya manusia melalui penguatan layanan bidang pendidikan, "
    "kesehatan, dan sosial dengan memanfaatkan kemajuan ilmu pengetahuan dan teknologi",
    "Menciptakan tata kehidupan masyarakat yang tertib, aman, tentram, dan nyaman dengan tetap "
    "menjaga dan melestarikan nilai-nilai budaya serta kearifan lokal",
)


@dataclass(frozen=True)
class Office:
    """One OPD. bidang: code of its first bidang urusan; misi: the one it serves most, from 1;
    weight: how large its money is beside the others'; themes: what it works on, in plain words."""

    name: str
    short: str
    bidang: str
    misi: int
    weight: int
    themes: tuple[str, ...]

    @property
    def head(self) -> str:
        """The title of the one who leads it."""
        if self.name.startswith("Kecamatan "):
            return f"Camat {self.name.removeprefix('Kecamatan ')}"
        special = {
            "Sekretariat Daerah": "Sekretaris Daerah",
            "Sekretariat Dewan Perwakilan Rakyat Daerah": "Sekretaris DPRD",
            "Inspektorat": "Inspektur",
        }
        if self.name.startswith("RSUD"):
            return f"Direktur {self.name}"
        return special.get(self.name, f"Kepala {self.name}")


_KECAMATAN_THEMES = ("pelayanan kecamatan", "pembinaan desa", "ketenteraman kecamatan")

OFFICES: tuple[Office, ...] = (
    Office("Sekretariat Daerah", "Setda", "4.01", 1, 60,
           ("penataan organisasi", "produk hukum daerah", "kesejahteraan rakyat")),
    Office("Sekretariat Dewan Perwakilan Rakyat Daerah", "Setwan", "4.02", 1, 40,
           ("persidangan dewan", "aspirasi masyarakat")),
    Office("Inspektorat", "Inspektorat", "6.01", 1, 12,
           ("pengawasan internal", "pencegahan korupsi")),
    Office("Dinas Pendidikan dan Kebudayaan", "Dikbud", "1.01", 4, 300,
           ("pendidikan dasar", "pendidikan anak usia dini", "mutu guru", "kebudayaan daerah")),
    Office("Dinas Kesehatan", "Dinkes", "1.02", 4, 200,
           ("kesehatan ibu dan anak", "gizi masyarakat", "puskesmas", "penyehatan lingkungan")),
    Office("Dinas Pekerjaan Umum", "DPU", "1.03", 2, 180,
           ("jalan kabupaten", "jembatan", "irigasi", "drainase permukiman")),
    Office("Dinas Perumahan Rakyat, Kawasan Permukiman, Tata Ruang dan Pertanahan",
           "Disperkimtaru", "1.04", 2, 70,
           ("rumah layak huni", "penataan kota", "tata ruang")),
    Office("Satuan Polisi Pamong Praja", "Satpol PP", "1.05", 5, 14,
           ("ketertiban umum", "penegakan peraturan daerah")),
    Office("Dinas Sosial", "Dinsos", "1.06", 4, 18,
           ("perlindungan sosial", "pemberdayaan keluarga miskin")),
    Office("Dinas Perindustrian, Transmigrasi dan Tenaga Kerja", "Disperintransnaker", "2.07", 3,
           16, ("pelatihan kerja", "industri kecil")),
    Office("Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga "
           "Berencana", "DP3AP2KB", "2.08", 4, 20,
           ("perlindungan anak", "keluarga berencana")),
    Office("Dinas Pertanian dan Ketahanan Pangan", "Dinas Tan KP", "3.27", 3, 30,
           ("produksi padi", "ketahanan pangan", "penyuluhan pertanian")),
    Office("Dinas Lingkungan Hidup", "DLH", "2.11", 2, 24,
           ("pengelolaan sampah", "mutu lingkungan")),
    Office("Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil", "2.12", 1, 14,
           ("dokumen kependudukan", "pencatatan sipil")),
    Office("Dinas Pemberdayaan Masyarakat dan Desa", "Dispermasdes", "2.13", 5, 18,
           ("pemerintahan desa", "usaha milik desa")),
    Office("Dinas Perhubungan", "Dishub", "2.15", 2, 22,
           ("penerangan jalan", "keselamatan lalu lintas")),
    Office("Dinas Komunikasi dan Informatika", "Diskominfo", "2.16", 1, 14,
           ("layanan digital", "informasi publik")),
    Office("Dinas Perdagangan, Koperasi dan Usaha Kecil dan Menengah", "DisdagkopUKM", "2.17", 3,
           26, ("pasar rakyat", "koperasi", "usaha kecil")),
    Office("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "DPMPTSP", "2.18", 3, 12,
           ("pelayanan perizinan", "promosi investasi")),
    Office("Dinas Pemuda, Olahraga dan Pariwisata", "Disporapar", "2.19", 3, 20,
           ("wirausaha pemuda", "desa wisata", "olahraga masyarakat")),
    Office("Dinas Kearsipan dan Perpustakaan", "Disarpus", "2.23", 4, 10,
           ("minat baca", "kearsipan daerah")),
    Office("Dinas Kelautan, Perikanan dan Peternakan", "DKPP", "3.25", 3, 18,
           ("perikanan budidaya", "kesehatan ternak")),
    Office("Badan Perencanaan Pembangunan Daerah dan Penelitian dan Pengembangan",
           "Bappeda dan Litbang", "5.01", 1, 16, ("perencanaan daerah", "riset dan inovasi")),
    Office("Badan Pengelolaan Keuangan dan Aset Daerah", "BPKAD", "5.02", 1, 30,
           ("anggaran daerah", "aset daerah")),
    Office("Badan Pengelolaan Pendapatan Daerah", "Bappenda", "5.02", 1, 16,
           ("pajak daerah", "pelayanan wajib pajak")),
    Office("Badan Kepegawaian Daerah", "BKD", "5.03", 1, 14,
           ("mutasi pegawai", "kompetensi pegawai")),
    Office("Badan Kesatuan Bangsa dan Politik", "Kesbangpol", "8.01", 5, 10,
           ("kerukunan umat", "wawasan kebangsaan")),
    Office("Badan Penanggulangan Bencana Daerah", "BPBD", "1.05", 5, 12,
           ("kesiapsiagaan bencana", "penanganan darurat")),
    Office("RSUD dr. Soeselo Slawi", "RSUD Soeselo", "1.02", 4, 120,
           ("pelayanan rawat inap", "pelayanan rujukan")),
    Office("RSUD Suradadi", "RSUD Suradadi", "1.02", 4, 50,
           ("pelayanan rawat jalan", "pelayanan gawat darurat")),
    *(
        Office(f"Kecamatan {name}", f"Kec. {name}", "7.01", 5, 6, _KECAMATAN_THEMES[:2 + n % 2])
        for n, name in enumerate((
            "Margasari", "Bumijawa", "Bojong", "Balapulang", "Pagerbarang", "Lebaksiu",
            "Jatinegara", "Kedungbanteng", "Pangkah", "Slawi", "Adiwerna", "Talang", "Dukuhturi",
            "Tarub", "Kramat", "Suradadi", "Warureja", "Dukuhwaru",
        ))
    ),
)  # fmt: skip
