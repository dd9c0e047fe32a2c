"""One press from every verdict, figure and bar to its source, on every page and for every worked example."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from workbook.stations.line_chart import line_spec, what_was_picked
from workbook.stations.session import Session

from .walking import all_views, markup

# Rows that say what the doctor entered, or count what stands below them: no fact is behind them.
OWN = ("rungs",)


def _rows(page: str) -> Iterator[str]:
    for table in re.findall(r"<table class=\"([^\"]*)\">(.*?)</table>", page, re.DOTALL):
        if not any(name in table[0] for name in OWN):
            yield from re.findall(r"<tr[^>]*>(.*?)</tr>", table[1], re.DOTALL)


def test_every_row_with_a_verdict_or_a_bar_opens_its_source(example: Session) -> None:
    found = 0
    for name, view in all_views(example):
        for row in _rows(markup(view)):
            if 'class="v ' in row or 'class="bar"' in row:
                found += 1
                assert '<details class="sources">' in row, f"{name}: {re.sub('<[^>]*>', ' ', row)[:200]}"
    assert found > 20


def test_every_figure_that_a_rule_gives_opens_its_source(example: Session) -> None:
    """Figures stand in cards of three; those that repeat the doctor's own entry, or count the rows below, have none."""
    own = ("It ends on", "Your permission to stay", "Open today", "Open on a later day", "Shut, or not known")
    for name, view in all_views(example):
        for card in re.findall(r'<div class="card"><small>(.*?)</div>\s*(?=<div|</div>)', markup(view), re.DOTALL):
            figure = re.search(r'class="n(?:-words)?(?: num)?">([^<]*)<', card)
            if figure is None or figure[1].strip() in ("–", "0", "cannot tell", "none needed") or card.startswith(own):
                continue
            assert '<details class="sources">' in card, f"{name}: {re.sub('<[^>]*>', ' ', card)[:200]}"


@pytest.mark.parametrize("layer", [0, 1, 5])
def test_every_bar_of_the_line_says_what_it_rests_on_when_pressed(example: Session, layer: int) -> None:
    line = example.answers.line()
    for mark in line_spec(line)["layer"][layer]["data"]["values"]:
        picked = what_was_picked(line, mark["id"])
        assert picked["title"], mark
        event = next((event for event in line.events if event.id == mark["id"]), None)
        if event is not None and event.entry is None:
            assert picked["facts"], f"{event.title} comes from no entry and names no fact"


def test_every_fact_a_finding_rests_on_can_be_shown(example: Session) -> None:
    """The address under a verdict is one that `workbook facts show` opens."""
    index = {row.id for row in example.facts.index().rows}
    answers = example.answers
    target = answers.target()
    assert target is not None
    findings = [*answers.gates(target.specialty, target.year).findings, *answers.permission().findings,
                *answers.residence().findings]  # fmt: skip
    facts = [fact for finding in findings for fact in finding.facts]
    facts += [event.source for event in answers.line().events if event.source]
    facts += [fact for action in answers.plan().actions for fact in action.facts]
    assert facts
    assert {fact.id for fact in facts} - index == set()
