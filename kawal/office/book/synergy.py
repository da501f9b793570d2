"""Lines and indicators of different OPD that seem to be about the same thing: *mungkin perlu kerja
sama*. What is found is offered, with a score and the reason, and never applied by itself."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from kawal.base.audit.chain import digest_of_text
from kawal.engine.checks.sharpness.parts import is_work
from kawal.engine.checks.sharpness.vocabulary import words
from kawal.engine.checks.sharpness.words import content, read
from kawal.engine.shared.language import say
from kawal.office.planning.models import Book, Indicator, Node, Plan, Support, Tag

LINE, INDICATOR = "node", "indicator"
ALIKE = 80
"""Points of likeness, by roots and by spelling, from which two texts say nearly the same."""
SUBJECT = 65
"""Points by roots from which two texts are about the same subject."""
RELATED = 45
"""Points from which two texts with a tie beside their words may complete each other."""
COMMON = 4
"""What more OPD than these have in the same words, or under the same code, is what offices of a kind do
by their nature, and no meeting point."""
_FREQUENT = 12
"""A root that more OPD than these use does not bring two texts together."""
_TIE = 5
"""Points for each tie beside the words."""
_FAINT = 0.1
"""What such a root weighs."""
_LIGHT = 0.2
"""What a root weighs that says what is done, beside one that says about what."""
_TOOLS = frozenset(
    (
        "alat", "gedung", "sarana", "prasarana", "kelompok", "petugas", "pegawai", "daerah", "lokasi",
        "unit", "masyarakat", "warga",
    )
)  # fmt: skip
"""Words for what every office works with."""
_EVERYWHERE = ("seluruh", "semua", "kabupaten")
"""How a place begins that ties nothing to anything."""
_OF_A_KIND = ("spm", "sdgs", "unggulan")
"""Tags that tie only where their code is the same too."""
_SUPPORTING = "01"
"""The number of the programme that supports the office itself, in any bidang."""


@dataclass(frozen=True)
class Item:
    """A line or an indicator. opd: the row of its OPD. code: of its place in the nomenclature. ties:
    what may tie it to another beside its words, each with how that is called."""

    table: str
    key: str
    text: str
    opd: int
    code: str = ""
    ties: Mapping[str, str] = field(default_factory=dict)

    @property
    def roots(self) -> frozenset[str]:
        return read(self.text).content

    @property
    def roots_by_lightness(self) -> Mapping[str, bool]:
        """Every root with whether it says what is done, or with what, rather than about what."""
        return _lightness(self.text)


@dataclass(frozen=True)
class Pair:
    """Two of different OPD. score: from 0 to 100. shared: the words that both have, as the first
    writes them. ties: what else they share, as people call it."""

    one: Item
    other: Item
    score: int
    shared: Sequence[str]
    ties: Sequence[str]

    @property
    def key(self) -> str:
        """The same for the same two, whichever stands first."""
        return digest_of_text("|".join(sorted((self.one.key, self.other.key))))[:32]

    @property
    def nearly_the_same(self) -> bool:
        return self.score >= ALIKE

    @property
    def why(self) -> str:
        """The reason in words."""
        told = say("hampir sama") if self.nearly_the_same else say("mungkin saling melengkapi")
        both = say("kata yang sama: {words}", words=", ".join(self.shared))
        return "; ".join((told, both, *self.ties))

    def seen_from(self, opds: Iterable[int]) -> Pair:
        """The pair with the one of these OPD first, where one of them is."""
        if self.one.opd not in opds and self.other.opd in opds:
            return Pair(self.other, self.one, self.score, self.shared, self.ties)
        return self


@lru_cache(maxsize=50_000)
def _lightness(text: str) -> Mapping[str, bool]:
    told: dict[str, bool] = {}
    said = False
    for word in read(text).words:
        is_light = said or is_work(word) or word in _TOOLS or word in words("outputs", "written")
        for root in content((word,)):
            told[root] = told.get(root, True) and is_light
        said = word == "yang"
    return told


def pairs(items: Sequence[Item]) -> list[Pair]:
    """The pairs worth a look, the likeliest first. Texts are compared by the roots of their words, rare
    ones weighing more; RapidFuzz over the roots in order brings near spellings together."""
    kept = _uncommon(items)
    weights = _weights(kept)
    found = [
        pair for one, other in _candidates(kept, weights) if (pair := _pair(one, other, weights))
    ]
    return sorted(found, key=lambda each: (-each.score, each.one.key, each.other.key))


def items_of(plans: Sequence[Plan]) -> list[Item]:
    """The lines and indicators of these Renja that could be somebody else's business too: not those of
    the programme by which an office keeps itself running."""
    nodes = {
        each.pk: each
        for each in Node.objects.filter(plan__in=plans).select_related("plan")
        if each.level in ("program", "sub_kegiatan") and not _supports_the_office(each)
    }
    ties = _ties(plans, nodes)
    lines = [
        Item(LINE, each.pk, each.title, _opd_of(each), each.code, ties[each.pk])
        for each in nodes.values()
        if each.level == "sub_kegiatan" and each.title
    ]
    asked = Indicator.objects.filter(node__plan__in=plans).exclude(name="")
    measures = [
        Item(
            INDICATOR, key, name, _opd_of(nodes[node]), nodes[node].code, ties[node]
        )
        for key, name, node in asked.values_list("pk", "name", "node")
        if node in nodes
    ]  # fmt: skip
    return [*lines, *measures]


_kept: dict[tuple[int, tuple[str, ...]], list[Pair]] = {}
"""The pairs of the book as it last was: they change only with it."""


def submitted_pairs() -> list[Pair]:
    """The pairs of the year's Renja that are submitted; what an OPD still drafts is its own."""
    book = Book.objects.first()
    if book is None:
        return []
    renja = Plan.objects.filter(kind="renja", first_year=book.year)
    renja = renja.exclude(pk__in=Plan.objects.drafts().values("pk")).order_by("version")
    plans = list({each.opd_id: each for each in renja}.values())
    name = (book.entry_id, tuple(sorted(each.pk for each in plans)))
    if name not in _kept:
        found = pairs(items_of(plans))
        _kept.clear()
        _kept[name] = found
    return _kept[name]


