"""How do we read YAML that a stranger wrote, without surprises?

No aliases (a few lines can unfold into gigabytes), no duplicate keys (one of the two would be lost silently), no
dates made by the parser (the model that knows the field reads them and can name it), and a bound on the size.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

MAX_BYTES = 2_000_000

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlProblem(ValueError):
    """A text is not the plain YAML this project reads; the message says where and why in one line."""


class _Loader(_Base):  # type: ignore[misc]  # the C loader has no type stubs
    """PyYAML's safe loader without aliases, duplicate keys or dates of its own making."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str | int | float | bool) and key is not None:
                raise YamlProblem(f"line {key_node.start_mark.line + 1}: a key must be a word")
            if key in seen:
                raise YamlProblem(f"line {key_node.start_mark.line + 1}: {key!r} stands twice")
            seen.add(key)
        result: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return result


# Dates stay text until the field that owns them reads them; `on: ` as a key stays the word it is (YAML 1.1 reads it
# as true).
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}
for _first in "yYnNoO":
    _Loader.yaml_implicit_resolvers[_first] = [
        (tag, pattern) for tag, pattern in _Loader.yaml_implicit_resolvers[_first] if tag != "tag:yaml.org,2002:bool"
    ]


# An alias needs an anchor, and an anchor can only stand where a value may begin.
_MAY_BE_ANCHOR = re.compile(r"(?:^|[\s,\[{:?-])&\S", re.MULTILINE)
# Each level of nesting on one line costs one of these; levels by indentation cost so many bytes that the bound on the
# size holds them. The C parser recurses without looking, so deep texts must not reach it.
_OPENERS = ("[", "{", "- ", "? ")
MAX_DEPTH = 100
_FEW = 5_000


def _look_before_parsing(text: str) -> None:
    """Raises `YamlProblem` on the first alias and on nesting no record has, before anything is built from the text."""
    if not _MAY_BE_ANCHOR.search(text) and sum(text.count(opener) for opener in _OPENERS) < _FEW:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        mark: Any = event.start_mark  # its stubs make it optional; the parser always gives it
        if isinstance(event, yaml.AliasEvent):
            place = f"line {mark.line + 1}"
            raise YamlProblem(f"{place}: aliases (*name) are not read; write the entry out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise YamlProblem(f"line {mark.line + 1}: nested too deeply to be one of ours")


def read_yaml(text: str) -> Any:
    """What does the text hold, as plain mappings, lists, numbers and words? Raises `YamlProblem`, with the place."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise YamlProblem(f"larger than {MAX_BYTES // 1_000_000} MB: not one of ours")
    try:
        _look_before_parsing(text)
        return yaml.load(text, Loader=_Loader)
    except YamlProblem:
        raise
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlProblem(f"line {line}: {error.problem}") from error
    except yaml.YAMLError as error:
        raise YamlProblem(" ".join(str(error).split())) from error
    except RecursionError as error:
        raise YamlProblem("nested too deeply to be one of ours") from error
    except ValueError as error:  # a number too large to be one
        raise YamlProblem(" ".join(str(error).split())[:200]) from error


def compose_yaml(text: str) -> Any:
    """The same text as nodes that know their place in it. Only for a text that `read_yaml` has read."""
    return yaml.compose(text, Loader=_Loader)


def read_yaml_file(path: Path) -> Any:
    """The same for a file, whose size is checked before a byte is read. Raises `YamlProblem` and `OSError`."""
    if path.stat().st_size > MAX_BYTES:
        raise YamlProblem(f"larger than {MAX_BYTES // 1_000_000} MB: not one of ours")
    try:
        return read_yaml(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise YamlProblem("not UTF-8 text; save it as UTF-8") from error
