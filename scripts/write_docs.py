"""Writes the pages of docs/ that are made from code; `--check` only says which are out of date."""

import sys
from pathlib import Path

from kawal.engine.checks import document as rules
from kawal.engine.snapshot import document as snapshot
from kawal.front.site import document as rights

DOCS = Path(__file__).parent.parent / "docs"
PAGES = {"snapshot.md": snapshot.render, "rules.md": rules.render, "rights.md": rights.render}


def outdated() -> list[str]:
    """Names of pages that are not what the code would write."""
    return [
        name
        for name, render in PAGES.items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text("utf-8") != render()
    ]


def main() -> int:
    names = outdated()
    if "--check" in sys.argv:
        for name in names:
            print(f"docs/{name} is out of date: run `make docs`.", file=sys.stderr)
        return int(bool(names))
    for name in names:
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"docs/{name} written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
