"""The API of CloudFormation: what is asked, checked and answered."""

import uuid

from moto.core.responses import ActionResult, EmptyResult

from .changes import changes
from .drift.detect import start as start_drift_detection
from .enforce.stacks import may_pass
from .engine import Engine
from .failure import ApiError
from .prepare import prepare, unchanged
from .questions import Questions
from .stack import ChangeSet, Stack

UNCHANGEABLE = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED", "UPDATE_ROLLBACK_FAILED", "CREATE_FAILED")
NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set."


class CloudFormation(Questions):
    """One request that changes something; questions are answered by the class below it."""

    # Change sets

    def create_change_set(self) -> ActionResult:
        """A change set, ready at once; on a new stack or one that is there."""
        given = self._given
        kind = given.get("ChangeSetType", "UPDATE")
        stack = self._stack_for(given["StackName"], kind, given["ChangeSetName"])
        name = given["ChangeSetName"]
        if stack is not None and any(other.name == name for other in stack.change_sets.values()):
            raise ApiError(f"ChangeSet {name} already exists", "AlreadyExistsException")
        target = prepare(given, stack, self._store, self.current_account, self.region)
        if stack is None:
            stack = self._store.add(given["StackName"])
            stack.become("REVIEW_IN_PROGRESS", "User Initiated")
        identifier = f"arn:aws:cloudformation:{self.region}:{self.current_account}:changeSet/{name}/{uuid.uuid4()}"
        found, reason = [], None
        try:
            found = changes(stack, target, self._store)
            if kind == "UPDATE" and not found and unchanged(stack, target):
                reason = NO_CHANGES
        except ApiError as error:
            reason = error.message
        stack.change_sets[identifier] = ChangeSet(
            identifier,
            name,
            kind,
            target,
            found,
            "CREATE_COMPLETE" if reason is None else "FAILED",
            "AVAILABLE" if reason is None else "UNAVAILABLE",
            reason,
            given.get("Description"),
            given.get("OnStackFailure"),
        )
        return ActionResult({"Id": identifier, "StackId": stack.id})

    def _stack_for(self, name: str, kind: str, change_set_name: str) -> Stack | None:
        stack = self._store.find(name)
        if stack is not None and stack.status == "DELETE_COMPLETE":
            stack = None
        if kind == "CREATE":
            if stack is not None and stack.status != "REVIEW_IN_PROGRESS":
                raise ApiError(
                    f"Stack [{stack.name}] already exists and cannot be created again with the changeSet "
                    f"[{change_set_name}]."
                )
            return stack
        if stack is None:
            raise ApiError(f"Stack [{name}] does not exist")
        _refuse_update(stack)
        return stack

    def delete_change_set(self) -> ActionResult:
        """Forget it. One that is not there is fine, as long as the stack is."""
        given = self._given
        try:
            stack, found = self._change_set()
            del stack.change_sets[found.id]
        except ApiError:
            if "StackName" in given and not given["ChangeSetName"].startswith("arn:"):
                self._stack()
        return EmptyResult()

    def execute_change_set(self) -> ActionResult:
        """Start what the change set says. The stack's other change sets are gone with that."""
        stack, found = self._change_set()
        if found.execution != "AVAILABLE":
            raise ApiError(
                f"ChangeSet [{found.id}] cannot be executed in its current execution status of [{found.execution}]",
                "InvalidChangeSetStatusException",
            )
        keep = bool(self._given.get("DisableRollback"))
        engine = Engine(self._store)
        if stack.status == "REVIEW_IN_PROGRESS":
            engine.create(stack, found.target, "DO_NOTHING" if keep else found.on_failure or "ROLLBACK")
        else:
            _refuse_update(stack)
            engine.update(stack, found.target, keep)
        found.execution = "EXECUTE_COMPLETE"
        stack.change_sets = {found.id: found}
        return EmptyResult()

    # Stacks

    def create_stack(self) -> ActionResult:
        """A stack without a change set."""
        given = self._given
        if self._store.find(given["StackName"]) is not None:
            raise ApiError(f"Stack [{given['StackName']}] already exists", "AlreadyExistsException")
        target = prepare(given, None, self._store, self.current_account, self.region)
        stack = self._store.add(given["StackName"])
        stack.protected = bool(given.get("EnableTerminationProtection"))
        on_failure = "DO_NOTHING" if given.get("DisableRollback") else given.get("OnFailure", "ROLLBACK")
        Engine(self._store).create(stack, target, on_failure)
        return ActionResult({"StackId": stack.id})

    def update_stack(self) -> ActionResult:
        """A change without a change set."""
        given, stack = self._given, self._stack()
        _refuse_update(stack)
        target = prepare(given, stack, self._store, self.current_account, self.region)
        if unchanged(stack, target):
            raise ApiError("No updates are to be performed.")
        Engine(self._store).update(stack, target, bool(given.get("DisableRollback")))
        return ActionResult({"StackId": stack.id})

    def delete_stack(self) -> ActionResult:
        """Remove a stack; one that is not there is fine."""
        stack = self._store.find(self._given["StackName"])
        if stack is None or stack.status == "DELETE_COMPLETE":
            return EmptyResult()
        if stack.protected:
            raise ApiError(f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
        if stack.busy:
            raise ApiError(f"Stack:{stack.id} is in {stack.status} state and can not be deleted.")
        if self._given.get("RoleARN"):
            may_pass(self._given["RoleARN"], self.region)
        retained = self._given.get("RetainResources", [])
        if retained and stack.status != "DELETE_FAILED":
            raise ApiError("Invalid operation on stack: RetainResources needs a stack in the DELETE_FAILED state")
        Engine(self._store).delete(stack, self._given.get("RoleARN"), retained)
        return EmptyResult()

    def rollback_stack(self) -> ActionResult:
        """Back from a failure that was kept."""
        stack = self._stack()
        if stack.status not in ("CREATE_FAILED", "UPDATE_FAILED"):
            raise ApiError(f"Stack:{stack.id} is in {stack.status} state and can not be rolled back.")
        Engine(self._store).roll_back(stack)
        return ActionResult({"StackId": stack.id})

    def continue_update_rollback(self) -> ActionResult:
        """Once more where a rollback failed."""
        stack = self._stack()
        if stack.status != "UPDATE_ROLLBACK_FAILED":
            raise ApiError(f"Stack:{stack.id} is in {stack.status} state and can not continue rollback.")
        skip = set(self._given.get("ResourcesToSkip", []))
        stack.journal = [entry for entry in stack.journal if entry[1] not in skip]
        Engine(self._store).roll_back(stack)
        return EmptyResult()

    def detect_stack_drift(self) -> ActionResult:
        """Compare what the services have with the template."""
        return ActionResult({"StackDriftDetectionId": start_drift_detection(self._stack(), self._store).id})

    def update_termination_protection(self) -> ActionResult:
        """Whether the stack may be deleted."""
        stack = self._stack()
        stack.protected = bool(self._given["EnableTerminationProtection"])
        return ActionResult({"StackId": stack.id})


def _refuse_update(stack: Stack) -> None:
    """An update needs a stack that stands still and has not failed to be created.

    :raises ApiError: as CloudFormation says it
    """
    if stack.busy or stack.status in UNCHANGEABLE or stack.status in ("REVIEW_IN_PROGRESS", "DELETE_COMPLETE"):
        raise ApiError(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
