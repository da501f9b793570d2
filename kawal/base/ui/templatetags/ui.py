"""The parts of which pages are built: `{% load ui %}`. The gallery shows each with its states."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from kawal.base.ui import charts, logo, stylesheet
from kawal.base.ui.frame import Link
from kawal.base.ui.states import State
from kawal.base.ui.tables import Column, Step, Table, written
from kawal.engine.report.look import HATCH
from kawal.engine.shared import language
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date, thousands

register = template.Library()


register.simple_tag(say)  # {% say "Langsung ke isi" %}


@register.simple_tag
def language_in_force() -> str:
    """What the page's `lang` says."""
    return language.language()


@register.simple_tag
def stylesheet_address() -> str:
    """Where the stylesheet is; another address whenever it changes."""
    return reverse("ui:stylesheet", args=[stylesheet.digest()])


@register.simple_tag
def logo_address() -> str:
    """Where the region's mark is; empty where it has none."""
    known = logo.digest()
    return reverse("ui:logo", args=[known]) if known else ""


@register.simple_tag
def hatch() -> SafeString:
    """The filling that charts name, once on each page."""
    return mark_safe(HATCH)


@register.simple_block_tag
def answer(content: str, under: str = "") -> SafeString:
    """{% answer %}Tiga hal menunggu keputusan Sekda.{% endanswer %}: the page's first line."""
    below = format_html('<p class="bawah">{}</p>', under) if under else ""
    return format_html('<h1 class="jawaban">{}</h1>{}', content, below)


@register.simple_block_tag
def section(content: str, title: str, note: str = "") -> SafeString:
    """{% section "Temuan" note="19" %}…{% endsection %}: one rule of ink, a title, what is in it."""
    return format_html(
        '<section class="bagian" aria-labelledby="{0}">'
        '<h2 id="{0}">{1} <small>{2}</small></h2>{3}</section>',
        slugify(title), title, note, content,
    )  # fmt: skip


@register.simple_tag
def mark(state: State, words: str = "") -> SafeString:
    """{% mark state "melewati 10 %" %}: shape and word; the fact may stand for the word."""
    shape = (
        format_html('role="img" aria-label="{}"', state.word)
        if words
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<span class="tanda t-{}"><svg class="ikon" viewBox="0 0 16 16" {}>'
        '<path fill-rule="evenodd" d="{}"/></svg> {}</span>',
        state.value.mark, shape, state.value.outline, words or state.word,
    )  # fmt: skip


register.simple_tag(written, name="written")  # {% written sen "rupiah" %}
register.simple_tag(long_date, name="day")  # {% day each.due_on %}


@register.simple_tag
def missing() -> SafeString:
    """Undyed cloth: there is no data here, and that is no zero."""
    return format_html('<span class="belum">{}</span>', State.MISSING.word)


@register.simple_tag
def turn(office: str, day: int) -> SafeString:
    """{% turn "Bappeda" 3 %}: whose turn it is, and the how manieth working day."""
    words = say("giliran {office}, hari kerja ke-{day}", office=office, day=day)
    return format_html('<span class="giliran">{}</span>', words)


@register.inclusion_tag("ui/parts/figure.html")
def figure(
    label: str, value: object, form: str = "number", source: Link | None = None, base: str = ""
) -> dict[str, object]:
    """{% figure "Pagu 2021" sen "rupiah" source %}: a figure opens its source.

    value: None where there is no data; money in sen, shares in hundredths of a percent.
    base: of what a share is a share. Raises ValueError for a percentage without it.
    """
    if form == "percent" and not base:
        raise ValueError(f"{label}: a percentage says of what it is a share")
    text = None if value is None else written(value, form)
    return {"label": label, "text": text, "source": source, "base": base}


@register.inclusion_tag("ui/parts/table.html")
def table(table: Table) -> dict[str, object]:
    """{% table table %}: rows are stacked on a telephone, a label before each value."""
    return {"table": table}


_BUTTONS = {"acting": "tombol-utama", "quiet": "", "dangerous": "tombol-bahaya"}


