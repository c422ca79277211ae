"""A resource as the stack keeps it, and what every provider does."""

import random
import string
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol


@dataclass
class Resource:
    """One resource of one stack."""

    account: str
    region: str
    stack: str
    stack_id: str
    logical_id: str
    type: str
    # As the template says, with every function carried out.
    declared: dict[str, Any] = field(default_factory=dict)
    # The same with what the provider fills in, such as a name.
    properties: dict[str, Any] = field(default_factory=dict)
    # What the template says beside the properties: policies, conditions.
    definition: dict[str, Any] = field(default_factory=dict)
    physical_id: str = ""
    # What Fn::GetAtt gives.
    attributes: dict[str, Any] = field(default_factory=dict)
    # The provider's own, such as moto's model of it.
    handle: Any = None
    status: str = ""
    status_reason: str | None = None
    changed_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def name(self, limit: int = 128) -> str:
        """A name as CloudFormation makes one up: stack, logical id and twelve characters."""
        suffix = "".join(random.choices(string.ascii_uppercase + string.digits, k=12))
        return f"{f'{self.stack}-{self.logical_id}'[: limit - 13]}-{suffix}"


class Provider(Protocol):
    """Makes, changes and removes resources of a type. Every method raises what the service answers."""

    def make(self, resource: Resource) -> None:
        """Make it, and set its physical id and attributes."""

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Change it in place; the properties are the new ones."""

    def remove(self, resource: Resource) -> None:
        """Remove it. That it is gone already is fine."""
