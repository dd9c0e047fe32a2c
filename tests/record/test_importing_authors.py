"""The doctor's own name among the authors: one fit is a place, none or two are not."""

from __future__ import annotations

import pytest

from workbook.record.importing.authors import Standing, name_from, standing


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("Khan AM", "khan", ("a", "m")),
        ("Khan, Ahmed M.", "khan", ("ahmed", "m")),
        ("Ahmed M. Khan", "khan", ("ahmed", "m")),
        ("van der Berg J", "vanderberg", ("j",)),
        ("Müller, Karla", "muller", ("karla",)),
        ("O'Neil K", "oneil", ("k",)),
        ("Madonna", "madonna", ()),
    ],
)
def test_a_name_is_read_as_lists_write_it(text: str, family: str, given: tuple[str, ...]) -> None:
    name = name_from(text)
    assert name is not None and (name.family, name.given) == (family, given)


def test_nothing_is_no_name() -> None:
    assert name_from("  ") is None


@pytest.mark.parametrize(
    ("own", "authors", "position"),
    [
        ("Khan A", ["Khan AM", "Lee B"], 1),
        ("Khan AM", ["Lee B", "Khan A"], 2),
        ("Khan, Ahmed", ["Lee, Bo", "Khan, A. M."], 2),
        ("Ahmed Khan; Khan-Lee A", ["Roe J", "Khan-Lee A"], 2),
        ("Muller K", ["Müller, Karla"], 1),
    ],
)
def test_one_author_that_fits_is_the_place(own: str, authors: list[str], position: int) -> None:
    assert standing(own, authors) == Standing(position=position, of=len(authors))


@pytest.mark.parametrize(
    ("own", "authors", "why"),
    [
        ("", ["Khan A"], "your own name was not given"),
        ("Khan A", [], "names no authors"),
        ("Khan A", ["Khan A", "Khan AM"], "authors 1 and 2 could all be you"),
        ("Khan, Ahmed", ["Khan, Asma"], "not among its authors"),
        ("Khan B", ["Khan A"], "not among its authors"),
        ("Khan A", ["Khan"], "not among its authors"),
    ],
)
def test_where_it_is_not_certain_no_place_is_said(own: str, authors: list[str], why: str) -> None:
    found = standing(own, authors)
    assert found.position is None and why in (found.unsaid or "")


def test_a_list_cut_short_has_no_number_of_authors_and_says_so() -> None:
    assert standing("Khan A", ["Khan A"], complete=False) == Standing(position=1, of=None)
    assert "cut short" in (standing("Roe J", ["Khan A"], complete=False).unsaid or "")


def test_a_name_among_the_collaborators_is_that() -> None:
    assert standing("Khan A", ["Lee B"], collaborators=["Khan, Ahmed"]) == Standing(collaborator=True)
