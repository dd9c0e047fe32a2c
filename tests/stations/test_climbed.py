"""A rung is coloured when nothing stands in the way of its session, and loses the colour when something does again."""

from __future__ import annotations

from workbook.record.models import Evidence, Post, Proof
from workbook.stations import STATIONS
from workbook.stations.climbed import MODELS, climbed
from workbook.stations.session import Session


def test_nothing_is_climbed_on_an_empty_record(session: Session) -> None:
    assert climbed(session) == []


def test_every_rung_has_its_model() -> None:
    assert list(MODELS) == [station.key for station in STATIONS]


def test_a_rung_is_climbed_when_its_last_blocker_goes(session: Session) -> None:
    session.edit("Posts", posts=(Post.model_validate({"id": "p1", "kind": "clinical-fellow", "start": "2025-08-06"}),))
    assert climbed(session) == ["posts"]
    session.edit("Evidence", evidence=(Evidence(id="e1", kind="qip", proof=Proof(file="letter.pdf")),))
    assert climbed(session) == ["posts", "evidence"]
    session.edit("Evidence", evidence=(Evidence(id="e1", kind="qip"),))
    assert climbed(session) == ["posts"]