def _uncommon(items: Sequence[Item]) -> list[Item]:
    saying: dict[tuple[str, frozenset[str]], set[int]] = defaultdict(set)
    doing: dict[str, set[int]] = defaultdict(set)
    for each in items:
        saying[each.table, each.roots].add(each.opd)
        doing[each.code].add(each.opd)
    return [
        each
        for each in items
        if each.roots
        and len(saying[each.table, each.roots]) <= COMMON
        and (not each.code or len(doing[each.code]) <= COMMON)
    ]


def _weights(items: Sequence[Item]) -> dict[str, float]:
    """What a root weighs: the more OPD use it, the less; little where it says what is done rather than
    about what; next to nothing where nearly all use it."""
    users: dict[str, set[int]] = defaultdict(set)
    light: Counter[str] = Counter()
    uses: Counter[str] = Counter()
    for each in items:
        for root, is_light in each.roots_by_lightness.items():
            users[root].add(each.opd)
            uses[root] += 1
            light[root] += is_light
    whole = len({each.opd for each in items}) + 1
    weights = {}
    for root, opds in users.items():
        share = _LIGHT if 2 * light[root] > uses[root] else 1
        weights[root] = _FAINT if len(opds) > _FREQUENT else share * math.log(whole / len(opds))
    return weights


def _candidates(items: Sequence[Item], weights: Mapping[str, float]) -> Iterator[tuple[Item, Item]]:
    """Each two of the same table and different OPD that share a root that is not frequent, once."""
    by_root: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, each in enumerate(items):
        for root in each.roots:
            if weights[root] > _FAINT:
                by_root[each.table, root].append(place)
    met: set[tuple[int, int]] = set()
    for places in by_root.values():
        met.update(pair for pair in combinations(places, 2))
    for one, other in sorted(met):
        if items[one].opd != items[other].opd:
            yield items[one], items[other]


def _pair(one: Item, other: Item, weights: Mapping[str, float]) -> Pair | None:
    shared = one.roots & other.roots
    both = sum(weights[root] for root in shared)
    whole = sum(weights[root] for root in one.roots) + sum(weights[root] for root in other.roots)
    by_weight = 200 * both / whole if whole else 0
    by_spelling = fuzz.ratio(" ".join(sorted(one.roots)), " ".join(sorted(other.roots)))
    score = (2 * by_weight + by_spelling) / 3
    ties = [one.ties[each] for each in one.ties if each in other.ties]
    if min(by_weight, by_spelling) >= ALIKE:
        points = score
    elif by_weight >= SUBJECT or (ties and score >= RELATED):
        points = min(ALIKE - 1, score + _TIE * len(ties))
    else:
        return None
    return Pair(one, other, round(points), _words(one, shared), ties)


def _words(item: Item, shared: frozenset[str]) -> list[str]:
    """The words of the text whose roots are shared, each once; those that say about what, where there
    are any."""
    told = [word for word in read(item.text).words if content((word,)) & shared]
    about = [word for word in told if not all(item.roots_by_lightness[r] for r in content((word,)))]
    return list(dict.fromkeys(about or told))


def _opd_of(node: Node) -> int:
    return int(node.opd_id or node.plan.opd_id)


def _supports_the_office(node: Node) -> bool:
    parts = node.code.split(".")
    return len(parts) > 2 and parts[2] == _SUPPORTING


def _ties(plans: Sequence[Plan], nodes: Mapping[str, Node]) -> dict[str, dict[str, str]]:
    """Of each node what may tie it to another: the place of its work, a tag, the sasaran it serves."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    serving = Support.objects.filter(node__plan__in=plans, kind="utama").select_related(
        "above__parent"
    )
    served = {each.node_id: each.above.parent for each in serving if each.above.parent is not None}
    above = _programmes(plans)
    for key, node in nodes.items():
        place = " ".join(node.location.casefold().split())
        if place and not place.startswith(_EVERYWHERE):
            found[key][f"tempat {place}"] = say("tempat sama: {place}", place=node.location)
        sasaran = served.get(above.get(key, key))
        if sasaran is not None:
            found[key][f"sasaran {sasaran.pk}"] = say(
                "sasaran sama: {sasaran}", sasaran=sasaran.title
            )
    watched = Tag.objects.filter(node__in=[*nodes]).exclude(kind__in=("iku", "ikk"))
    for key, kind, code in watched.values_list("node", "kind", "code"):
        tie = kind if kind not in _OF_A_KIND or not code else code.replace("-", " ")
        found[key][f"penanda {kind} {tie}"] = say("penanda sama: {tag}", tag=tie)
    return found


def _programmes(plans: Sequence[Plan]) -> dict[str, str]:
    """Every line with the programme above it."""
    parents = dict(Node.objects.filter(plan__in=plans).values_list("pk", "parent"))
    found = {}
    for key in parents:
        at = key
        while parents.get(at):
            at = parents[at]
        found[key] = at
    return found
