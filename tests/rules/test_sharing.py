"""One claim for each achievement: the best way, held against every way there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.rules.sharing import Place, share

Options = list[tuple[float, frozenset[str], int]]  # points, the entries that serve, how many it takes


def place(id: str, options: Options) -> Place:
    serves: dict[str, list[int]] = {}
    for n, (_, keys, _) in enumerate(options):
        for key in keys:
            serves.setdefault(key, []).append(n)

    def worth(allowed: frozenset[str]) -> float:
        return max((points for points, keys, count in options if len(keys & allowed) >= count), default=0.0)

    def sets(class_of: Callable[[str], object]) -> Iterable[tuple[str, ...]]:
        for _, keys, count in options:
            if count == 1:
                yield from ((key,) for key in sorted(keys))
            else:
                yield from (tuple(dict.fromkeys(pair)) for pair in product(sorted(keys), repeat=2) if len({*pair}) == 2)

    return Place(id=id, serves={key: tuple(said) for key, said in serves.items()}, worth=worth, sets=sets)


def _by_trying(places: list[tuple[str, Options]], keys: list[str]) -> float:
    best = 0.0
    for way in product((None, *(id for id, _ in places)), repeat=len(keys)):
        given_ = {id: frozenset(k for k, to in zip(keys, way, strict=True) if to == id) for id, _ in places}
        best = max(best, sum(place(id, options).worth(given_[id]) for id, options in places))
    return best


KEYS = ["a", "b", "c", "d", "e"]
options_ = st.lists(
    st.tuples(
        st.sampled_from([2.0, 4.0, 5.0, 6.0, 8.0]),
        st.frozensets(st.sampled_from(KEYS), min_size=1),
        st.sampled_from([1, 1, 2]),
    ),
    min_size=1,
    max_size=4,
)


@given(forms=st.lists(options_, min_size=2, max_size=4))
@settings(max_examples=200, deadline=None)
def test_no_other_way_gives_more(forms: list[Options]) -> None:
    named = [(f"p{n}", options) for n, options in enumerate(forms)]
    found = share([place(id, options) for id, options in named])
    assert found.total == _by_trying(named, KEYS)
    assert found.total == sum(place(id, options).worth(found.allowed[id]) for id, options in named)
    for n, (id, _) in enumerate(named):
        assert not any(found.allowed[id] & found.allowed[other] for other, _ in named[n + 1 :])


@given(
    points=st.dictionaries(st.sampled_from(KEYS), st.sampled_from([0.5, 1.0, 2.0, 3.0]), min_size=1),
    cap=st.sampled_from([2.0, 3.0, 6.0]),
    options=options_,
)
@settings(max_examples=150, deadline=None)
def test_a_part_that_adds_up_gives_away_only_what_does_more_elsewhere(
    points: dict[str, float], cap: float, options: Options
) -> None:
    """A capped sum beside a part of which one option counts, against every way to give the entries out."""

    def added(allowed: frozenset[str]) -> float:
        return min(cap, sum(points[key] for key in allowed if key in points))

    other = place("one", options)
    found = share([Place(id="sum", serves=points, worth=added), other])
    ways = [frozenset(key for key, here in zip(KEYS, way, strict=True) if here) for way in product((0, 1), repeat=5)]
    assert found.total == max(added(mine) + other.worth(frozenset(KEYS) - mine) for mine in ways)


@given(forms=st.lists(options_, min_size=2, max_size=3), least=st.sampled_from([2.0, 5.0, 8.0]))
@settings(max_examples=200, deadline=None)
def test_a_part_that_waits_counts_only_behind_the_one_that_opens_it(forms: list[Options], least: float) -> None:
    """The first part opens the last one by what it gives itself: held against every way to give the entries out."""
    named = [(f"p{n}", options) for n, options in enumerate(forms)]
    last = len(named) - 1
    plain = [place(id, options) for id, options in named]

    def opens(allowed: frozenset[str]) -> frozenset[str]:
        return frozenset({plain[last].id} if plain[0].worth(allowed) >= least else ())

    def together(given_: dict[str, frozenset[str]]) -> float:
        total = sum(one.worth(given_[one.id]) for one in plain[:last])
        return total + (plain[last].worth(given_[plain[last].id]) if opens(given_["p0"]) else 0.0)

    found = share([replace(plain[last], waits=True), replace(plain[0], opens=opens), *plain[1:last]])
    every = (
        {id: frozenset(key for key, to in zip(KEYS, way, strict=True) if to == id) for id, _ in named}
        for way in product((None, *(id for id, _ in named)), repeat=len(KEYS))
    )
    best = max(together(given_) for given_ in every)
    assert found.total == best == together({**found.allowed})
    if found.shut:
        assert all(id != plain[last].id for id in found.placed.values())


def test_ways_that_give_as_much_are_named() -> None:
    talk = frozenset({"talk"})
    found = share([place("presentations", [(8.0, talk, 1)]), place("activities", [(8.0, talk, 1)])])
    assert (found.total, found.placed) == (8.0, {"talk": "presentations"})
    assert found.others == ({"talk": "activities"},)


def test_where_one_way_is_best_there_is_no_other() -> None:
    talk = frozenset({"talk"})
    found = share([place("presentations", [(6.0, talk, 1)]), place("activities", [(8.0, talk, 1)])])
    assert (found.placed, found.others) == ({"talk": "activities"}, ())


def test_a_chain_of_moves_is_found() -> None:
    """a fits only the first place, b the first and second, c the second and third: all three are used."""
    chain = [("x", "ab"), ("y", "bc"), ("z", "c")]
    found = share([place(id, [(1.0, frozenset(keys), 1)]) for id, keys in chain])
    assert found.total == 3.0
