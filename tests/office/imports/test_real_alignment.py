"""Two real plans of one regency side by side on the page, held against a short script."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from kawal.base.audit.actions import Actor
from kawal.base.organisation.models import Account, Holding, Office, Opd
from kawal.base.organisation.region import set_region
from tests.office.imports.conftest import Bring
from tests.office.imports.test_real_files import applied
from tests.regency import enter

pytestmark = pytest.mark.django_db
Lists = dict[str, dict[str, tuple[Decimal, Decimal]]]
"""Name of the list, then code: its money on the left and on the right, in rupiah."""


@pytest.fixture
def rencana(shared_data: Path, sekda: Actor) -> Path:
    set_region(code="99.01", name="Kabupaten Asal Berkas", seat="", by=sekda)
    return shared_data / "rencana"


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8"), newline="")))


def on_the_page(opd: Opd, address: str) -> Lists:
    """The lists as the OPD's planner takes them from the page as a file."""
    office = Office.objects.create(
        code=f"perencana-{opd.number}", name="Perencana", role=Office.Role.PLANNER, opd=opd
    )
    account = Account.objects.create_account(office.code)
    Holding.objects.create(office=office, account=account, since="2019-01-08")
    client = enter(office.code)
    assert client.get(address).status_code == 200
    answer = client.get(f"{address}&bentuk=csv")
    lists: Lists = defaultdict(dict)
    for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))):
        _, name, code, _, left, right = row.values()
        lists[name][code] = (rupiah(left), rupiah(right))
    return lists


def rupiah(cell: str) -> Decimal:
    return Decimal(cell or 0)


def test_pasangkayus_renja_beside_its_renstra(rencana: Path, bring: Bring, sekda: Actor) -> None:
    for name in ("pasangkayu_dpupr_renstra", "pasangkayu_dpupr_renja_2024"):
        applied(bring, sekda, rencana / f"{name}.csv")

    def plain(code: str) -> str:
        for loose in ("x.xx.", "1.3."):
            if code.startswith(loose):
                return "1.03." + code.removeprefix(loose)
        return code

    planned = {
        plain(row["kode"]): Decimal(row["dana_th3"] or 0)
        for row in rows_of(rencana / "pasangkayu_dpupr_renstra.csv")
        if row["level"] == "sub_kegiatan"
    }
    asked = {
        row["kode_sub_kegiatan"]: Decimal(row["pagu"])
        for row in rows_of(rencana / "pasangkayu_dpupr_renja_2024.csv")
    }

    opd = Opd.objects.get()
    lists = on_the_page(opd, f"/buku/keselarasan/{opd.number}/?pasangan=renja-renstra&tahun=2024")

    zero = Decimal(0)
    assert lists["keduanya"] == {c: (asked[c], planned[c]) for c in asked if c in planned}
    assert lists["hanya Renja"] == {c: (asked[c], zero) for c in asked if c not in planned}
    assert lists["hanya Renstra"] == {c: (zero, planned[c]) for c in planned if c not in asked}
    assert [len(each) for each in lists.values()] == [38, 6, 22]


def test_an_office_of_sumedang_beside_the_rpjmd(rencana: Path, bring: Bring, sekda: Actor) -> None:
    for name in ("sumedang_rpjmd_program_2018_2023", "sumedang_renstra_16"):
        applied(bring, sekda, rencana / f"{name}.csv")
    whose = "dinas komunikasi dan informatika, persandian dan statistik"
    promised: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows_of(rencana / "sumedang_rpjmd_program_2018_2023.csv"):
        if row["jenis_baris"] == "program" and row["perangkat_daerah"].casefold() == whose:
            promised[row["kode"]] += Decimal(row["pagu_2021"] or 0)
    planned = {
        row["kode"]: Decimal(row["pagu_2021"] or 0)
        for row in rows_of(rencana / "sumedang_renstra_16.csv")
        if row["level"] == "program" and row["kode"] != "2.02.2.02"
    }

    opd = Opd.objects.get(name__iexact=whose)
    lists = on_the_page(opd, f"/buku/keselarasan/{opd.number}/?pasangan=renstra-rpjmd&tahun=2021")

    assert lists["keduanya"] == {code: (planned[code], promised[code]) for code in promised}
    assert sorted(lists["keduanya"]) == ["2.16.02", "2.16.03", "2.20.02", "2.21.02"]
    assert "hanya RPJMD" not in lists
    assert set(lists.get("hanya Renstra", {})) <= {"2.02.2.02"}
