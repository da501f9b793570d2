"""Reading the tables that have no room of their own yet, as the snapshot writes them."""

from __future__ import annotations

from collections.abc import Collection

from kawal.office.planning.models import Book, VerbatimRow


def carried(table: str, column: str | None = None) -> bool:
    """Whether the plans say anything of that table, or column: an absent one is not an empty one."""
    book = Book.objects.first()
    return (
        book is not None
        and column in {None, *book.carried.get(table, ())}
        and table in book.carried
    )


def told(table: str, **among: Collection[str]) -> list[dict[str, str | None]]:
    """The rows of a table, each cell as text, None where it is empty. among: per column the values
    that are asked for; `told("ikm", opd=["05"], year=["2019"])`."""
    chosen = {f"cells__{column}__in": list(values) for column, values in among.items()}
    rows = VerbatimRow.objects.filter(table=table, **chosen).order_by("key")
    return [
        {column: cell or None for column, cell in cells.items()}
        for cells in rows.values_list("cells", flat=True)
    ]
