"""What stands around every page and is not known here: rooms above tell it.

The page needs the region's name, and this room knows no region. So a higher room says in its
`AppConfig.ready` who can tell: `frame.tell("region", name_of_the_region)`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


@dataclass(frozen=True)
class Link:
    """Words and where they lead; without an address they are words only."""

    words: str
    address: str = ""


Teller = Callable[[HttpRequest], str | bool | Link | Sequence[Link] | None]

_TELLERS: dict[str, Teller] = {
    "region": lambda _: "",  # the name of the region served
    "sample": lambda _: False,  # whether the figures are made up; a view that knows better says so
    "places": lambda _: (),  # links of the main navigation
    "foot": lambda _: (),  # links at the foot of every page
    "acting": lambda _: None,  # the office in which the reader acts, and where its rights are told
}


def tell(name: str, teller: Teller) -> Teller:
    """Let `teller` answer for one of the names above; gives back who answered before.

    Raises KeyError for another name: a page that does not ask would never show it.
    """
    before = _TELLERS[name]
    _TELLERS[name] = teller
    return before


def context(request: HttpRequest) -> dict[str, object]:
    """A context processor: each is asked when a page shows it, so what shows nothing asks nothing."""
    return {name: SimpleLazyObject(partial(teller, request)) for name, teller in _TELLERS.items()}
