"""The tree, written in one go: thousands of nodes are too many for a template of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from kawal.engine.shared.language import say
from kawal.engine.snapshot.schema import LEVELS
from kawal.office.book.reading import Branch
from kawal.office.planning.models import Indicator, Node

register = template.Library()
LINE = "sub_kegiatan"
_OPEN = LEVELS[: LEVELS.index("sasaran")]
"""Levels whose branches stand open when the page is opened."""


@register.simple_tag
def branches(of: Iterable[Branch]) -> SafeString:
    """{% branches reading.roots %}: nested lists that fold without any script."""
    words = {level: say(level.replace("_", " ")) for level in LEVELS}
    return mark_safe("".join(_list(of, words)))


def _list(of: Iterable[Branch], words: dict[str, str]) -> Iterator[str]:
    yield '<ul class="pohon">'
    for branch in of:
        yield "<li>"
        if branch.children or branch.indicators:
            opened = " open" if branch.node.level in _OPEN else ""
            label = _label(branch, words, linked=False)  # what folds is pressed, and nothing in it
            yield f"<details{opened}><summary>{label}</summary>{_own_page(branch)}"
            if branch.indicators:
                yield '<ul class="ukuran">'
                yield from (f"<li>{_measure(branch, each)}</li>" for each in branch.indicators)
                yield "</ul>"
            if branch.children:
                yield from _list(branch.children, words)
            yield "</details>"
        else:
            yield _label(branch, words, linked=True)
        yield "</li>"
    yield "</ul>"


def _label(branch: Branch, words: dict[str, str], *, linked: bool) -> str:
    node = branch.node
    code = f"{conditional_escape(node.code)} " if node.code else ""
    office = (
        f" <small>{conditional_escape(str(node.opd))}</small>" if node.level == "program" else ""
    )
    broken = f' <strong class="putus">{"; ".join(branch.breaks)}</strong>' if branch.breaks else ""
    title = conditional_escape(node.title or node.pk)
    title = _link(_view(branch), node.pk, title) if linked and _has_page(branch) else title
    return f"<small>{words[node.level]} {code}</small>{title}{office}{broken}"


def _own_page(branch: Branch) -> str:
    """The link to the page of a node that folds, first among what is below it."""
    if not _has_page(branch):
        return ""
    title = conditional_escape(branch.node.title or branch.node.pk)
    text = f'{say("Buka halamannya")}<span class="senyap">: {title}</span>'
    link = _link(_view(branch), branch.node.pk, text)
    return f'<p class="jalan">{link}{_reason(branch.node)}</p>'


def _reason(node: Node) -> str:
    """Why it serves what it hangs under, where that is written."""
    if not node.reason:
        return ""
    return f" <small>{conditional_escape(say('karena {reason}', reason=node.reason))}</small>"


def _has_page(branch: Branch) -> bool:
    return branch.promised or branch.node.level == LINE


def _view(branch: Branch) -> str:
    return "book:node" if branch.promised else "renja:line"


def _measure(branch: Branch, indicator: Indicator) -> str:
    """An indicator; one of the RPJMD leads to its page, others stand on their line's page."""
    text = conditional_escape(str(indicator))
    return _link("book:indicator", indicator.pk, text) if branch.promised else text


def _link(view: str, key: str, text: str) -> str:
    return f'<a href="{conditional_escape(reverse(view, args=[key]))}">{text}</a>'
