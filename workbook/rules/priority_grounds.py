"""Does the doctor fall under one group that the Act of 2026 names? One function for each of its groups.

The grounds of data/recruitment/prioritisation.yaml name the groups under `who`; `CHECKS` has a function for each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from workbook.base.days import in_words
from workbook.record.models import Permission
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.gate_question import Answer, in_training
from workbook.rules.held import SETTLED, called, held_on, listed
from workbook.rules.priority_programmes import qualifying_programme
from workbook.rules.priority_question import Question, best_of, since

Check = Callable[[Question], Answer]

# What only the doctor can say: whether most of the course was spent in the country that gave the degree.
STUDIED_THERE = "medical-course-mostly-in-its-country"

# The countries of the definition as a record writes them (ISO 3166).
COUNTRY_CODES = {"iceland": "IS", "liechtenstein": "LI", "norway": "NO", "switzerland": "CH"}
UK, IRELAND = "GB", "IE"

INDEFINITE = ("ilr",)
EU_SCHEME = ("eu-settlement-scheme",)
SPONSORED = ("health-and-care-worker", "skilled-worker")
FAMILY = ("dependant-partner-work", "partner-of-settled-person")


# ---------------------------------------------------------------- where the degree is from


def uk_graduate(question: Question) -> Answer:
    """A UK degree, unless all or most of the course was spent outside the British Islands. Section 4(1)."""
    answer = _degree(question, (UK,), "the United Kingdom", abroad="outside the British Islands")
    return replace(answer, facts=question.defined("uk-medical-graduate"))


def irish_graduate(question: Question) -> Answer:
    """A degree of an institution in Ireland, unless all or most of the course was spent elsewhere. Section 4(3)."""
    answer = _degree(question, (IRELAND,), "Ireland", abroad="outside Ireland", equivalent=True)
    return replace(answer, facts=question.defined("priority-group-ireland"))


def efta_graduate(question: Question) -> Answer:
    """A degree of one of the countries listed. Section 4(4)."""
    listed = next(each for each in question.act.definitions if each.id == "priority-group-efta").countries
    codes = tuple(COUNTRY_CODES[name] for name in listed)
    named = " or ".join((", ".join(name.capitalize() for name in listed[:-1]), listed[-1].capitalize()))
    return replace(_degree(question, codes, named, equivalent=True), facts=question.defined("priority-group-efta"))


def _degree(
    question: Question, codes: tuple[str, ...], named: str, *, abroad: str = "", equivalent: bool = False
) -> Answer:
    """A degree from one of the countries, with the conditions of the definition that only the doctor knows."""
    qualified = question.record.doctor.qualified
    if qualified is None or qualified.country is None:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="Your record does not say which country your medical degree is from.",
            missing=("the country of your primary medical degree",),
        )
    if qualified.country not in codes:
        return Answer(verdict=Verdict.NOT_MET, because=f"Your medical degree is not from {named}.")
    said = _studied_there(question) if abroad else True
    if said is False:
        return Answer(
            verdict=Verdict.NOT_MET,
            because=f"Your degree is from {named}, and you say most of the course was {abroad}: it does not count.",
        )
    conditions = ["the GMC treats it as equivalent"] if equivalent else []
    if abroad and said is None:
        conditions.append(f"you did not spend all or most of the course {abroad}")
    counts = f" It counts if {' and '.join(conditions)}." if conditions else ""
    awarded = qualified.on
    if awarded is None or awarded <= question.day:
        return Answer(verdict=Verdict.MET, because=f"Your medical degree is from {named}.{counts}")
    due = f"Your medical degree from {named} is due on {in_words(awarded)}"
    if awarded.year > question.year:
        return Answer(verdict=Verdict.NOT_MET, because=f"{due}, too late for {question.step}.", on=awarded)
    return Answer(
        verdict=Verdict.MET_ON,
        because=f"{due}. Whether one still to come counts before that day is not in what was read.{counts}",
        on=awarded,
    )


def _studied_there(question: Question) -> bool | None:
    """The doctor's newest word on where most of the course was spent; null where they gave none."""
    given = [said for said in question.record.statements if said.criterion == STUDIED_THERE and said.on <= question.on]
    newest = max(given, key=lambda said: said.on, default=None)
    return newest.holds if newest else None


# ---------------------------------------------------------------- citizenship and status


def british(question: Question) -> Answer:
    """A British citizen."""
    return _citizen(question, UK, "british", "a British citizen")


def irish(question: Question) -> Answer:
    """An Irish citizen who needs no leave to be here."""
    found = _citizen(question, IRELAND, "irish", "an Irish citizen")
    if found.verdict in (Verdict.MET, Verdict.MET_ON):
        return replace(found, because=f"{found.because} It counts if you need no leave to be in the UK, as is usual.")
    return found


def right_of_abode(question: Question) -> Answer:
    """A Commonwealth citizen with the right of abode."""
    found = _status(question, ("right-of-abode",), (), "have the right of abode")
    if found.verdict in (Verdict.MET, Verdict.MET_ON):
        return replace(found, because=f"{found.because} The ground is for Commonwealth citizens.")
    return found


def indefinite_leave(question: Question) -> Answer:
    """Indefinite leave to enter or remain."""
    return _status(question, ("ilr",), INDEFINITE, "hold indefinite leave")


def eu_settlement_scheme(question: Question) -> Answer:
    """Any leave under the EU Settlement Scheme, settled or pre-settled."""
    return _status(question, ("eu-settled",), EU_SCHEME, "hold leave under the EU Settlement Scheme")


