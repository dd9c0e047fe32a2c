"""What do the `needs` of an option ask for, in the closed vocabulary, and does every option of every matrix keep to it?

`needs` become alternatives, each a kind of evidence with conditions on its fields; one alternative is enough. Keys:

* `cycles: 2` and `months_min: 3` are "at least", `months: "1-10"` is at least 1; `days_over: 2` is more than two;
  `days_max: 2` is at most two;
* a list means any of its words; a word also satisfies what it `meets` (leading a project is contributing to it, a
  national meeting is a regional one), and a group (`type: other`) means any of its members;
* `theme_not: radiology` is any word but that one; a `no` that yes outdoes (`organised: false`) is met either way;
* `all_of` are wanted together, each of an entry of its own or of one that has them all;
* a field that is added up (`count_min: 2`, `sessions_min: 3`) is counted over all entries that meet the other
  conditions; `sessions_each_min: 4` asks it of a single entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from workbook.facts.core import FactError, Problem
from workbook.facts.loading import line_of, load_file
from workbook.facts.scoring import MatrixFile, Needs, load_matrix
from workbook.facts.scoring_domains import Wanted

if TYPE_CHECKING:
    from workbook.facts.evidence import EvidenceKinds
    from workbook.facts.library import Facts
    from workbook.facts.vocabulary import Field, Value, Words

_ENDINGS = ("_each_min", "_min", "_max", "_over")

# What needs mean, kept as long as the vocabulary they are read with. Each entry holds its needs, so that an id is not
# given to another while it stands here. Facts only: nothing of a doctor is ever in it.
_READ: WeakKeyDictionary[EvidenceKinds, dict[int, tuple[Needs, tuple[Alternative, ...]]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Condition:
    """One wanted answer: any of `values` (`doubtful` ones need a closer word), or a number from `least` to `most`.

    `above`: the number must be more than `least`.
    """

    field: Field
    values: frozenset[str] | frozenset[bool] | None = None
    doubtful: frozenset[str] = frozenset()
    least: float | None = None
    most: float | None = None
    above: bool = False

    def holds(self, answers: Mapping[str, Value]) -> bool | None:
        """Whether these answers meet it; None when the answer has not been given, or needs a closer word."""
        if self.field.moot_for and self.field.is_moot(answers):
            return True
        said = answers.get(self.field.key)
        if said is None:
            return None
        if self.values is None:
            number = float(said)
            if self.least is not None and (number < self.least or (self.above and number == self.least)):
                return False
            return self.most is None or number <= self.most
        if said in self.values:
            return True
        return None if said in self.doubtful else False


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to meet the needs. `totals` are the fields added up over all entries that meet the conditions.

    `beside` is what is wanted together with it, of other entries or the same.
    """

    words: Words
    conditions: tuple[Condition, ...]
    totals: tuple[tuple[Field, float], ...]
    beside: tuple[Alternative, ...] = ()


def alternatives(needs: Needs, kinds: EvidenceKinds, place: str) -> tuple[Alternative, ...]:
    """The ways to meet the needs. Raises `FactError`, naming the place, for a key or word outside the vocabulary."""
    kept = _READ.setdefault(kinds, {})
    if id(needs) not in kept:
        try:
            ways = tuple(_together(parts, kinds) for parts in _unfolded(needs, None, {}))
        except _Outside as error:
            raise FactError(f"{place}: {error}") from None
        kept[id(needs)] = (needs, ways)
    return kept[id(needs)][1]


def needs_problems(facts: Facts) -> list[Problem]:
    """Every need of every option of every matrix, and every `scores_as`, that the vocabulary cannot say."""
    try:
        kinds = facts.evidence()
    except FactError:  # its own files are named by whoever reads them all
        return []
    problems: list[Problem] = []
    for path in sorted(facts.root.glob("scoring/*/*.yaml")):
        relative = path.relative_to(facts.root).as_posix()
        try:
            file = load_file(facts.root, relative, MatrixFile)
            for year in sorted({overlay.year for overlay in file.overlays if overlay.year > file.year}):
                load_matrix(facts.root, file.specialty, year)
        except FactError as error:
            problems += [problem for problem in error.problems if problem.place.startswith("overlays")]
            continue
        for place, address, needs in _asked(file):
            try:
                for parts in _unfolded(needs, None, {}):
                    _together(parts, kinds)
            except _Outside as error:
                line = line_of(facts.root, relative, address, "needs")
                problems.append(Problem(relative, str(error), place, line))
        for address, name in _reached_by(file):
            if name not in kinds.kinds:
                line = line_of(facts.root, relative, address, "reached_by")
                problems.append(Problem(relative, f"reached_by: no lead time is kept for {name!r}", line=line))
    return problems + list(_scores_as(kinds))


class _Outside(ValueError):
    """Needs say something the vocabulary cannot."""


_Part = tuple[str | None, dict[str, "Wanted"]]


def _unfolded(needs: Needs, kind: str | None, wanted: Mapping[str, Wanted]) -> list[tuple[_Part, ...]]:
    """Every way to meet the needs, each with the parts that are wanted together."""
    kind = needs.kind or kind
    together = {**wanted, **needs.wanted}
    if needs.any_of:
        return [way for each in needs.any_of for way in _unfolded(each, kind, together)]
    if needs.all_of:
        ways = [_unfolded(each, kind, together) for each in needs.all_of]
        return [tuple(part for way in one for part in way) for one in product(*ways)]
    return [((kind, together),)]


def _together(parts: tuple[_Part, ...], kinds: EvidenceKinds) -> Alternative:
    first, *others = [_alternative(kind, wanted, kinds) for kind, wanted in parts]
    return replace(first, beside=tuple(others)) if others else first


