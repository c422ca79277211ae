"""Whether a session may do something: asks the judge, and writes the answer down."""

from collections.abc import Iterable
from typing import Any

from . import calls
from .judge import JUDGE
from .policies import bucket_owner, of_resource, of_session
from .rows import Need
from .sessions import Session


class Denied(Exception):
    """The answer is no, in AWS's words."""

    def __init__(self, session_arn: str, action: str, resource: str, reason: str) -> None:
        shown = f"resource: {resource}" if not action.startswith("s3:") else f'resource: "{resource}"'
        super().__init__(f"User: {session_arn} is not authorized to perform: {action} on {shown} {reason}")
        self.action = action


def require(session: Session, needs: Iterable[Need], region: str, operation: str = "") -> None:
    """Every action on every resource must be allowed.

    :raises Denied: at the first that is not
    """
    if session.role is None:
        return
    first: Denied | None = None
    for need in needs:
        questions = [question(session, need, resource, region) for resource in need.resources]
        answers = JUDGE.ask(questions)
        refused = [(q, a) for q, a in zip(questions, answers, strict=True) if not a["allowed"]]
        reason = _reason(refused[0][1], need, refused[0][0]) if refused else ""
        _record(session, need, questions, not refused, reason, operation)
        if refused and first is None:
            first = Denied(session.arn, need.action, refused[0][0]["resource"], reason)
            break
    if first is not None:
        raise first


def allowed(session: Session, need: Need, region: str) -> bool:
    """Whether it may; nothing is written down."""
    if session.role is None:
        return True
    return all(answer["allowed"] for answer in JUDGE.ask([question(session, need, r, region) for r in need.resources]))


def question(session: Session, need: Need, resource: str, region: str) -> dict[str, Any]:
    """The question for the judge."""
    account = account_of(resource, session.account)
    policy = of_resource(resource, account)
    return {
        "principal": session.arn,
        "action": need.action,
        "resource": resource,
        "account": account,
        "context": {**context_of(session, region), "aws:ResourceAccount": account, **need.context},
        **of_session(session),
        **({} if policy is None else {"resourcePolicy": policy}),
    }


def context_of(session: Session, region: str) -> dict[str, Any]:
    """What every request of a session brings along. All of it counts as sent over TLS."""
    own = {"aws:PrincipalArn": session.role, "aws:PrincipalType": "AssumedRole"} if session.role else {}
    return {
        "aws:PrincipalArn": session.arn,
        "aws:PrincipalType": "User",
        **own,
        "aws:PrincipalAccount": session.account,
        "aws:RequestedRegion": region,
        "aws:SecureTransport": "true",
        "aws:ViaAWSService": "false",
        "aws:PrincipalIsAWSService": "false",
        **session.context,
    }


def account_of(resource: str, default: str) -> str:
    """The account of a resource by its ARN; buckets are looked up."""
    parts = resource.split(":", 5)
    if len(parts) == 6 and parts[2] == "s3":
        return bucket_owner(parts[5].split("/", 1)[0], default)
    named = parts[4] if len(parts) == 6 else ""
    return named if named.isdigit() else default


def _reason(answer: dict[str, Any], need: Need, about: dict[str, Any]) -> str:
    if "fault" in answer:
        return f"because the emulator's row for {need.action} on {about['resource']} is wrong: {answer['fault']}"
    return answer["reason"]


def _record(
    session: Session, need: Need, questions: list[dict[str, Any]], good: bool, reason: str, operation: str
) -> None:
    policies = {q["resource"]: q["resourcePolicy"] for q in questions if "resourcePolicy" in q}
    calls.record(
        {
            "role": session.role,
            "action": need.action,
            "resources": list(need.resources),
            "context": questions[0]["context"] if questions else {},
            "allowed": good,
            "reason": reason,
            "operation": operation,
            "principal": session.arn,
            **({"resourcePolicies": policies} if policies else {}),
            **({"session": questions[0]["session"]} if questions and "session" in questions[0] else {}),
        }
    )
