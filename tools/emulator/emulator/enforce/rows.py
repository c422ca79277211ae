"""The rows: which IAM actions and resources an operation needs. One file for each service below rows/.

A file has the service's prefix in IAM and its operations. A row is one of

- a resource, or several, for the action of the operation's own name: `"arn:…:parameter/{Names|bare}"`
- `{"on": …, "action": …, "context": …, "also": […]}`, where each entry of `also` is another action
- `{"free": "why"}` for what needs no permission

`{Path.Of.Parameter|function}` is put in; a list makes several resources; a pattern whose parameter is not given is left
out. `else` says what the resource is when nothing is left. An entry of `also` counts `when` its parameter is given.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from .arns import FUNCTIONS, Where
from .request import Call

PLACE = Path(__file__).parent / "rows"
# Condition keys that have several values, even when a request gives one.
LISTS = {"account:AlternateContactTypes"}
HOLE = re.compile(r"\{([A-Za-z][\w.\-]*)(?:\|(\w+))?\}")


class NoRow(Exception):
    """There is no row for an operation; its name, and the file it belongs into."""


@dataclass(frozen=True)
class Need:
    """One action on some resources, all of which must be allowed."""

    action: str
    resources: tuple[str, ...]
    context: dict[str, Any]


@cache
def _file(service: str) -> dict[str, Any]:
    file = PLACE / f"{service}.json"
    return json.loads(file.read_text()) if file.exists() else {}


def needs(call: Call, account: str) -> list[Need]:
    """What must be allowed for a call; empty for one that everybody may make.

    :raises NoRow: nobody has said
    """
    about = _file(call.service)
    row = about.get("operations", {}).get(call.operation)
    if row is None:
        raise NoRow(f"{call.service} {call.operation}: add it to emulator/enforce/rows/{call.service}.json")
    full = row if isinstance(row, dict) else {"on": row}
    if "free" in full:
        return []
    named = {"action": f"{about['prefix']}:{call.operation}", **full}
    entries = [named, *full.get("also", [])]
    found = (need_of(entry, call.parameters, account, call.region) for entry in entries)
    return [need for need in found if need is not None]


def need_of(entry: dict[str, Any], parameters: dict[str, Any], account: str, region: str) -> Need | None:
    """One entry of a row for the parameters that are given; None where it does not count."""
    if "when" in entry and not any(_given(parameters, path) for path in _list(entry["when"])):
        return None
    words = {**parameters, "account": account, "region": region}
    where = (account, region)
    patterns = _list(entry.get("on", "*"))
    resources = [resource for pattern in patterns for resource in filled(pattern, words, where)]
    if not resources:
        resources = [resource for pattern in _list(entry.get("else", [])) for resource in filled(pattern, words, where)]
    if not resources:
        return None
    context = {}
    for key, pattern in entry.get("context", {}).items():
        found = [value for value in filled(pattern, words, where) if value]
        if found:
            context[key] = found if len(found) > 1 or key in LISTS else found[0]
    context |= _tags(parameters)
    return Need(entry["action"], tuple(dict.fromkeys(resources)), context)


def _tags(parameters: dict[str, Any]) -> dict[str, Any]:
    """The tags that a request gives, in the forms that services have."""
    found: dict[str, str] = {}
    for name in ("Tags", "tags", "TagList"):
        tags = parameters.get(name)
        if isinstance(tags, dict):
            found |= tags
        for tag in tags if isinstance(tags, list) else []:
            if isinstance(tag, dict):
                low = {key.lower().replace("tag", ""): value for key, value in tag.items()}
                found[str(low.get("key"))] = str(low.get("value", ""))
    if not found:
        return {}
    return {"aws:TagKeys": list(found), **{f"aws:RequestTag/{key}": value for key, value in found.items()}}


def filled(pattern: str, words: dict[str, Any], where: Where) -> list[str]:
    """The pattern with every hole filled, for each value there is."""
    holes = HOLE.findall(pattern)
    choices = []
    for path, function in holes:
        found = values(words, path)
        choices.append([FUNCTIONS[function](value, where) if function else value for value in found])
    result = []
    for chosen in product(*choices):
        parts = iter(chosen)
        result.append(HOLE.sub(lambda _, parts=parts: next(parts), pattern))
    return result


def values(words: Any, path: str) -> list[str]:
    """What is at a path, through lists; as text."""
    found = [words]
    for name in path.split("."):
        found = [item[name] for item in found if isinstance(item, dict) and item.get(name) is not None]
        found = [part for item in found for part in (item if isinstance(item, list) else [item])]
    return [str(item).lower() if isinstance(item, bool) else str(item) for item in found if not isinstance(item, dict)]


def _given(parameters: Any, path: str) -> bool:
    """Whether there is anything at a path, such as a list of tags."""
    for name in path.split("."):
        parameters = parameters.get(name) if isinstance(parameters, dict) else None
    return bool(parameters)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
