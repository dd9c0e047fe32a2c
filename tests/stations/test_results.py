"""A score at the prompt: it shows itself, and gives a DataFrame to who asks, without pandas for who does not."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd

from workbook.rules.scoring import score
from workbook.stations.results import ScoreResult
from workbook.stations.session import Session

from .walking import VIEWS


def result_of(session: Session, specialty: str = "internal-medicine-ct1") -> ScoreResult:
    return ScoreResult(score(session.record, session.facts, specialty, 2026, session.on))


def test_the_frame_has_a_row_for_each_domain(example: Session) -> None:
    result = result_of(example)
    frame = result.frame
    assert isinstance(frame, pd.DataFrame)
    assert list(frame["id"]) == [domain.id for domain in result.score.domains]
    assert list(frame.columns) == ["id", "title", "supported", "claimed", "ceiling", "max", "verdict", "because"]
    counted = [d.supported.points for d in result.score.domains if not d.bonus and d.supported.points is not None]
    assert sum(counted) == result.score.total.supported


def test_a_result_shows_itself_with_year_and_domains(example: Session) -> None:
    result = result_of(example)
    page = result._repr_html_()
    assert "2026 matrix" in page
    for domain in result.score.domains:
        assert domain.title in page.replace("&#39;", "'").replace("&amp;", "&")


def test_a_programme_without_points_shows_its_reason(example: Session) -> None:
    result = result_of(example, "general-practice-st1")
    assert result.score.because.split(".")[0] in result._repr_html_()
    assert result.frame.empty


def test_the_stations_do_not_bring_pandas_in() -> None:
    """It would cost each session 40 MB and a third of a second before the first word is on the page."""
    rooms = ", ".join(sorted({station.__module__ for station in VIEWS}))
    rooms += ", workbook.app.opening, workbook.stations.results"
    code = f"import sys, {rooms}; print('pandas' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