def _alternative(kind: str | None, wanted: Mapping[str, Wanted], kinds: EvidenceKinds) -> Alternative:
    words = kinds.vocabulary.get(kind) if kind else None
    if words is None:
        raise _Outside(f"the vocabulary has no kind {kind!r}")
    conditions: list[Condition] = []
    totals: list[tuple[Field, float]] = []
    for key, value in wanted.items():
        condition = _condition(words, key, value)
        if condition.field.adds_up and not key.endswith("_each_min"):
            if condition.least is None or condition.above:
                raise _Outside(f"{key}: only a least number can be added up")
            totals.append((condition.field, condition.least))
        elif condition.values != frozenset({False, True}):
            conditions.append(condition)
    return Alternative(words, _merged(conditions), tuple(totals))


def _merged(conditions: list[Condition]) -> tuple[Condition, ...]:
    """A least and a most of the same number are one condition: a band."""
    merged: dict[str, Condition] = {}
    for one in conditions:
        other = merged.get(one.field.key)
        if other is None:
            merged[one.field.key] = one
        elif other.least is None and one.most is None:
            merged[one.field.key] = replace(one, most=other.most)
        elif other.most is None and one.least is None:
            merged[one.field.key] = replace(other, most=one.most)
        else:
            raise _Outside(f"{one.field.key}: two conditions that are no band of one number")
    return tuple(merged.values())


def _condition(words: Words, key: str, value: Wanted) -> Condition:
    field = words.field(key)
    if field is not None:
        if field.type == "number":
            return Condition(field, least=_lower_bound(value, key))
        if field.type == "yes-no":
            return Condition(field, values=_yes_no(field, value, key))
        if field.type == "text":
            raise _Outside(f"{key}: what is written in free words cannot be asked for")
        met = _choices(field, value, key)
        return Condition(field, values=met, doubtful=field.doubtful_for(met))
    field = words.field(key.removesuffix("_not")) if key.endswith("_not") else None
    if field is not None and field.type == "choice":
        met = field.values_but(_exactly(field, value, key))
        return Condition(field, values=met, doubtful=field.doubtful_for(met))
    for ending in _ENDINGS:
        field = words.field(key.removesuffix(ending)) if key.endswith(ending) else None
        if field is not None and field.type == "number":
            bound = _lower_bound(value, key)
            if ending == "_max":
                return Condition(field, most=bound)
            return Condition(field, least=bound, above=ending == "_over")
    raise _Outside(f"the vocabulary of {words.id} has no {key!r}")


def _lower_bound(value: Wanted, key: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    try:
        return float(str(value).split("-")[0])
    except ValueError:
        raise _Outside(f"{key}: {value!r} is not a number or a range such as 1-10") from None


def _yes_no(field: Field, value: Wanted, key: str) -> frozenset[bool]:
    if not isinstance(value, bool):
        raise _Outside(f"{key}: {value!r} is neither true nor false")
    return frozenset({value, True}) if field.yes_is_more else frozenset({value})


def _choices(field: Field, value: Wanted, key: str) -> frozenset[str]:
    met: set[str] = set()
    for word in value if isinstance(value, tuple) else (value,):
        satisfied = None if isinstance(word, bool | float) else field.values_for(word)
        if satisfied is None:
            raise _Outside(f"{key}: {word!r} is not one of the choices in the vocabulary")
        met |= satisfied
    return frozenset(met)


def _exactly(field: Field, value: Wanted, key: str) -> frozenset[str]:
    """The words themselves, without what else satisfies them."""
    words = value if isinstance(value, tuple) else (value,)
    there = {choice.value for choice in field.choices}
    for word in words:
        if word not in there:
            raise _Outside(f"{key}: {word!r} is not one of the choices in the vocabulary")
    return frozenset(str(word) for word in words)


def _asked(file: MatrixFile) -> Iterator[tuple[str, str, Needs]]:
    """Where options and rules ask for something: the place in words, the address of its entry, and the needs."""
    for domain in file.domains:
        for option in domain.options:
            if option.needs is not None:
                place = f"domains, {domain.id}, options, {option.id}, needs"
                yield place, option.provenance.id, option.needs
    for rule in file.rules:
        if rule.may_count is not None:
            yield f"rules, {rule.id}, may_count", rule.provenance.id, rule.may_count.of
    for overlay in file.overlays:
        for id, options in overlay.set_options.items():
            for name, change in options.items():
                if change.needs is not None:
                    place = f"overlays, {overlay.year}, set_options, {id}, {name}, needs"
                    yield place, overlay.provenance.id, change.needs


def _reached_by(file: MatrixFile) -> Iterator[tuple[str, str]]:
    for domain in file.domains:
        for option in domain.options:
            for name in option.reached_by:
                yield option.provenance.id, name


def _scores_as(kinds: EvidenceKinds) -> Iterator[Problem]:
    """A kind of evidence that stands for words the vocabulary does not have would silently earn nothing."""
    for kind in kinds.kinds.values():
        stands = kind.scores_as
        if stands is None:
            continue
        relative = f"evidence/kinds/{kind.provenance.id.split('/')[2]}.yaml"
        words = kinds.words_of(stands.kind)
        if words is None:
            yield Problem(relative, f"the vocabulary has no kind {stands.kind!r}", f"{kind.id}, scores_as")
            continue
        for key, said in stands.details.items():
            field = words.field(key)
            if field is None or field.read(said) is None:
                yield Problem(relative, f"{words.id} has no {key}: {said!r}", f"{kind.id}, scores_as, details")
