"""Templates: parsing, intrinsic functions, conditions, and which resource needs which."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from moto.cloudformation.utils import yaml_tag_constructor

from .failure import ApiError

NO_VALUE = object()
# What a change set says in place of a value that only its execution makes.
UNKNOWN = "{{changeSet:KNOWN_AFTER_APPLY}}"
SUBSTITUTION = re.compile(r"\$\{([^!][^}]*)\}")
yaml.add_multi_constructor("", yaml_tag_constructor, Loader=yaml.SafeLoader)


def parse(body: str) -> dict[str, Any]:
    """A template from JSON or YAML.

    :raises ApiError: it is neither, or has no resources
    """
    try:
        template = json.loads(body) if body.lstrip().startswith("{") else yaml.safe_load(body)
    except (ValueError, yaml.YAMLError) as error:
        raise ApiError(f"Template format error: {error}") from error
    if not isinstance(template, dict) or not template.get("Resources"):
        raise ApiError("Template format error: At least one Resources member must be defined.")
    return template


@dataclass
class Scope:
    """What a template's expressions mean in one stack."""

    template: dict[str, Any]
    # Parameters as resolved (SSM looked up, lists split), and the pseudo parameters.
    values: dict[str, Any]
    # Physical id of a resource (attribute None) or one of its attributes.
    reference: Callable[[str, str | None], Any]
    exported: Callable[[str], Any]
    _conditions: dict[str, bool] = field(default_factory=dict)

    def holds(self, condition: str) -> bool:
        """Whether a condition of the template holds."""
        if condition not in self._conditions:
            if condition not in self.template.get("Conditions", {}):
                raise ApiError(f"Template validation error: Unresolved condition dependency {condition}")
            self._conditions[condition] = truth(evaluate(self.template["Conditions"][condition], self))
        return self._conditions[condition]

    def exists(self, logical_id: str) -> bool:
        """Whether the template asks for this resource under the conditions that hold."""
        resource = self.template["Resources"].get(logical_id)
        return resource is not None and ("Condition" not in resource or self.holds(resource["Condition"]))


def truth(value: Any) -> bool:
    return value is True or (isinstance(value, str) and value.lower() == "true")


def evaluate(value: Any, scope: Scope) -> Any:
    """A value with its functions carried out. What is `AWS::NoValue` is left out."""
    if isinstance(value, list):
        return [item for item in (evaluate(item, scope) for item in value) if item is not NO_VALUE]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        [(name, argument)] = value.items()
        if name in FUNCTIONS:
            return FUNCTIONS[name](argument, scope)
    pairs = ((key, evaluate(item, scope)) for key, item in value.items())
    return {key: item for key, item in pairs if item is not NO_VALUE}


def _reference(name: Any, scope: Scope) -> Any:
    if name == "AWS::NoValue":
        return NO_VALUE
    if name in scope.values:
        return scope.values[name]
    return scope.reference(name, None)


def _attribute(argument: Any, scope: Scope) -> Any:
    parts = argument.split(".", 1) if isinstance(argument, str) else argument
    return scope.reference(parts[0], evaluate(parts[1], scope))


def _substitute(argument: Any, scope: Scope) -> str:
    text, own = (argument, {}) if isinstance(argument, str) else (argument[0], argument[1])

    def put(match: re.Match[str]) -> str:
        name = match.group(1).strip()
        if name in own:
            return str(evaluate(own[name], scope))
        return str(_attribute(name, scope) if "." in name else _reference(name, scope))

    return SUBSTITUTION.sub(put, text).replace("${!", "${")


def _find(argument: list[Any], scope: Scope) -> Any:
    keys = [evaluate(item, scope) for item in argument[:3]]
    try:
        return scope.template["Mappings"][keys[0]][keys[1]][keys[2]]
    except KeyError as error:
        if len(argument) > 3:
            return evaluate(argument[3].get("DefaultValue"), scope)
        raise ApiError(f"Template error: Unable to get mapping for {'::'.join(map(str, keys))}") from error


