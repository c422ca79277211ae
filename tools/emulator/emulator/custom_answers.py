"""Where functions answer for custom resources: the emulator's stand-in for a presigned URL of S3."""

import json
import uuid
from typing import Any

from .provide.api import ENDPOINT

PREFIX = "custom-resources/"
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
LONGEST = 4096
REQUIRED = ("Status", "PhysicalResourceId", "StackId", "RequestId", "LogicalResourceId")

_ANSWERS: dict[str, dict[str, Any] | None] = {}


def expect() -> tuple[str, str]:
    """A request: its id, and the URL for the answer."""
    identifier = str(uuid.uuid4())
    _ANSWERS[identifier] = None
    return identifier, f"{ENDPOINT['url']}/emulator/{PREFIX}{identifier}?X-Amz-Signature=emulated"


def came(identifier: str) -> bool:
    """Whether there is an answer."""
    return _ANSWERS.get(identifier) is not None


def take(identifier: str) -> dict[str, Any] | None:
    """The answer, which can be given once; None when there is none."""
    return _ANSWERS.pop(identifier, None)


def receive(identifier: str, method: str, kind: str, body: bytes) -> tuple[str, dict[str, str]]:
    """An answer. The URL is signed for a PUT without a content type, as CloudFormation's is."""
    if identifier not in _ANSWERS:
        return "403 Forbidden", {"message": "Request has expired"}
    if method != "PUT" or kind not in ("", None):
        return "403 Forbidden", {"message": "The request signature we calculated does not match: SignatureDoesNotMatch"}
    answer = _parsed(identifier, body)
    _ANSWERS[identifier] = answer
    return "200 OK", {}


def _parsed(identifier: str, body: bytes) -> dict[str, Any]:
    """S3 takes anything; what is wrong with an answer is CloudFormation's to say, as a failure of the resource."""
    if len(body) > LONGEST:
        return _wrong("Response object is too long.")
    try:
        answer = json.loads(body)
    except ValueError:
        return _wrong("Invalid Response object: not JSON")
    missing = [key for key in REQUIRED if not answer.get(key)]
    if missing or answer["Status"] not in ("SUCCESS", "FAILED"):
        return _wrong(f"Invalid Response object: Value null at '{', '.join(missing) or 'Status'}'")
    if answer["RequestId"] != identifier:
        return _wrong("Invalid Response object: RequestId is another request's")
    if answer["Status"] == "FAILED" and not answer.get("Reason"):
        return _wrong("Invalid Response object: Value null at 'Reason'")
    return answer


def _wrong(why: str) -> dict[str, Any]:
    return {"Status": "FAILED", "Reason": why}
