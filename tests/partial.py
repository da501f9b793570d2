"""A part of a page that is sent alone, beside the page on which it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test.html import Element, parse_html

SWAPPED = "hx-swap-oob"


def elements(response: Any) -> Iterator[Element]:
    """Every element of an answer, outer ones first."""
    waiting = [parse_html(response.content.decode())]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Element):
            yield each
            waiting += reversed(each.children)


def assert_part_equals_page(part: Any, page: Any, without: tuple[str, ...] = ()) -> int:
    """Each element that the part puts in place stands on the page in just these words. without: ids
    of what tells only of the sending. Returns how many were compared; at least one is."""
    whole = {dict(each.attributes).get("id"): each for each in elements(page)}
    compared = 0
    for each in elements(part):
        told = dict(each.attributes)
        if SWAPPED in told and told["id"] not in without:
            assert told["id"] in whole, f"the page has no {told['id']}"
            each.attributes = [pair for pair in each.attributes if pair[0] != SWAPPED]
            assert str(each) == str(whole[told["id"]])
            compared += 1
    assert compared
    return compared
