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
    """PyYAML's safe loader without dates of its own making; `_plain` builds what it composes."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        # most scalars are words: only these first characters can begin a number, a yes or no, or nothing
        if kind is yaml.ScalarNode and implicit[0] and value and value[0] not in _NOT_A_WORD:
            return _WORDS
        return super().resolve(kind, value, implicit)


_NOT_A_WORD = frozenset("0123456789+-.~<=nNtTfF")
_WORDS, _LIST, _MAPPING = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
_VALUES = {f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float")}


def _plain(loader: _Loader, node: Any) -> Any:
    """What a node holds. PyYAML's own constructors ask at every node what this format never needs."""
    if isinstance(node, yaml.ScalarNode):
        if node.tag == _WORDS:
            return node.value
        if node.tag in _VALUES:
            return loader.construct_object(node)
    elif node.tag == _LIST:
        return [_plain(loader, item) for item in node.value]
    elif node.tag == _MAPPING:
        made: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise YamlProblem(f"line {key_node.start_mark.line + 1}: a key must be a word")
            key = _plain(loader, key_node)
            if key in made:
                raise YamlProblem(f"line {key_node.start_mark.line + 1}: {key!r} stands twice")
            made[key] = _plain(loader, value_node)
        return made
    raise YamlProblem(f"line {node.start_mark.line + 1}: {node.tag.rpartition(':')[2]!r} is not read here")


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
        return _read(text)
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


def _read(text: str) -> Any:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        return None if node is None else _plain(loader, node)
    finally:
        loader.dispose()


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
