"""Do the claims fit together, and do they take all that the documents give? Twice, two in one part, and too little."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbook.facts.scoring import Domain, Option
from workbook.record.models import Claim
from workbook.rules.adding import together
from workbook.rules.claim_case import ClaimCase, ClaimFinding
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.limits import limit_of, most_of
from workbook.rules.points import DomainScore
from workbook.rules.score_words import points as in_points
from workbook.rules.tally import options_of, worth


def several(domain: Domain, claims: Sequence[Claim]) -> ClaimFinding:
    """Several options of a part that takes one."""
    return ClaimFinding(
        criterion=domain.id, title=domain.title, matter="several", option=None, verdict=Verdict.NOT_MET,
        because=f"This part takes one option, and you have chosen {len(claims)}.",
        right="Keep the best one that your entries meet.", facts=(FactRef(domain.provenance),),
        evidence=tuple(dict.fromkeys(id for claim in claims for id in claim.evidence)),
    )  # fmt: skip


def twice(case: ClaimCase, mine: Mapping[str, Sequence[Claim]]) -> Iterator[ClaimFinding]:
    """An entry in two parts of a form that takes it once, or under two options of one part."""
    once = next((rule for rule in case.form.matrix.rules if rule.counts == "once"), None)
    used: dict[str, dict[str, list[str]]] = {}
    for domain in case.form.matrix.domains:
        for claim in mine.get(domain.id, ()):
            for key in _rests_on(case, domain, claim):
                used.setdefault(key, {}).setdefault(domain.id, []).append(claim.option)
    domains = {domain.id: domain for domain in case.form.matrix.domains}
    titles = {piece.key: piece.title for kind in case.pieces for piece in case.pieces[kind]}
    for key, places in used.items():
        where = [one for one in places if once is not None and (not once.domains or one in once.domains)]
        name = titles.get(key, key)
        if once is not None and len(where) > 1:
            placed = next((one.domain for one in case.bare.total.placed if one.evidence.key == key), None)
            yield ClaimFinding(
                criterion=where[0], title=" and ".join(domains[one].title for one in where), matter="twice",
                option=None, verdict=Verdict.NOT_MET, evidence=(key,), facts=(FactRef(once.provenance),),
                because=f"“{name}” is claimed in {' and in '.join(f'“{domains[one].title}”' for one in where)}. "
                "This form takes an achievement once.",
                right=f"Where all parts together give most it counts in “{placed}”."
                if placed else "Decide in which part it does most.",
            )  # fmt: skip
        for place, options in places.items():
            if len(options) > 1 and domains[place].pick != "one":
                yield ClaimFinding(
                    criterion=place, title=domains[place].title, matter="twice", option=None,
                    verdict=Verdict.NOT_MET, evidence=(key,), facts=(FactRef(domains[place].provenance),),
                    because=f"“{name}” stands behind {len(options)} options of this part. An entry serves one.",
                    right="Leave it with the option that gives most.",
                )  # fmt: skip


def _rests_on(case: ClaimCase, domain: Domain, claim: Claim) -> tuple[str, ...]:
    """The keys of the entries a claim names; where it names none and one entry alone can meet it, of that one."""
    if claim.evidence:
        return tuple(dict.fromkeys(key for id in claim.evidence for key in _keys(case, id)))
    option = domain.option(claim.option)
    if option is None or option.needs is None or domain.bands_of is not None:
        return ()
    found = case.outcome(domain, option, case.pieces)
    usable = {
        one.piece.key for _, candidates in found.ways for one in candidates
        if one.sure and one.ready is not None and one.ready <= case.by
    }  # fmt: skip
    return tuple(usable) if len(usable) == 1 and found.held is not None else ()


def _keys(case: ClaimCase, id: str) -> tuple[str, ...]:
    """A claim names an entry of evidence by its id; where there is none, an exam or a post."""
    if any(entry.id == id for entry in case.record.evidence):
        return (id,)
    return tuple(piece.key for kind in case.pieces for piece in case.pieces[kind] if piece.id == id) or (id,)


def under(domain: Domain, given: DomainScore, mine: DomainScore, claims: Sequence[Claim]) -> Iterator[ClaimFinding]:
    """What documents already support above the claims of this part, if anything. `given` is the part without any claim,
    `mine` with the doctor's."""
    supported, claimed = given.supported, mine.claimed
    best = options_of(domain, supported)
    if not best or domain.auto or not given.options:
        return
    chosen = [option for claim in claims if (option := domain.option(claim.option)) is not None]
    more = _worth(domain, best, supported.points)
    less = _worth(domain, chosen, claimed.points) if chosen else 0.0
    if more <= less or more <= 0:
        return
    text = "; ".join(option.text.rstrip(".") for option in best)
    said = in_points(claimed.points) if claimed.points is not None else " and ".join(one.text for one in chosen)
    now = f"You claim {said} here" if chosen else "You claim nothing here"
    gives = f" ({in_points(supported.points)})" if supported.points is not None else ""
    yield ClaimFinding(
        criterion=domain.id, title=domain.title, matter="under" if chosen else "unclaimed", option=best[0].id,
        verdict=Verdict.MET, because=f"{now}, and your documents already support more{gives}: {text}.",
        right=f"Choose “{text}”.", evidence=supported.evidence,
        facts=tuple(FactRef(option.provenance) for option in best),
    )  # fmt: skip


def _worth(domain: Domain, options: Sequence[Option], points: float | None) -> float:
    """The points told for the options. Where none may be told: the best letter, or the most they can add up to."""
    if points is not None:
        return points
    if domain.pick == "one":
        return max(worth(domain, option) for option in options)
    return together(domain, [(option, most_of(domain, option)) for option in options], limit=limit_of(domain))
