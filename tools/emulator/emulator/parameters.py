"""Parameters of a stack: given, kept or by default; looked up in SSM; and the template's rules about them."""

from collections.abc import Callable
from typing import Any

from .failure import ApiError
from .template import Scope, evaluate, truth

SSM_PREFIX = "AWS::SSM::Parameter::Value<"


def chosen(template: dict[str, Any], given: list[dict[str, Any]], previous: dict[str, str]) -> dict[str, str]:
    """Values as they were said, before anything is looked up.

    :param given: as the API has them: ParameterKey with ParameterValue or UsePreviousValue
    :param previous: what the stack has now
    :raises ApiError: one is missing, unknown, or not allowed
    """
    declared = template.get("Parameters", {})
    values: dict[str, str] = {}
    for item in given:
        key = item["ParameterKey"]
        if key not in declared:
            raise ApiError(f"Parameters: [{key}] do not exist in the template")
        if not item.get("UsePreviousValue"):
            values[key] = str(item.get("ParameterValue", ""))
        elif key in previous:
            values[key] = previous[key]
        else:
            raise ApiError(f"Parameter {key} has no previous value: it is new")
    for key, about in declared.items():
        if key not in values and "Default" in about:
            values[key] = str(about["Default"])
    if missing := [key for key in declared if key not in values]:
        raise ApiError(f"Parameters: [{', '.join(missing)}] must have values")
    for key, value in values.items():
        allowed = declared[key].get("AllowedValues")
        if allowed is not None and value not in map(str, allowed):
            raise ApiError(f"Template error: Parameter '{key}' must be one of AllowedValues")
    return values


def looked_up(template: dict[str, Any], values: dict[str, str]) -> list[str]:
    """Names of the SSM parameters that are asked for."""
    kinds = {key: about.get("Type", "String") for key, about in template.get("Parameters", {}).items()}
    return [value for key, value in values.items() if kinds[key].startswith(SSM_PREFIX)]


def resolved(template: dict[str, Any], values: dict[str, str], look_up: Callable[[str], str | None]) -> dict[str, Any]:
    """Values as the template sees them.

    :param look_up: value of an SSM parameter, None when there is none
    :raises ApiError: SSM does not have what is asked for
    """
    result: dict[str, Any] = {}
    absent: list[str] = []
    for key, value in values.items():
        kind = template["Parameters"][key].get("Type", "String")
        if kind.startswith(SSM_PREFIX):
            found = look_up(value)
            if found is None:
                absent.append(value)
                continue
            value, kind = found, kind[len(SSM_PREFIX) : -1]
        is_list = kind == "CommaDelimitedList" or kind.startswith("List<")
        result[key] = [item.strip() for item in value.split(",")] if is_list else value
    if absent:
        raise ApiError(f"Unable to fetch parameters [{','.join(absent)}] from parameter store for this account.")
    return result


def assert_rules(template: dict[str, Any], scope: Scope) -> None:
    """The template's own rules about its parameters.

    :raises ApiError: with the description of every assertion that does not hold
    """
    broken = [
        assertion.get("AssertDescription", name)
        for name, rule in template.get("Rules", {}).items()
        if "RuleCondition" not in rule or truth(evaluate(rule["RuleCondition"], scope))
        for assertion in rule.get("Assertions", [])
        if not truth(evaluate(assertion["Assert"], scope))
    ]
    if broken:
        raise ApiError(f"Template validation error: {'; '.join(broken)}")
