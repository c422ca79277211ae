"""Differences between what a template says and what a service has, as CloudFormation reports them."""

import json
from typing import Any


def differences(expected: dict[str, Any], actual: dict[str, Any]) -> list[dict[str, str]]:
    """Property differences. Only what the template says is compared.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_PropertyDifference.html
    """
    found: list[dict[str, str]] = []
    for key, wanted in expected.items():
        if key in actual:
            _compare(f"/{key}", wanted, actual[key], found)
    return found


def _compare(path: str, wanted: Any, there: Any, found: list[dict[str, str]]) -> None:
    if isinstance(wanted, dict) and isinstance(there, dict):
        for key in wanted:
            _compare(f"{path}/{key}", wanted[key], there.get(key), found)
    elif isinstance(wanted, list) and isinstance(there, list):
        # Order says nothing in the lists that are read here.
        left = [_text(item) for item in wanted]
        right = [_text(item) for item in there]
        for index, item in enumerate(left):
            if item not in right:
                found.append(_difference(f"{path}/{index}", item, "null", "REMOVE"))
        for index, item in enumerate(right):
            if item not in left:
                found.append(_difference(f"{path}/{index}", "null", item, "ADD"))
    elif _scalar(wanted) != _scalar(there):
        kind = "REMOVE" if there is None else "NOT_EQUAL"
        found.append(_difference(path, _scalar(wanted), "null" if there is None else _scalar(there), kind))


def _difference(path: str, wanted: str, there: str, kind: str) -> dict[str, str]:
    return {"PropertyPath": path, "ExpectedValue": wanted, "ActualValue": there, "DifferenceType": kind}


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else _text(value)


def _text(value: Any) -> str:
    """JSON in which numbers, truth values and texts of the same content are the same: templates mix them."""
    return json.dumps(_plain(value), sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return _scalar(value) if isinstance(value, bool | int | float) else value
