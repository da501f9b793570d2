"""`docs/rights.md`: the table of rights in words, written from the table that the guard reads."""

from __future__ import annotations

import os

_CELLS = {"all": "semua", "portfolio": "dampingan", "own": "sendiri", "-": "–"}
_HEAD = """# Hak

Ditulis dari `kawal/front/site/rights.csv`, tabel yang dibaca penjaga pintu pada setiap permintaan
(`make docs`). Hak mengikuti jabatan yang dipegang hari itu; yang tidak diberikan di sini ditolak, dan
halaman yang tidak punya baris tertutup bagi semua. GET membaca, POST melakukan.

- **semua**: catatan seluruh OPD dan daerah.
- **dampingan**: catatan OPD yang didampingi asisten itu.
- **sendiri**: catatan OPD sendiri, dan urusan sendiri.
- **–**: ditolak, dijawab seolah-olah tidak ada, dan dicatat dalam log keamanan.

Isi rancangan Renja dan temuannya milik OPD sampai diajukan: "semua" dan "dampingan" tidak mencakupnya.

"""


def render() -> str:
    """The page as Markdown."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kawal.front.site.settings")
    import django

    django.setup()
    from kawal.base.organisation import rights
    from kawal.base.organisation.models import Office

    names = [*(Office.Role(role).label for role in Office.Role.values), "Tanpa masuk"]
    lines = [_row(["Halaman", "Cara", "Tindakan", *names]), _row(["---"] * (3 + len(names)))]
    for right in rights.table().rows:
        cells = [_CELLS[right.reach[grantee].value] for grantee in rights.GRANTEES]
        lines.append(_row([f"`{right.view}`", right.method, right.what, *cells]))
    return _HEAD + "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
