"""Does each claim say what the entries say? Claims above what is recorded, below it, and on the wrong form.

A claim is held against the needs of its option, with the entries it names or, where it names none, with all of them.
The options, the points and the best way to use an entry once are those of `score`, asked as if no claim were made.
Nothing is assumed for the doctor and nothing is held against them: a finding says what the entry says, what the option
asks for, and what would make it right. Sources: data/scoring.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workbook.base.days import in_words
from workbook.facts.library import Facts
from workbook.facts.scoring import Domain, Option
from workbook.record.models import Claim, Record
from workbook.rules.case import Pieces
from workbook.rules.claim_case import OVER, UNDER, ClaimCase, ClaimFinding, Matter
from workbook.rules.claim_miss import Miss, nearest
from workbook.rules.claim_sums import several, twice, under
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.forms import form_of
from workbook.rules.matching import Alternative
from workbook.rules.pieces import Piece
from workbook.rules.points import DomainScore
from workbook.rules.score_words import points as in_points
from workbook.rules.score_words import troubles
from workbook.rules.scoring import score
from workbook.rules.tally import options_of, worth


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCheck:
    """The claims of a record on one form, and what could be claimed and is not."""

    specialty: str
    year: int
    matrix_year: int
    on: date
    findings: tuple[ClaimFinding, ...]
    notes: tuple[str, ...]
    facts: tuple[FactRef, ...]

    @property
    def over(self) -> tuple[ClaimFinding, ...]:
        """Claims that cannot be shown as they stand."""
        return tuple(one for one in self.findings if one.matter in OVER)

    @property
    def under(self) -> tuple[ClaimFinding, ...]:
        """Points that documents support and no claim takes."""
        return tuple(one for one in self.findings if one.matter in UNDER)


def claim_check(record: Record, facts: Facts, specialty: str, year: int, on: date) -> ClaimCheck:
    """Every claim for the programme, in the order of the form. Raises `Unknown` when no matrix of it is here."""
    bare = score(record.model_copy(update={"claims": ()}), facts, specialty, year, on)
    check = _Check(
        record=record, facts=facts, form=form_of(facts, specialty, year), bare=bare, on=on,
        claims=tuple(claim for claim in record.claims if claim.specialty == specialty),
        pieces=Pieces(record, facts.evidence(), on),
    )  # fmt: skip
    notes = []
    if not check.claims:
        notes.append("You have made no claim for this programme, so there is nothing to hold against your entries.")
    if bare.matrix_year != year:
        notes.append(f"Held against the {bare.matrix_year} form, the newest here; your round is {year}.")
    if bare.facts[0].provenance.copied:
        notes.append(f"This form is {bare.facts[0].provenance.copied}.")
    return ClaimCheck(
        specialty=specialty, year=year, matrix_year=bare.matrix_year, on=on, findings=tuple(check.findings()),
        notes=tuple(notes), facts=bare.facts,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Check(ClaimCase):
    """The case, with a finding for each claim."""

    def findings(self) -> Iterator[ClaimFinding]:
        yield from self._elsewhere()
        mine = self.mine()
        own: dict[str, DomainScore] = {}
        if mine:
            found = score(self.record, self.facts, self.bare.specialty, self.bare.year, self.on)
            own = {one.id: one for one in found.domains}
        for domain in self.form.matrix.domains:
            claims = mine.get(domain.id, ())
            given = next(one for one in self.bare.domains if one.id == domain.id)
            for claim in claims:
                yield self._claim(domain, given, claim)
            if len(claims) > 1 and domain.pick == "one":
                yield several(domain, claims)
            if own:
                yield from under(domain, given, own[domain.id], claims)
        yield from twice(self, mine)

    # ---- claims that are not on this form

    def _elsewhere(self) -> Iterator[ClaimFinding]:
        form = (FactRef(self.form.matrix.provenance),)
        for claim in self.claims:
            domain = next((one for one in self.form.matrix.domains if one.id == claim.domain), None)
            option = domain.option(claim.option) if domain else None
            title = domain.title if domain else claim.domain
            if claim.year not in (self.bare.year, self.bare.matrix_year):
                yield ClaimFinding(
                    criterion=claim.domain, title=title, matter="other-year", option=claim.option,
                    verdict=Verdict.NOT_APPLICABLE, evidence=claim.evidence, facts=form,
                    because=f"This claim was made on the {claim.year} form. Your points are counted here on the "
                    f"{self.bare.matrix_year} form, whose options and points may be others.",
                    right=f"Choose again among the options of the {self.bare.matrix_year} form.",
                )  # fmt: skip
            elif option is None:
                yield ClaimFinding(
                    criterion=claim.domain, title=title, matter="no-option", option=claim.option,
                    verdict=Verdict.NOT_MET, evidence=claim.evidence, facts=form,
                    because=f"“{claim.option}” is no option of “{title}” on the {self.bare.matrix_year} form.",
                    right="Choose again among the options this part has.",
                )  # fmt: skip

    # ---- one claim

    def _claim(self, domain: Domain, given: DomainScore, claim: Claim) -> ClaimFinding:
        option = domain.option(claim.option)
        assert option is not None  # only claims on options of the form come here
        if not given.options or domain.auto:
            verdict = given.verdict if given.verdict is Verdict.NOT_DECIDED else Verdict.CANNOT_TELL
            return self._told(domain, option, "not-told", verdict, given.because, missing=("how this part is marked",))
        if domain.bands_of is not None:
            return self._band(domain, option, given)
        if option.needs is None:
            return self._told(domain, option, "supported", Verdict.MET, f"This option asks for nothing: {option.text}")
        return self._held_against(domain, option, given, claim)

    def _held_against(self, domain: Domain, option: Option, given: DomainScore, claim: Claim) -> ClaimFinding:
        named = {*claim.evidence}
        subset: Mapping[str, Sequence[Piece]] = (
            {kind: [one for one in self.pieces[kind] if one.id in named] for kind in self.pieces}
            if named
            else self.pieces
        )
        found = self.outcome(domain, option, subset)
        met = found.held
        if found.documented is not None and found.documented.on <= self.by:
            because = f"{_titles(found.documented.pieces)}, with the document in order: {option.text}"
            return self._told(domain, option, "supported", Verdict.MET, because, evidence=found.documented.keys)
        if met is not None and met.on <= self.by:
            because = f"What you did meets it and cannot be shown yet. {troubles(met.pieces)}."
            right = "Put the document in order, and the claim stands."
            return self._told(domain, option, "undocumented", Verdict.NOT_MET, because, evidence=met.keys, right=right)
        if met is not None:
            because = f"{_titles(met.pieces)} would meet it from {in_words(met.on)}, if all goes as planned."
            right = "Claim it when it is done and shown by a document."
            return self._told(
                domain, option, "planned", Verdict.MET_ON, because, evidence=met.keys, right=right, on=met.on
            )  # fmt: skip
        if found.asked:
            more = f" (and {len(found.asked) - 1} more)" if len(found.asked) > 1 else ""
            because = f"It depends on what is not known yet: {found.asked[0]}{more}"
            return self._told(
                domain, option, "unsaid", Verdict.CANNOT_TELL, because, missing=found.asked, evidence=claim.evidence,
                right="Answer that in the entry.",
            )  # fmt: skip
        return self._above(domain, option, given, claim, subset)

    def _above(
        self, domain: Domain, option: Option, given: DomainScore, claim: Claim, subset: Mapping[str, Sequence[Piece]]
    ) -> ClaimFinding:
        """No entry meets the option: what the nearest one says instead."""
        window = self.form.parts[domain.id].windows.get(option.id)
        ways = self.ways(domain, option)
        miss: Miss | None = nearest(ways, subset, self.by, window)
        other = self.outcome(domain, option, self.pieces).held if claim.evidence else None
        if claim.evidence and not {*claim.evidence} & {id for id, _ in self.named(claim)}:
            because = "The entry this claim names is in your record no more."
        elif miss is None:
            kinds = " or ".join(dict.fromkeys(f"“{way.words.title}”" for way in ways))
            if claim.evidence:
                named = " and ".join(f"“{title}”" for _, title in self.named(claim))
                because = f"{named} is not of the kind this option asks for, {kinds}."
            else:
                because = f"Nothing you have recorded is of the kind this option asks for, {kinds}."
        else:
            because = miss.sentence
        right = self._right(domain, option, given, ways)
        if other is not None and other.on <= self.by:
            right = f"{_titles(other.pieces)} meets this option: name that one in the claim."
        rule = (FactRef(miss.rule),) if miss is not None and miss.rule is not None else ()
        ids = tuple(piece.key for piece in miss.pieces) if miss is not None else claim.evidence
        return self._told(
            domain, option, "above", Verdict.NOT_MET, because, evidence=ids, right=right, facts=rule
        )  # fmt: skip

    def _band(self, domain: Domain, option: Option, given: DomainScore) -> ClaimFinding:
        """A part whose one band follows from the posts or the day of the degree."""
        if given.verdict is Verdict.CANNOT_TELL or not given.claimed.option:
            missing = given.missing or ("what the bands are counted from",)
            return self._told(domain, option, "unsaid", Verdict.CANNOT_TELL, given.because, missing=missing)
        if given.claimed.option == option.id:
            return self._told(domain, option, "supported", Verdict.MET, f"Your record says the same: {option.text}")
        held = domain.option(given.claimed.option)
        text = held.text if held else given.claimed.option
        return self._told(
            domain, option, "above", Verdict.NOT_MET, f"By your record this holds: {text} Your claim is: {option.text}",
            right=f"Choose “{text.rstrip('.')}”, or correct the posts and days it is counted from.",
        )  # fmt: skip

    # ---- the parts

    def _right(self, domain: Domain, option: Option, given: DomainScore, ways: Sequence[Alternative]) -> str:
        """What the entries do meet in this part."""
        held = [one for one in options_of(domain, given.claimed) if worth(domain, one) > 0]
        if not held:
            return "Choose the option that gives nothing for now, or record what meets this one."
        text = "; ".join(one.text.rstrip(".") for one in held)
        gives = f" ({in_points(given.claimed.points)})" if given.claimed.points is not None else ""
        return f"What you have recorded meets “{text}”{gives}: choose that."

    def _told(
        self, domain: Domain, option: Option, matter: Matter, verdict: Verdict, because: str, *,
        evidence: Sequence[str] = (), missing: Sequence[str] = (), right: str | None = None, on: date | None = None,
        facts: tuple[FactRef, ...] = (),
    ) -> ClaimFinding:  # fmt: skip
        return ClaimFinding(
            criterion=domain.id, title=domain.title, matter=matter, option=option.id, verdict=verdict, because=because,
            right=right, facts=(FactRef(option.provenance), *facts), evidence=tuple(evidence), on=on,
            missing=tuple(missing) if verdict is Verdict.CANNOT_TELL else (),
        )  # fmt: skip


def _titles(pieces: Sequence[Piece]) -> str:
    named = [f"“{piece.title}”" for piece in pieces]
    return " and ".join(filter(None, (", ".join(named[:-1]), *named[-1:])))
