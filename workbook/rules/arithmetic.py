"""Which arithmetic of a form is not worked out here, so that its points may not be shown?

A figure that is only nearly right can cost a year. What is worked out: the best option of a domain, sums and capped
sums in which each option counts once. Whatever else a domain uses is named in words, and its points stay unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from workbook.facts.scoring import Domain, Matrix, Needs, Option
from workbook.facts.scoring_domains import BandsOf

COUNT_YOURSELF = "This workbook does not work that out: count this part yourself on the official page."

# Kinds of evidence of which a record keeps a list of its own, beside the evidence.
_ELSEWHERE = {"exam": "Exams", "teaching-post": "Posts"}

_BANDS: dict[BandsOf, str] = {
    "months-in-any-post": "Months worked in any medical post",
    "months-in-specialty": "Months worked in the specialty",
    "years-since-qualification": "Years since qualification",
    "cases": "Numbers of cases",
}


def not_worked_out(matrix: Matrix, domain: Domain) -> str | None:
    """Why the points of this domain may not be told from a record, in a sentence; None when they may."""
    return next(chain(_unread(matrix, domain), _unusual(matrix, domain)), None)


def _unread(matrix: Matrix, domain: Domain) -> Iterator[str]:
    """What is not known of the domain itself."""
    options = domain.options
    if not options:
        yield "The options of this part are not known."
    if domain.incomplete:
        yield "Some options of this part could not be read."
    if domain.pick is None:
        yield "How the options of this part add up is not known."
    if domain.year not in (None, matrix.year) or any(option.year not in (None, matrix.year) for option in options):
        yield f"What is known of this part was read for another round than that of {matrix.year}."
    if any(option.points_alt is not None for option in options):
        yield "Two copies of the official page give different points here."
    if any(_scores(domain, option) and option.needs is None for option in options):
        yield "Not every option of this part can be told from what a record holds."


def _unusual(matrix: Matrix, domain: Domain) -> Iterator[str]:
    """Arithmetic that is none of the three."""
    options = domain.options
    if domain.requires is not None:
        other = next((one.title for one in matrix.domains if one.id == domain.requires.domain), domain.requires.domain)
        yield f"This part counts only when “{other}” has reached {_either(domain.requires.grade_in)}."
    if domain.bands_of is not None:
        yield f"{_BANDS[domain.bands_of]} decide here: exactly one band holds, and more may be worth less."
    if domain.divide_by is not None:
        setter = next((one.title for one in matrix.domains if one.sets == domain.divide_by), domain.divide_by)
        yield f"The points here are divided by a figure that another part sets: “{setter}”."
    if domain.groups:
        yield "The options are counted in groups, each with a limit of its own."
    if any(option.repeat is not None or option.per is not None for option in options):
        yield "Some options may be claimed more than once."
    if any(option.points_factor is not None for option in options):
        yield "Some options give a part of another option's points."
    if domain.pick != "one" and any(option.needs.all_of for option in options if option.needs):
        yield "Some options ask for several things together, and each may count in one place only."
    if domain.sets is not None:
        yield "This part gives no points of its own: it sets a figure that divides those of other parts."
    windows = [option.look_back for option in options if option.look_back is not None]
    if domain.look_back is not None:
        windows.append(domain.look_back)
    if windows:
        yield f"The age of the evidence decides here: {windows[0].words}."
    asked = {kind for option in options if option.needs for kind in _kinds(option.needs)}
    for kind, what in _ELSEWHERE.items():
        if kind in asked:
            yield f"{what} decide here, and they stand in a list of their own that is not read for points."


def _scores(domain: Domain, option: Option) -> bool:
    """Whether the option is worth something: points, or a letter or band better than the last."""
    if option.points is not None:
        return option.points > 0
    return option is not domain.options[-1]


def _kinds(needs: Needs) -> Iterator[str]:
    if needs.kind is not None:
        yield needs.kind
    for each in (*needs.any_of, *needs.all_of):
        yield from _kinds(each)


def _either(words: tuple[str, ...]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
