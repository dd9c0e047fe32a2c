"""The command line: the contract's names in JSON, plain words without it, and one line on stderr for what is wrong."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from workbook.app.cli import main
from workbook.facts.where import data_root
from workbook.record.demos import demo_names, demo_record, demo_text
from workbook.record.reading import read_record, record_from_text

DEMOS = [demo.name for demo in demo_names(data_root())]
COMMANDS = ("gates", "score", "priority", "visa", "timeline", "plan")
OF_A_PROGRAMME = ("gates", "score", "priority")
IMT = "internal-medicine-ct1"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """One command on 20 November 2026: its exit status, what it printed, what it complained of."""
    monkeypatch.setenv("WORKBOOK_TODAY", "2026-11-20")

    def command(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


@pytest.fixture
def answered(run: Run) -> Callable[..., Any]:
    """The JSON of a command that succeeded."""

    def ask(*arguments: object) -> Any:
        status, out, err = run(*arguments, "--json")
        assert (status, err) == (0, "")
        return json.loads(out)

    return ask


@pytest.fixture(params=DEMOS)
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Each worked example as a file."""
    path = tmp_path / f"{request.param}.yaml"
    path.write_text(demo_text(data_root(), request.param), encoding="utf-8")
    return path


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    path = tmp_path / "trust-grade.yaml"
    path.write_text(demo_text(data_root(), "trust-grade"), encoding="utf-8")
    return path


def refused(said: tuple[int, str, str]) -> str:
    """The one line of a command that was refused."""
    status, out, err = said
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith("workbook: ")
    assert "Traceback" not in err
    return err


# ---- the names of the contract


def test_gates_in_json(answered: Callable[..., Any], record: Path) -> None:
    said = answered("gates", record)
    assert {"specialty", "year", "on", "findings"} <= set(said)
    assert said["on"] == "2026-11-20"
    for finding in said["findings"]:
        assert {"criterion", "verdict", "on", "because", "missing", "evidence", "facts"} <= set(finding)
        assert finding["verdict"] in ("met", "not_met", "met_on", "cannot_tell", "not_decided", "not_applicable")


def test_score_in_json(answered: Callable[..., Any], record: Path) -> None:
    said = answered("score", record, "--specialty", IMT, "--year", 2026)
    assert {"specialty", "year", "matrix_year", "domains", "total"} <= set(said)
    assert (said["specialty"], said["year"], said["matrix_year"]) == (IMT, 2026, 2026)
    assert said["domains"]
    for domain in said["domains"]:
        assert {"id", "max", "supported", "claimed", "ceiling", "because"} <= set(domain)
        for name in ("supported", "claimed", "ceiling"):
            assert {"points", "option", "evidence"} <= set(domain[name])
    assert {"supported", "claimed", "ceiling", "max", "blocked_by"} <= set(said["total"])


def test_a_number_that_may_not_be_shown_is_null(answered: Callable[..., Any], trust: Path) -> None:
    said = answered("score", trust, "--specialty", "general-practice-st1", "--year", 2026)
    assert said["total"]["supported"] is None
    assert said["total"]["blocked_by"]


def test_priority_in_json(answered: Callable[..., Any], record: Path) -> None:
    said = answered("priority", record, "--year", 2027, "--specialty", IMT)
    assert {"year", "stage", "verdict", "ground", "because", "nhs_months", "thresholds"} <= set(said)
    assert (said["year"], said["stage"], said["verdict"], said["ground"]) == (2027, "offer", "not_decided", None)
    assert [each["months"] for each in said["thresholds"]] == [24, 36, 60]
    assert all({"months", "reached_on", "proposed_by"} <= set(each) for each in said["thresholds"])


def test_visa_in_json(answered: Callable[..., Any], record: Path) -> None:
    said = answered("visa", record)
    assert {"on", "permission", "findings", "residence"} <= set(said)
    assert {"route", "end", "apply_from", "apply_by"} <= set(said["permission"])
    residence = said["residence"]
    assert {
        "clock_start", "completion", "earliest_application", "absences", "worst_window", "breaches", "left_today",
        "excepted_days", "rule_sets",
    } <= set(residence)  # fmt: skip
    assert residence["absences"]
    for trip in residence["absences"]:
        assert {"left", "returned", "days"} <= set(trip)
    for window in (residence["worst_window"], *residence["breaches"]):
        assert set(window) == {"from", "to", "days"}
    for rules in residence["rule_sets"]:
        assert {"id", "status", "completion", "earliest_application"} <= set(rules)


