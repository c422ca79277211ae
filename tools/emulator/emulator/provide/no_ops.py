"""Types of which nothing is made: by name, from a list, and counted in the report."""

import json
from pathlib import Path
from typing import Any

from ..report import REPORT
from .resource import Resource
from .rights import check

LIST = Path(__file__).parents[2] / "no-ops.json"


class NoOps:
    """The types of the list. Each entry says what the physical id and the attributes look like."""

    def __init__(self) -> None:
        self._types: dict[str, dict[str, Any]] = json.loads(LIST.read_text())["types"]

    def lists(self, resource_type: str) -> bool:
        """Whether the type is in the list."""
        return resource_type in self._types

    def make(self, resource: Resource) -> None:
        """Write it down, and give it an id."""
        check(resource, "create")
        about = self._types[resource.type]
        resource.physical_id = self._fill(about.get("id", "{name}"), resource)
        self._attributes(resource)
        REPORT.no_op(resource.type, "create")

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Write it down."""
        check(resource, "update")
        self._attributes(resource)
        REPORT.no_op(resource.type, "update")

    def remove(self, resource: Resource) -> None:
        """Write it down."""
        check(resource, "delete")
        REPORT.no_op(resource.type, "delete")

    def _attributes(self, resource: Resource) -> None:
        about = self._types[resource.type]
        resource.attributes = {
            name: self._fill(pattern, resource) for name, pattern in about.get("attributes", {}).items()
        }

    @staticmethod
    def _fill(pattern: str, resource: Resource) -> str:
        named = {key: value for key, value in resource.properties.items() if isinstance(value, str)}
        return pattern.format_map(
            _Words(
                named,
                name=resource.physical_id or resource.name(),
                id=resource.physical_id,
                account=resource.account,
                region=resource.region,
            )
        )


class _Words(dict[str, str]):
    """A property that the template leaves out is named as CloudFormation names things."""

    def __missing__(self, key: str) -> str:
        return self["name"]
