"""An invented mini-decree of programmes, kegiatan and sub kegiatan for the sample regency.

The codes have the form of the real decrees (Permendagri 90/2019), their names are ours: nothing
here is taken from an official list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kawal.engine.generator.facts import OFFICES, Office


@dataclass(frozen=True)
class Entry:
    """A name with its code, and what stands below it."""

    code: str
    title: str
    below: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Measure:
    """What a sub kegiatan, programme or sasaran is measured by.

    base: a usual size of the target. kind: keluaran, hasil or dampak.
    """

    name: str
    unit: str
    direction: str
    accumulation: str
    base: int
    definition: str
    formula: str
    source: str
    kind: str = "keluaran"
    frequency: str = "triwulan"


@dataclass(frozen=True)
class Purpose:
    """For whom a sub kegiatan is, and who is better off when it is done. buys: whether something
    is procured for it."""

    target_group: str
    result: str
    buys: bool = False


_SUPPORT = (
    ("Pelaporan dan Keuangan", ("Penyusunan Dokumen Perencanaan", "Pelaporan Keuangan Kantor")),
    ("Sarana Kantor", ("Pemeliharaan Gedung Kantor", "Penyediaan Peralatan Kantor")),
)
_WORK = (
    ("Peningkatan Mutu", ("Pelatihan Petugas", "Pendampingan Kelompok Sasaran")),
    ("Penyediaan Sarana", ("Pengadaan Sarana", "Perawatan Sarana", "Penataan Lokasi")),
)


def _count(name: str, unit: str, base: int, counted: str, source: str) -> Measure:
    """An output that is counted piece by piece."""
    return Measure(
        name, unit, "naik", "tahunan", base,
        f"Dihitung bila {counted} pada tahun itu", f"Banyaknya {unit} yang {counted}", source,
    )  # fmt: skip


_OUTPUTS = {
    "Penyusunan": _count("Jumlah dokumen perencanaan yang disusun tepat waktu", "dokumen", 15,
                         "selesai sebelum tenggatnya", "Buku agenda perencanaan"),
    "Pelaporan": _count("Jumlah laporan keuangan yang selesai tepat waktu", "laporan", 16,
                        "diserahkan sebelum tenggatnya", "Buku agenda keuangan"),
    "Pemeliharaan": _count("Jumlah ruang yang terpelihara baik", "ruang", 20,
                           "dirawat menurut jadwal", "Kartu pemeliharaan gedung"),
    "Penyediaan": _count("Jumlah peralatan yang siap pakai", "unit", 30,
                         "diterima dan berfungsi", "Kartu inventaris barang"),
    "Pelatihan": _count("Jumlah petugas {theme} yang lulus pelatihan", "orang", 60,
                        "lulus ujian akhir", "Daftar kelulusan pelatihan"),
    "Pendampingan": _count("Jumlah kelompok {theme} yang didampingi", "kelompok", 40,
                           "didampingi paling sedikit tiga kali", "Laporan pendamping"),
    "Pengadaan": _count("Jumlah sarana {theme} yang terpasang", "unit", 25,
                        "terpasang dan diserahterimakan", "Berita acara serah terima"),
    "Perawatan": _count("Jumlah sarana {theme} yang dirawat", "unit", 45,
                        "dirawat menurut jadwal", "Kartu perawatan sarana"),
    "Penataan": _count("Jumlah lokasi {theme} yang tertata", "lokasi", 15,
                       "selesai ditata", "Berita acara pemeriksaan lapangan"),
}  # fmt: skip
_OUTCOMES = (
    Measure("Persentase cakupan {theme}", "persen", "naik", "keadaan", 62,
            "Warga sasaran yang terlayani {theme} pada akhir tahun",
            "Warga terlayani dibagi warga sasaran, dikali 100", "Buku layanan {theme}",
            "hasil", "tahunan"),
    Measure("Rata-rata waktu tunggu layanan {theme}", "hari", "turun", "keadaan", 20,
            "Hari kerja dari berkas lengkap sampai layanan {theme} selesai",
            "Jumlah hari tunggu dibagi jumlah layanan", "Buku layanan {theme}",
            "hasil", "tahunan"),
    Measure("Persentase pengguna {theme} yang puas", "persen", "naik", "keadaan", 70,
            "Pengguna {theme} yang menjawab puas atau sangat puas dalam survei",
            "Pengguna puas dibagi pengguna yang menjawab, dikali 100", "Survei kepuasan",
            "hasil", "tahunan"),
    Measure("Jumlah keluhan tentang {theme}", "keluhan", "turun", "tahunan", 90,
            "Keluhan tentang {theme} yang tercatat dan dapat ditelusuri",
            "Banyaknya keluhan yang tercatat", "Buku pengaduan",
            "hasil", "tahunan"),
)  # fmt: skip
_OFFICE_OUTCOME = Measure(
    "Nilai evaluasi kinerja kantor", "nilai", "naik", "keadaan", 61,
    "Nilai kantor dalam evaluasi kinerja tahunan", "Jumlah nilai seluruh komponen evaluasi",
    "Laporan hasil evaluasi", "hasil", "tahunan",
)  # fmt: skip
_PURPOSES = {
    "Penyusunan": Purpose("Perencana kantor", "Perencana bekerja dengan dokumen yang siap sejak "
                          "awal tahun"),
    "Pelaporan": Purpose("Pengelola keuangan kantor", "Pimpinan mengetahui keadaan uang kantor "
                         "setiap bulan"),
    "Pemeliharaan": Purpose("Pegawai dan tamu kantor", "Warga dilayani di ruang yang layak"),
    "Penyediaan": Purpose("Pegawai kantor", "Pegawai melayani tanpa menunggu alat", buys=True),
    "Pelatihan": Purpose("Petugas {theme}", "Warga dilayani petugas {theme} yang cakap"),
    "Pendampingan": Purpose("Kelompok warga {theme}", "Kelompok {theme} mampu berjalan sendiri"),
    "Pengadaan": Purpose("Warga pengguna {theme}", "Warga memakai sarana {theme} yang sebelumnya "
                         "tidak ada", buys=True),
    "Perawatan": Purpose("Warga pengguna {theme}", "Sarana {theme} tetap dapat dipakai warga"),
    "Penataan": Purpose("Warga sekitar lokasi {theme}", "Warga memakai lokasi {theme} dengan aman",
                        buys=True),
}  # fmt: skip


def programmes(office: Office) -> Iterator[Entry]:
    """The programmes of an office: its supporting one (number 01), then one per theme."""
    yield _programme(office, 1, "Program Penunjang Urusan Kantor", _SUPPORT, "")
    for number, theme in enumerate(office.themes, first_theme_number(office)):
        yield _programme(office, number, f"Program Pengembangan {theme.title()}", _WORK, theme)


def outcome_of(office: Office, number: int) -> Measure:
    """What the programme with that number is measured by in the RPJMD."""
    if number == 1:
        return _OFFICE_OUTCOME
    measure = _OUTCOMES[(number + len(office.name)) % len(_OUTCOMES)]
    return _named(measure, theme_of(office, number))


def first_theme_number(office: Office) -> int:
    """Offices of one bidang share its numbers, so the second goes on where the first ended; the
    kecamatan share their programmes, as they do in life."""
    if office.name.startswith("Kecamatan "):
        return 2
    before = OFFICES[: OFFICES.index(office)]
    return 2 + sum(len(each.themes) for each in before if each.bidang == office.bidang)


def theme_of(office: Office, number: int) -> str:
    """What the programme with that number works on; empty for the supporting one."""
    return office.themes[number - first_theme_number(office)] if number > 1 else ""


def output_of(title: str, theme: str) -> Measure:
    """What a sub kegiatan with that title is measured by."""
    return _named(_OUTPUTS[title.split(maxsplit=1)[0]], theme)


def purpose_of(title: str, theme: str) -> Purpose:
    """For whom a sub kegiatan with that title is."""
    purpose = _PURPOSES[title.split(maxsplit=1)[0]]
    return replace(
        purpose,
        target_group=purpose.target_group.format(theme=theme),
        result=purpose.result.format(theme=theme),
    )


def _named(measure: Measure, theme: str) -> Measure:
    return replace(
        measure,
        name=measure.name.format(theme=theme),
        definition=measure.definition.format(theme=theme),
        source=measure.source.format(theme=theme),
    )


def _programme(
    office: Office,
    number: int,
    title: str,
    work: tuple[tuple[str, tuple[str, ...]], ...],
    theme: str,
) -> Entry:
    code = f"{office.bidang}.{number:02}"
    suffix = f" {theme.title()}" if theme else ""
    activities = tuple(
        Entry(
            f"{code}.2.{place:02}",
            f"{name}{suffix}",
            tuple(
                Entry(f"{code}.2.{place:02}.{order:02}", f"{sub}{suffix}")
                for order, sub in enumerate(subs, 1)
            ),
        )
        for place, (name, subs) in enumerate(work, 1)
    )
    return Entry(code, title, activities)
