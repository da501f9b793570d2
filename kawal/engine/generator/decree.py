"""An invented mini-decree of programmes, kegiatan and sub kegiatan for the sample regency.

The codes have the form of the real decrees (Permendagri 90/2019), their names are ours: nothing
here is taken from an official list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kawal.engine.generator.facts import OFFICES, Office


@dataclass(frozen=True)
class Entry:
    """A name with its code, and what stands below it."""

    code: str
    title: str
    below: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Measure:
    """What a sub kegiatan or programme is measured by."""

    name: str
    unit: str
    direction: str
    accumulation: str
    base: int
    """A usual size of the target."""


_SUPPORT = (
    ("Pelaporan dan Keuangan", ("Penyusunan Dokumen Perencanaan", "Pelaporan Keuangan Kantor")),
    ("Sarana Kantor", ("Pemeliharaan Gedung Kantor", "Penyediaan Peralatan Kantor")),
)
_WORK = (
    ("Peningkatan Mutu", ("Pelatihan Petugas", "Pendampingan Kelompok Sasaran")),
    ("Penyediaan Sarana", ("Pengadaan Sarana", "Perawatan Sarana", "Penataan Lokasi")),
)
_OUTPUTS = {
    "Penyusunan": Measure("Jumlah dokumen perencanaan yang disusun tepat waktu", "dokumen",
                          "naik", "tahunan", 8),
    "Pelaporan": Measure("Jumlah laporan keuangan yang selesai tepat waktu", "laporan",
                         "naik", "tahunan", 12),
    "Pemeliharaan": Measure("Jumlah ruang yang terpelihara baik", "ruang", "naik", "tahunan", 20),
    "Penyediaan": Measure("Jumlah peralatan yang siap pakai", "unit", "naik", "tahunan", 30),
    "Pelatihan": Measure("Jumlah petugas {theme} yang lulus pelatihan", "orang",
                         "naik", "tahunan", 60),
    "Pendampingan": Measure("Jumlah kelompok {theme} yang didampingi", "kelompok",
                            "naik", "tahunan", 40),
    "Pengadaan": Measure("Jumlah sarana {theme} yang terpasang", "unit", "naik", "tahunan", 25),
    "Perawatan": Measure("Jumlah sarana {theme} yang dirawat", "unit", "naik", "tahunan", 45),
    "Penataan": Measure("Jumlah lokasi {theme} yang tertata", "lokasi", "naik", "tahunan", 10),
}  # fmt: skip
_OUTCOMES = (
    Measure("Persentase cakupan {theme}", "persen", "naik", "keadaan", 62),
    Measure("Rata-rata waktu tunggu layanan {theme}", "hari", "turun", "keadaan", 20),
    Measure("Persentase pengguna {theme} yang puas", "persen", "naik", "keadaan", 70),
    Measure("Jumlah keluhan tentang {theme}", "keluhan", "turun", "tahunan", 90),
)
_OFFICE_OUTCOME = Measure("Nilai evaluasi kinerja kantor", "nilai", "naik", "keadaan", 61)


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


def _named(measure: Measure, theme: str) -> Measure:
    name = measure.name.format(theme=theme)
    return Measure(name, measure.unit, measure.direction, measure.accumulation, measure.base)


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
