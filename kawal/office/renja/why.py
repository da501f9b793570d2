"""Why a part of a plan is there: step by step from the visi down to it, each with what it serves and
the reason that is written for that."""

from __future__ import annotations

from dataclasses import dataclass

from kawal.office.planning.models import Node, Support

_ABOVE = "parent__parent__parent__parent__parent__parent"


@dataclass(frozen=True)
class Step:
    """A node with what it serves: its parent or, without one, the node that it mainly serves. above:
    None at the top, and where it serves nothing."""

    node: Node
    above: Node | None

    @property
    def promised(self) -> bool:
        """Whether it stands in the RPJMD, and so in the book."""
        return bool(self.node.plan.kind == "rpjmd")


def steps(node: Node) -> list[Step]:
    """From the visi, or where the chain begins, down to the node itself."""
    chosen = "plan", "opd", _ABOVE
    chain = _upwards(Node.objects.select_related(*chosen).get(pk=node.pk))
    served = Support.objects.filter(node=chain[-1], kind="utama").order_by("above")
    link = served.select_related(f"above__{_ABOVE}").first()
    if link is not None:
        chain += _upwards(link.above)
    known = Node.objects.select_related("plan", "opd").in_bulk([each.pk for each in chain])
    above = [*chain[1:], None]
    told = [Step(known[each.pk], upper) for each, upper in zip(chain, above, strict=True)]
    return told[::-1]


def _upwards(node: Node) -> list[Node]:
    chain: list[Node] = []
    at: Node | None = node
    while at is not None:
        chain.append(at)
        at = at.parent
    return chain
