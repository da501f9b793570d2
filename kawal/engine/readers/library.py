"""The profiles that ship with Kawal, and those that somebody wrote beside it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from kawal.engine.readers.profile import Profile
from kawal.engine.readers.profile_text import parse
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.intake import read_whole
from kawal.engine.shared.nearest import did_you_mean


def profiles() -> tuple[Profile, ...]:
    """Every profile that ships with Kawal, by name."""
    return tuple(_book().values())


def profile_named(name: str) -> Profile:
    """The profile of that name, or of the TOML file at that path.

    Raises UnusableInput naming the nearest one, or every fault of the file.
    """
    if name.endswith(".toml"):
        return _profile_at(Path(name))
    if name not in _book():
        fix = f"{did_you_mean(name, _book())}Profil yang ada: {', '.join(_book())}."
        raise UnusableInput([Problem(Fault.UNKNOWN_PROFILE, f'Profil "{name}" tidak ada.', fix)])
    return _book()[name]


def text_of(name: str) -> str:
    """The TOML of a profile that ships with Kawal, for a person to copy. Raises UnusableInput."""
    profile_named(name)
    files = (file.read_text(encoding="utf-8") for file in _files())
    return next(text for text in files if tomllib.loads(text)["name"] == name)


def _profile_at(path: Path) -> Profile:
    try:
        text = read_whole(path).decode("utf-8-sig")  # Notepad puts a mark before the text
    except UnicodeDecodeError as error:
        fix = "Simpan profilnya sebagai teks UTF-8."
        raise UnusableInput(
            [Problem(Fault.NOT_UTF8, "Bukan teks UTF-8.", fix, str(path))]
        ) from error
    return parse(text, path.name)


@cache
def _book() -> dict[str, Profile]:
    found = [parse(file.read_text(encoding="utf-8"), file.name) for file in _files()]
    return {profile.name: profile for profile in found}


def _files() -> list[Traversable]:
    folder = resources.files(__package__).joinpath("profiles")
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
