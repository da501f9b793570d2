"""Rows of the sample regency in the making: one call writes one row."""

from __future__ import annotations

from dataclasses import dataclass, field

from kawal.engine.generator.decree import Measure
from kawal.engine.generator.rows import Rows
from kawal.engine.shared.wording import thousands
from kawal.engine.snapshot.schema import BY_NAME, WHOLE_YEAR


@dataclass
class Writer:
    rows: Rows = field(default_factory=lambda: {table: [] for table in BY_NAME})

    def add(self, table: str, **cells: object) -> None:
        """One row; a cell that is left out stays empty."""
        self.rows[table].append({name: str(value) for name, value in cells.items()})

    def money(self, table: str, rupiah: int, **cells: object) -> None:
        """One row with an amount in whole rupiah."""
        self.add(table, **cells, amount=f"{rupiah}.00")

    def node(
        self, plan: str, node: str, parent: str, level: str, title: str, **cells: object
    ) -> None:
        self.add("node", id=node, plan=plan, parent=parent, level=level, title=title, **cells)

    def indicator(self, node: str, measure: Measure, reached: int, follows: str = "") -> str:
        """The indicator of a node with its result of 2019, which is its baseline too; its id."""
        indicator = f"{node}-i"
        self.add(
            "indicator", id=indicator, node=node, name=measure.name, unit=measure.unit,
            direction=measure.direction, accumulation=measure.accumulation,
            measure=measure.kind, definition=measure.definition, formula=measure.formula,
            source=measure.source, frequency=measure.frequency,
            baseline_text=f"{thousands(reached)} {measure.unit}", baseline=reached,
            follows=follows,
        )  # fmt: skip
        self.add(
            "realisation", indicator=indicator, year=2019, quarter=WHOLE_YEAR,
            text=reached, value=reached, source="Laporan kinerja 2019",
        )  # fmt: skip
        return indicator

    def target(self, indicator: str, year: int, value: int) -> None:
        self.add("target", indicator=indicator, year=year, quarter=WHOLE_YEAR, text=value,
                 value=value)  # fmt: skip
