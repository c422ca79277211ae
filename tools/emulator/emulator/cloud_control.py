"""AWS Cloud Control: resources by their type and id, changed and deleted by the same handlers as CloudFormation's.

It knows resources that a stack has left behind. Changes and deletions go on after the answer, as in AWS: the caller asks how far they
are. A handler works with the caller's permissions, and has no property that is not part of the identifier: nothing forces a deletion.
https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/resource-operations-delete.html
"""

import json
import threading
import uuid
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from . import kept
from .enforce.caller import ACTING, CALLER
from .enforce.request import body, signed_by
from .enforce.sessions import Session, session_of
from .failure import ResourceFailure
from .provide.choose import provider
from .provide.resource import Resource
from .schemas import create_only

SIGNED = "cloudcontrolapi"
_EVENTS: dict[str, dict[str, Any]] = {}


class _Refused(Exception):
    """An error of the API: its code and its message."""


def with_cloud_control(application: Callable[..., Any]) -> Callable[..., Any]:
    """The application, with the requests to Cloud Control answered here."""

    def serve(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        key, region, signed = signed_by(environ)
        if signed != SIGNED:
            return application(environ, start)
        session = CALLER.get() or session_of(key, environ.get("HTTP_X_AMZ_SECURITY_TOKEN"))
        operation = environ.get("HTTP_X_AMZ_TARGET", "").split(".")[-1]
        try:
            answer = _answer(operation, json.loads(body(environ) or b"{}"), session, region)
            status, headers = "200 OK", []
        except _Refused as error:
            code, message = error.args
            status, headers, answer = "400 Bad Request", [("x-amzn-ErrorType", code)], {"__type": code, "Message": message}
        start(status, [("Content-Type", "application/x-amz-json-1.0"), *headers])
        return [json.dumps(answer).encode()]

    return serve


def _answer(operation: str, given: dict[str, Any], session: Session | None, region: str) -> dict[str, Any]:
    if operation == "GetResourceRequestStatus":
        event = _EVENTS.get(given.get("RequestToken", ""))
        if event is None:
            raise _Refused("RequestTokenNotFoundException", f"Request with token {given.get('RequestToken')} was not found")
        return {"ProgressEvent": dict(event)}
    resource = _resource(given, session.account if session else "", region)
    if operation == "GetResource":
        properties = json.dumps(resource.properties)
        return {
            "TypeName": resource.type,
            "ResourceDescription": {"Identifier": resource.physical_id, "Properties": properties},
        }
    if operation == "UpdateResource":
        wanted = _patched(resource, json.loads(given["PatchDocument"]))
        return _begin("UPDATE", resource, session, lambda: _update(resource, wanted))
    if operation == "DeleteResource":
        return _begin("DELETE", resource, session, lambda: _delete(resource))
    raise _Refused("UnsupportedActionException", f"The emulator's Cloud Control does not know {operation}")


def _resource(given: dict[str, Any], account: str, region: str) -> Resource:
    found = kept.find(account, region, given["TypeName"], given["Identifier"])
    if found is None:
        message = f"Resource of type '{given['TypeName']}' with identifier '{given['Identifier']}' was not found."
        raise _Refused("ResourceNotFoundException", message)
    return found


def _patched(resource: Resource, patch: list[dict[str, Any]]) -> dict[str, Any]:
    """The properties after an RFC 6902 document that replaces whole properties."""
    properties = deepcopy(resource.properties)
    for step in patch:
        name = step["path"].removeprefix("/")
        if step["op"] not in ("add", "replace") or "/" in name:
            raise _Refused("ValidationException", f"The emulator does not know how to {step['op']} {step['path']}")
        if name in create_only(resource.type):
            raise _Refused("NotUpdatableException", f"Invalid patch update: createOnlyProperties [{step['path']}] cannot be updated")
        properties[name] = step["value"]
    return properties


def _update(resource: Resource, wanted: dict[str, Any]) -> None:
    before, resource.properties = resource.properties, wanted
    try:
        provider(resource.type).change(resource, before)
    except ResourceFailure:
        resource.properties = before
        raise


def _delete(resource: Resource) -> None:
    provider(resource.type).remove(resource)
    kept.forget(resource)


def _begin(verb: str, resource: Resource, session: Session | None, work: Callable[[], None]) -> dict[str, Any]:
    """Start the work in a thread of its own: it makes requests, and requests are answered one at a time."""
    event = {
        "TypeName": resource.type,
        "Identifier": resource.physical_id,
        "RequestToken": str(uuid.uuid4()),
        "Operation": verb,
        "OperationStatus": "IN_PROGRESS",
    }
    _EVENTS[event["RequestToken"]] = event

    def guarded() -> None:
        ACTING.set(session)
        try:
            work()
            event["OperationStatus"] = "SUCCESS"
        except Exception as error:  # A mistake of the emulator's own must not look like a deletion that goes on.
            # One step: who polls must not see a failure without its reason.
            event.update(OperationStatus="FAILED", ErrorCode="GeneralServiceException", StatusMessage=str(error))

    answer = {"ProgressEvent": dict(event)}
    threading.Thread(target=guarded, daemon=True).start()
    return answer