def _citizen(question: Question, country: str, kind: str, named: str) -> Answer:
    doctor = question.record.doctor
    if doctor.settled and doctor.settled.kind == kind:
        return since(question, doctor.settled.on, f"You are {named}", missing=f"since when you are {named}")
    if country in doctor.citizenship:
        return Answer(verdict=Verdict.MET, because=f"You are {named}.")
    if doctor.citizenship:
        return Answer(verdict=Verdict.NOT_MET, because=f"By the citizenship recorded you are not {named}.")
    if doctor.settled or held_on(question.record, question.day):
        return Answer(verdict=Verdict.NOT_MET, because=f"By the status recorded you are not {named}.")
    return Answer(
        verdict=Verdict.CANNOT_TELL, because="Your record does not say which citizenship you hold.",
        missing=("your citizenship",),
    )  # fmt: skip


def _status(question: Question, kinds: tuple[str, ...], routes: tuple[str, ...], words: str) -> Answer:
    """A status recorded as such, or a permission on one of the routes that has not ended."""
    record, settled = question.record, question.record.doctor.settled
    missing = f"since when you {words}"
    ways = [since(question, settled.on, f"You {words}", missing=missing)] if settled and settled.kind in kinds else []
    ways += [_permitted(question, entry, words) for entry in _live(question, routes)]
    if ways:
        return best_of(ways)
    held = held_on(record, question.day)
    if settled and (settled.on is None or settled.on <= question.day):
        return Answer(verdict=Verdict.NOT_MET, because=f"You {SETTLED[settled.kind]}: another status.")
    if held is not None:
        other = listed((held,), question.facts)
        return Answer(verdict=Verdict.NOT_MET, because=f"You hold another status: {other}.", evidence=(held.id,))
    if {UK, IRELAND} & {*record.doctor.citizenship}:
        return Answer(verdict=Verdict.NOT_MET, because="You are a citizen who needs no such status.")
    return Answer(
        verdict=Verdict.CANNOT_TELL,
        because="Your record shows no status or permission to stay on that day.",
        missing=("the status or the permission to stay that you hold",),
    )


def _permitted(question: Question, entry: Permission, words: str) -> Answer:
    return since(
        question, entry.start, f"You {words}", missing=f"the first day of {called(entry)}", evidence=(entry.id,)
    )


def _live(question: Question, routes: tuple[str, ...]) -> list[Permission]:
    """Permissions on these routes that have not ended by the day the record is read."""
    return [
        entry
        for entry in question.record.permissions
        if entry.route in routes and (entry.end is None or entry.end >= question.day)
    ]


# ---------------------------------------------------------------- what is no ground, and what is open


def overseas_british(question: Question) -> Answer:
    """A British citizen whose degree is from outside the UK."""
    citizen, graduate = british(question), uk_graduate(question)
    if citizen.verdict is Verdict.MET and graduate.verdict is Verdict.NOT_MET:
        return replace(citizen, because=f"{citizen.because} {graduate.because}")
    unsure = [answer for answer in (citizen, graduate) if answer.verdict is Verdict.CANNOT_TELL]
    return unsure[0] if unsure else Answer(verdict=Verdict.NOT_MET, because="It does not describe you.")


def spouse(question: Question) -> Answer:
    """A spouse's or dependant's permission."""
    return _on_route(question, FAMILY)


def sponsored_outside_training(question: Question) -> Answer:
    """A sponsored worker in a post that is no training post."""
    found = _on_route(question, SPONSORED)
    on_programme = any(in_training(programme, question.day) for programme in question.record.doctor.uk_programmes)
    if found.verdict is Verdict.MET and on_programme:
        return Answer(verdict=Verdict.NOT_MET, because="You are on a UK training programme.")
    return found


def _on_route(question: Question, routes: tuple[str, ...]) -> Answer:
    held = held_on(question.record, question.day)
    if held is None or held.route not in routes:
        return Answer(verdict=Verdict.NOT_MET, because="It does not describe you.")
    title = question.facts.route(held.route).title
    return Answer(verdict=Verdict.MET, because=f"You hold {title}.", evidence=(held.id,))


def by_regulations(question: Question) -> Answer:
    """Whoever the regulations will describe: nobody can say until they are made."""
    regulations = question.facts.priority_regulations()
    newest = max((search.day for search in regulations.searches), default=regulations.provenance.checked_on)
    return Answer(
        verdict=Verdict.NOT_DECIDED,
        because=(
            f"Not decided by {decided_by(question)}. Regulations may describe who has significant NHS experience, or "
            f"name people by immigration status. No such text was found, last looked for on {in_words(newest)}; "
            "no number of months is law."
        ),
        facts=(FactRef(regulations.power.provenance), FactRef(regulations.state.provenance)),
    )


def decided_by(question: Question) -> str:
    """Who may make the regulations, as a sentence names them."""
    made_by = question.facts.priority_regulations().power.made_by
    nations = f"{', '.join(made_by.nations[:-1])} and {made_by.nations[-1]}"
    return f"the {made_by.uk} (or, each for its nation, the {nations})"


CHECKS: Mapping[str, Check] = {
    "uk-medical-graduate": uk_graduate,
    "priority-group-ireland": irish_graduate,
    "priority-group-efta": efta_graduate,
    "relevant-qualifying-uk-programme": qualifying_programme,
    "british-citizen": british,
    "commonwealth-citizen-with-right-of-abode": right_of_abode,
    "irish-citizen-not-needing-leave": irish,
    "indefinite-leave-to-enter-or-remain": indefinite_leave,
    "leave-under-eu-settlement-scheme": eu_settlement_scheme,
    "british-citizen-with-overseas-degree": overseas_british,
    "spouse-or-dependant-visa": spouse,
    "skilled-worker-visa-in-non-training-post": sponsored_outside_training,
    "person-described-in-section-3-regulations": by_regulations,
}
