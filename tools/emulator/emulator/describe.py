"""Answers: stacks, change sets, events and resources in the form of the API."""

from typing import Any

from .drift.answers import resource_drift, stack_drift
from .prepare import capabilities, template_body
from .provide.resource import Resource
from .stack import ChangeSet, Stack, Target
from .template import parse

EVENTS_A_PAGE = 100


def stack_description(stack: Stack) -> dict[str, Any]:
    """DescribeStacks."""
    target = stack.target
    about: dict[str, Any] = {
        **stack_summary(stack),
        "Parameters": _parameters(target) if target else [],
        "Outputs": stack.outputs,
        "Tags": [{"Key": key, "Value": value} for key, value in target.tags.items()] if target else [],
        "Capabilities": target.capabilities if target else [],
        "NotificationARNs": target.notifications if target else [],
        "EnableTerminationProtection": stack.protected,
        "DisableRollback": stack.disable_rollback,
        "RollbackConfiguration": {},
    }
    if target and target.role:
        about["RoleARN"] = target.role
    if target and "Description" in target.template:
        about["Description"] = target.template["Description"]
    return about


def stack_summary(stack: Stack) -> dict[str, Any]:
    """ListStacks."""
    times = {"LastUpdatedTime": stack.updated, "DeletionTime": stack.deleted}
    return {
        "StackId": stack.id,
        "StackName": stack.name,
        "CreationTime": stack.created,
        "StackStatus": stack.status,
        "DriftInformation": stack_drift(stack),
        **({"StackStatusReason": stack.reason} if stack.reason else {}),
        **{key: value for key, value in times.items() if value is not None},
    }


def _parameters(target: Target) -> list[dict[str, Any]]:
    declared = target.template.get("Parameters", {})
    result = []
    for key, value in target.chosen.items():
        about = {"ParameterKey": key, "ParameterValue": "****" if declared[key].get("NoEcho") else value}
        if declared[key].get("Type", "").startswith("AWS::SSM::"):
            about["ResolvedValue"] = str(target.values[key])
        result.append(about)
    return result


def change_set(stack: Stack, found: ChangeSet, with_values: bool) -> dict[str, Any]:
    """DescribeChangeSet."""
    return {
        "ChangeSetName": found.name,
        "ChangeSetId": found.id,
        "StackId": stack.id,
        "StackName": stack.name,
        "Description": found.description,
        "Parameters": _parameters(found.target),
        "CreationTime": found.created,
        "ExecutionStatus": found.execution,
        "Status": found.status,
        "StatusReason": found.reason,
        "NotificationARNs": found.target.notifications,
        "Capabilities": found.target.capabilities,
        "Tags": [{"Key": key, "Value": value} for key, value in found.target.tags.items()],
        "Changes": [
            {"Type": "Resource", "ResourceChange": change if with_values else _without_values(change)}
            for change in found.changes
        ],
        "IncludeNestedStacks": False,
        "OnStackFailure": found.on_failure,
    }


def _without_values(change: dict[str, Any]) -> dict[str, Any]:
    def short(detail: dict[str, Any]) -> dict[str, Any]:
        target = {key: item for key, item in detail["Target"].items() if not key.endswith("Value") and key != "Path"}
        return {**detail, "Target": target}

    kept = {key: item for key, item in change.items() if not key.endswith("Context")}
    return {**kept, "Details": [short(detail) for detail in change["Details"]]}


def events(stack: Stack, token: str | None) -> dict[str, Any]:
    """DescribeStackEvents, newest first.

    A token says how many events there were when the reading began, and how many of them were read.
    """
    total, read = (int(part) for part in token.split("-")) if token else (len(stack.events), 0)
    page = stack.events[:total][::-1][read : read + EVENTS_A_PAGE]
    more = {"NextToken": f"{total}-{read + len(page)}"} if read + len(page) < total else {}
    return {"StackEvents": page, **more}


def stack_resource(stack: Stack, resource: Resource) -> dict[str, Any]:
    """DescribeStackResources and its like."""
    return {
        "StackName": stack.name,
        "StackId": stack.id,
        "LogicalResourceId": resource.logical_id,
        "PhysicalResourceId": resource.physical_id,
        "ResourceType": resource.type,
        "Timestamp": resource.changed_at,
        "LastUpdatedTimestamp": resource.changed_at,
        "ResourceStatus": resource.status,
        "ResourceStatusReason": resource.status_reason,
        "DriftInformation": resource_drift(stack, resource.logical_id),
    }


def template_summary(given: dict[str, Any], stack: Stack | None, account: str, region: str) -> dict[str, Any]:
    """GetTemplateSummary and ValidateTemplate."""
    body = stack.target.body if stack is not None and stack.target else template_body(given, stack, account, region)
    template = parse(body)
    types = sorted({resource["Type"] for resource in template["Resources"].values()})
    return {
        "Parameters": [
            {
                "ParameterKey": key,
                "ParameterType": about.get("Type", "String"),
                "NoEcho": about.get("NoEcho", False),
                **({"DefaultValue": str(about["Default"])} if "Default" in about else {}),
                **({"Description": about["Description"]} if "Description" in about else {}),
            }
            for key, about in template.get("Parameters", {}).items()
        ],
        "Description": template.get("Description"),
        "Capabilities": capabilities(template),
        "ResourceTypes": types,
        "ResourceIdentifierSummaries": [],
        "DeclaredTransforms": [],
    }
