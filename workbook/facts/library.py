"""Where does a rule get its facts? From one object that reads a file when it is first asked for it, and only then.

Each kind's own module is imported inside the method that needs it: asking for one person specification neither imports
nor parses anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from workbook.facts.core import FactError, Unknown
from workbook.facts.where import data_root

if TYPE_CHECKING:
    from workbook.facts.attributes import Attributes
    from workbook.facts.catalogue import CatalogueFile
    from workbook.facts.competition import CompetitionNotes, CompetitionYear, Ratio
    from workbook.facts.coverage import Covered
    from workbook.facts.evidence import EvidenceKinds
    from workbook.facts.exams import ExamsFile
    from workbook.facts.foundation import FoundationFile
    from workbook.facts.guides import Guide
    from workbook.facts.import_words import ImportWordsFile
    from workbook.facts.msra import MsraFile
    from workbook.facts.pathways import Pathway
    from workbook.facts.pay import PayFile
    from workbook.facts.person_specs import PersonSpec
    from workbook.facts.posts import PostFacts, PostKind
    from workbook.facts.prioritisation import PrioritisationFile, RegulationsFile
    from workbook.facts.recruitment import RecruitmentYear
    from workbook.facts.recruitment_rules import RecruitmentRules
    from workbook.facts.scoring import Matrix
    from workbook.facts.scoring_index import ScoringIndex
    from workbook.facts.scoring_msra import MsraInScoring
    from workbook.facts.search import Index
    from workbook.facts.specialties import Specialty
    from workbook.facts.specialty_words import SpecialtyWordsFile
    from workbook.facts.sponsorship import SponsorshipFile
    from workbook.facts.visa import Route, VisaEvents, VisaParameter, VisaRule

T = TypeVar("T")

_SLUG = re.compile(r"[a-z0-9][a-z0-9\-]{0,79}")


class Facts:
    """All facts, read lazily; each answer is kept on this object. `root` is the folder of the facts."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = data_root() if root is None else root
        self._kept: dict[tuple[Any, ...], Any] = {}

    def specialties(self) -> dict[str, Specialty]:
        """Every training programme by its id, those left out whose file cannot be read."""
        return self._once(("programmes",), lambda: _readable(self.specialty_ids(), self.specialty))

    def specialty_ids(self) -> tuple[str, ...]:
        """The ids of the training programmes, in order. Nothing is parsed for it."""
        from workbook.facts.specialties import programme_ids

        return self._once(("specialties",), lambda: programme_ids(self.root))

    def specialty(self, id: str) -> Specialty:
        """One training programme, whose file alone is read. Raises `Unknown`, with the names nearest to it."""
        from workbook.facts.specialties import load_specialty

        return self._once(("specialty", id), lambda: load_specialty(self.root, id))

    def catalogue(self) -> CatalogueFile:
        """What is said of all programmes at once."""
        from workbook.facts.catalogue import load_catalogue

        return self._once(("catalogue",), lambda: load_catalogue(self.root))

    def competition(self, specialty: str) -> dict[int, Ratio]:
        """The competition of one programme by year; no year where none is known. Raises `Unknown` for no programme."""
        self.specialty(specialty)
        found: dict[int, Ratio] = {}
        for year in self.competition_years():
            for row in self.competition_year(year).ratios:
                if row.programme == specialty:
                    found[year] = row
        return found

    def competition_year(self, year: int) -> CompetitionYear:
        """The competition ratios and national totals of one year. Raises `Unknown`, with the years there are."""
        from workbook.facts.competition import load_competition

        if year not in self.competition_years():
            there = ", ".join(map(str, self.competition_years()))
            raise Unknown(f"no competition ratios of {year} are here; there is {there}")
        return self._once(("competition", year), lambda: load_competition(self.root, year))

    def competition_years(self) -> tuple[int, ...]:
        """The years, ascending, of which competition figures are there. Nothing is parsed for it."""
        from workbook.facts.competition import competition_years

        return self._once(("competition-years",), lambda: competition_years(self.root))

    def competition_notes(self) -> CompetitionNotes:
        """What to know of all years before reading a ratio."""
        from workbook.facts.competition import load_notes

        return self._once(("competition-notes",), lambda: load_notes(self.root))

    def pathways(self) -> dict[str, Pathway]:
        """Every way beside a training programme, every certificate that stands in for one, by its id."""
        from workbook.facts.pathways import load_pathways

        return self._once(("pathways",), lambda: load_pathways(self.root))

    def attributes(self) -> Attributes:
        """Specialties by what the work is like: the scale, and each specialty's scores."""
        from workbook.facts.attributes import load_attributes

        return self._once(("attributes",), lambda: load_attributes(self.root))

    def person_spec(self, specialty: str, year: int) -> PersonSpec:
        """The newest person specification not after the year (its `.year` says which). Raises `Unknown` if none."""
        from workbook.facts.person_specs import load_person_spec

        _file_name(specialty)
        return self._once(
            ("spec", specialty, year),
            lambda: load_person_spec(self.root, specialty, year, self._spec_name(specialty)),
        )

    def spec_years(self, specialty: str) -> tuple[int, ...]:
        """The years, ascending, of which a person specification of this programme is here; none: empty."""
        from workbook.facts.person_specs import spec_years

        _file_name(specialty)
        return self._once(
            ("spec-years", specialty), lambda: spec_years(self.root, self._spec_name(specialty) or specialty)
        )

    def _spec_name(self, specialty: str) -> str | None:
        """What the specification is called that a programme shares with others; None where it has one of its own."""
        from workbook.facts.person_specs import spec_years

        # the programme is read only where it has no file of its own
        if spec_years(self.root, specialty) or specialty not in self.specialty_ids():
            return None
        return self.specialty(specialty).person_spec

    def matrix(self, specialty: str, year: int) -> Matrix:
        """The newest scoring matrix not after the year (its `.year` says which). Raises `Unknown` if none.

        A programme that shares a matrix gets that one; `.through` says where it is said to hold.
        """
        from workbook.facts.scoring import load_matrix

        _file_name(specialty)
        return self._once(("matrix", specialty, year), lambda: load_matrix(self.root, specialty, year))

    def scoring_index(self) -> ScoringIndex:
        """What there is of each programme's scoring, the national rules, and every kind of arithmetic."""
        from workbook.facts.scoring_index import load_index

        return self._once(("scoring-index",), lambda: load_index(self.root))

    def msra_in_scoring(self) -> MsraInScoring:
        """How the programmes use the MSRA when they score."""
        from workbook.facts.scoring_msra import load_msra_in_scoring

        return self._once(("scoring-msra",), lambda: load_msra_in_scoring(self.root))

    def evidence(self) -> EvidenceKinds:
        """The kinds of evidence and their words."""
        from workbook.facts.evidence import load_evidence

        return self._once(("evidence",), lambda: load_evidence(self.root))

    def exams(self) -> ExamsFile:
        """The postgraduate exams that specifications ask for, their parts and how doctors write them."""
        from workbook.facts.exams import load_exams

        return self._once(("exams",), lambda: load_exams(self.root))

    def import_words(self) -> ImportWordsFile:
        """What lists, e-portfolio exports and citation lists call things, and the kind of evidence each means here."""
        from workbook.facts.import_words import load_import_words

        return self._once(("import-words",), lambda: load_import_words(self.root))

    def posts(self) -> PostFacts:
        """What posts give and lack, what to ask for, rights, pay points."""
        from workbook.facts.posts import load_posts

        return self._once(("posts",), lambda: load_posts(self.root))

    def post_kinds(self) -> dict[str, PostKind]:
        """Every kind of post by its id: the closed vocabulary of a record's posts."""
        from workbook.facts.posts import load_post_kinds

        return self._once(("post-kinds",), lambda: load_post_kinds(self.root))

    def specialty_words(self) -> SpecialtyWordsFile:
        """What rotas call a specialty."""
        from workbook.facts.specialty_words import load_specialty_words

        return self._once(("specialty-words",), lambda: load_specialty_words(self.root))

    def recruitment(self, year: int) -> RecruitmentYear:
        """The recruitment for posts that start in this year. Raises `Unknown` when nothing of it is here."""
        from workbook.facts.recruitment import load_recruitment

        return self._once(("recruitment", year), lambda: load_recruitment(self.root, year))

    def recruitment_rules(self) -> RecruitmentRules:
        """What holds in every round: documents, offers, deferral, the right to work."""
        from workbook.facts.recruitment_rules import load_recruitment_rules

        return self._once(("recruitment-rules",), lambda: load_recruitment_rules(self.root))

    def recruitment_years(self) -> tuple[int, ...]:
        """The years, ascending, for which recruitment facts are there."""
        from workbook.facts.recruitment import published_years

        return self._once(("recruitment-years",), lambda: published_years(self.root))

    def visa_parameters(self) -> dict[str, VisaParameter]:
        """Every visa figure over time by its id."""
        from workbook.facts.visa import load_parameters

        return self._once(("parameters",), lambda: load_parameters(self.root))

    def msra(self) -> MsraFile:
        """The Multi-Specialty Recruitment Assessment: papers, scoring, booking, who uses it."""
        from workbook.facts.msra import load_msra

        return self._once(("msra",), lambda: load_msra(self.root))

    def foundation(self) -> FoundationFile:
        """How a doctor with a degree from outside the UK applies to the UK Foundation Programme."""
        from workbook.facts.foundation import load_foundation

        return self._once(("foundation",), lambda: load_foundation(self.root))

    def prioritisation(self) -> PrioritisationFile:
        """Whom the Prioritisation Act puts first, at which step and in which years."""
        from workbook.facts.prioritisation import load_prioritisation

        return self._once(("prioritisation",), lambda: load_prioritisation(self.root))

    def priority_regulations(self) -> RegulationsFile:
        """What the Prioritisation Act leaves to regulations from 2027, and what was found of them."""
        from workbook.facts.prioritisation import load_priority_regulations

        return self._once(("priority-regulations",), lambda: load_priority_regulations(self.root))

    def pay(self) -> PayFile:
        """What is known of pay in the newest pay year. The points of the scales are among `posts`."""
        from workbook.facts.pay import load_pay

        return self._once(("pay",), lambda: load_pay(self.root))

    def visa_parameter(self, id: str) -> VisaParameter:
        """One visa figure over time. Raises `Unknown`."""
        return _one(self.visa_parameters(), id, "visa figure")

    def visa_story(self, id: str) -> VisaEvents:
        """What happened around a visa figure, told by its events. Raises `Unknown`."""
        from workbook.facts.visa import load_events

        return _one(self._once(("events",), lambda: load_events(self.root)), id, "visa story")

    def visa_rules(self) -> dict[str, VisaRule]:
        """Every visa rule by its id."""
        from workbook.facts.visa import load_rules

        return self._once(("rules",), lambda: load_rules(self.root))

    def visa_rule(self, id: str) -> VisaRule:
        """One visa rule. Raises `Unknown`."""
        return _one(self.visa_rules(), id, "visa rule")

    def sponsorship(self) -> SponsorshipFile:
        """Who sponsors doctors in training, nation by nation, and what they ask for."""
        from workbook.facts.sponsorship import load_sponsorship

        return self._once(("sponsorship",), lambda: load_sponsorship(self.root))

    def routes(self) -> dict[str, Route]:
        """Every visa route by its id: the closed vocabulary of a record's permissions."""
        from workbook.facts.visa import load_routes

        return self._once(("routes",), lambda: load_routes(self.root))

    def route(self, id: str) -> Route:
        """One visa route. Raises `Unknown`, which names those there are."""
        return _one(self.routes(), id, "visa route")

    def guides(self) -> dict[str, Guide]:
        """Every guide by its id, those left out whose file cannot be read."""
        from workbook.facts.guides import guide_ids

        return self._once(("guides",), lambda: _readable(guide_ids(self.root), self.guide))

    def guide(self, id: str) -> Guide:
        """One guide, whose file alone is read. Raises `Unknown`, which names those there are."""
        from workbook.facts.guides import load_guide

        return self._once(("guide", id), lambda: load_guide(self.root, id))

    def index(self) -> Index:
        """Every fact that can be read, for a search; and the files that had to be set aside."""
        from workbook.facts.search import load_index

        return self._once(("index",), lambda: load_index(self.root))

    def coverage(self) -> tuple[Covered, ...]:
        """What is known of each programme and year, and what is not."""
        from workbook.facts.coverage import coverage

        return self._once(("coverage",), lambda: coverage(self))

    def _once(self, key: tuple[Any, ...], load: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = load()
        return cast(T, self._kept[key])


def _readable(ids: Iterable[str], read: Callable[[str], T]) -> dict[str, T]:
    """What can be read. A file that cannot is set aside: `index` and `facts check` name it; nothing of it is used."""
    found: dict[str, T] = {}
    for id in ids:
        with suppress(FactError):
            found[id] = read(id)
    return found


def _one(entries: dict[str, T], id: str, what: str) -> T:
    try:
        return entries[id]
    except KeyError as error:
        there = ", ".join(sorted(entries))
        raise Unknown(f"there is no {what} {id!r} here; there is {there}") from error


def _file_name(specialty: str) -> None:
    """An id becomes part of a path; only a plain one may."""
    if not _SLUG.fullmatch(specialty):
        raise Unknown(f"{specialty[:80]!r} is not the id of a specialty")
