"""Drift alarm: the source changed its columns, and says so before anything is read wrongly."""

from __future__ import annotations

from collections.abc import Sequence

from kawal.engine.readers.profile import Profile
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.nearest import nearest

_ALIKE = 0.5
"""Share of a profile's columns that a file must have before its drift is worth telling."""


def recognise(heading: Sequence[str], candidates: Sequence[Profile], file: str) -> Profile:
    """The profile that the columns fit.

    Raises UnusableInput: the drift alarm of the nearest profile, or that none is near.
    """
    found = set(heading)
    for profile in candidates:
        if found == set(profile.columns):
            return profile
    shares = [(len(found & set(each.columns)) / len(each.columns), each) for each in candidates]
    share, closest = max(shares, key=lambda pair: pair[0])
    if share >= _ALIKE:
        refuse_drift(heading, closest, file)
    names = ", ".join(profile.name for profile in candidates)
    raise UnusableInput(
        [
            Problem(
                Fault.NO_PROFILE_FITS,
                "Kolom berkas ini tidak cocok dengan satu pun profil pembaca.",
                f"Usulkan profil baru dengan kawal profile new {file}, "
                f"atau pilih satu dengan --profile. Profil yang ada: {names}.",
                file=file,
                row=1,
            )
        ]
    )


def refuse_drift(heading: Sequence[str], profile: Profile, file: str) -> None:
    """Raise UnusableInput naming each missing, renamed and extra column; return where there is none."""
    missing = [name for name in profile.columns if name not in heading]
    extra = [name for name in heading if name not in profile.columns]
    problems = []
    for name in missing:
        new_name = nearest(name, extra)
        if new_name is not None:
            extra.remove(new_name)
            fix = f'Jika "{new_name}" memang "{name}", kembalikan namanya atau sesuaikan profil.'
            message = f'Kolom "{name}" tampaknya berganti nama menjadi "{new_name}".'
        else:
            fix = "Sertakan kolom itu, atau sesuaikan profil."
            message = f'Kolom "{name}" ({profile.columns[name]}) hilang.'
        problems.append(Problem(Fault.MISSING_COLUMN, message, fix, file=file, row=1, column=name))
    for name in extra:
        close = nearest(name, profile.columns)
        like = f' Nama terdekat yang dikenal: "{close}".' if close else ""
        message = f'Kolom "{name}" belum dikenal profil {profile.name}.{like}'
        fix = "Hapus kolom itu, atau sebutkan dalam profil apa artinya."
        problems.append(Problem(Fault.UNKNOWN_COLUMN, message, fix, file=file, row=1, column=name))
    if problems:
        raise UnusableInput(problems)
