"""Proposes a profile for an unknown CSV, for a person to correct: every column named, none hidden."""

from __future__ import annotations

import re
from pathlib import Path

from kawal.engine.readers.guessing import Guess
from kawal.engine.readers.profile import CHANGE, NOT_READ, UNIT_OF, Repeated
from kawal.engine.readers.toml_text import braced, emission, key, listed, quoted
from kawal.engine.shared.csv_text import read_columns

_HEAD = f"""# Usulan profil, dibuat dari judul kolom dan isinya.
# Periksa setiap baris; cari {CHANGE} dan PERIKSA. Panduan: docs/menambah-profil.md
"""
_DOUBT = "  # PERIKSA"


def propose(content: bytes, file: str) -> str:
    """The TOML of a profile that fits the columns of this CSV.

    Raises UnusableInput where it is no CSV. What only a person can know is marked GANTI or PERIKSA.
    """
    separator = ";" if _parted_by_semicolons(content) else ","
    stem = Path(file).stem
    guess = Guess(read_columns(content, file, separator).columns, stem)
    parts = [
        *_head(guess, stem, separator), _columns(guess), _unread(guess), _numbers(guess),
        *_skips(guess), _level(guess), _node(guess), *_offices_and_plans(guess), *_nodes(guess),
        *_indicators(guess), *_money(guess), *_reconciliations(guess),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


def _parted_by_semicolons(content: bytes) -> bool:
    heading = content.split(b"\n", 1)[0]
    return heading.count(b";") > heading.count(b",")


def _head(guess: Guess, stem: str, separator: str) -> list[str]:
    name = re.sub(r"[^a-z0-9]+", "-", stem.casefold()).strip("-") or "profil-baru"
    if "year" in guess.role:
        year = f"year = {quoted(guess.role['year'].name)}"
    elif guess.year == CHANGE:
        year = f"# year = 2027  # {CHANGE}: tulis tahun rencana, hapus tanda pagar di depan"
    else:
        year = f"year = {guess.year}{_DOUBT}: tahun rencana"
    title = quoted(f"{CHANGE}: berkas apa ini, dari aplikasi mana")
    return [
        f"{_HEAD}\nname = {quoted(name)}\ntitle = {title}",
        f"[source]\nseparator = {quoted(separator)}",
        f"[snapshot]\n{year}",
    ]


def _columns(guess: Guess) -> str:
    lines = [
        f"{key(each.name)} = {quoted(each.meaning)}{'' if each.sure else _DOUBT}"
        for each in guess.headings
        if each.role
    ]
    return "\n".join(["[columns]", *lines])


def _unread(guess: Guess) -> str:
    lines = [
        f"{key(each.name)} = {quoted(each.meaning)}"
        + (f"  # mirip: {each.like}" if each.like else "")
        for each in guess.headings
        if not each.role
    ]
    return "\n".join(["[unread]  # tidak dibaca; pindahkan ke [columns] bila perlu", *lines])


def _numbers(guess: Guess) -> str:
    names = [name for role in ("baseline", "target", "pagu") for name in guess.names(role)]
    lines = [f'{key(name)} = "titik"' for name in names if guess.needs_the_point(name)]
    return "\n".join([f"[numbers]{_DOUBT}: titik di depan desimal", *lines]) if lines else ""


def _skips(guess: Guess) -> list[str]:
    """Rows that cannot be placed: without a name, without a code that tells their level, without the
    OPD whose plan it is."""
    by_code = bool(guess.levels) and not guess.by_level
    found = []
    for role in ("code" if by_code or "title" not in guess.role else "title", "opd"):
        if role in guess.role and guess.blank(role):
            name = guess.role[role].name
            why = quoted(f"PERIKSA: {name} kosong")
            found.append(f'[[skip]]\ncolumn = {quoted(name)}\ntexts = [""]\nwhy = {why}')
    return found


def _level(guess: Guess) -> str:
    if not guess.levels:
        return f'[level]\nalways = "sub_kegiatan"{_DOUBT}: tingkat semua baris'
    role, part = ("level", "names") if guess.by_level else ("code", "shapes")
    lines = [
        f"{key(text)} = {quoted(level)}{_DOUBT if level == NOT_READ else ''}"
        for text, level in guess.levels.items()
    ]
    column = quoted(guess.role[role].name)
    return "\n".join(["[level]", f"column = {column}", "", f"[level.{part}]", *lines])


def _node(guess: Guess) -> str:
    coded = "code" in guess.role
    roles = (
        ("code", "opd") if coded and not guess.blank("code") else ("level", "code", "title", "opd")
    )
    same = [guess.role[role].name for role in roles if role in guess.role] or ["@baris"]
    code = "/".join(filter(None, (guess.cell("code"), guess.cell("opd"))))
    ids = [*([code] if coded else []), "{@tingkat}/baris-{@baris}"]
    lines = [
        "[node]",
        f"same = {listed(same)}  # baris yang sama di kolom ini adalah satu simpul",
        f"id = {listed(ids)}",
    ]
    if coded:
        lines.append(f"code = {quoted(guess.role['code'].name)}")
    if guess.uppers:
        lines.append(f"parent = {listed(['kode', 'di-atas'] if coded else ['di-atas'])}")
    return "\n".join(lines)


def _offices_and_plans(guess: Guess) -> list[str]:
    named = "opd" in guess.role
    opd = {"id": guess.opd, "name": guess.opd} if named else {"id": guess.opd}
    filled = [guess.role["opd"].name] if named else []
    first = guess.cell("year") or guess.year
    last = guess.years[-1] if guess.kind == "renstra" else first
    plan = {"id": guess.plan, "kind": guess.kind, "opd": guess.opd, "first_year": first}
    plan |= {"last_year": last, "version": "1"}
    return [
        emission("opd", opd, distinct=True, filled=filled),
        "# PERIKSA kind: rpjmd, renstra, rkpd, renja, ppas atau dpa\n"
        + emission("plan", plan, distinct=True),
    ]


def _nodes(guess: Guess) -> list[str]:
    cells = {"id": "{@simpul}", "plan": guess.plan, "level": "{@tingkat}"}
    if guess.uppers:
        cells["parent"] = "{@induk}"
    cells |= {
        role: guess.cell(role) for role in ("code", "title", "location") if role in guess.role
    }
    cells["opd"] = guess.opd
    if not guess.prints_totals:
        return [emission("node", cells, per="@simpul")]
    total = cells | {"stated_total": braced(guess.names("pagu")[0])}
    return [
        "# Pagu di atas tingkat terbawah adalah jumlah tercetak dari yang di bawahnya.\n"
        + emission("node", total, levels=guess.uppers, per="@simpul", repeated=Repeated.FIRST),
        emission("node", cells | {"stated_total": ""}, levels=[guess.lowest], per="@simpul"),
    ]


def _indicators(guess: Guess) -> list[str]:
    if "indicator" not in guess.role:
        return []
    text = guess.role["indicator"].name
    cells = {"id": "{@simpul}#{@ke}", "node": "{@simpul}", "name": braced(text)}
    if guess.names("target") or "unit" in guess.role:
        cells["unit"] = guess.cell("unit") or braced("+".join(guess.names("target")) + UNIT_OF)
    if "baseline" in guess.role:
        cells |= {"baseline_text": guess.cell("baseline"), "baseline": guess.cell("baseline")}
    found = [emission("indicator", cells, filled=[text])]
    for star, years in guess.yearly("target"):
        target = {"indicator": "{@simpul}#{@ke}", "year": _year(guess, years), "quarter": "0"}
        target |= {"text": braced(star), "value": braced(star)}
        found.append(emission("target", target, each=years, filled=[text, star]))
    return found


def _money(guess: Guess) -> list[str]:
    found = []
    for star, years in guess.yearly("pagu"):
        cells = {"id": "{@simpul}" + ("/*" if years else ""), "node": "{@simpul}"}
        cells["year"] = _year(guess, years)
        if "fund" in guess.role:
            cells["fund"] = guess.cell("fund")
        cells["amount"] = braced(star)
        levels = [guess.lowest] if guess.prints_totals else []
        found.append(
            f"# PERIKSA repeated: {', '.join(Repeated.ALL)}\n"
            + emission(
                "allocation",
                cells,
                each=years,
                levels=levels,
                per="@simpul",
                repeated=guess.repeated,
            )
        )
    return found


def _reconciliations(guess: Guess) -> list[str]:
    levels = [guess.lowest] if guess.prints_totals else [*guess.uppers, guess.lowest]
    found = []
    for star, years in guess.yearly("pagu"):
        each = f'each = [{", ".join(years)}]\nyear = "*"\n' if years else ""
        found += [
            f"[[reconcile]]\n{each}column = {quoted(star)}\nlevel = {quoted(level)}\n"
            f"repeated = {quoted(guess.repeated)}\nplan = {quoted(guess.plan)}"
            for level in levels
        ]
    return found


def _year(guess: Guess, years: list[str]) -> str:
    return "*" if years else guess.cell("year") or guess.year
