"""What a change set says would change."""

import json
from typing import Any

from .failure import ApiError
from .provide.resource import Resource
from .schemas import conditionally_create_only, create_only
from .stack import Stack, Store, Target
from .template import UNKNOWN, Scope, evaluate, ordered, referred

RETAINED = ("Retain", "RetainExceptOnCreate")


def changes(stack: Stack, target: Target, store: Store) -> list[dict[str, Any]]:
    """The changes, additions and modifications in the order of the template, then removals.

    :raises ApiError: the type of a resource would change
    """
    fresh: set[str] = set()
    now = stack.scope(target, store)

    def reference(name: str, part: str | None) -> Any:
        return UNKNOWN if name in fresh or name not in stack.resources else now.reference(name, part)

    scope = Scope(target.template, now.values, reference, now.exported)
    wanted = [name for name in target.template["Resources"] if scope.exists(name)]
    found: dict[str, dict[str, Any]] = {}
    retyped = [
        name
        for name in wanted
        if name in stack.resources and stack.resources[name].type != target.template["Resources"][name]["Type"]
    ]
    if retyped:
        raise ApiError(
            "Update of resource type is not permitted. The new template modifies resource type of the following "
            f"resources: [{', '.join(retyped)}]"
        )
    for name in ordered(target.template):
        if name not in wanted:
            continue
        definition = target.template["Resources"][name]
        after = evaluate(definition.get("Properties", {}), scope)
        if name not in stack.resources:
            fresh.add(name)
            found[name] = {**_about(name, definition["Type"], "Add"), "AfterContext": _context(after)}
            continue
        change = _modification(stack, stack.resources[name], definition, after, target)
        if change is not None:
            found[name] = change
            if change["Replacement"] == "True":
                fresh.add(name)
    removed = [resource for name, resource in stack.resources.items() if name not in wanted]
    return [*(found[name] for name in wanted if name in found), *map(_removal, removed)]


def _about(name: str, kind: str, action: str) -> dict[str, Any]:
    return {"Action": action, "LogicalResourceId": name, "ResourceType": kind, "Scope": [], "Details": []}


def _context(properties: dict[str, Any]) -> str:
    return json.dumps({"Properties": properties})


def _removal(resource: Resource) -> dict[str, Any]:
    kept = resource.definition.get("DeletionPolicy") in RETAINED
    return {
        **_about(resource.logical_id, resource.type, "Remove"),
        "PolicyAction": "Retain" if kept else "Delete",
        "PhysicalResourceId": resource.physical_id,
        "BeforeContext": _context(resource.declared),
    }


def _modification(
    stack: Stack, resource: Resource, definition: dict[str, Any], after: dict[str, Any], target: Target
) -> dict[str, Any] | None:
    before = resource.declared
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if not names and not _attributes_changed(resource.definition, definition):
        return None
    raw_before = resource.definition.get("Properties", {})
    raw_after = definition.get("Properties", {})
    parameters = set(target.template.get("Parameters", {}))
    details = [
        _detail(
            resource.type,
            name,
            before,
            after,
            raw_before.get(name) == raw_after.get(name),
            referred(raw_after.get(name)) & parameters,
        )
        for name in names
    ]
    replacement = _replacement(details)
    change = {
        **_about(resource.logical_id, resource.type, "Modify"),
        "PhysicalResourceId": resource.physical_id,
        "Replacement": replacement,
        "Scope": ["Tags" if name == "Tags" else "Properties" for name in names][:1] or ["Metadata"],
        "Details": details,
        "BeforeContext": _context(before),
        "AfterContext": _context(after),
    }
    if replacement == "True":
        kept = definition.get("UpdateReplacePolicy") in RETAINED
        change["PolicyAction"] = "ReplaceAndRetain" if kept else "ReplaceAndDelete"
    return change


def _attributes_changed(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether policies or metadata beside the properties differ."""
    keys = ("Metadata", "DeletionPolicy", "UpdateReplacePolicy")
    return any(before.get(key) != after.get(key) for key in keys)


def _detail(
    kind: str, name: str, before: dict[str, Any], after: dict[str, Any], same_text: bool, parameters: set[str]
) -> dict[str, Any]:
    dynamic = UNKNOWN in json.dumps(after.get(name))
    source = "DirectModification"
    if same_text:
        source = "ParameterReference" if parameters and not dynamic else "ResourceReference"
    recreation = "Never"
    if name in create_only(kind):
        recreation = "Always"
    elif name in conditionally_create_only(kind):
        recreation = "Conditionally"
    change_type = "Add" if name not in before else "Remove" if name not in after else "Modify"
    values = {
        key: value if isinstance(value, str) else json.dumps(value)
        for key, value in (("BeforeValue", before.get(name)), ("AfterValue", after.get(name)))
        if value is not None
    }
    detail: dict[str, Any] = {
        "Target": {
            "Attribute": "Tags" if name == "Tags" else "Properties",
            "Name": name,
            "RequiresRecreation": recreation,
            "Path": f"/Properties/{name}",
            "AttributeChangeType": change_type,
            **values,
        },
        "Evaluation": "Dynamic" if dynamic else "Static",
        "ChangeSource": source,
    }
    if source == "ParameterReference":
        detail["CausingEntity"] = sorted(parameters)[0]
    return detail


def _replacement(details: list[dict[str, Any]]) -> str:
    kinds = {(item["Target"]["RequiresRecreation"], item["Evaluation"]) for item in details}
    if ("Always", "Static") in kinds:
        return "True"
    return "Conditional" if {kind for kind, _ in kinds} & {"Always", "Conditionally"} else "False"
