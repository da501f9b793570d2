"""Pages travel compressed to whoever can read that, and say the same."""

from __future__ import annotations

import gzip
import re

import pytest
from django.conf import settings

from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.mark.parametrize("where", ["/meja/", "/temuan/", "/tugas/"])
def test_a_page_is_compressed_for_who_asks_and_says_the_same(where: str) -> None:
    client = enter("sekda")
    plain = client.get(where)
    packed = client.get(where, headers={"accept-encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert "Content-Encoding" not in plain
    assert "Accept-Encoding" in plain["Vary"]
    assert len(packed.content) < len(plain.content) / 3
    words = TOKEN.sub("", gzip.decompress(packed.content).decode())
    assert words == TOKEN.sub("", plain.content.decode())


def test_no_secret_stands_twice_the_same_in_what_is_compressed() -> None:
    client = enter("sekda")
    pages = [
        gzip.decompress(client.get("/tugas/", headers={"accept-encoding": "gzip"}).content).decode()
        for _ in range(2)
    ]
    tokens = [TOKEN.findall(page)[0] for page in pages]

    assert tokens[0] != tokens[1]
    assert client.cookies[settings.CSRF_COOKIE_NAME].value not in pages[0]
    assert str(client.session.session_key) not in pages[0]


def test_the_length_of_a_compressed_page_tells_nothing_of_what_is_in_it() -> None:
    client = enter("sekda")
    lengths = {
        len(client.get("/hak-saya/", headers={"accept-encoding": "gzip"}).content)
        for _ in range(12)
    }

    assert len(lengths) > 1
