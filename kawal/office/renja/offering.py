"""Which sub kegiatan can be put into a plan: those known under its kegiatan and not there yet."""

from __future__ import annotations

from kawal.engine.reference.pack import PROVINCE, REGENCY, SHARED_BIDANG, WITHDRAWN, pack_for
from kawal.office.findings.references import packs
from kawal.office.planning.growing import LINE
from kawal.office.planning.models import Node, Plan

Offered = list[tuple[Node, list[tuple[str, str]]]]


def offered(plan: Plan) -> Offered:
    """Per kegiatan of the plan the code and name of each: by the official list that holds for its year,
    and by the OPD's other plans where no list names it."""
    there = set(plan.nodes.filter(level=LINE).values_list("code", flat=True))
    before = Node.objects.filter(level=LINE, plan__opd=plan.opd).order_by("plan__first_year", "pk")
    known = dict(before.exclude(title="").values_list("code", "title"))
    official = _official(plan.first_year)
    found: Offered = []
    for node in plan.nodes.filter(level="kegiatan").exclude(code="").order_by("code", "pk"):
        names = {code: name for code, name in known.items() if code.startswith(f"{node.code}.")}
        shared = f"{SHARED_BIDANG}{node.code[len(SHARED_BIDANG) :]}."
        for prefix in (shared, f"{node.code}."):
            for code, name in official.items():
                if code.startswith(prefix):
                    names[f"{node.code}.{code[len(prefix) :]}"] = name
        left = sorted((code, name) for code, name in names.items() if code not in there)
        if left:
            found.append((node, left))
    return found


def _official(year: int) -> dict[str, str]:
    pack = pack_for(packs(), year)
    if pack is None:
        return {}
    return {
        row["code"]: row["name"]
        for row in pack.codes.iter_rows(named=True)
        if row["level"] == LINE
        and (row["government"] or REGENCY) != PROVINCE
        and row["status"] != WITHDRAWN
    }
