"""Bringing a file as a person does it: form, preview, apply; by the offices of a sample regency."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.package import files_of, zipped
from kawal.office.imports import files
from kawal.office.imports.jobs import work_once
from kawal.office.imports.models import State, Upload
from kawal.office.planning.exchange import give_out
from tests.regency import at_the_meeting, enter, regency

__all__ = ["at_the_meeting", "regency"]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("regency", "at_the_meeting", "uploads"),
]
OWN, OTHER = "05", "20"
MORE = 123_456_700
"""Sen that a line gets more."""


def plans_of(book: Snapshot, opd: str, kind: str = "renja", year: int = 2021) -> pl.Series:
    plans = book.frame("plan").filter(
        (pl.col("opd") == opd) & (pl.col("kind") == kind) & (pl.col("first_year") == year)
    )
    return plans["id"]


def part(book: Snapshot, opd: str, change: Callable[[pl.DataFrame], pl.DataFrame]) -> Snapshot:
    """The Renja of one OPD: its lines with their money as `change` leaves it."""
    plans = plans_of(book, opd)
    nodes = book.tables["node"].filter(pl.col("plan").is_in(plans.implode()))
    tables = {
        "opd": book.tables["opd"].filter(pl.col("id") == opd),
        "plan": book.tables["plan"].filter(pl.col("id").is_in(plans.implode())),
        "node": nodes,
        "allocation": change(
            book.tables["allocation"].filter(pl.col("node").is_in(nodes["id"].implode()))
        ),
    }
    return replace(book, tables=tables)


def one_line_more(money: pl.DataFrame) -> pl.DataFrame:
    raised = pl.when(pl.int_range(pl.len()) == 0).then(pl.col("amount") + MORE)
    return money.with_columns(amount=raised.otherwise(pl.col("amount")))


def upload(client: Client, snapshot: Snapshot, **more: str) -> Upload:
    """Send the form and let the worker read what it brought."""
    data = zipped(files_of(snapshot))
    sent = client.post("/impor/unggah/", {"file": SimpleUploadedFile("renja.zip", data), **more})
    assert sent.status_code == 302
    brought = Upload.objects.latest("pk")
    assert sent["Location"] == f"/impor/{brought.pk}/"
    return brought


def whole(book: Snapshot) -> int:
    return int(book.frame("allocation")["amount"].sum())


def test_a_planner_changes_one_line_of_its_own_opd() -> None:
    client, before = enter(f"perencana-{OWN}"), give_out()
    brought = upload(client, part(before, OWN, one_line_more))
    address = f"/impor/{brought.pk}/"

    waiting = client.get(address)
    assert "Berkas sedang dibaca." in waiting.content.decode()
    assert waiting["Refresh"]

    work_once()
    page = client.get(address)
    text = page.content.decode()
    assert "1 baris data berubah pada 1 OPD" in text
    assert "Rp1.234.567" in text
    assert "Rupiah cocok sampai sen" in text
    assert "Refresh" not in page
    assert whole(give_out()) == whole(before)

    for _ in range(2):
        client.post(f"{address}terapkan/")
        work_once()

    brought.refresh_from_db()
    assert brought.state == State.APPLIED
    assert whole(give_out()) == whole(before) + MORE
    assert "Sudah diterapkan" in client.get(address).content.decode()


def test_a_planner_who_touches_another_opd_is_told_where_and_can_have_it_checked() -> None:
    client, before = enter(f"perencana-{OWN}"), give_out()
    brought = upload(client, part(before, OTHER, one_line_more))
    work_once()

    text = client.get(f"/impor/{brought.pk}/").content.decode()

    assert "Berkas ditolak; tidak ada yang berubah dalam rencana." in text
    name = dict(before.frame("opd").select("id", "name").iter_rows())[OTHER]
    assert f"diubah pada {name}, Renja 2021" in text
    assert "hanya mengubah rencana" in text
    checked = client.get(f"/impor/{brought.pk}/periksa/")
    assert checked.status_code == 200
    assert "sama dengan kawal check" in checked.content.decode()
    assert client.post(f"/impor/{brought.pk}/terapkan/").status_code == 302
    assert not work_once()
    assert whole(give_out()) == whole(before)


def test_another_opd_does_not_see_the_file() -> None:
    brought = upload(enter(f"perencana-{OWN}"), part(give_out(), OWN, one_line_more))

    for page in ("", "periksa/"):
        assert enter(f"perencana-{OTHER}").get(f"/impor/{brought.pk}/{page}").status_code == 404
    assert "renja.zip" not in enter(f"perencana-{OTHER}").get("/impor/").content.decode()
    assert "renja.zip" in enter(f"kepala-{OWN}").get("/impor/").content.decode()
    assert "renja.zip" in enter("bappeda").get("/impor/").content.decode()


def test_a_bad_row_is_shown_with_its_place(shared_data: Path) -> None:
    file = shared_data / "rencana" / "mamberamo_raya_rkpd_perubahan_2023.csv"
    rows = list(csv.reader(file.read_text("utf-8").splitlines()))
    rows[5][rows[0].index("anggaran")] = "12.5oo"
    bad = io.StringIO()
    csv.writer(bad).writerows(rows)
    client = enter("bappeda")
    given = SimpleUploadedFile("rkpd.csv", bad.getvalue().encode())
    client.post("/impor/unggah/", {"file": given, "stated": "on"})
    work_once()
    brought = Upload.objects.latest("pk")

    text = client.get(f"/impor/{brought.pk}/").content.decode()

    assert brought.state == State.REFUSED
    for cell in ("rkpd.csv", ">6<", "anggaran", "12.5oo"):
        assert cell in text
    assert brought.token not in text


def test_a_form_without_a_file_says_so() -> None:
    page = enter("bappeda").post("/impor/unggah/", {})

    assert page.status_code == 200
    assert "Pilih satu berkas" in page.content.decode()
    assert not Upload.objects.exists()


def test_a_file_beyond_the_bound_is_stopped_on_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 100)
    given = SimpleUploadedFile("besar.csv", b"x" * 101)

    page = enter("bappeda").post("/impor/unggah/", {"file": given})

    assert "yang lebih besar dari" in page.content.decode()
    assert not Upload.objects.exists()


def test_growth_of_ten_and_twenty_percent_and_from_zero_is_an_alarm() -> None:
    """Of the change of a Renja, measured against its locked first version."""
    before, plan = give_out(), f"renja-2020-{OWN}-v2"
    nodes = before.tables["node"].filter(pl.col("plan") == plan)
    money = before.tables["allocation"].filter(pl.col("node").is_in(nodes["id"].implode()))
    line = nodes.filter(pl.col("level") == "sub_kegiatan").head(1)
    new = line.with_columns(id=pl.lit("baru"), code=pl.col("code") + "9")
    tables = {
        "opd": before.tables["opd"].filter(pl.col("id") == OWN),
        "plan": before.tables["plan"].filter(pl.col("id") == plan),
        "node": pl.concat([nodes, new]),
        "allocation": pl.concat(
            [
                money.with_columns(amount=(pl.col("amount") * 13) // 10),
                money.head(1).with_columns(id=pl.lit("baru"), node=pl.lit("baru")),
            ]
        ),
    }
    client = enter(f"perencana-{OWN}")
    brought = upload(client, replace(before, tables=tables))
    work_once()
    brought.refresh_from_db()

    fresh = {rule for each in brought.preview["alarms"] if each["new"] for rule in each["rules"]}
    assert fresh == {"TAMBAH-01", "TAMBAH-02", "TAMBAH-03", "TAMBAH-04", "TAMBAH-05"}
    assert (
        "dalam versi terkunci Rp0 atau tidak ada"
        in client.get(f"/impor/{brought.pk}/").content.decode()
    )


def test_a_file_that_changes_a_locked_plan_is_refused_by_the_preview() -> None:
    client, before, plan = enter(f"perencana-{OWN}"), give_out(), f"renja-2020-{OWN}-v1"
    nodes = before.tables["node"].filter(pl.col("plan") == plan)
    money = before.tables["allocation"].filter(pl.col("node").is_in(nodes["id"].implode()))
    tables = {
        "opd": before.tables["opd"].filter(pl.col("id") == OWN),
        "plan": before.tables["plan"].filter(pl.col("id") == plan),
        "node": nodes,
        "allocation": one_line_more(money),
    }
    brought = upload(client, replace(before, tables=tables))
    work_once()
    brought.refresh_from_db()

    assert brought.state == State.REFUSED
    assert "sudah dikunci" in brought.problems[0]["message"]
    assert whole(give_out()) == whole(before)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("pasang.exe", b"MZ\x90\x00", "“pasang.exe” bukan berkas yang dapat dibaca."),
        ("tanpa-akhiran", b"a,b\n1,2\n", "“tanpa-akhiran” bukan berkas yang dapat dibaca."),
        ("renja.pdf", b"%PDF-1.7", "“renja.pdf” bukan berkas yang dapat dibaca."),
        ("renja.xlsx", b"MZ\x90\x00", "Isi “renja.xlsx” bukan .xlsx; hanya namanya yang begitu."),
        ("renja.zip", b"%PDF-1.7", "Isi “renja.zip” bukan .zip; hanya namanya yang begitu."),
        ("renja.csv", b"MZ\x90\x00\x03", "Isi “renja.csv” bukan .csv; hanya namanya yang begitu."),
        ("renja.csv", b"PK\x03\x04abc", "Isi “renja.csv” bukan .csv"),
        ("lama.xls", bytes.fromhex("d0cf11e0a1b11ae1"), "Simpan Sebagai .xlsx tanpa kata sandi."),
        ("kunci.xlsx", bytes.fromhex("d0cf11e0a1b11ae1"), "terkunci kata sandi"),
    ],
)
def test_a_file_that_no_reader_knows_is_refused_at_the_form_with_what_is_accepted(
    name: str, content: bytes, told: str
) -> None:
    sent = enter("bappeda").post("/impor/unggah/", {"file": SimpleUploadedFile(name, content)})
    text = sent.content.decode()

    assert told in text
    assert "Yang diterima: paket data (.zip), template Excel (.xlsx), atau .csv" in text
    assert not Upload.objects.exists()
    assert not list(files.folder().iterdir())


@pytest.mark.parametrize(
    "content", [b"kode,uraian\n", "\ufeffkode;uraian\n".encode(), "a".encode("utf-16")]
)
def test_text_is_taken_up_and_judged_by_its_reader(content: bytes) -> None:
    sent = enter("bappeda").post("/impor/unggah/", {"file": SimpleUploadedFile("a.CSV", content)})

    assert sent.status_code == 302
