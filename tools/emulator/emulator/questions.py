"""The part of the API that asks: stacks, change sets, events, templates."""

from typing import Any

from moto.core.responses import ActionResult, BaseResponse, EmptyResult

from .describe import change_set, events, stack_description, stack_resource, stack_summary, template_summary
from .drift.answers import detection_status, resource_drifts
from .failure import ApiError
from .report import REPORT
from .stack import STORES, ChangeSet, Stack, Store


class Questions(BaseResponse):
    """One request that only asks."""

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

    def describe_change_set(self) -> ActionResult:
        """One change set."""
        stack, found = self._change_set()
        return ActionResult(change_set(stack, found, bool(self._given.get("IncludePropertyValues"))))

    def list_change_sets(self) -> ActionResult:
        """Those of one stack."""
        stack = self._stack()
        summaries = [change_set(stack, found, False) for found in stack.change_sets.values()]
        return ActionResult({"Summaries": summaries})

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

    def describe_stack_drift_detection_status(self) -> ActionResult:
        """How far a drift detection is."""
        return ActionResult(detection_status(self._given["StackDriftDetectionId"]))

    def describe_stack_resource_drifts(self) -> ActionResult:
        """Results of the last drift detection."""
        given = self._given
        statuses, limit = given.get("StackResourceDriftStatusFilters", []), int(given.get("MaxResults", 100))
        return ActionResult(resource_drifts(self._stack(), statuses, limit, given.get("NextToken")))

    def list_exports(self) -> ActionResult:
        """What stacks export."""
        return ActionResult({"Exports": self._store.exports()})

    def list_imports(self) -> ActionResult:
        """Who imports an export."""
        name = self._given["ExportName"]
        found = self._store.importers(name)
        if not found:
            raise ApiError(f"Export '{name}' is not imported by any stack.")
        return ActionResult({"Imports": found})

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
        return ActionResult(template_summary(given, stack, self.current_account, self.region))

    def validate_template(self) -> ActionResult:
        """The same of a template that is given."""
        return ActionResult(template_summary(self._given, None, self.current_account, self.region))

    def get_stack_policy(self) -> ActionResult:
        """There are no stack policies."""
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
