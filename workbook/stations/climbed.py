"""Which rungs has the doctor climbed? A station is done when its own model names nothing that stands in the way."""

from __future__ import annotations

from workbook.stations.evidence import EvidenceModel
from workbook.stations.facts import FactsModel
from workbook.stations.person_spec import PersonSpecModel
from workbook.stations.plan import PlanModel
from workbook.stations.posts import PostsModel
from workbook.stations.session import Session
from workbook.stations.start import StartModel
from workbook.stations.visa import VisaModel

MODELS = {
    "start": StartModel,
    "posts": PostsModel,
    "person-spec": PersonSpecModel,
    "evidence": EvidenceModel,
    "visa": VisaModel,
    "plan": PlanModel,
    "facts": FactsModel,
}


def climbed(session: Session) -> list[str]:
    """The keys of the stations whose models know no blocker, in the order of the rungs."""
    return [key for key, model in MODELS.items() if not model(session).blockers()]
