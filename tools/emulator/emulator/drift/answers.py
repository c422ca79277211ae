"""Answers about drift, in the form of the API."""

from typing import Any

from ..failure import ApiError
from ..stack import Stack
from .detect import DETECTIONS, LAST


def stack_drift(stack: Stack) -> dict[str, Any]:
    """DriftInformation of a stack."""
    last = LAST.get(stack.id)
    if last is None:
        return {"StackDriftStatus": "NOT_CHECKED"}
    return {"StackDriftStatus": last.verdict, "LastCheckTimestamp": last.at}


def resource_drift(stack: Stack, logical_id: str) -> dict[str, Any]:
    """DriftInformation of a resource."""
    last = LAST.get(stack.id)
    found = next((each for each in last.results if each["LogicalResourceId"] == logical_id), None) if last else None
    if found is None:
        return {"StackResourceDriftStatus": "NOT_CHECKED"}
    return {"StackResourceDriftStatus": found["StackResourceDriftStatus"], "LastCheckTimestamp": found["Timestamp"]}


def detection_status(identifier: str) -> dict[str, Any]:
    """DescribeStackDriftDetectionStatus.

    :raises ApiError: no such detection
    """
    found = DETECTIONS.get(identifier)
    if found is None:
        raise ApiError(f"Drift detection with id {identifier} does not exist")
    done = found.status != "DETECTION_IN_PROGRESS"
    return {
        "StackId": found.stack.id,
        "StackDriftDetectionId": identifier,
        "DetectionStatus": found.status,
        "Timestamp": found.at,
        **({"DetectionStatusReason": found.reason} if found.reason and done else {}),
        **({"StackDriftStatus": found.verdict, "DriftedStackResourceCount": len(found.drifted)} if done else {}),
    }


def resource_drifts(stack: Stack, statuses: list[str], limit: int, token: str | None) -> dict[str, Any]:
    """DescribeStackResourceDrifts. What was never checked, and what cannot be, is not there."""
    last = LAST.get(stack.id)
    found = [
        each for each in (last.results if last else []) if not statuses or each["StackResourceDriftStatus"] in statuses
    ]
    begin = int(token or 0)
    more = {"NextToken": str(begin + limit)} if begin + limit < len(found) else {}
    return {"StackResourceDrifts": found[begin : begin + limit], **more}
