"""A part of a profile's TOML that knows its place, and names every fault instead of the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kawal.engine.shared.errors import Problem
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.nearest import did_you_mean

_KINDS: dict[type, str] = {
    str: "teks di antara tanda kutip",
    bool: "true atau false",
    dict: "bagian [judul] atau { kunci = isi }",
    list: "daftar di antara [ ]",
}


@dataclass
class Section:
    """raw: the keys and values. place: `[node]`, `[[emit]] ke-2`. problems: shared by all sections."""

    raw: Mapping[str, Any]
    place: str
    file: str
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, key: str | None, message: str, fix: str, value: object = None) -> None:
        """Keep a problem about a key of this section."""
        at = ", kunci ".join(part for part in (self.place, key) if part)
        text = None if value is None else str(value)
        self.problems.append(
            Problem(Fault.WRONG_PROFILE, message, fix, f"{self.file}, bagian {at}", value=text)
        )

    def only(self, *known: str) -> None:
        """Refuse every other key."""
        for key in self.raw:
            if key not in known:
                fix = f"{did_you_mean(key, known)}Kunci yang dikenal: {', '.join(known)}."
                self.refuse(key, "Kunci tidak dikenal.", fix)

    def text(self, key: str, default: str | None = None) -> str:
        """The text of a key; without a default it must be there."""
        found = self._get(key, str, default)
        return found if isinstance(found, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one; absent is empty."""
        found = self.raw.get(key, [])
        if isinstance(found, str):
            found = [found]
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            self.refuse(key, "Isinya bukan daftar teks.", 'Tulis misalnya ["kode", "nama"].', found)
            return ()
        return tuple(found)

    def flag(self, key: str) -> bool:
        """Whether a key is true; absent is false."""
        return bool(self._get(key, bool, False))

    def mapping(self, key: str) -> dict[str, str]:
        """A table of texts; absent is empty."""
        found = self.raw.get(key, {})
        if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
            fix = 'Tulis setiap barisnya sebagai kunci = "teks".'
            self.refuse(key, "Isinya bukan tabel teks.", fix)
            return {}
        return dict(found)

    def part(self, key: str) -> Section:
        """The table below this key; empty where it is absent."""
        found = self._get(key, dict, {})
        place = f"[{key}]" if not self.place else f"{self.place}, {key}"
        return Section(found if isinstance(found, dict) else {}, place, self.file, self.problems)

    def parts(self, key: str) -> list[Section]:
        """The tables of [[key]]."""
        found = self.raw.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self.refuse(key, "Isinya bukan bagian berulang.", f"Tulis sebagai [[{key}]].")
            return []
        return [
            Section(each, f"[[{key}]] ke-{number}", self.file, self.problems)
            for number, each in enumerate(found, 1)
        ]

    def choose(self, key: str, choices: Iterable[str], default: str) -> str:
        """One of these texts; anything else is refused and gives the default."""
        found = self.text(key, default)
        known = list(choices)
        if found in known:
            return found
        fix = f"{did_you_mean(found, known)}Pilihan: {', '.join(known)}."
        self.refuse(key, "Isinya tidak dikenal.", fix, found)
        return default

    def _get(self, key: str, kind: type, default: object) -> object:
        if key not in self.raw:
            if default is None:
                self.refuse(key, "Kunci ini harus ada.", f"Isi dengan {_KINDS[kind]}.")
            return default
        found = self.raw[key]
        if not isinstance(found, kind):
            self.refuse(key, "Isinya salah bentuk.", f"Isi dengan {_KINDS[kind]}.", found)
            return default
        return found
