"""The gate in front of moto: who asks, for what, and whether that is allowed."""

from collections.abc import Callable
from typing import Any

from ..report import REPORT
from . import trust
from .beside import beside
from .caller import CALLER
from .decide import Denied, require
from .denial import Answer, denial, refusal
from .request import Call, Unreadable, read, signed_by
from .rows import NoRow, needs
from .sessions import Session, session_of

# STS decides by trust policies, see trust.py.
BY_TRUST = ("AssumeRole", "AssumeRoleWithWebIdentity")
# What CloudFormation needs to read a template or to take a role is checked where it does so, see stacks.py.


def guarded(application: Callable[..., Any]) -> Callable[..., Any]:
    """The application behind the gate."""

    def serve(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        key, region, signed = signed_by(environ)
        session = session_of(key, environ.get("HTTP_X_AMZ_SECURITY_TOKEN"))
        # The administrator of an account may do everything, but a role that does not trust them stays closed.
        if session is None or session.role is not None or signed == "sts":
            answer = _refused(environ, session, key, region, signed)
            if answer is not None:
                status, headers, content = answer
                start(status, headers)
                return [content]
        mark = CALLER.set(session)
        try:
            return application(environ, start)
        finally:
            CALLER.reset(mark)

    return serve


def _refused(
    environ: dict[str, Any], session: Session | None, key: str | None, region: str, signed: str
) -> Answer | None:
    head = environ["REQUEST_METHOD"] == "HEAD"
    protocol = _protocol(environ, signed)
    if session is None and key is not None:
        code = "UnrecognizedClientException" if protocol in ("json", "rest-json") else "InvalidClientTokenId"
        message = "The security token included in the request is invalid."
        return refusal(signed, protocol, code, message, head)
    try:
        call = read(environ)
    except Unreadable as error:
        REPORT.unmapped(str(error))
        return refusal(signed, protocol, "AccessDenied", str(error), head)
    if call.service == "sts" and call.operation in BY_TRUST:
        return trust.refused(session, call)
    if session is None:
        return refusal(signed, protocol, "AccessDenied", "Access Denied", head)
    if session.role is None:
        return None
    try:
        _judge(session, call)
    except Denied as error:
        return denial(call.service, call.protocol, str(error), head)
    except NoRow as error:
        REPORT.unmapped(str(error))
        message = f"The emulator has no row that says which permission this needs: {error}"
        return denial(call.service, call.protocol, message, head)
    return None


def _judge(session: Session, call: Call) -> None:
    operation = f"{call.service}:{call.operation}"
    wanted = needs(call, session.account)
    require(session, [*wanted, *beside(session, call)], call.region, operation)


def _protocol(environ: dict[str, Any], signed: str) -> str:
    if environ.get("HTTP_X_AMZ_TARGET"):
        return "json"
    if signed in ("s3", "route53"):
        return "rest-xml"
    if environ.get("CONTENT_TYPE", "").startswith("application/json"):
        return "rest-json"
    return "ec2" if signed == "ec2" else "query"
