"""What stands in the test database, kept and put back: faster than building it once more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction


@dataclass(frozen=True)
class Kept:
    """A whole database as it stood once. file: of SQLite. tables: of PostgreSQL, as it copies them."""

    file: Path
    tables: Mapping[str, bytes]


def kept_of(build: Callable[[], object], folder: Path) -> Kept:
    """What stands once it is built; the database itself is left as it was. To be called outside of any
    transaction."""
    if connection.vendor == "sqlite":
        return _kept_file(build, folder)
    with transaction.atomic():
        build()
        tables = {table: _copied(table) for table in _tables()}
        transaction.set_rollback(True)
    return Kept(folder, tables)


def _kept_file(build: Callable[[], object], folder: Path) -> Kept:
    """SQLite copies what is committed only."""
    connection.ensure_connection()
    before, after = folder / "before.sqlite3", folder / "after.sqlite3"
    with closing(sqlite3.connect(before)) as file:
        connection.connection.backup(file)
        build()
        with closing(sqlite3.connect(after)) as other:
            connection.connection.backup(other)
        file.backup(connection.connection)
    return Kept(after, {})


def _copied(table: str) -> bytes:
    asked = f"COPY {_quoted(table)} TO STDOUT (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(asked) as out:
        return b"".join(map(bytes, out))


def attach(kept: Kept) -> None:
    """To be called outside of any transaction, before it is put back."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ATTACH %s AS kept", [str(kept.file)])


def detach() -> None:
    """Once the transaction in which it was put back is over."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DETACH kept")


def put_back(kept: Kept) -> None:
    """All of it into a database in which only the migrations have written, within a transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in map(_quoted, _tables()):
                cursor.execute(f"INSERT OR REPLACE INTO main.{table} SELECT * FROM kept.{table}")
            return
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger, no reference
        for table, rows in kept.tables.items():
            cursor.execute(f"DELETE FROM {_quoted(table)}")
            with cursor.copy(f"COPY {_quoted(table)} FROM STDIN (FORMAT BINARY)") as into:
                into.write(rows)
        cursor.execute("SET LOCAL session_replication_role = origin")
        models = apps.get_models(include_auto_created=True)
        for sql in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(sql)
        cursor.execute("ANALYZE")


def _tables() -> list[str]:
    return [each for each in connection.introspection.table_names() if each != "django_migrations"]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