@register.simple_tag
def button(
    words: str, kind: str = "quiet", locked: str = "", name: str = "", value: str = ""
) -> SafeString:
    """{% button "Ajukan" "acting" %}. locked: why it cannot be pressed, shown beside it."""
    rest = format_html(' name="{}" value="{}"', name, value) if name else ""
    if locked:
        rest += mark_safe(" disabled")
    pressed = format_html('<button class="tombol {}"{}>{}</button>', _BUTTONS[kind], rest, words)
    return format_html("{} {}", pressed, mark(State.LOCKED, locked)) if locked else pressed


@register.inclusion_tag("ui/parts/field.html")
def field(field: BoundField) -> dict[str, object]:
    """{% field form.pagu %}: label, help, what is typed, and what is wrong with it."""
    return {"field": field, "blocking": State.BLOCKING}


@register.simple_block_tag
def notice(content: str, title: str, kind: str = "news") -> SafeString:
    """{% notice "Belum tersimpan" %}…{% endnotice %}. kind: news, alert (read out at once), empty."""
    role = {"news": "note", "alert": "alert", "empty": "note"}[kind]
    return format_html(
        '<div class="kabar kabar-{}" role="{}"><p><b>{}</b></p><div>{}</div></div>',
        kind, role, title, content,
    )  # fmt: skip


@register.inclusion_tag("ui/parts/steps.html")
def steps(label: str, steps: Sequence[Step], at: int) -> dict[str, object]:
    """{% steps "Tahun perencanaan" months 5 %}: what is past, what is now (from 0), what comes."""
    return {"label": label, "steps": list(enumerate(steps)), "at": at}


@register.inclusion_tag("ui/parts/progress.html")
def progress(what: str, number: int, of: int) -> dict[str, object]:
    """{% progress "Pertanyaan" 3 9 %}."""
    words = say("{what} {number} dari {whole}", what=what, number=number, whole=of)
    return {"words": words, "bars": [step < number for step in range(of)]}


@register.inclusion_tag("ui/parts/chart.html")
def bar(
    title: str, value: int | None, whole: int, thresholds: Sequence[int] = ()
) -> dict[str, object]:
    """{% bar "Tambahan pagu" 46 100 thresholds %}: its lines of ink are the thresholds."""
    rows = [(title, value), *((say("ambang"), threshold) for threshold in thresholds)]
    label = f"{title}: {State.MISSING.word if value is None else thousands(value)}"
    drawn = None if value is None else charts.bar(value, whole, thresholds, label)
    return _chart(title, drawn, rows)


@register.inclusion_tag("ui/parts/chart.html")
def dots(
    title: str, rows: Sequence[tuple[str, Sequence[charts.Dot]]], limit: int
) -> dict[str, object]:
    """{% dots "Siapa menunggu siapa" rows 5 %}: rows are names with what waits there."""
    columns = (
        Column(say("Pemegang")), Column(say("Menunggu"), "number"),
        Column(say("Lewat tenggat"), "number"), Column(say("Paling lama (hari kerja)"), "number"),
    )  # fmt: skip
    told = [
        (name, len(each), sum(dot.late for dot in each), max((dot.days for dot in each), default=0))
        for name, each in rows
    ]
    label = f"{title}: " + ", ".join(f"{name} {thousands(number)}" for name, number, *_ in told)
    drawn = mark_safe(charts.dots(rows, limit, label))
    return {"title": title, "drawn": drawn, "table": Table(title, columns, told)}


@register.inclusion_tag("ui/parts/chart.html")
def sparkline(title: str, points: Sequence[tuple[str, int | None]]) -> dict[str, object]:
    """{% sparkline "IKM" points %}: points are names with their values."""
    values = [value for _, value in points]
    told = (f"{name} {State.MISSING.word if at is None else thousands(at)}" for name, at in points)
    known = any(value is not None for value in values)
    label = f"{title}: {', '.join(told)}"
    return _chart(title, charts.sparkline(values, label) if known else None, points)


def _chart(title: str, drawn: str | None, rows: Sequence[Sequence[object]]) -> dict[str, object]:
    columns = (Column(say("Uraian")), Column(say("Nilai"), "number"))
    return {
        "title": title,
        "drawn": None if drawn is None else mark_safe(drawn),
        "table": Table(title, columns, rows),
    }


@register.inclusion_tag("ui/parts/breadcrumb.html")
def breadcrumb(links: Sequence[Link]) -> dict[str, object]:
    """{% breadcrumb links %}: the way here; the last is this page."""
    return {"links": links}
