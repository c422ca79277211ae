"""What CloudTrail finds: the calls of roles, as the gate has judged them. moto looks nothing up."""

import json
import time
import uuid
from typing import Any

from moto.cloudtrail.responses import CloudTrailResponse

from .enforce import calls

# Keys by which LookupEvents finds, of which the emulator knows the name of the call.
_KEYS = ("EventName",)


def install() -> None:
    """Teach moto's CloudTrail."""
    CloudTrailResponse.lookup_events = _look_up  # type: ignore[attr-defined]


def _look_up(response: Any) -> str:
    """Newest first. A right that a call needs besides, such as iam:PassRole, is no call of its own."""
    wanted = response._get_param("LookupAttributes") or []
    unknown = [each["AttributeKey"] for each in wanted if each["AttributeKey"] not in _KEYS]
    if unknown:
        raise NotImplementedError(f"the emulator looks up by {', '.join(_KEYS)}, not by {', '.join(unknown)}")
    names = {each["AttributeValue"] for each in wanted}
    made = [call for call in reversed(calls.recorded()) if _name(call) == call["action"].split(":")[1]]
    found = [call for call in made if not names or _name(call) in names]
    limit = int(response._get_param("MaxResults") or 50)
    return json.dumps({"Events": [_event(call) for call in found[:limit]]})


def _name(call: dict[str, Any]) -> str:
    return str(call["operation"]).split(":")[1]


def _event(call: dict[str, Any]) -> dict[str, Any]:
    service = call["action"].split(":")[0]
    refused = {} if call["allowed"] else {"errorCode": "AccessDenied", "errorMessage": call["reason"]}
    whole = {
        "eventSource": f"{service}.amazonaws.com",
        "eventName": _name(call),
        "userIdentity": {"arn": call["principal"]},
        "resources": [{"ARN": each} for each in call["resources"]],
        **refused,
    }
    # Seconds, as the service answers.
    return {
        "EventId": str(uuid.uuid4()),
        "EventName": _name(call),
        "EventTime": time.time(),
        "EventSource": whole["eventSource"],
        "Username": call["principal"].rsplit("/", 1)[-1],
        "CloudTrailEvent": json.dumps(whole),
    }
