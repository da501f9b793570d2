"""Faults against what the meeting asked: innovation, SWOT, satisfaction, flagship programmes."""

from __future__ import annotations

import random
from collections.abc import Callable

from kawal.engine.generator.mutators import Breach, Mutator, Touched
from kawal.engine.generator.mutators.book import funded_flagships, pick
from kawal.engine.generator.rows import Row, Rows

_YEAR = "2021"


def innovation_refused(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An OPD whose innovations were all not accepted."""
    return _innovation(rows, rng, touched, lambda row: row.update(accepted="false"))


def innovation_only_thought_of(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An OPD whose innovations are accepted, and still ideas."""
    return _innovation(rows, rng, touched, lambda row: row.update(stage="inisiatif"))


def innovation_of_last_year(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An OPD that had its innovation last year and names none for the year that is planned."""
    return _innovation(rows, rng, touched, lambda row: row.update(year="2020"))


def swot_box_left_out(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A SWOT without one of its boxes."""
    opd, box = _office(rows, rng, touched, "swot"), rng.choice(("ancaman", "tantangan", "peluang"))
    if opd is None:
        return []
    rows["swot"] = [row for row in rows["swot"] if (row["opd"], row["box"]) != (opd, box)]
    return [Breach("ARAH-02", "opd", f"{opd}|{_YEAR}")]


def swot_box_without_text(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A SWOT of which one box has only empty points."""
    opd, box = _office(rows, rng, touched, "swot"), rng.choice(("kekuatan", "kelemahan"))
    if opd is None:
        return []
    for row in rows["swot"]:
        if (row["opd"], row["box"]) == (opd, box):
            row["text"] = ""
    return [Breach("ARAH-02", "opd", f"{opd}|{_YEAR}")]


def no_swot(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An OPD that was not at the table when the others wrote their SWOT."""
    opd = _office(rows, rng, touched, "swot")
    if opd is None:
        return []
    rows["swot"] = [row for row in rows["swot"] if row["opd"] != opd]
    return [Breach("ARAH-02", "opd", f"{opd}|{_YEAR}")]


def no_survey(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An OPD that never asked those whom it serves."""
    opd = _office(rows, rng, touched, "ikm")
    if opd is None:
        return []
    rows["ikm"] = [row for row in rows["ikm"] if row["opd"] != opd]
    return [Breach("ARAH-03", "opd", f"{opd}|{_YEAR}")]


def survey_too_old(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An OPD whose last survey is four years old."""
    opd = _office(rows, rng, touched, "ikm")
    if opd is None:
        return []
    for row in rows["ikm"]:
        if row["opd"] == opd:
            row["year"] = str(int(row["year"]) - 3)
    return [Breach("ARAH-03", "opd", f"{opd}|{_YEAR}")]


def flagship_without_a_line(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A flagship that no line of the planned year carries out."""
    flagship = _flagship(rows, rng, touched, "funded")
    if flagship is None or flagship["id"] not in funded_flagships(rows, _YEAR):
        return []
    rows["tag"] = [
        row
        for row in rows["tag"]
        if row["code"] != flagship["id"] or not row["node"].startswith(f"renja-{_YEAR}-")
    ]
    return [Breach("ARAH-04", "flagship", f"{flagship['id']}|{_YEAR}")]


def flagship_without_a_team(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A flagship whose team was never named."""
    flagship = _flagship(rows, rng, touched, "team")
    if flagship is None:
        return []
    flagship["team"] = ""
    return [Breach("ARAH-05", "flagship", f"{flagship['id']}|{_YEAR}")]


def flagship_that_nobody_pushes(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A flagship with supporters only."""
    flagship = _flagship(rows, rng, touched, "pushers")
    if flagship is None:
        return []
    for row in rows["flagship_opd"]:
        if row["flagship"] == flagship["id"]:
            row["role"] = "pendukung"
    return [Breach("ARAH-06", "flagship", f"{flagship['id']}|{_YEAR}")]


def flagship_that_two_push(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A flagship for which two OPD stand, so that neither answers for it."""
    flagship = _flagship(rows, rng, touched, "pushers")
    if flagship is None:
        return []
    own = [row for row in rows["flagship_opd"] if row["flagship"] == flagship["id"]]
    others = {row["id"] for row in rows["opd"]} - {row["opd"] for row in own}
    if not others:
        return []
    second = rng.choice(sorted(others))
    rows["flagship_opd"].append({"flagship": flagship["id"], "opd": second, "role": "pendorong"})
    return [Breach("ARAH-06", "flagship", f"{flagship['id']}|{_YEAR}")]


def _innovation(
    rows: Rows, rng: random.Random, touched: Touched, spoil: Callable[[Row], None]
) -> list[Breach]:
    opd = _office(rows, rng, touched, "innovation")
    if opd is None:
        return []
    for row in rows["innovation"]:
        if (row["opd"], row["year"]) == (opd, _YEAR):
            spoil(row)
    return [Breach("ARAH-01", "opd", f"{opd}|{_YEAR}")]


def _office(rows: Rows, rng: random.Random, touched: Touched, table: str) -> str | None:
    """An OPD of which that table is still whole, now touched."""
    free = [row for row in rows["opd"] if f"{table} {row['id']}" not in touched]
    office = pick(rng, free)
    if office is None:
        return None
    touched.add(f"{table} {office['id']}")
    return office["id"]


def _flagship(rows: Rows, rng: random.Random, touched: Touched, what: str) -> Row | None:
    """A flagship of which that is still right, now touched."""
    free = [row for row in rows["flagship"] if f"{row['id']} {what}" not in touched]
    flagship = pick(rng, free)
    if flagship is not None:
        touched.add(f"{flagship['id']} {what}")
    return flagship


MUTATORS: tuple[Mutator, ...] = (
    innovation_refused,
    innovation_only_thought_of,
    innovation_of_last_year,
    swot_box_left_out,
    swot_box_without_text,
    no_swot,
    no_survey,
    survey_too_old,
    flagship_without_a_line,
    flagship_without_a_team,
    flagship_that_nobody_pushes,
    flagship_that_two_push,
)
