"""CloudFormation's own resource schemas, as they come with cfn-lint: what cannot change without replacement."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import cfnlint

PLACE = Path(cfnlint.__file__).parent / "data" / "schemas"
# The schemas of regions differ only in which types there are.
REGION = "us-east-1"


@cache
def _index() -> dict[str, str]:
    return json.loads((PLACE / "providers" / f"{REGION}.json").read_text())


@cache
def schema(resource_type: str) -> dict[str, Any]:
    """A type's schema; empty for a type that the registry does not know."""
    key = _index().get(resource_type)
    return {} if key is None else json.loads((PLACE / "resources" / f"{key}.json").read_text())


@cache
def create_only(resource_type: str) -> frozenset[str]:
    """Top-level properties that only a replacement can change."""
    return frozenset(
        pointer.split("/")[2]
        for pointer in schema(resource_type).get("createOnlyProperties", [])
        if pointer.count("/") == 2
    )


@cache
def conditionally_create_only(resource_type: str) -> frozenset[str]:
    """Top-level properties of which some part, or some change, needs a replacement."""
    pointers = schema(resource_type).get("conditionalCreateOnlyProperties", [])
    nested = [p for p in schema(resource_type).get("createOnlyProperties", []) if p.count("/") > 2]
    return frozenset(pointer.split("/")[2] for pointer in [*pointers, *nested])
