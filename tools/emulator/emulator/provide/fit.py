"""From a template's properties to the parameters of an API's operation."""

import json
from typing import Any

from botocore.model import Shape


def fit(shape: Shape, value: Any, names: dict[str, str], ignored: set[str]) -> Any:
    """A value in the form that a shape of the service's model has.

    Names are matched without regard to case; what is called otherwise in the API stands in `names`.

    :param ignored: gets the names of properties that the operation does not know
    """
    if shape.type_name == "structure":
        return _structure(shape, value, names, ignored)
    if shape.type_name == "list":
        return [fit(shape.member, item, names, ignored) for item in (value if isinstance(value, list) else [value])]
    if shape.type_name == "map":
        if isinstance(value, list):
            return {item["Key"]: item["Value"] for item in value}
        return {key: fit(shape.value, item, names, ignored) for key, item in value.items()}
    return _scalar(shape.type_name, value)


def _structure(shape: Shape, value: dict[str, Any], names: dict[str, str], ignored: set[str]) -> dict[str, Any]:
    members = {member.lower(): member for member in shape.members}
    result: dict[str, Any] = {}
    for key, item in value.items():
        member = members.get(names.get(key, key).lower())
        if member is None:
            ignored.add(key)
        else:
            result[member] = fit(shape.members[member], item, names, ignored)
    return result


def _scalar(kind: str, value: Any) -> Any:
    if kind in ("integer", "long"):
        return int(value)
    if kind in ("float", "double"):
        return float(value)
    if kind == "boolean":
        return value if isinstance(value, bool) else str(value).lower() == "true"
    if kind == "string":
        return json.dumps(value) if isinstance(value, dict | list) else _text(value)
    return value


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
