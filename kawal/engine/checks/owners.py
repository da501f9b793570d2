"""Who must act on a finding: always an office, never a person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kawal.engine.checks.rule import Office
from kawal.engine.shared.language import say
from kawal.engine.snapshot import Snapshot

HEADS = (
    (r"sekretariat daerah\b.*|setda\b.*", "Sekretaris Daerah"),
    (
        r"sekretariat (?:dewan|dprd|dprk|dpr)\b.*|setwan\b.*|set\.? ?dprd\b.*",
        "Sekretaris DPRD",
    ),
    (r"inspektorat\b.*|itda\b.*", "Inspektur"),
    (r"(?:kecamatan|kec\.?) (?P<office>.+)", "Camat {office}"),
    (r"(?:kelurahan|kel\.?) (?P<office>.+)", "Lurah {office}"),
    (
        r"(?P<office>(?:uobk |blud |upt |uptd )?(?:rumah sakit|rsud|rsu|rs)\b.*)",
        "Direktur {office}",
    ),
    (r"(?:opd )?(?P<office>[0-9x][0-9x.]*)", "Kepala OPD {office}"),
    (r"(?P<office>.+)", "Kepala {office}"),
)
"""How the name of an office begins, in any case, and the title of the one who leads it. The first
that fits counts; an office without a name is known by its code (PP 18/2016, Permendagri 99/2018)."""
_REST = HEADS[-2:]


def head_of(*names: str | None) -> str:
    """The title of the one who leads an office; names: what it is called, the preferred one first.

    >>> head_of("KECAMATAN SLAWI"), head_of("Setda", "Sekretariat Daerah"), head_of("Dinkes")
    ('Camat SLAWI', 'Sekretaris Daerah', 'Kepala Dinkes')
    """
    known = [" ".join(name.split()) for name in names if name and name.strip()]
    for heads, said in ((HEADS[:-2], known), (_REST, known[:1])):
        for name in said:
            for pattern, title in heads:
                if found := re.fullmatch(pattern, name, re.IGNORECASE):
                    return say(title).format(**found.groupdict())
    return say(Office.OPD_HEAD.value)


@dataclass(frozen=True)
class Owners:
    """The offices and plans of a snapshot, as far as they say who must act."""

    offices: Mapping[str, Mapping[str, Any]]
    kinds: Mapping[str, str]

    @classmethod
    def of(cls, snapshot: Snapshot) -> Owners:
        offices = {row["id"]: row for row in snapshot.frame("opd").iter_rows(named=True)}
        plans = snapshot.frame("plan")
        return cls(offices, dict(zip(plans["id"], plans["kind"], strict=True)))

    def owner(self, office: Office, opd: str | None, plan: str | None) -> str:
        """The title of who must act, where a rule names `office` and the row its OPD and plan."""
        if office is Office.PLANNER and (opd is None or self.kinds.get(plan or "") == "rpjmd"):
            return say(Office.BAPPEDA.value)
        if office not in (Office.PLANNER, Office.OPD_HEAD) or opd is None:
            return say(office.value)
        known = self.offices.get(opd, {})
        if known.get("head"):
            return str(known["head"])
        return head_of(known.get("short"), known.get("name"), opd)
