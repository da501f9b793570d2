"""What the headings of an unknown file most likely mean, by known words and nearest names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

_ALIKE = 0.85
"""How like a known word a heading must be to be taken for it; below, a person decides."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_IN_WORDS = re.compile(rf"(?:\b(?:tahun|thn|th|ta)\W*)?{_YEAR.pattern}")
YEARLY = ("target", "pagu")

_WORDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "level": ("tingkat baris", ("level", "tingkat", "jenis baris", "tingkatan", "jenis")),
    "code": ("kode", (
        "kode", "kode rekening program", "kode sub kegiatan", "kode subkegiatan", "kode kegiatan",
        "kode program", "kode nomenklatur", "no kode",
    )),
    "title": ("nama bagian rencana", (
        "uraian", "nama", "objek", "nomenklatur", "program kegiatan sub kegiatan", "sub kegiatan",
        "program kegiatan", "urusan bidang urusan program kegiatan sub kegiatan", "nama program",
        "nama kegiatan", "nama sub kegiatan", "uraian program kegiatan",
    )),
    "indicator": ("teks indikator", (
        "indikator", "indikator kinerja", "tolok ukur", "tolok ukur kinerja", "nama indikator",
        "indikator keluaran", "indikator program kegiatan", "teks indikator",
    )),
    "unit": ("satuan", ("satuan", "satuan target", "satuan indikator")),
    "opd": ("OPD", (
        "opd", "perangkat daerah", "skpd", "nama opd", "nama skpd", "unit kerja",
        "opd penanggung jawab", "perangkat daerah penanggung jawab", "nama perangkat daerah",
    )),
    "baseline": ("kondisi awal", (
        "kondisi awal", "baseline", "data awal", "capaian awal", "kondisi kinerja awal",
    )),
    "target": ("target", ("target", "target kinerja", "target capaian", "sasaran target")),
    "pagu": ("pagu", (
        "pagu", "anggaran", "dana", "rupiah", "pagu indikatif", "pagu anggaran", "jumlah anggaran",
        "kebutuhan dana", "pagu rp", "anggaran rp", "dana rp", "kebutuhan dana pagu indikatif",
    )),
    "fund": ("sumber dana", ("sumber dana", "sumberdana", "kode sumber dana", "sumber pendanaan")),
    "location": ("lokasi", ("lokasi", "lokasi kegiatan", "tempat")),
    "year": ("tahun rencana", ("tahun", "tahun anggaran", "tahun rencana")),
}  # fmt: skip
"""Role → its meaning in a profile, and how offices write it, without capitals and signs."""


@dataclass(frozen=True)
class Heading:
    """name: as the file writes it. role: None where it is not known. year: that it names, or None.
    like: the known word that is nearest, to help a person decide."""

    name: str
    role: str | None
    year: str | None
    like: str | None

    @property
    def meaning(self) -> str:
        """What the profile says of it."""
        meaning = _WORDS[self.role][0] if self.role else "belum diketahui"
        return f"{meaning} {self.year}" if self.year else meaning

    @property
    def sure(self) -> bool:
        """Whether the heading is a known word to the letter."""
        return self.role is not None and plain(self.name) in _WORDS[self.role][1]

    @property
    def starred(self) -> str:
        """The name with a star in place of the year."""
        return self.name.replace(self.year, "*", 1) if self.year else self.name


def understand(names: Iterable[str]) -> list[Heading]:
    """Each heading with its role. A role that only one column can have goes to the first that fits
    it to the letter, else to the first that is like it."""
    headings = [_understand(name) for name in names]
    taken: dict[str, int] = {}
    for exact in (True, False):
        for place, each in enumerate(headings):
            if each.role and each.role not in YEARLY and each.sure is exact:
                taken.setdefault(each.role, place)
    return [
        each
        if each.role is None or each.role in YEARLY or taken[each.role] == place
        else Heading(each.name, None, None, _WORDS[each.role][0])
        for place, each in enumerate(headings)
    ]


def plain(name: str) -> str:
    """A heading without capitals, signs and the year that it names.

    >>> plain("Target_2024 (K)")
    'target k'
    """
    words = _YEAR_IN_WORDS.sub(" ", name.replace("_", " ").casefold())
    words = re.sub(r"[\W_]+", " ", words)
    return " ".join(words.split())


def _understand(name: str) -> Heading:
    year = _YEAR.search(name.replace("_", " "))
    known = {word: role for role, (_, words) in _WORDS.items() for word in words}
    text = plain(name)
    near = get_close_matches(text, list(known), n=1, cutoff=0.6)
    sure = text in known or bool(get_close_matches(text, list(known), n=1, cutoff=_ALIKE))
    role = known[near[0]] if near and sure else None
    like = None if role or not near else near[0]
    return Heading(name, role, year[0] if year else None, like)
