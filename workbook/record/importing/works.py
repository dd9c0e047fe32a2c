"""How does a work of a citation list become a draft entry? What the file says is taken, the rest is asked.

Each source (BibTeX, PubMed, ORCID) is read into `Work`s; here they become entries. A day is taken only when the file
gives all of it; a state only when the file says it; a place among the authors only when the doctor gave their own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import ValidationError

from workbook.record.importing.authors import Standing, standing
from workbook.record.importing.known import Known, Meaning
from workbook.record.importing.rows import Incoming, Refused
from workbook.record.models import Evidence
from workbook.record.reading import problem_lines

MAX_BYTES = 2_000_000
MAX_WORKS = 1_000

State = Literal["submitted", "accepted", "done"]

_PREPRINTS = re.compile(r"(?i)\b(preprint|medrxiv|biorxiv|arxiv|research square|ssrn|preprints\.org|authorea)\b")


@dataclass(frozen=True, slots=True)
class Work:
    """One work as its file tells it. `forms` are the file's own words for what it is, `where` whose words they are.

    `when` is the date as the file writes it, `day` that date where all of it is given. `cited` is where it appeared,
    kept in the note. `complete`: the list of authors is not cut short at its end; `gaps`: some may be missing anywhere
    in it. `indexed`: the file shows that PubMed lists it.
    """

    row: int
    place: str
    where: Literal["bibtex", "pubmed", "orcid"]
    title: str
    forms: tuple[str, ...]
    cited: str = ""
    when: str = ""
    day: date | None = None
    state: State | None = None
    authors: tuple[str, ...] = ()
    collaborators: tuple[str, ...] = ()
    complete: bool = True
    gaps: bool = False
    names_authors: bool = True
    indexed: bool = False
    retracted: bool = False


def drafts(works: Iterable[Work], known: Known, own_name: str = "") -> tuple[tuple[Incoming, ...], tuple[Refused, ...]]:
    """Each work as a draft entry, or a refusal."""
    incoming: list[Incoming] = []
    refused: list[Refused] = []
    for work in works:
        made = _draft(work, known, own_name)
        if isinstance(made, Refused):
            refused.append(made)
        else:
            incoming.append(made)
    return tuple(incoming), tuple(refused)


def _draft(work: Work, known: Known, own_name: str) -> Incoming | Refused:
    title = " ".join(work.title.split()).removesuffix(".")
    if not title:
        return Refused(work.row, None, "it has no title", work.place)
    if len(title) > 400:
        return Refused(work.row, None, "its title is longer than 400 characters", work.place)
    meaning, doubts = _meaning(work, known)
    plain: dict[str, object] = {"id": "incoming", "title": title, "kind": meaning.kind}
    details: dict[str, object] = dict(meaning.details)
    preprint = details.get("type") == "non-indexed" or bool(_PREPRINTS.search(work.cited))
    if preprint and details.get("type") != "non-indexed":
        doubts.append("it stands on a preprint server: was it accepted by a journal since?")
    if meaning.kind == "publication" and work.indexed and not preprint:
        details["index"] = "pubmed"
    place = _standing(work, own_name)
    if work.names_authors or own_name:
        doubts += _placed(details, meaning.kind, place)
    else:
        doubts.append("this file names no authors, so your place among them is not said")
    state = None if preprint or work.retracted else work.state
    if state is None and not preprint:
        doubts.append("the file does not say how far it is: published, accepted or submitted?")
    if work.day is None and state == "done":
        doubts.append(f"the day is not in the file{f' (it says {work.when})' if work.when else ''}: add it")
    plain |= {"status": state, "details": details, "note": _note(work)}
    if work.day is not None and state in ("done", "accepted"):
        plain |= {"start": work.day, "end": work.day}
    try:
        entry = Evidence.model_validate(plain)
    except ValidationError as error:
        return Refused(work.row, None, problem_lines(error, plain)[0], work.place)
    return Incoming(work.row, entry, tuple(doubts), work.place)


def _meaning(work: Work, known: Known) -> tuple[Meaning, list[str]]:
    """What the file's words for the work mean: the first of the table's own order that says most, then what it asks."""
    found = [meaning for form in work.forms if (meaning := known.meaning(work.where, form))]
    if not found:
        said = ", ".join(f"“{form[:40]}”" for form in work.forms) or "nothing"
        return Meaning(None), [f"the file says {said} of what it is: choose its kind"]
    if work.retracted:
        best = next((each for each in found if each.kind is None), found[0])
    else:
        best = max(found, key=lambda each: (each.kind is not None, len(each.details)))
    kinds = {each.details.get("type") for each in found if each.details.get("type")}
    doubts = [best.ask] if best.ask else []
    if len(kinds) > 1:
        doubts.append(f"the file calls it {' and '.join(sorted(str(kind) for kind in kinds))}: which is it?")
        best = Meaning(best.kind, {key: value for key, value in best.details.items() if key != "type"}, best.ask)
    return best, doubts


def _standing(work: Work, own_name: str) -> Standing:
    place = standing(own_name, work.authors, complete=work.complete, collaborators=work.collaborators)
    if work.gaps and own_name and (place.unsaid is None or not work.authors):
        return Standing(unsaid="the file does not name every author as one, so your place among them is not said")
    return place


def _placed(details: dict[str, object], kind: str | None, place: Standing) -> list[str]:
    """The place among the authors in the words of the kind; what cannot be said, as a doubt."""
    if place.unsaid is not None:
        return [place.unsaid]
    if kind == "publication":
        if place.collaborator:
            details["author"] = "collaborator"
            return []
        last = place.of is not None and place.position == place.of and place.of > 1
        details["author"] = "first" if place.position == 1 else "last" if last else "co-author"
        details["position"] = place.position
        if place.of is not None:
            details["authors"] = place.of
    elif kind == "presentation" and place.position is not None:
        details["author"] = {1: "first", 2: "second"}.get(place.position, "later")
    return []


def _note(work: Work) -> str | None:
    said = " ".join(work.cited.split())[:2_000]
    return said or None
