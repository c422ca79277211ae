"""A drift detection: it runs beside the requests, with the rights of who started it, and its results stay until the next one.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
"""

import json
import threading
import traceback
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..enforce.caller import ACTING, CALLER
from ..failure import ApiError, ResourceFailure
from ..provide.resource import Resource
from ..schemas import schema
from ..stack import Stack, Store, now
from .compare import differences
from .readers import READERS, Gone

# Statuses in which a drift can be detected.
SETTLED = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED")
MISSING = ("NotFound", "NoSuch", "DoesNotExist", "NonExistent")


@dataclass
class Detection:
    """One detection of one stack."""

    stack: Stack
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    status: str = "DETECTION_IN_PROGRESS"
    reason: str | None = None
    at: datetime = field(default_factory=now)
    results: list[dict[str, Any]] = field(default_factory=list)

    @property
    def drifted(self) -> list[dict[str, Any]]:
        """Resources that differ."""
        return [each for each in self.results if each["StackResourceDriftStatus"] != "IN_SYNC"]

    @property
    def verdict(self) -> str:
        """Of the stack: a failed detection of a resource says nothing about it."""
        if self.drifted:
            return "DRIFTED"
        return "IN_SYNC" if self.results else "NOT_CHECKED"


DETECTIONS: dict[str, Detection] = {}
# The last one of each stack that has ended, by the stack's id.
LAST: dict[str, Detection] = {}


def start(stack: Stack, store: Store) -> Detection:
    """Begin.

    :raises ApiError: the stack is busy, has failed, or is being looked at already
    """
    if stack.status not in SETTLED:
        raise ApiError(f"Drift detection cannot be performed on stack [{stack.id}] in {stack.status} state.")
    if any(each.stack is stack and each.status == "DETECTION_IN_PROGRESS" for each in DETECTIONS.values()):
        raise ApiError(f"Drift detection is already in progress for stack [{stack.id}]")
    detection = Detection(stack)
    DETECTIONS[detection.id] = detection
    caller = CALLER.get()

    def work() -> None:
        ACTING.set(caller)
        try:
            _detect(detection, store)
        except Exception as error:  # A mistake of the emulator's own must not look like a detection that goes on.
            traceback.print_exc()
            detection.reason, detection.status = f"The emulator failed: {error}", "DETECTION_FAILED"

    threading.Thread(target=work, daemon=True).start()
    return detection


def _detect(detection: Detection, store: Store) -> None:
    failed: list[str] = []
    for resource in list(detection.stack.resources.values()):
        if not supported(resource.type):
            continue
        try:
            detection.results.append(_result(resource, detection.stack, store))
        except ResourceFailure as error:
            failed.append(f"Failed to detect drift on resource [{resource.logical_id}]: {error}")
    detection.at = now()
    detection.reason = "; ".join(failed) or None
    LAST[detection.stack.id] = detection
    detection.status = "DETECTION_FAILED" if failed else "DETECTION_COMPLETE"


def supported(resource_type: str) -> bool:
    """Whether the type is compared: CloudFormation needs a way to read it, and this emulator a reader."""
    return resource_type in READERS and "read" in schema(resource_type).get("handlers", {})


def _result(resource: Resource, stack: Stack, store: Store) -> dict[str, Any]:
    about: dict[str, Any] = {
        "StackId": stack.id,
        "LogicalResourceId": resource.logical_id,
        "PhysicalResourceId": resource.physical_id,
        "ResourceType": resource.type,
        "Timestamp": now(),
    }
    expected = resource.declared
    try:
        actual = READERS[resource.type](resource)
    except Gone:
        actual = None
    except ResourceFailure as error:
        if not any(word in str(error).replace(".", "") for word in MISSING):
            raise
        actual = None
    if actual is None:
        return {**about, "ExpectedProperties": json.dumps(expected), "StackResourceDriftStatus": "DELETED"}
    _leave_out_rules(resource, actual, store)
    found = differences(expected, actual)
    return {
        **about,
        "ExpectedProperties": json.dumps(expected),
        "ActualProperties": json.dumps({key: actual[key] for key in actual if key in expected}),
        "PropertyDifferences": found,
        "StackResourceDriftStatus": "MODIFIED" if found else "IN_SYNC",
    }


def _leave_out_rules(resource: Resource, actual: dict[str, Any], store: Store) -> None:
    """Rules of a security group that are resources of their own do not count as drift of the group."""
    for direction in ("Ingress", "Egress"):
        key = f"SecurityGroup{direction}"
        if key not in actual:
            continue
        apart = [
            {name: item for name, item in other.declared.items() if name != "GroupId"}
            for stack in store.all()
            if stack.status != "DELETE_COMPLETE"
            for other in stack.resources.values()
            if other.type == f"AWS::EC2::SecurityGroup{direction}"
            and other.properties.get("GroupId") == resource.physical_id
        ]
        actual[key] = [rule for rule in actual[key] if not any(_same(rule, other) for other in apart)]


def _same(rule: dict[str, Any], other: dict[str, Any]) -> bool:
    return not differences({key: str(item) for key, item in other.items()}, {key: str(item) for key, item in rule.items()})
