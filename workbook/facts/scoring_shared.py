"""Whose matrix is a programme scored on, where it is not its own alone?

One file may serve several programmes: the physician specialties share one form, and so do the psychiatric ones. Each
part of a shared matrix keeps the address and the sources of the shared file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook.facts.core import FactError, Problem, Provenance, Unknown

if TYPE_CHECKING:
    from workbook.facts.scoring import MatrixFile
    from workbook.facts.specialties import Specialty

_ADDED = ("selection", "thresholds", "rules", "domains", "figures")
# What only the shared file may say: a programme's own word beside it would be lost.
_SAID_BY_THE_SHARED = ("total", "tie_break", "scale", "domain_titles_known", "overlays")


def in_the_catalogue(root: Path, specialty: str) -> Specialty | None:
    """The programme's entry in the catalogue, where it names another matrix than one of its own. Raises `FactError`."""
    from workbook.facts.specialties import load_specialty

    try:
        entry = load_specialty(root, specialty)
    except Unknown:
        return None
    return entry if entry.scoring not in (None, specialty) else None


def over_shared(own: MatrixFile, shared: MatrixFile) -> dict[str, Any]:
    """The shared matrix with what the programme's own file says: its rules and steps besides, its own interview."""
    lost = [name for name in _SAID_BY_THE_SHARED if getattr(own, name) != type(own).model_fields[name].get_default()]
    if lost:
        place = f"scoring/{own.year}/{own.specialty}.yaml"
        raise FactError(Problem(place, "stands in the shared matrix that this file uses", lost[0]))
    plain = as_shared(shared, own.specialty, own.provenance)
    for name in _ADDED:
        plain[name] = [*plain[name], *own.model_dump(include={name})[name]]
    if own.interview is not None:
        plain |= {"interview": own.interview.model_dump(), "shared_interview": plain["interview"]}
    return plain


def as_shared(shared: MatrixFile, specialty: str, because: Provenance) -> dict[str, Any]:
    """The shared matrix as that of one programme; `because` is where it says that the matrix holds for it."""
    text = f"The matrix is one that several programmes share: {shared.title or shared.specialty}."
    return with_options(shared.model_dump()) | {
        "shared": False,
        "specialty": specialty,
        "through": {"specialty": specialty, "text": text, "provenance": because},
    }


def with_options(plain: dict[str, Any]) -> dict[str, Any]:
    """A domain that has the same options as another is given them, under the address where they stand."""
    options = {domain["id"]: domain["options"] for domain in plain["domains"]}
    for domain in plain["domains"]:
        if domain["same_options_as"] is not None:
            domain |= {"options": options[domain["same_options_as"]], "same_options_as": None}
    return plain