def _choose(argument: list[Any], scope: Scope) -> Any:
    return evaluate(argument[1] if scope.holds(argument[0]) else argument[2], scope)


def _equal(argument: list[Any], scope: Scope) -> bool:
    left, right = (evaluate(item, scope) for item in argument)
    return left == right if isinstance(left, list | dict) else str(left) == str(right)


def _all(argument: list[Any], scope: Scope) -> Iterator[Any]:
    return (truth(evaluate(item, scope)) for item in argument)


def _select(argument: list[Any], scope: Scope) -> Any:
    index, items = int(evaluate(argument[0], scope)), evaluate(argument[1], scope)
    if index < len(items):
        return items[index]
    # A part of something that a change set does not know, such as the ARN of a resource that it makes.
    if any(UNKNOWN in str(item) for item in items):
        return UNKNOWN
    raise ApiError(f"Template error: Fn::Select cannot select nonexistent value at index {index}")


FUNCTIONS: dict[str, Callable[[Any, Scope], Any]] = {
    "Ref": _reference,
    "Condition": lambda name, scope: scope.holds(name),
    "Fn::GetAtt": _attribute,
    "Fn::Sub": _substitute,
    "Fn::FindInMap": _find,
    "Fn::If": _choose,
    "Fn::Equals": _equal,
    "Fn::Not": lambda argument, scope: not truth(evaluate(argument[0], scope)),
    "Fn::And": lambda argument, scope: all(_all(argument, scope)),
    "Fn::Or": lambda argument, scope: any(_all(argument, scope)),
    "Fn::Contains": lambda argument, scope: evaluate(argument[1], scope) in evaluate(argument[0], scope),
    "Fn::Join": lambda argument, scope: argument[0].join(str(item) for item in evaluate(argument[1], scope)),
    "Fn::Split": lambda argument, scope: str(evaluate(argument[1], scope)).split(argument[0]),
    "Fn::Select": _select,
    "Fn::Length": lambda argument, scope: len(evaluate(argument, scope)),
    "Fn::ToJsonString": lambda argument, scope: json.dumps(evaluate(argument, scope)),
    "Fn::Base64": lambda argument, scope: base64.b64encode(str(evaluate(argument, scope)).encode()).decode(),
    "Fn::ImportValue": lambda argument, scope: scope.exported(evaluate(argument, scope)),
    "Fn::GetAZs": lambda argument, scope: [
        f"{evaluate(argument, scope) or scope.values['AWS::Region']}{letter}" for letter in "abc"
    ],
}


def referred(value: Any) -> set[str]:
    """Names that an expression refers to: parameters, pseudo parameters and resources."""
    if isinstance(value, list):
        return set().union(*map(referred, value))
    if not isinstance(value, dict):
        return set()
    names: set[str] = set()
    for key, item in value.items():
        if key == "Ref" and isinstance(item, str):
            names.add(item)
        elif key == "Fn::GetAtt":
            names.add(item.split(".")[0] if isinstance(item, str) else item[0])
        elif key == "Fn::Sub":
            text = item if isinstance(item, str) else item[0]
            names |= {name.strip().split(".")[0] for name in SUBSTITUTION.findall(text)}
            names |= referred(item) if isinstance(item, list) else set()
        else:
            names |= referred(item)
    return names


def ordered(template: dict[str, Any]) -> list[str]:
    """Logical ids, each after those it needs.

    :raises ApiError: resources need each other in a circle
    """
    resources = template["Resources"]
    needs = {
        name: (referred(resource.get("Properties", {})) | set(_listed(resource.get("DependsOn"))))
        & (resources.keys() - {name})
        for name, resource in resources.items()
    }
    order: list[str] = []
    while needs:
        ready = [name for name, others in needs.items() if others <= set(order)]
        if not ready:
            raise ApiError(f"Circular dependency between resources: [{', '.join(sorted(needs))}]")
        for name in ready:
            order.append(name)
            del needs[name]
    return order


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])
