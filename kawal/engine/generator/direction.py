"""What the meeting of 2 March 2020 asked of every office and of the nine flagship programmes:
innovations, SWOT, satisfaction, teams. All names and texts are invented."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from kawal.engine.generator.facts import Office
from kawal.engine.generator.lines import Line, Lines
from kawal.engine.generator.plans import CHANGED, DRAFTED
from kawal.engine.generator.writer import Writer

_FLAGSHIPS = (
    ("Desa Sehat", "Dinkes", ("Dispermasdes", "DLH")),
    ("Anak Cerdas", "Dikbud", ("Disarpus",)),
    ("Jalan Tertata", "DPU", ("Dishub",)),
    ("Rumah Pantas", "Disperkimtaru", ("Dinsos",)),
    ("Kampung Terang", "Dishub", ("Dispermasdes",)),
    ("Usaha Tumbuh", "DisdagkopUKM", ("Disperintransnaker", "Disporapar")),
    ("Pangan Cukup", "Dinas Tan KP", ("DKPP",)),
    ("Layanan Cepat", "DPMPTSP", ("Disdukcapil", "Diskominfo")),
    ("Kota Bersih", "DLH", ("Satpol PP",)),
)
"""Name, pushing office, supporting offices. Invented: the real nine are not all known."""
_INNOVATIONS = ("Antrean {theme} lewat pesan singkat", "Peta terbuka {theme}",
                "Jemput bola {theme}", "Loket keliling {theme}")  # fmt: skip
_POINTS = {
    "kekuatan": (("Petugas {theme} lengkap", "Daftar susunan pegawai"),
                 ("Prosedur {theme} sudah baku", "Keputusan tentang standar pelayanan")),
    "kelemahan": (("Data {theme} belum terpadu", "Temuan evaluasi tahun lalu"),),
    "peluang": (("Kampus bersedia mendampingi {theme}", "Nota kesepahaman"),
                ("Dana provinsi untuk {theme} bertambah", "Pagu bantuan provinsi")),
    "ancaman": (("Biaya bahan untuk {theme} naik", "Daftar harga satuan"),),
    "tantangan": (("Warga menuntut {theme} lebih cepat", "Buku pengaduan"),),
}  # fmt: skip
_FRONT_OFFICES = ("Disdukcapil", "DPMPTSP", "Dinkes", "RSUD Soeselo", "RSUD Suradadi")
"""They serve so many that they ask twice a year."""


def write_innovations(
    writer: Writer, dice: random.Random, opd: str, office: Office, plans: Mapping[int, str],
    lines: Mapping[int, Lines],
) -> None:  # fmt: skip
    """An accepted innovation per year, carried out by a line, and here and there an idea more.
    plans: the plan in force per year."""
    theme = dice.choice(office.themes)
    name = dice.choice(_INNOVATIONS).format(theme=theme)
    ripe = dice.random() < 0.5
    for year in (CHANGED, DRAFTED):
        applied = ripe or year == DRAFTED
        line = next(each for each in lines[year].values() if each.theme)
        writer.add(
            "innovation", id=f"inovasi-{year}-{opd}-1", opd=opd, year=year, name=name,
            stage="penerapan" if applied else "uji coba", trial_on="2019-09-02",
            applied_on="2020-01-06" if applied else "", accepted="true",
            node=f"{plans[year]}/{line.entry.code}",
        )  # fmt: skip
    if dice.random() < 0.4:
        other = dice.choice(office.themes)
        writer.add("innovation", id=f"inovasi-{DRAFTED}-{opd}-2", opd=opd, year=DRAFTED,
                   name=f"Kelas malam {other}", stage="inisiatif", accepted="false")  # fmt: skip


def write_swot(writer: Writer, dice: random.Random, opd: str, office: Office) -> None:
    """All five boxes for the draft year, with one or two points each."""
    number = 0
    for box, points in _POINTS.items():
        for text, evidence in points[: dice.randint(1, len(points))]:
            number += 1
            writer.add(
                "swot", id=f"swot-{DRAFTED}-{opd}-{number}", opd=opd, year=DRAFTED, box=box,
                text=text.format(theme=dice.choice(office.themes)), evidence=evidence,
            )  # fmt: skip


def write_satisfaction(writer: Writer, dice: random.Random, opd: str, office: Office) -> None:
    """The index of each service in 2019; front offices asked in both halves, and again in 2020."""
    surveys = [(2019, 0)]
    if office.short in _FRONT_OFFICES:
        surveys = [(2019, 1), (2019, 2), (CHANGED, 1)]
    for theme in office.themes:
        for year, period in surveys:
            value = dice.randint(7400, 9150)
            writer.add(
                "ikm", opd=opd, service=f"Layanan {theme}", year=year, period=period,
                value=f"{value // 100}.{value % 100:02}", respondents=dice.randint(100, 300),
            )  # fmt: skip


def write_flagships(
    writer: Writer,
    dice: random.Random,
    offices: Mapping[str, Office],
    plans: Sequence[tuple[str, str, Lines]],
) -> None:
    """Nine programmes, each with a team, one pushing office and lines that carry it out.

    plans: OPD, plan id and lines of every Renja. Where the regency is too small to have the
    pushing office, another pushes.
    """
    by_short = {office.short: opd for opd, office in offices.items()}
    order = list(offices)
    for number, (name, pushing, supporting) in enumerate(_FLAGSHIPS, 1):
        flagship = f"unggulan-{number}"
        pusher = by_short.get(pushing, order[number % len(order)])
        helpers = [by_short[short] for short in supporting if short in by_short]
        writer.add("flagship", id=flagship, name=name,
                   team=f"Keputusan Bupati tentang Tim Program Unggulan {number} (contoh)")  # fmt: skip
        writer.add("flagship_opd", flagship=flagship, opd=pusher, role="pendorong")
        for helper in helpers:
            if helper != pusher:
                writer.add("flagship_opd", flagship=flagship, opd=helper, role="pendukung")
        for opd in dict.fromkeys((pusher, *helpers)):
            own = [(plan, lines) for owner, plan, lines in plans if owner == opd]
            _carry_out(writer, dice, flagship, own)


def _carry_out(
    writer: Writer, dice: random.Random, flagship: str, plans: Sequence[tuple[str, Lines]]
) -> None:
    """Two lines of one office, the same ones in every version that has them."""
    known: dict[str, Line] = {}
    for _, lines in plans:
        known |= {code: line for code, line in lines.items() if line.theme}
    for code in dice.sample(sorted(known), 2):
        for plan, lines in plans:
            if code in lines:
                writer.add("tag", node=f"{plan}/{code}", kind="unggulan", code=flagship)
