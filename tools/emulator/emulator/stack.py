"""Stacks, their events and their change sets, as data; and where they are kept."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .failure import ApiError
from .provide.choose import attribute
from .provide.resource import Resource
from .template import Scope


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Target:
    """What a stack is, or is to become."""

    body: str
    template: dict[str, Any]
    # Parameters as they were said, and as the template sees them.
    chosen: dict[str, str]
    values: dict[str, Any]
    tags: dict[str, str]
    capabilities: list[str]
    role: str | None = None
    notifications: list[str] = field(default_factory=list)


@dataclass
class ChangeSet:
    """What would change. Belongs to one stack; its name is unique there, not elsewhere."""

    id: str
    name: str
    kind: str
    target: Target
    changes: list[dict[str, Any]]
    status: str
    execution: str
    reason: str | None
    description: str | None
    on_failure: str | None
    created: datetime = field(default_factory=now)


@dataclass
class Stack:
    """One stack."""

    account: str
    region: str
    name: str
    id: str
    status: str = "REVIEW_IN_PROGRESS"
    reason: str | None = None
    target: Target | None = None
    protected: bool = False
    resources: dict[str, Resource] = field(default_factory=dict)
    # Oldest first.
    events: list[dict[str, Any]] = field(default_factory=list)
    change_sets: dict[str, ChangeSet] = field(default_factory=dict)
    outputs: list[dict[str, Any]] = field(default_factory=list)
    disable_rollback: bool = False
    created: datetime = field(default_factory=now)
    updated: datetime | None = None
    deleted: datetime | None = None
    operation: str = ""
    # What a rollback still has to undo, newest last, and what it goes back to.
    journal: list[Any] = field(default_factory=list)
    former: Target | None = None
    # Resources that are replaced or removed, to be deleted once the operation has succeeded.
    leftovers: list[Resource] = field(default_factory=list)
    # Names of exports of other stacks that its template imports.
    imports: set[str] = field(default_factory=set)

    @property
    def busy(self) -> bool:
        """Whether an operation is running."""
        return self.status.endswith("_IN_PROGRESS") and self.status != "REVIEW_IN_PROGRESS"

    def become(self, status: str, reason: str | None = None) -> None:
        """Change the status, and say so in the events."""
        self.status, self.reason = status, reason
        self._event(self.name, self.id, "AWS::CloudFormation::Stack", status, reason)

    def note(self, resource: Resource, status: str, reason: str | None = None) -> None:
        """What happens to a resource."""
        resource.status, resource.status_reason, resource.changed_at = status, reason, now()
        self._event(resource.logical_id, resource.physical_id, resource.type, status, reason)

    def _event(self, logical_id: str, physical_id: str, kind: str, status: str, reason: str | None) -> None:
        event = {
            "StackId": self.id,
            "EventId": str(uuid.uuid4()),
            "StackName": self.name,
            "LogicalResourceId": logical_id,
            "PhysicalResourceId": physical_id,
            "ResourceType": kind,
            "Timestamp": now(),
            "ResourceStatus": status,
            "OperationId": self.operation,
        }
        self.events.append({**event, **({"ResourceStatusReason": reason} if reason else {})})

    def scope(self, target: Target, store: "Store") -> Scope:
        """What expressions mean, with the resources there are now."""

        def reference(name: str, part: str | None) -> Any:
            resource = self.resources.get(name)
            if resource is None:
                raise ApiError(f"Template error: instance of Fn::GetAtt or Ref references undefined resource {name}")
            return resource.physical_id if part is None else attribute(resource, part)

        return Scope(target.template, {**target.values, **self.pseudo(target)}, reference, store.exported(self))

    def pseudo(self, target: Target) -> dict[str, Any]:
        """The pseudo parameters."""
        return {
            "AWS::AccountId": self.account,
            "AWS::Region": self.region,
            "AWS::Partition": "aws",
            "AWS::URLSuffix": "amazonaws.com",
            "AWS::StackName": self.name,
            "AWS::StackId": self.id,
            "AWS::NotificationARNs": target.notifications,
        }


class Store:
    """The stacks of one account and region."""

    def __init__(self, account: str, region: str) -> None:
        self.account, self.region = account, region
        self._stacks: dict[str, Stack] = {}

    def all(self) -> list[Stack]:
        """Every stack, deleted ones too, newest first."""
        return list(reversed(self._stacks.values()))

    def add(self, name: str) -> Stack:
        """A new stack in review."""
        identifier = f"arn:aws:cloudformation:{self.region}:{self.account}:stack/{name}/{uuid.uuid4()}"
        stack = Stack(self.account, self.region, name, identifier)
        self._stacks[identifier] = stack
        return stack

    def find(self, name: str) -> Stack | None:
        """A stack by its id, or one that is not deleted by its name."""
        if name in self._stacks:
            return self._stacks[name]
        live = (stack for stack in self.all() if stack.name == name and stack.status != "DELETE_COMPLETE")
        return next(live, None)

    def get(self, name: str | None) -> Stack:
        """A stack that must be there.

        :raises ApiError: it is not
        """
        stack = self.find(name or "")
        if stack is None:
            raise ApiError(f"Stack with id {name} does not exist")
        return stack

    def exports(self) -> list[dict[str, Any]]:
        """What stacks export."""
        return [
            {"ExportingStackId": stack.id, "Name": output["ExportName"], "Value": output["OutputValue"]}
            for stack in self.all()
            if stack.status != "DELETE_COMPLETE"
            for output in stack.outputs
            if "ExportName" in output
        ]

    def importers(self, name: str) -> list[str]:
        """Names of the stacks that import an export."""
        return [stack.name for stack in self.all() if stack.status != "DELETE_COMPLETE" and name in stack.imports]

    def exported(self, reader: Stack) -> Any:
        """Look-up of an export for a stack."""

        def find(name: str) -> Any:
            for export in self.exports():
                if export["Name"] == name and export["ExportingStackId"] != reader.id:
                    reader.imports.add(name)
                    return export["Value"]
            raise ApiError(f"No export named {name} found.")

        return find


class Stores:
    """The stacks of every account and region."""

    def __init__(self) -> None:
        self._stores: dict[tuple[str, str], Store] = {}

    def of(self, account: str, region: str) -> Store:
        """Those of one account and region."""
        return self._stores.setdefault((account, region), Store(account, region))


STORES = Stores()
