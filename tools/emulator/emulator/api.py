"""The API of CloudFormation: what is asked, checked and answered."""

import uuid
from typing import Any

from moto.core.responses import ActionResult, BaseResponse, EmptyResult

from .changes import changes
from .describe import change_set, events, stack_description, stack_resource, stack_summary, template_summary
from .engine import Engine
from .failure import ApiError
from .prepare import prepare, unchanged
from .report import REPORT
from .stack import STORES, ChangeSet, Stack, Store

REPLACEABLE = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED", "UPDATE_ROLLBACK_FAILED", "CREATE_FAILED")
NO_CHANGES = (
    "The submitted information didn't contain changes. Submit different information to create a change set."
)


class CloudFormation(BaseResponse):
    """One request."""

    def __init__(self) -> None:
        super().__init__(service_name="cloudformation")
        self.automated_parameter_parsing = True

    def call_action(self) -> Any:
        """Count it, and answer."""
        REPORT.asked(self._get_action())
        return super().call_action()

    @property
    def _store(self) -> Store:
        return STORES.of(self.current_account, self.region)

    @property
    def _given(self) -> dict[str, Any]:
        """The parameters, as the service's model has them."""
        parameters = self.params
        return parameters.original_dict() if hasattr(parameters, "original_dict") else dict(parameters)

    def _stack(self) -> Stack:
        return self._store.get(self._given.get("StackName"))

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
            identifier, name, kind, target, found,
            "CREATE_COMPLETE" if reason is None else "FAILED",
            "AVAILABLE" if reason is None else "UNAVAILABLE",
            reason, given.get("Description"), given.get("OnStackFailure"),
        )
        return ActionResult({"Id": identifier, "StackId": stack.id})

    def _stack_for(self, name: str, kind: str, change_set_name: str) -> Stack | None:
        stack = self._store.find(name)
        if stack is not None and stack.status == "DELETE_COMPLETE":
            stack = None
        if kind == "CREATE":
            if stack is not None and stack.status != "REVIEW_IN_PROGRESS":
                raise ApiError(
                    f"Stack [{stack.name}] already exists and cannot be created again with the changeSet [{change_set_name}]."
                )
            return stack
        if stack is None:
            raise ApiError(f"Stack [{name}] does not exist")
        _refuse_update(stack)
        return stack

    def describe_change_set(self) -> ActionResult:
        """One change set."""
        stack, found = self._change_set()
        return ActionResult(change_set(stack, found, bool(self._given.get("IncludePropertyValues"))))

    def list_change_sets(self) -> ActionResult:
        """Those of one stack."""
        stack = self._stack()
        summaries = [change_set(stack, found, False) for found in stack.change_sets.values()]
        return ActionResult({"Summaries": summaries})

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

    def _change_set(self) -> tuple[Stack, ChangeSet]:
        name, where = self._given["ChangeSetName"], self._given.get("StackName")
        if where is None and not name.startswith("arn:"):
            raise ApiError("StackName must be specified if ChangeSetName is not specified as an ARN.")
        stacks = [self._store.get(where)] if where is not None else self._store.all()
        for stack in stacks:
            for found in stack.change_sets.values():
                if name in (found.id, found.name):
                    return stack, found
        raise ApiError(f"ChangeSet [{name}] does not exist", "ChangeSetNotFoundException")

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
        Engine(self._store).delete(stack)
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

    def update_termination_protection(self) -> ActionResult:
        """Whether the stack may be deleted."""
        stack = self._stack()
        stack.protected = bool(self._given["EnableTerminationProtection"])
        return ActionResult({"StackId": stack.id})

    # Questions

    def describe_stacks(self) -> ActionResult:
        """One stack, or all that are not deleted."""
        if self._given.get("StackName"):
            return ActionResult({"Stacks": [stack_description(self._stack())]})
        live = [stack for stack in self._store.all() if stack.status != "DELETE_COMPLETE"]
        return ActionResult({"Stacks": [stack_description(stack) for stack in live]})

    def list_stacks(self) -> ActionResult:
        """All stacks, deleted ones too."""
        wanted = self._given.get("StackStatusFilter")
        found = [stack for stack in self._store.all() if not wanted or stack.status in wanted]
        return ActionResult({"StackSummaries": [stack_summary(stack) for stack in found]})

    def describe_stack_events(self) -> ActionResult:
        """What happened, newest first, a hundred at a time."""
        return ActionResult(events(self._stack(), self._given.get("NextToken")))

    def describe_events(self) -> ActionResult:
        """Results of early validation: there are none here."""
        return ActionResult({"OperationEvents": []})

    def describe_stack_resources(self) -> ActionResult:
        """The resources there are."""
        stack, name = self._stack(), self._given.get("LogicalResourceId")
        found = [item for item in stack.resources.values() if name in (None, item.logical_id)]
        return ActionResult({"StackResources": [stack_resource(stack, item) for item in found]})

    def describe_stack_resource(self) -> ActionResult:
        """One of them."""
        stack, name = self._stack(), self._given["LogicalResourceId"]
        if name not in stack.resources:
            raise ApiError(f"Resource {name} does not exist for stack {stack.name}")
        return ActionResult({"StackResourceDetail": stack_resource(stack, stack.resources[name])})

    def list_stack_resources(self) -> ActionResult:
        """The resources there are, in short."""
        stack = self._stack()
        found = [stack_resource(stack, item) for item in stack.resources.values()]
        return ActionResult({"StackResourceSummaries": found})

    def list_exports(self) -> ActionResult:
        """What stacks export."""
        return ActionResult({"Exports": self._store.exports()})

    def list_hook_results(self) -> ActionResult:
        """There are no hooks."""
        return ActionResult({"HookResults": []})

    def get_template(self) -> ActionResult:
        """The template of a stack or of a change set, as it was given."""
        if self._given.get("ChangeSetName"):
            body = self._change_set()[1].target.body
        else:
            stack = self._stack()
            body = "{}" if stack.target is None else stack.target.body
        return ActionResult({"TemplateBody": body, "StagesAvailable": ["Original", "Processed"]})

    def get_template_summary(self) -> ActionResult:
        """Parameters, capabilities and types of a template."""
        given = self._given
        stack = self._stack() if given.get("StackName") else None
        return ActionResult(template_summary(given, stack, self.current_account))

    def validate_template(self) -> ActionResult:
        """The same of a template that is given."""
        return ActionResult(template_summary(self._given, None, self.current_account))

    def get_stack_policy(self) -> ActionResult:
        """There are no stack policies."""
        return EmptyResult()


def _refuse_update(stack: Stack) -> None:
    """An update needs a stack that stands still and has not failed to be created.

    :raises ApiError: as CloudFormation says it
    """
    if stack.busy or stack.status in REPLACEABLE or stack.status in ("REVIEW_IN_PROGRESS", "DELETE_COMPLETE"):
        raise ApiError(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
