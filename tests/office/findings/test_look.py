"""The pages of findings can be read by everyone, on every screen, and by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kawal.base.audit.models import Head
from kawal.base.organisation.models import Account, Holding, Office, Opd
from kawal.base.work.models import Task
from kawal.engine.checks.rule import Outcome
from kawal.office.findings.models import Case, CheckRun, Finding
from tests.office.findings.made import DAY, a_finding
from tests.regency import enter

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("at_the_meeting")]


@pytest.fixture
def finding(live_server: Any) -> Finding:  # noqa: ARG001
    """A finding with an answer, beside one of every other kind. A server of its own does not see what
    the tests of another module stand on."""
    Head.objects.get_or_create(pk=Head.THE_ONE)
    health = Opd.objects.create(number="05", name="Dinas Kesehatan", since="2017-01-01")
    head = Office.objects.create(
        code="kepala-05", name="Kepala Dinas Kesehatan", role="kepala_opd", opd=health
    )
    for office in (head, Office.objects.create(code="sekda", name="Sekda", role="sekda")):
        account = Account.objects.create_account(office.code)
        Holding.objects.create(office=office, account=account, since="2019-01-08")
    CheckRun.objects.create(
        started_at="2020-03-01T22:00:00Z", milliseconds=900, account="m", office="m", on=DAY,
        digest="", rules_digest="", blocking=1, warnings=1, assessed=412, applicable=430, coverage={},
    )  # fmt: skip
    a_finding("05", "b", rule="ARAH-01", blocking=False, field="innovation.accepted")
    a_finding("05", "c", outcome=Outcome.UNKNOWN.value)
    a_finding("05", "d", outcome=Outcome.WAIVED.value)
    found = a_finding("05", "a", values=[["pagu", "Rp272.897.250.000"]])
    task = Task.objects.create(
        office=head, title="x", origin_kind="x", origin_key="x",
        opened_on="2020-02-21", due_on="2020-02-28",
    )  # fmt: skip
    Case.objects.create(finding=found, task=task, state=Case.State.ANSWERED, answer="Sudah diisi.")
    return found


@pytest.fixture
def screen(
    browser: Any, live_server: Any, request: pytest.FixtureRequest, finding: Finding
) -> Iterator[Any]:
    """The Sekda's browser, without JavaScript of ours; axe-core brings its own."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": live_server.url}
            for name, morsel in enter("sekda").cookies.items()
        ]
    )
    page = context.new_page()
    page.finding = f"{live_server.url}/temuan/{finding.pk}/"
    page.list = f"{live_server.url}/temuan/"
    yield page
    context.close()


@pytest.mark.parametrize(
    "screen",
    [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")],
    indirect=True,
    ids=str,
)
def test_axe_core_finds_nothing_and_nothing_runs_out_at_the_side(screen: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    for address in (screen.list, screen.finding):
        screen.goto(address)
        results = Axe().run(screen, options=options)

        assert results.violations_count == 0, results.generate_report()
        assert not screen.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("screen", [(1280, "light")], indirect=True, ids=str)
def test_who_uses_the_keyboard_is_told_at_the_field_what_is_missing(screen: Any) -> None:
    screen.goto(screen.finding)
    screen.get_by_label("Alasan pengembalian").focus()
    screen.keyboard.press("Tab")
    screen.keyboard.press("Enter")
    error = screen.get_by_text("Tulis alasannya, supaya jelas apa yang masih kurang.")
    error.wait_for()
    field = screen.get_by_label("Alasan pengembalian")

    assert field.get_attribute("aria-invalid") == "true"
    assert error.locator("xpath=ancestor::div[@id]").get_attribute("id") in str(
        field.get_attribute("aria-describedby")
    )
