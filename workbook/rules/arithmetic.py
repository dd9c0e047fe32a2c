"""Which arithmetic of a form cannot be worked out from what is known, so that its points may not be shown?

A figure that is only nearly right can cost a year. Worked out are the best option, sums with caps, groups, repeats and
parts of another option's points, bands of one figure, divisors, windows of age and parts that depend on others. What is
unread, read for another round, or given in two readings is named in words, and its points stay unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from workbook.facts.scoring import Domain, Matrix, Option
from workbook.rules.rounds import Round
from workbook.rules.windows import window_of

COUNT_YOURSELF = "This workbook does not work that out: count this part yourself on the official page."


def not_worked_out(matrix: Matrix, domain: Domain, round_: Round) -> str | None:
    """Why the points of this domain may not be told from a record, in a sentence; None when they may."""
    return next(chain(_unread(matrix, domain), _unusual(matrix, domain, round_)), None)


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
    if domain.bands_of is None and any(_scores(domain, option) and option.needs is None for option in options):
        yield "Not every option of this part can be told from what a record holds."


def _unusual(matrix: Matrix, domain: Domain, round_: Round) -> Iterator[str]:
    """Arithmetic of which a word is missing."""
    options = domain.options
    if domain.pick != "one":
        if any(option.points is None and option.points_factor is None for option in options):
            yield "Options add up here, and not all of them have points."
        for option in options:
            if option.per in ("project", "cycle"):
                yield f"Each {option.per} counts by itself here, and a record does not tell which entries share one."
            if option.repeat is not None and takes_several(option):
                yield "An option that takes several entries may be claimed more than once here."
    elif any(option.repeat is not None or option.points_factor is not None for option in options):
        yield "One option counts here, and it is not known how the repeats it names fit in."
    for option in options:
        window = window_of(matrix, domain, option, round_)
        if isinstance(window, str):
            yield window


def grades_only(matrix: Matrix) -> bool:
    """Whether the form gives letters and publishes no points for them."""
    return matrix.scale is not None and matrix.scale.kind == "grades-only"


def takes_several(option: Option) -> bool:
    """Whether the option asks for a count or for several things together."""
    needs = option.needs
    if needs is None:
        return False
    counted = any(
        key in ("count", "count_min", "spells", "spells_min", "full_cycles", "full_cycles_min", "gbp", "gbp_min")
        for key in needs.wanted
    )
    return counted or bool(needs.all_of)


def _scores(domain: Domain, option: Option) -> bool:
    """Whether the option is worth something: points, or a letter or band better than the last."""
    if option.points is not None:
        return option.points > 0
    return option.points_factor is not None or option is not domain.options[-1]
