"""Carrying out: stacks are created, updated, rolled back and deleted, one resource after another, in a thread."""

import threading
import traceback
import uuid
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from . import kept
from .enforce.caller import ACTING
from .enforce.sessions import Session
from .enforce.stacks import worker
from .failure import ApiError, ResourceFailure
from .faults import FAULTS
from .provide.choose import provider
from .provide.resource import Resource
from .removal import remove_all
from .report import REPORT
from .schemas import create_only
from .stack import Stack, Store, Target, now
from .template import evaluate, ordered


_STARTING = threading.Lock()


class Failed(Exception):
    """An operation stops at a resource, which has been noted already."""


class Engine:
    """Operations on the stacks of one account and region. Each returns at once; the status says how far it is."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, stack: Stack, target: Target, on_failure: str) -> threading.Thread:
        """Make every resource. On failure ROLLBACK, DELETE, or DO_NOTHING."""
        session = worker(target.role, stack.id)
        stack.target = target
        return self._start(stack, "CREATE_IN_PROGRESS", session, lambda: self._create(stack, target, on_failure))

    def update(self, stack: Stack, target: Target, keep_failure: bool) -> threading.Thread:
        """Go from what there is to the target; on failure back again, unless the failure is kept."""
        session = worker(target.role, stack.id)
        stack.updated = now()
        stack.imports = set()
        return self._start(stack, "UPDATE_IN_PROGRESS", session, lambda: self._update(stack, target, keep_failure))

    def roll_back(self, stack: Stack) -> threading.Thread:
        """Go on with a rollback that failed, or start one that was held back."""
        first = stack.status == "CREATE_FAILED"
        status = "ROLLBACK_IN_PROGRESS" if first else "UPDATE_ROLLBACK_IN_PROGRESS"
        session = worker(stack.target.role if stack.target else None, stack.id)
        return self._start(stack, status, session, lambda: self._undo_creation(stack) if first else self._undo(stack))

    def delete(self, stack: Stack, role: str | None = None, retained: list[str] | None = None) -> threading.Thread:
        """Remove every resource that is not kept.

        :param role: works in the place of the stack's own
        :param retained: logical ids that are left behind
        """
        session = worker(role or (stack.target.role if stack.target else None), stack.id)
        stack.updated = now()
        return self._start(stack, "DELETE_IN_PROGRESS", session, lambda: self._delete(stack, retained))

    def _start(self, stack: Stack, status: str, session: Session | None, work: Callable[[], None]) -> threading.Thread:
        # Asking whether it is busy and starting are one step: two requests at a time would both start, and one undo what the other needs.
        with _STARTING:
            if stack.busy:
                raise ApiError(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
            stack.operation = str(uuid.uuid4())
            stack.become(status, "User Initiated")

        def guarded() -> None:
            ACTING.set(session)
            try:
                work()
            except Exception as error:  # A mistake of the emulator's own must not look like a stack that goes on.
                traceback.print_exc()
                stack.become(status.replace("_IN_PROGRESS", "_FAILED"), f"The emulator failed: {error}")

        thread = threading.Thread(target=guarded, daemon=True)
        thread.start()
        return thread

    def _create(self, stack: Stack, target: Target, on_failure: str) -> None:
        try:
            scope = stack.scope(target, self._store)
            for name in ordered(target.template):
                if scope.exists(name):
                    self._make(stack, name, target)
            self._outputs(stack, target)
            stack.become("CREATE_COMPLETE")
        except Failed as failure:
            if on_failure == "DO_NOTHING":
                stack.become("CREATE_FAILED", f"{failure} ")
                return
            stack.become("ROLLBACK_IN_PROGRESS", f"{failure} Rollback requested by user.")
            self._undo_creation(stack, then_delete=on_failure == "DELETE")

    def _undo_creation(self, stack: Stack, then_delete: bool = False) -> None:
        # "RetainExceptOnCreate" is not kept here: nothing has been in it yet.
        if not remove_all(stack, list(reversed(stack.resources.values())), ("Retain",)):
            stack.become("ROLLBACK_FAILED", "The following resource(s) failed to delete.")
        elif then_delete:
            self._delete(stack)
        else:
            stack.become("ROLLBACK_COMPLETE")

    def _update(self, stack: Stack, target: Target, keep_failure: bool) -> None:
        stack.former, stack.target = stack.target, target
        stack.journal, stack.leftovers = [], []
        try:
            scope = stack.scope(target, self._store)
            names = [name for name in ordered(target.template) if scope.exists(name)]
            for name in names:
                self._bring(stack, name, target)
            removed = [stack.resources.pop(name) for name in [*stack.resources] if name not in names]
            stack.resources = {name: stack.resources[name] for name in names}
            self._outputs(stack, target)
            stack.become("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
            remove_all(stack, [*reversed(removed)], ("Retain", "RetainExceptOnCreate"), from_stack=False)
            remove_all(stack, [*reversed(stack.leftovers)], (), from_stack=False)
            stack.journal = []
            stack.become("UPDATE_COMPLETE")
        except Failed as failure:
            if keep_failure:
                stack.become("UPDATE_FAILED", str(failure))
                return
            stack.become("UPDATE_ROLLBACK_IN_PROGRESS", str(failure))
            self._undo(stack)

    def _bring(self, stack: Stack, name: str, target: Target) -> None:
        """One resource of an update: made, changed, replaced, or left alone."""
        current = stack.resources.get(name)
        definition = target.template["Resources"][name]
        if current is None:
            self._make(stack, name, target)
            stack.journal.append(("made", name))
            return
        wanted = self._wanted(stack, current, definition, target)
        changed = {key for key in {**wanted, **current.declared} if wanted.get(key) != current.declared.get(key)}
        if not changed:
            current.definition = definition
        elif changed & create_only(current.type):
            stack.note(
                current, "UPDATE_IN_PROGRESS", "Requested update requires the creation of a new physical resource."
            )
            stack.journal.append(("replaced", name, current))
            self._make(stack, name, target, verb="UPDATE")
            if definition.get("UpdateReplacePolicy") not in ("Retain", "RetainExceptOnCreate"):
                stack.leftovers.append(current)
        else:
            before = (current.declared, current.properties, current.definition)
            stack.journal.append(("tried", name, before))
            self._change(stack, current, wanted, "UPDATE")
            current.definition = definition
            stack.journal[-1] = ("changed", name, before)

    def _wanted(self, stack: Stack, resource: Resource, definition: dict[str, Any], target: Target) -> dict[str, Any]:
        try:
            return evaluate(definition.get("Properties", {}), stack.scope(target, self._store))
        except (ApiError, ResourceFailure) as error:
            raise self._fail(stack, resource, "UPDATE", error) from error

    def _make(self, stack: Stack, name: str, target: Target, verb: str = "CREATE") -> None:
        definition = target.template["Resources"][name]
        resource = Resource(
            stack.account, stack.region, stack.name, stack.id, name, definition["Type"], definition=definition
        )
        stack.resources[name] = resource
        if verb == "CREATE":
            stack.note(resource, "CREATE_IN_PROGRESS")
        try:
            FAULTS.pass_by(stack.name, name, verb)
            maker = provider(resource.type)
            resource.declared = evaluate(definition.get("Properties", {}), stack.scope(target, self._store))
            resource.properties = deepcopy(resource.declared)
            maker.make(resource)
        except (ApiError, ResourceFailure) as error:
            raise self._fail(stack, resource, verb, error) from error
        if verb == "CREATE":
            stack.note(resource, "CREATE_IN_PROGRESS", "Resource creation Initiated")
        stack.note(resource, f"{verb}_COMPLETE")

    def _change(self, stack: Stack, resource: Resource, wanted: dict[str, Any], action: str) -> None:
        stack.note(resource, "UPDATE_IN_PROGRESS")
        before = resource.properties
        try:
            FAULTS.pass_by(stack.name, resource.logical_id, action)
            resource.declared, resource.properties = wanted, deepcopy(wanted)
            provider(resource.type).change(resource, before)
        except (ApiError, ResourceFailure) as error:
            raise self._fail(stack, resource, "UPDATE", error) from error
        stack.note(resource, "UPDATE_COMPLETE")

    def _fail(self, stack: Stack, resource: Resource, action: str, error: Exception) -> Failed:
        stack.note(resource, f"{action}_FAILED", str(error))
        REPORT.failed(stack.name, resource.logical_id, resource.type, action, str(error))
        word = {"CREATE": "create", "UPDATE": "update"}[action]
        return Failed(f"The following resource(s) failed to {word}: [{resource.logical_id}].")

    def _undo(self, stack: Stack) -> None:
        """Back to the former target, newest change first. Stops where changing back fails; can be taken up again."""
        assert stack.former is not None
        while stack.journal:
            kind, name, *before = stack.journal[-1]
            try:
                if kind in ("tried", "changed"):
                    self._change_back(stack, stack.resources[name], *before[0], lenient=kind == "tried")
                elif kind == "replaced":
                    self._put_back(stack, name, before[0])
            except Failed as failure:
                stack.become("UPDATE_ROLLBACK_FAILED", str(failure))
                return
            stack.journal.pop()
        stack.target = stack.former
        scope = stack.scope(stack.target, self._store)
        names = [name for name in ordered(stack.target.template) if scope.exists(name)]
        made = [resource for name, resource in stack.resources.items() if name not in names]
        stack.resources = {name: stack.resources[name] for name in names if name in stack.resources}
        stack.become("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
        remove_all(stack, [*reversed(made)], ("Retain",), from_stack=False)
        remove_all(stack, [*reversed(stack.leftovers)], ("Retain",), from_stack=False)
        stack.leftovers = []
        self._outputs(stack, stack.target)
        stack.become("UPDATE_ROLLBACK_COMPLETE")

    def _change_back(
        self,
        stack: Stack,
        resource: Resource,
        declared: dict[str, Any],
        properties: dict[str, Any],
        definition: dict[str, Any],
        lenient: bool,
    ) -> None:
        """The resource whose change failed may not have been touched at all: what it answers does not matter."""
        try:
            self._change(stack, resource, declared, "ROLLBACK")
        except Failed:
            if not lenient:
                raise
        resource.declared, resource.properties, resource.definition = declared, properties, definition

    def _put_back(self, stack: Stack, name: str, former: Resource) -> None:
        replacement = stack.resources[name]
        stack.leftovers = [resource for resource in stack.leftovers if resource is not former]
        if replacement is not former:
            stack.leftovers.append(replacement)
        stack.resources[name] = former
        stack.note(former, "UPDATE_COMPLETE")

    def _delete(self, stack: Stack, retained: list[str] | None = None) -> None:
        for export in [output["ExportName"] for output in stack.outputs if "ExportName" in output]:
            importers = self._store.importers(export)
            if importers:
                reason = f"Export {export} cannot be deleted as it is in use by {', '.join(importers)}"
                stack.become("DELETE_FAILED", reason)
                return
        for name in retained or []:
            resource = stack.resources.pop(name)
            stack.note(resource, "DELETE_SKIPPED")
            kept.keep(resource)
        if not remove_all(stack, list(reversed(stack.resources.values())), ("Retain", "RetainExceptOnCreate")):
            stack.become("DELETE_FAILED", "The following resource(s) failed to delete.")
            return
        stack.deleted, stack.outputs = now(), []
        stack.become("DELETE_COMPLETE")

    def _outputs(self, stack: Stack, target: Target) -> None:
        scope = stack.scope(target, self._store)
        stack.outputs = []
        for name, output in target.template.get("Outputs", {}).items():
            if "Condition" in output and not scope.holds(output["Condition"]):
                continue
            about = {"OutputKey": name, "OutputValue": str(evaluate(output["Value"], scope))}
            if "Description" in output:
                about["Description"] = output["Description"]
            if "Export" in output:
                about["ExportName"] = evaluate(output["Export"]["Name"], scope)
            stack.outputs.append(about)
