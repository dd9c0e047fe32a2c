"""Which kinds of data file are there, where do they stand, and which model reads each?

One line a kind. Everything that goes through all of `data/` (check, search, stale, schemas) goes through this list; the
models are imported when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import cast

from workbook.facts.entry import FactFile
from workbook.facts.loading import load_file


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its id, what one file of it is called, where its files stand (a glob), and its model."""

    id: str
    title: str
    pattern: str
    model_at: str  # module:Class below workbook.facts

    @property
    def model(self) -> type[FactFile]:
        """The model of such a file."""
        module, _, name = self.model_at.partition(":")
        return cast(type[FactFile], getattr(import_module(f"workbook.facts.{module}"), name))

    def files(self, root: Path) -> tuple[str, ...]:
        """The files of this kind below the data root, in order."""
        return tuple(sorted(path.relative_to(root).as_posix() for path in root.glob(self.pattern) if path.is_file()))

    def load(self, root: Path, relative: str) -> FactFile:
        """One file of this kind. Raises `FactError`."""
        return load_file(root, relative, self.model)


KINDS = (
    Kind("programme", "Training programme", "specialties/*.yaml", "specialties:Specialty"),
    Kind("programmes-shared", "Rules of all programmes", "catalogue.yaml", "catalogue:CatalogueFile"),
    Kind("person-spec", "Person specification", "person_specs/*/*.yaml", "person_specs:PersonSpec"),
    Kind("scoring", "Scoring matrix", "scoring/*/*.yaml", "scoring:MatrixFile"),
    Kind("scoring-index", "Index of scoring matrices", "scoring/index.yaml", "scoring_index:ScoringIndex"),
    Kind("scoring-msra", "The MSRA in scoring", "scoring/msra.yaml", "scoring_msra:MsraInScoring"),
    Kind("recruitment", "Recruitment year", "recruitment/[0-9][0-9][0-9][0-9].yaml", "recruitment:RecruitmentYear"),
    Kind("recruitment-rules", "Rules of recruitment", "recruitment/rules.yaml", "recruitment_rules:RecruitmentRules"),
    Kind("msra", "Multi-Specialty Recruitment Assessment", "recruitment/msra.yaml", "msra:MsraFile"),
    Kind("foundation", "Foundation programme", "recruitment/foundation.yaml", "foundation:FoundationFile"),
    Kind("priority", "Prioritisation", "recruitment/prioritisation.yaml", "prioritisation:PrioritisationFile"),
    Kind(
        "priority-regulations",
        "Regulations on prioritisation",
        "recruitment/priority-regulations.yaml",
        "prioritisation:RegulationsFile",
    ),
    Kind("competition", "Competition ratios", "competition/[0-9][0-9][0-9][0-9].yaml", "competition:CompetitionYear"),
    Kind(
        "competition-notes", "How to read competition ratios", "competition/notes.yaml", "competition:CompetitionNotes"
    ),
    Kind("visa-figures", "Visa figures", "visa/parameters/*.yaml", "visa_figures:ParametersFile"),
    Kind("visa-routes", "Visa routes", "visa/routes/*.yaml", "visa_routes:RoutesFile"),
    Kind("visa-rules", "Visa rules", "visa/rules/*.yaml", "visa_rules:RulesFile"),
    Kind("sponsorship", "Sponsorship of doctors in training", "visa/sponsorship.yaml", "sponsorship:SponsorshipFile"),
    Kind("guide", "Guide", "guides/*.yaml", "guides:Guide"),
    Kind("pathway", "Ways beside a training programme", "pathways/*.yaml", "pathways:PathwaysFile"),
    Kind("posts", "Kinds of post", "posts/kinds.yaml", "posts:PostKindsFile"),
    Kind("asks", "What to ask of an employer", "posts/asks.yaml", "posts:AsksFile"),
    Kind("eportfolios", "E-portfolios", "posts/eportfolios.yaml", "posts:PortfoliosFile"),
    Kind("pay-points", "Pay points", "posts/pay-points.yaml", "posts:PayPointsFile"),
    Kind(
        "specialty-words", "Words for specialties", "posts/specialty-words.yaml", "specialty_words:SpecialtyWordsFile"
    ),
    Kind("rights", "Rights of locally employed doctors", "posts/rights.yaml", "posts:RightsFile"),
    Kind("pay", "Pay", "pay/*.yaml", "pay:PayFile"),
    Kind("evidence", "Kinds of evidence", "evidence/kinds/*.yaml", "evidence_kinds:KindsFile"),
    Kind("evidence-areas", "Areas of evidence", "evidence/areas.yaml", "evidence_kinds:AreasFile"),
    Kind("documents", "Documents", "evidence/documents.yaml", "evidence_kinds:DocumentsFile"),
    Kind("vocabulary", "Words of evidence", "evidence/vocabulary/*.yaml", "evidence:VocabularyFile"),
    Kind("exams", "Examinations by their names", "evidence/exams.yaml", "exams:ExamsFile"),
    Kind("import-words", "Words of lists and exports", "evidence/import-words.yaml", "import_words:ImportWordsFile"),
    Kind("attributes", "Scale of what the work is like", "evidence/attributes.yaml", "attributes:AttributesFile"),
    Kind(
        "specialty-attributes",
        "Specialties by what the work is like",
        "evidence/attributes/*.yaml",
        "attributes:SpecialtyAttributesFile",
    ),
)


def every_file(root: Path) -> Iterator[tuple[Kind, str]]:
    """Every data file with its kind, in the order of the kinds."""
    for kind in KINDS:
        for relative in kind.files(root):
            yield kind, relative


def kind_of(relative: str) -> Kind | None:
    """The kind of a file by its place; None where no kind reads it."""
    return next((kind for kind in KINDS if PurePosixPath(f"/{relative}").match(f"/{kind.pattern}")), None)