def test_timeline_in_json(answered: Callable[..., Any], record: Path) -> None:
    said = answered("timeline", record)
    assert {"on", "events", "collisions"} <= set(said)
    assert said["events"]
    for event in said["events"]:
        assert {"id", "date", "until", "title", "kind", "status", "source"} <= set(event)
    assert said["collisions"]
    for collision in said["collisions"]:
        assert {"id", "rank", "because", "events"} <= set(collision)
        assert set(collision["events"]) <= {event["id"] for event in said["events"]}


def test_plan_in_json(answered: Callable[..., Any], record: Path) -> None:
    said = answered("plan", record)
    assert {"on", "horizon", "actions", "left_out"} <= set(said)
    assert said["actions"]
    for action in said["actions"]:
        assert {"id", "title", "start", "finish", "hours", "yields", "because", "status"} <= set(action)
    later = answered("plan", record, "--on", "2027-11-10")
    assert later["left_out"]
    for entry in later["left_out"]:
        assert {"id", "because"} <= set(entry)


# ---- in words


@pytest.mark.parametrize("command", COMMANDS)
def test_the_same_in_words(run: Run, record: Path, command: str) -> None:
    status, out, err = run(command, record)
    assert (status, err) == (0, "")
    assert "as of 20 November 2026" in out.splitlines()[0]
    assert "None" not in out
    assert "Verdict." not in out
    assert "datetime" not in out


def test_gates_in_words_say_verdict_reason_and_source(run: Run, trust: Path) -> None:
    _, out, _ = run("gates", trust)
    assert "Foundation competence: Not met" in out
    assert "Source: NHS England" in out
    assert "No 2028 person specification is here. The 2026 one is used" in out


def test_a_score_in_words_says_its_year_once_and_its_total(run: Run, trust: Path) -> None:
    _, out, _ = run("score", trust)
    assert out.count("Scored on the 2026 matrix, the newest here") == 1
    assert "Total: supported 12, claimed 18, within reach 23, most 30" in out


def test_priority_in_words_says_who_decides_and_that_no_number_is_law(run: Run, trust: Path) -> None:
    """2 August 2023 to 19 November 2026 are 39 months and 18 thirtieths; five years are worked on 2 August 2028."""
    _, out, _ = run("priority", trust, "--year", 2027)
    assert "Information, not immigration advice." in out
    assert "not decided by the Secretary of State" in out
    assert "NHS months: 39.6" in out
    assert "Proposed numbers, not law" in out and "60 months: reached on 2 August 2028 if you stay" in out
    assert out.count("Source: ") > 5


