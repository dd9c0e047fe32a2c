"""What is announced for a later year, and what does it make of a matrix?

An overlay is applied over the whole file: whatever it changes rests on the notice; whatever it leaves was read where it
was read, and is as unsure as the notice is about that year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field as ModelField

from workbook.facts.core import Confidence, FactError, FactModel, Problem, Provenance
from workbook.facts.entry import Entry
from workbook.facts.links import EvidenceRef
from workbook.facts.scoring_domains import Domain, Needs
from workbook.facts.scoring_shape import Totals

if TYPE_CHECKING:
    from workbook.facts.scoring import Matrix


class RuleChange(FactModel):
    domain: str | None = None
    text: str


class OptionChange(FactModel):
    """What an announced change makes of one option."""

    text: str | None = None
    needs: Needs | None = None
    reached_by: tuple[EvidenceRef, ...] | None = None


class Overlay(Entry):
    """What is announced for a later year, applied over the whole file. `set_points` also takes `max` of a domain.

    One that only has a `text` is news: it changes nothing that could be counted.
    """

    year: int
    text: str | None = None
    total: Totals | None = None
    remove_domains: tuple[str, ...] = ()
    set_points: dict[str, dict[str, float]] = ModelField(default={})
    set_options: dict[str, dict[str, OptionChange]] = ModelField(default={})
    rule_changes: tuple[RuleChange, ...] = ()
    assumption: str | None = None

    @property
    def title(self) -> str:
        return f"Announced for {self.year}"

    @property
    def changes_points(self) -> bool:
        """Whether there is a matrix of its own to be made from it."""
        return bool(self.total or self.remove_domains or self.set_points or self.set_options)


def as_announced(base: Matrix, overlay: Overlay, relative: str) -> dict[str, Any]:
    """The fields of the matrix as announced. Raises `FactError` when a change names what is not there."""
    _names_what_is_there(base, overlay, relative)
    domains = [_changed(domain, overlay) for domain in base.domains if domain.id not in overlay.remove_domains]
    plain = base.model_dump() | {
        "provenance": _of_the_notice(base.provenance, overlay),
        "year": overlay.year,
        "overlay_of": base.year,
        "rule_changes": overlay.rule_changes,
        "assumption": overlay.assumption,
        "domains": domains,
        "rules": [rule.model_dump() | {"provenance": _carried(rule.provenance, overlay)} for rule in base.rules],
        "overlays": (),
    }
    if overlay.total is not None:
        plain["total"] = base.total.model_dump() | overlay.total.model_dump(exclude_none=True)
    return plain


def _changed(domain: Domain, overlay: Overlay) -> dict[str, Any]:
    points = overlay.set_points.get(domain.id, {})
    texts = overlay.set_options.get(domain.id, {})
    plain = domain.model_dump()
    touched = points or texts
    plain["provenance"] = (_of_the_notice if touched else _carried)(domain.provenance, overlay)
    for option, own in zip(plain["options"], domain.options, strict=True):
        option["provenance"] = (_of_the_notice if touched else _carried)(own.provenance, overlay)
        if own.id in points:
            option["points"] = points[own.id]
        if own.id in texts:
            option |= texts[own.id].model_dump(exclude_none=True)
    if "max" in points:
        plain["max"] = points["max"]
    return plain


_LEAST_SURE_LAST = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)


def _of_the_notice(of: Provenance, overlay: Overlay) -> Provenance:
    """A fact the notice changes. Its address stays: it is there that the file tells of it."""
    return overlay.provenance.model_copy(update={"id": of.id})


def _carried(of: Provenance, overlay: Overlay) -> Provenance:
    """A fact the notice leaves as it was: read where it was read, and as unsure as the notice is about that year."""
    notice = overlay.provenance
    return of.model_copy(
        update={
            "status": notice.status,
            "confidence": max((of.confidence, notice.confidence), key=_LEAST_SURE_LAST.index),
            "review_by": min(of.review_by, notice.review_by),
        }
    )


def _names_what_is_there(base: Matrix, overlay: Overlay, relative: str) -> None:
    """A change to a domain or option that does not exist would be lost silently."""
    options = {domain.id: {option.id for option in domain.options} for domain in base.domains}
    place = f"overlays, {overlay.year}"
    for domain in (*overlay.remove_domains, *overlay.set_points, *overlay.set_options):
        if domain not in options:
            raise FactError(Problem(relative, f"there is no domain {domain!r}", place))
        named = {*overlay.set_points.get(domain, {}), *overlay.set_options.get(domain, {})} - {"max"}
        for option in sorted(named - options[domain]):
            raise FactError(Problem(relative, f"{domain} has no option {option!r}", place))
