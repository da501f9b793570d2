"""One holder of an office on a day, and one assistant behind an OPD: refused by the database itself,
whichever way a row comes in."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_ALONE = (("organisation_holding", "office_id"), ("organisation_portfolio", "opd_id"))
"""Tables, and the column of which two rows may not hold on one day."""
_NEVER = "'9999-12-31'"


def _sqlite(table: str, column: str) -> list[str]:
    overlap = (
        f"SELECT 1 FROM {table} other WHERE other.{column} = NEW.{column} AND other.id IS NOT NEW.id "
        f"AND other.since <= COALESCE(NEW.until, {_NEVER}) "
        f"AND COALESCE(other.until, {_NEVER}) >= NEW.since"
    )
    return [
        f"CREATE TRIGGER {table}_alone_{what} BEFORE {what} ON {table} WHEN EXISTS ({overlap}) "
        f"BEGIN SELECT RAISE(ABORT, '{table}_alone'); END"
        for what in ("INSERT", "UPDATE")
    ]


def _postgresql(table: str, column: str) -> list[str]:
    return [
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_alone EXCLUDE USING gist "
        f"({column} WITH =, daterange(since, until, '[]') WITH &&)",
    ]


def _make(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    statements = _sqlite if editor.connection.vendor == "sqlite" else _postgresql
    for table, column in _ALONE:
        for statement in statements(table, column):
            editor.execute(statement)


def _unmake(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table, _column in _ALONE:
        if editor.connection.vendor == "sqlite":
            for what in ("INSERT", "UPDATE"):
                editor.execute(f"DROP TRIGGER {table}_alone_{what}")
        else:
            editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_alone")


class Migration(migrations.Migration):
    dependencies = (("organisation", "0001_initial"),)
    operations = (migrations.RunPython(_make, _unmake),)
