"""The head of the trail, and triggers by which the database itself refuses to change a line."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from kawal.base.audit.chain import START

_SAID = "baris jejak tidak dapat diubah atau dihapus"
_MAKE = {
    "sqlite": [
        f"CREATE TRIGGER audit_entry_no_{what} BEFORE {what} ON audit_entry "
        f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
        for what in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$",
        "CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()",
    ],
}
_UNMAKE = {
    "sqlite": [f"DROP TRIGGER audit_entry_no_{what}" for what in ("UPDATE", "DELETE")],
    "postgresql": [
        "DROP TRIGGER audit_entry_append_only ON audit_entry",
        "DROP FUNCTION audit_entry_refuse()",
    ],
}


def _make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("audit", "Head").objects.using(editor.connection.alias).create(
        pk=1, digest=START
    )
    for statement in _MAKE[editor.connection.vendor]:
        editor.execute(statement)


def _unmake(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _UNMAKE[editor.connection.vendor]:
        editor.execute(statement)
    apps.get_model("audit", "Head").objects.using(editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = (("audit", "0001_initial"),)
    operations = (migrations.RunPython(_make, _unmake),)
