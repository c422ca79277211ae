"""Refusals as AWS words and wraps them, by protocol."""

import json
import uuid
from xml.sax.saxutils import escape

Answer = tuple[str, list[tuple[str, str]], bytes]

JSON = "application/x-amz-json-1.1"
# Services with a name of their own for it.
CODES = {"ec2": "UnauthorizedOperation", "sns": "AuthorizationError"}
# Services of the protocols json and rest-json say "AccessDeniedException", the others "AccessDenied".
WITH_EXCEPTION = ("json", "rest-json", "cbor")


def denial(service: str, protocol: str, message: str, head: bool = False) -> Answer:
    """The role may not do this."""
    code = CODES.get(service, "AccessDeniedException" if protocol in WITH_EXCEPTION else "AccessDenied")
    if service == "ec2":
        message = f"You are not authorized to perform this operation. {message}"
    return refusal(service, protocol, code, message, head)


def refusal(service: str, protocol: str, code: str, message: str, head: bool = False) -> Answer:
    """Any refusal of a request."""
    if head:
        return "403 Forbidden", [("Content-Type", "application/xml"), ("Content-Length", "0")], b""
    identifier, text = str(uuid.uuid4()), escape(message)
    if protocol == "json":
        body = json.dumps({"__type": code, "message": message, "Message": message})
        return _answer("400 Bad Request", JSON, body, [("x-amzn-ErrorType", code)])
    if protocol == "rest-json":
        body = json.dumps({"message": message, "Message": message})
        return _answer("403 Forbidden", "application/json", body, [("x-amzn-ErrorType", code)])
    if service == "s3":
        known = f"<RequestId>{identifier}</RequestId><HostId>{identifier}</HostId>"
        inner = f"<Code>{code}</Code><Message>{text}</Message>{known}"
        return _answer(
            "403 Forbidden", "application/xml", f'<?xml version="1.0" encoding="UTF-8"?><Error>{inner}</Error>'
        )
    if protocol == "ec2":
        inner = f"<Errors><Error><Code>{code}</Code><Message>{text}</Message></Error></Errors>"
        return _answer("403 Forbidden", "text/xml", f"<Response>{inner}<RequestID>{identifier}</RequestID></Response>")
    inner = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{text}</Message></Error>"
    return _answer(
        "403 Forbidden", "text/xml", f"<ErrorResponse>{inner}<RequestId>{identifier}</RequestId></ErrorResponse>"
    )


def _answer(status: str, kind: str, body: str, headers: list[tuple[str, str]] | None = None) -> Answer:
    content = body.encode()
    return status, [("Content-Type", kind), ("Content-Length", str(len(content))), *(headers or [])], content