def test_priority_asks_about_the_step_and_the_foundation_programme(answered: Callable[..., Any], trust: Path) -> None:
    assert answered("priority", trust, "--year", 2026, "--stage", "interview")["verdict"] == "not_applicable"
    said = answered("priority", trust, "--year", 2027, "--foundation")
    assert (said["programme"], said["verdict"], said["thresholds"]) == ("foundation", "not_met", [])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--stage", "tests"), "--stage"),
        (("--foundation", "--specialty", IMT), "--foundation: leave out --specialty"),
        (("--foundation", "--year", "soon"), "--year"),
        (("--year", "1999"), "1999"),
        (("--specialty", "radiology"), "is not a programme of this workbook"),
        (("--on", "2027-02-29"), "February 2027 has no day 29"),
    ],
)
def test_priority_asked_badly_is_one_line(run: Run, trust: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(run("priority", trust, *arguments))


def test_visa_in_words_says_that_it_is_no_advice(run: Run, record: Path) -> None:
    _, out, _ = run("visa", record)
    assert "Information, not immigration advice." in out
    assert "ends " in out


def test_a_plan_in_words_names_what_is_left_out_by_its_title(run: Run, trust: Path) -> None:
    _, out, _ = run("plan", trust, "--on", "2027-11-10")
    left_out = out.split("Left out:")[1]
    assert "it usually takes about" in left_out
    assert "internal-medicine-ct1-2028" not in left_out


# ---- the day, the programme, the year


def test_the_day_may_be_asked_for(answered: Callable[..., Any], trust: Path) -> None:
    assert answered("timeline", trust, "--on", "2027-02-03")["on"] == "2027-02-03"


def test_the_day_may_be_set(answered: Callable[..., Any], trust: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_TODAY", "2027-02-03")
    assert answered("gates", trust)["on"] == "2027-02-03"


def test_programme_and_year_come_from_the_first_target(answered: Callable[..., Any], record: Path) -> None:
    first = read_record(record).ranked_targets[0]
    said = answered("gates", record)
    assert (said["specialty"], said["year"]) == (first.specialty, first.year)


def test_a_programme_that_is_no_target_is_asked_about_for_the_next_round(
    answered: Callable[..., Any], trust: Path
) -> None:
    said = answered("gates", trust, "--specialty", "clinical-radiology-st1")
    assert said["year"] == 2028


# ---- bad input


BAD_RECORDS = {
    "an impossible date": ("format: 1\nposts:\n- {id: p1, start: 2023-02-30}\n", "posts, p1, start"),
    "an end before a start": (
        "format: 1\nposts:\n- {id: p1, start: 2026-08-05, end: 2025-08-05}\n",
        "posts, p1: end: 5 August 2025 is before the start",
    ),
    "an unknown specialty": (
        "format: 1\ntargets:\n- {specialty: internal-medicin-ct1, year: 2028}\n",
        "did you mean internal-medicine-ct1?",
    ),
    "an unknown kind of post": (
        "format: 1\nposts:\n- {id: p1, kind: trust-grade-fello}\n",
        'posts, p1, kind: "trust-grade-fello" is not a kind of post of this workbook; ',
    ),
    "an unknown visa route": (
        "format: 1\npermissions:\n- {id: v1, route: helth-and-care-worker}\n",
        "did you mean health-and-care-worker?",
    ),
    "a misspelt field": ("format: 1\nposts:\n- {id: p1, titel: Fellow}\n", "posts, p1, titel"),
    "no record": ("hello: world\n", 'it has no "format: 1" line'),
    "a list": ("- 1\n- 2\n", "not a record"),
    "a later format": ("format: 9\n", "reads format 1"),
    "broken YAML": ("format: 1\nposts: [\n", "not a record"),
    "an id twice": ("format: 1\nposts:\n- {id: p1}\n- {id: p1}\n", "'p1' stands twice"),
    "a key twice": ("format: 1\nformat: 1\n", "format"),
    "an alias": ("format: 1\nposts: &a []\nexams: *a\n", "not a record"),
    "nothing": ("", "not a record"),
}


@pytest.mark.parametrize("bad", BAD_RECORDS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_bad_record_is_one_line_that_names_the_place(run: Run, tmp_path: Path, command: str, bad: str) -> None:
    text, said = BAD_RECORDS[bad]
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    line = refused(run(command, path))
    assert said in line
    assert "mine.yaml" in line
    assert [one.name for one in tmp_path.iterdir()] == ["mine.yaml"]


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "format: 1\n".encode("utf-16"),
        b"PK\x03\x04" + b"\x00" * 64,
        b"\xff\xfe\x00\x01",
        b"format: 1\nposts: " + b"[" * 5_000,
    ],
)
def test_a_file_that_is_not_text_at_all_is_one_line_too(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(content)
    assert "mine.yaml" in refused(run("gates", path))


def test_a_yaml_bomb_of_ten_megabytes_is_refused_before_it_unfolds(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bomb.yaml"
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))
    path.write_text(f"format: 1\na0: &a0 lol\n{levels}\npad: {'x' * 10_000_000}\n", encoding="utf-8")
    refused(run("gates", path))


def test_a_file_or_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert "there is no such file" in refused(run("gates", tmp_path / "nowhere.yaml"))
    assert "this is a folder" in refused(run("gates", tmp_path))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--on", "2026-02-30"), "is not a date: February 2026 has no day 30"),
        (("--on", "tomorrow"), "--on: "),
        (("--on", "20/11/2026"), "write it as 2026-11-20"),
        (("--year", "26"), "--year"),
        (("--year", "next"), "--year"),
        (("--year", "²"), "--year"),
        (("--year", "2015"), "2015"),
        (("--specialty", "radiology"), "is not a programme of this workbook"),
        (("--colour",), "unrecognized arguments"),
        (("--colour\nred",), "unrecognized arguments"),
    ],
)
def test_what_is_asked_badly_is_one_line(run: Run, trust: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(run("gates", trust, *arguments))


@pytest.mark.parametrize("command", OF_A_PROGRAMME)
def test_a_programme_that_is_none_is_never_passed_over_in_silence(run: Run, trust: Path, command: str) -> None:
    assert "is not a programme of this workbook" in refused(run(command, trust, "--specialty", "no-such-programme"))


@pytest.mark.parametrize("asked", [("--specialty", IMT), ("--year", "2028")])
@pytest.mark.parametrize("command", [command for command in COMMANDS if command not in OF_A_PROGRAMME])
def test_a_question_about_no_programme_takes_none(run: Run, trust: Path, command: str, asked: tuple[str, ...]) -> None:
    """It was taken and left aside: the answer looked as if it were about that programme."""
    assert f"unrecognized arguments: {' '.join(asked)}" in refused(run(command, trust, *asked))


def test_a_setting_of_the_day_that_is_none_is_named(run: Run, trust: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_TODAY", "someday")
    assert "WORKBOOK_TODAY" in refused(run("gates", trust))


def test_without_a_target_the_programme_is_asked_for(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("format: 1\n", encoding="utf-8")
    for command in OF_A_PROGRAMME:
        line = refused(run(command, path))
        assert "--specialty is needed" in line
        assert IMT in line
    for command in ("visa", "timeline", "plan"):
        assert run(command, path)[0] == 0


@pytest.mark.parametrize(
    "arguments", [(), ("no-such-command",), ("gates",), ("export", "mine.yaml"), ("export", "m", "--to", "png")]
)
def test_a_command_that_is_none_or_half_is_one_line(run: Run, arguments: tuple[str, ...]) -> None:
    refused(run(*arguments))


def test_help_lists_every_command(run: Run) -> None:
    status, out, _ = run("--help")
    assert status == 0
    for command in (*COMMANDS, "app", "lab", "export", "import", "demo"):
        assert command in out


def test_a_fault_of_ours_is_not_hidden_as_bad_input(trust: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        raise KeyError("a fault")

    monkeypatch.setattr("workbook.rules.gates.gates", faulty)
    with pytest.raises(KeyError):
        main(["gates", str(trust)])


# ---- worked examples


def test_the_examples_are_listed_a_name_and_what_it_shows_a_line(run: Run) -> None:
    status, out, err = run("demo")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert [line.split()[0] for line in lines] == DEMOS
    assert all(len(line.split()) > 5 for line in lines)


@pytest.mark.parametrize("name", DEMOS)
def test_an_example_printed_can_be_read_again(run: Run, name: str, tmp_path: Path) -> None:
    status, out, _ = run("demo", name)
    assert status == 0
    path = tmp_path / "mine.yaml"
    path.write_text(out, encoding="utf-8")
    assert read_record(path) == demo_record(data_root(), name)


@pytest.mark.parametrize("name", ["nobody", "../../secret", "TRUST-GRADE", ""])
def test_an_example_that_is_none_names_those_there_are(run: Run, name: str) -> None:
    assert "trust-grade" in refused(run("demo", name))


# ---- export


def test_a_calendar_is_written_where_asked(run: Run, record: Path, tmp_path: Path) -> None:
    out = tmp_path / "dates.ics"
    status, said, err = run("export", record, "--to", "ics", "--output", out)
    assert (status, said, err) == (0, f"Written: {out}\n", "")
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_calendar_needs_no_programme(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "format: 1\nposts:\n- {id: p1, title: Fellow, start: 2026-08-05, end: 2027-08-03}\n", encoding="utf-8"
    )
    status, out, _ = run("export", path, "--to", "ics")
    assert status == 0
    assert "BEGIN:VCALENDAR" in out
    assert "--specialty is needed" in refused(run("export", path, "--to", "html"))


def test_a_page_goes_to_standard_output(run: Run, record: Path) -> None:
    status, out, err = run("export", record, "--to", "html")
    assert (status, err) == (0, "")
    assert "20 November 2026" in out


def test_a_place_that_cannot_be_written_to_is_one_line(run: Run, trust: Path, tmp_path: Path) -> None:
    line = refused(run("export", trust, "--to", "ics", "--output", tmp_path / "nowhere" / "dates.ics"))
    assert "--output" in line
    assert sorted(one.name for one in tmp_path.iterdir()) == ["trust-grade.yaml"]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_file_that_is_no_text_never_goes_to_the_screen(run: Run, trust: Path, form: str) -> None:
    assert "--output is needed" in refused(run("export", trust, "--to", form))


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_the_evidence_index_is_the_same_bytes_for_the_same_record_and_day(
    run: Run, record: Path, tmp_path: Path, form: str
) -> None:
    made = []
    for name in ("one", "two"):
        out = tmp_path / f"{name}.{form}"
        assert run("export", record, "--to", form, "--output", out) == (0, f"Written: {out}\n", "")
        made.append(out.read_bytes())
    assert made[0] == made[1]
    assert made[0].startswith(b"PK")


# ---- import


def xlsx(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_a_list_joins_the_record_and_a_second_time_adds_nothing(
    run: Run, trust: Path, tmp_path: Path, name: str
) -> None:
    rows = ["Title", "Date"], ["Night teaching", "22/1/2026"], ["On no day", "30/2/2026"]
    table, first, second = tmp_path / name, tmp_path / "first.yaml", tmp_path / "second.yaml"
    table.write_bytes(xlsx(*rows) if name.endswith("xlsx") else "\n".join(map(",".join, rows)).encode())
    status, out, err = run("import", trust, table, "-o", first)
    assert (status, out) == (0, "")
    assert "February 2026 has no day 30" in err
    before, after = read_record(trust), read_record(first)
    assert len(after.evidence) == len(before.evidence) + 1
    run("import", first, table, "-o", second)
    assert read_record(second) == after


def test_a_row_that_is_another_thing_comes_in_when_asked_for(run: Run, trust: Path, tmp_path: Path) -> None:
    table, first = tmp_path / "list.csv", tmp_path / "first.yaml"
    table.write_text("Title,Date\nNight teaching,22/1/2026\n", encoding="utf-8")
    run("import", trust, table, "-o", first)
    _, out, err = run("import", first, table)
    assert "--another ROW" in err
    _, out, _ = run("import", first, table, "--another", "row 2")
    assert len(record_from_text(out).evidence) == len(read_record(first).evidence) + 1


def test_without_a_place_the_new_record_is_printed(run: Run, trust: Path, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("Title\nNight teaching\n", encoding="utf-8")
    _, out, _ = run("import", trust, table)
    assert record_from_text(out).evidence[-1].title == "Night teaching"


def test_a_column_may_be_named(run: Run, trust: Path, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("Title,Who\nNight teaching,consultant\n", encoding="utf-8")
    _, out, _ = run("import", trust, table, "--column", "Who=proof.signed_by")
    assert record_from_text(out).evidence[-1].proof.signed_by == "consultant"


@pytest.mark.parametrize(
    ("name", "content", "more", "said"),
    [
        ("wide.csv", "Title\nAudit\n".encode("utf-16"), (), "UTF-16"),
        ("sums.xlsx", xlsx(["Title", "Months"], ["Audit", "=1+1"]), (), "holds a formula"),
        ("empty.csv", b"", (), "the file is empty"),
        ("list.csv", b"Title\nAudit\n", ("--column", "Title"), "HEADER=FIELD"),
        ("list.csv", b"Title\nAudit\n", ("--another", "9"), "no row of that name is already in the record"),
        ("list.csv", b"Title\nAudit\n", ("--column", "Who=title"), 'no column "Who"'),
        ("list.csv", b"Title\nAudit\n", ("--column", "Title=nonsense"), "nonsense"),
        ("huge.csv", b"Title\n" + b"x" * 5_000_001, (), "larger than"),
    ],
)
def test_a_list_that_cannot_be_read_changes_nothing(
    run: Run, trust: Path, tmp_path: Path, name: str, content: bytes, more: tuple[str, ...], said: str
) -> None:
    table = tmp_path / name
    table.write_bytes(content)
    before = trust.read_bytes()
    assert said in refused(run("import", trust, table, "-o", trust, *more))
    assert trust.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([name, trust.name])


@pytest.mark.parametrize(
    "part", ["targets: [{specialty: %s, year: 2028}]", "claims: [{specialty: %s, year: 2026, domain: a, option: b}]"]
)
def test_a_list_does_not_join_a_record_whose_programme_is_a_slip(run: Run, tmp_path: Path, part: str) -> None:
    """Every other command refused the record; this one wrote it on."""
    record, table, new = tmp_path / "record.yaml", tmp_path / "list.csv", tmp_path / "new.yaml"
    record.write_text("format: 1\n" + part % "internal-medicin-ct1", encoding="utf-8")
    table.write_text("Title\nNight teaching\n", encoding="utf-8")
    line = refused(run("import", record, table, "-o", new))
    assert f"{record}: {part.split(':')[0]}, number 1, specialty: " in line
    assert "did you mean internal-medicine-ct1?" in line
    assert not new.exists()


def test_a_list_that_is_not_there_is_said_in_words(run: Run, trust: Path, tmp_path: Path) -> None:
    line = refused(run("import", trust, tmp_path / "nowhere.csv"))
    assert "nowhere.csv" in line
    assert "Errno" not in line
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "there is no file in it" in refused(run("import", trust, empty))


def test_a_place_for_the_new_record_that_cannot_be_written_to(run: Run, trust: Path, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("Title\nNight teaching\n", encoding="utf-8")
    line = refused(run("import", trust, table, "-o", tmp_path / "nowhere" / "new.yaml"))
    assert f"--output: {tmp_path / 'nowhere' / 'new.yaml'} cannot be written" in line


SAMPLES = Path(__file__).parents[1] / "record" / "samples"


def test_a_citation_list_joins_with_the_place_of_the_name_given(run: Run, trust: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    status, _, err = run("import", trust, SAMPLES / "citations.nbib", "--name", "Khan, Ahmed", "-o", new)
    assert status == 0
    assert "3 added (of which 2 to look at again)" in err
    assert "PMID 99999902, “Ahead of its print”: your name is not among its authors" in err
    assert read_record(new).evidence[-3].details["author"] == "last"


def test_a_folder_of_certificates_becomes_drafts_once(run: Run, trust: Path, tmp_path: Path) -> None:
    folder, first, second = tmp_path / "certificates", tmp_path / "first.yaml", tmp_path / "second.yaml"
    (folder / "courses").mkdir(parents=True)
    (folder / "courses" / "ALS 4 March 2025.jpg").write_bytes(b"picture")
    (folder / "notes.exe").write_bytes(b"MZ")
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "elsewhere.pdf").symlink_to(trust)
    status, _, err = run("import", trust, folder, "-o", first)
    assert status == 0
    assert "1 added (of which 1 to look at again), 0 already there, 1 not read" in err
    assert "“notes.exe”: this is not a document" in err
    draft = read_record(first).evidence[-1]
    assert (draft.title, draft.kind, draft.status, draft.proof.size) == ("ALS", "course-als", None, 7)
    assert draft.proof.file == "courses/ALS 4 March 2025.jpg"
    run("import", first, folder, "-o", second)
    assert read_record(second) == read_record(first)


def test_several_files_are_certificates_and_columns_belong_to_tables(run: Run, trust: Path, tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(name.encode())
    _, out, _ = run("import", trust, tmp_path / "a.jpg", tmp_path / "b.jpg")
    assert [entry.title for entry in record_from_text(out).evidence[-2:]] == ["a", "b"]
    line = refused(run("import", trust, tmp_path / "a.jpg", "--column", "Who=title"))
    assert "only a table has columns" in line


def test_words_that_could_name_a_patient_stay_out_unless_kept(run: Run, trust: Path, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("Title,Notes\nAudit,NHS number 943 476 5919\n", encoding="utf-8")
    _, out, err = run("import", trust, table)
    assert "943" not in out and "It was left out." in err
    _, out, _ = run("import", trust, table, "--keep-words")
    assert "943 476 5919" in out


PLACES = ("facts check", "facts find crest", "facts show fee-ilr", "facts stale", "gates RECORD", "score RECORD",
          "claims RECORD", "documents RECORD", "visa RECORD", "timeline RECORD", "plan RECORD", "compare RECORD",
          "export RECORD --to ics", "import RECORD RECORD", "app --no-browser", "lab --no-browser")  # fmt: skip


@pytest.mark.parametrize("command", PLACES)
@pytest.mark.parametrize(
    ("setting", "value", "why"),
    [
        ("WORKBOOK_HOME", "~nosuchuser/x", "there is no home folder for ~nosuchuser; write the whole path"),
        ("WORKBOOK_DATA", "~nosuchuser/x", "there is no home folder for ~nosuchuser; write the whole path"),
        ("WORKBOOK_DATA", "MISSING", "is not a folder"),
        ("WORKBOOK_DATA", "FILE", "is a file and not a folder"),
    ],
)
def test_a_setting_that_names_no_folder_is_said_in_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, setting: str, value: str, why: str
) -> None:
    """A slip in a setting ends no command in a traceback, and starts no server that can show nothing."""
    record = tmp_path / "record.yaml"
    record.write_text(demo_text(data_root(), "trust-grade"), encoding="utf-8")
    file = tmp_path / "file"
    file.write_text("no folder")
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path / "home"))
    given = {"MISSING": str(tmp_path / "missing"), "FILE": str(file)}.get(value, value)
    monkeypatch.setenv(setting, given)
    status, out, err = run(*(str(record) if word == "RECORD" else word for word in command.split()))
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith(f"workbook: {setting}: {given}")
    assert why in err
