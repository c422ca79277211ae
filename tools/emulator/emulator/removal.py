"""Removing resources, each once those that need it are gone."""

from . import kept as left_behind
from .failure import ResourceFailure
from .faults import FAULTS
from .provide.choose import provider
from .provide.resource import Resource
from .report import REPORT
from .stack import Stack


def remove_all(stack: Stack, resources: list[Resource], kept: tuple[str, ...], from_stack: bool = True) -> bool:
    """Remove resources in this order.

    :param kept: deletion policies that leave a resource where it is
    :param from_stack: whether they are among the stack's resources, and leave it
    :returns: whether all went well; what could not be removed stays in the stack
    """
    good = True
    for resource in resources:
        if resource.definition.get("DeletionPolicy") in kept:
            stack.note(resource, "DELETE_SKIPPED")
            left_behind.keep(resource)
        elif not _remove(stack, resource):
            good = False
            continue
        if from_stack:
            del stack.resources[resource.logical_id]
    return good


def _remove(stack: Stack, resource: Resource) -> bool:
    if not resource.physical_id:
        stack.note(resource, "DELETE_COMPLETE")
        return True
    stack.note(resource, "DELETE_IN_PROGRESS")
    try:
        FAULTS.pass_by(stack.name, resource.logical_id, "DELETE")
        provider(resource.type).remove(resource)
    except ResourceFailure as error:
        stack.note(resource, "DELETE_FAILED", str(error))
        REPORT.failed(stack.name, resource.logical_id, resource.type, "DELETE", str(error))
        return False
    stack.note(resource, "DELETE_COMPLETE")
    return True
