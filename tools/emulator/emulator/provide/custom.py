"""Custom resources: the function of their ServiceToken runs, and answers to a URL of ours, as with CloudFormation itself."""

import re
from typing import Any

from .. import custom_answers, functions
from ..enforce.caller import ACTING
from ..enforce.decide import Denied, require
from ..enforce.rows import Need
from ..failure import ResourceFailure
from ..report import REPORT
from .resource import Resource

TYPE = re.compile(r"^(Custom::[\w@-]+|AWS::CloudFormation::CustomResource)$")
# Lambda runs a function that was called asynchronously again when it ends with an error.
# https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
ATTEMPTS = 3


class CustomResources:
    """Any type whose resources a function makes."""

    @staticmethod
    def models(resource_type: str) -> bool:
        """Whether it is such a type."""
        return TYPE.match(resource_type) is not None

    def make(self, resource: Resource) -> None:
        """Have the function create it."""
        answer = self._ask(resource, "Create", {})
        self._take(resource, answer)
        REPORT.created(resource.type, "function")

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Have the function change it."""
        if before.get("ServiceToken") != resource.properties.get("ServiceToken"):
            raise ResourceFailure("Modifying service token is not allowed.")
        answer = self._ask(resource, "Update", {"OldResourceProperties": as_text(before)})
        if answer["PhysicalResourceId"] != resource.physical_id:
            raise ResourceFailure(
                f"The emulator replaces no custom resource: {resource.physical_id} became {answer['PhysicalResourceId']}."
            )
        self._take(resource, answer)

    def remove(self, resource: Resource) -> None:
        """Have the function delete it."""
        self._ask(resource, "Delete", {})

    @staticmethod
    def _take(resource: Resource, answer: dict[str, Any]) -> None:
        resource.physical_id = answer["PhysicalResourceId"]
        resource.attributes = dict(answer.get("Data") or {})

    def _ask(self, resource: Resource, verb: str, more: dict[str, Any]) -> dict[str, Any]:
        token = resource.properties.get("ServiceToken")
        if not isinstance(token, str):
            raise ResourceFailure("Property ServiceToken cannot be empty.")
        self._may_invoke(resource, token)
        identifier, url = custom_answers.expect()
        event = {
            "RequestType": verb,
            "ServiceToken": token,
            "ResponseURL": url,
            "StackId": resource.stack_id,
            "RequestId": identifier,
            "LogicalResourceId": resource.logical_id,
            "ResourceType": resource.type,
            "ResourceProperties": as_text(resource.properties),
            **({} if verb == "Create" else {"PhysicalResourceId": resource.physical_id}),
            **more,
        }
        printed = ""
        for _ in range(ATTEMPTS):
            ended = functions.run(token, event)
            printed = ended.printed
            if ended.good or custom_answers.came(identifier):
                break
        return self._judged(resource, identifier, custom_answers.take(identifier), printed)

    @staticmethod
    def _judged(resource: Resource, identifier: str, answer: dict[str, Any] | None, printed: str) -> dict[str, Any]:
        if answer is None:
            # CloudFormation says so when the time of the resource is over; nobody waits for it here.
            raise ResourceFailure(
                "CloudFormation did not receive a response from your Custom Resource. Please check your logs for "
                f"requestId [{identifier}]. The function printed: {printed.strip()[-1000:]}"
            )
        given = answer.get("PhysicalResourceId")
        if answer.get("Status") == "FAILED":
            # The rollback deletes what has an id, also what failed.
            resource.physical_id = resource.physical_id or str(given or "")
            raise ResourceFailure(
                f"Received response status [FAILED] from custom resource. Message returned: {answer.get('Reason')} "
                f"(RequestId: {identifier})"
            )
        if not isinstance(given, str) or not 0 < len(given.encode()) <= 1024:
            raise ResourceFailure("Invalid PhysicalResourceId")
        return answer

    @staticmethod
    def _may_invoke(resource: Resource, token: str) -> None:
        acting = ACTING.get()
        if acting is None or acting.role is None:
            return
        need = Need("lambda:InvokeFunction", (token,), {})
        try:
            require(acting, [need], resource.region, f"{resource.type}:invoke")
        except Denied as error:
            raise ResourceFailure(str(error)) from error


def as_text(value: Any) -> Any:
    """CloudFormation sends numbers and booleans to functions as text."""
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else str(value)
