"""Who may open a session of a role: its trust policy, and the caller's own policies where that is not enough."""

import base64
import json
import time
from typing import Any

from moto.iam.models import iam_backends
from moto.sts.responses import TokenResponse

from ..identity import find_role
from . import calls
from .decide import Denied, context_of
from .denial import Answer, denial, refusal
from .judge import JUDGE
from .policies import of_session, trust_of
from .request import Call
from .sessions import Session, open_session, remember

# Claims of GitHub's tokens that STS knows as condition keys; no other claim can be compared.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
GITHUB = "token.actions.githubusercontent.com"
GITHUB_CLAIMS = {
    "sub", "aud", "actor", "actor_id", "enterprise_id", "environment", "job_workflow_ref", "ref", "repository",
    "repository_id", "repository_owner_id", "workflow",
}  # fmt: skip


def install() -> None:
    """Have moto's STS tell us the sessions that it opens. The gate has let the request pass."""
    plain, web = TokenResponse.assume_role, TokenResponse.assume_role_with_web_identity

    def assume_role(response: Any) -> Any:
        answer = plain(response)
        tags = {f"aws:PrincipalTag/{tag['Key']}": tag["Value"] for tag in response._get_param("Tags") or []}
        remember(answer.result["Credentials"], response._get_param("Policy"), tags)
        return answer

    def assume_role_with_web_identity(response: Any) -> Any:
        answer = web(response)
        remember(answer.result["Credentials"], response._get_param("Policy"))
        return answer

    TokenResponse.assume_role = assume_role  # type: ignore[method-assign]
    TokenResponse.assume_role_with_web_identity = assume_role_with_web_identity  # type: ignore[method-assign]


def refused(session: Session | None, call: Call) -> Answer | None:
    """The refusal of AssumeRole or AssumeRoleWithWebIdentity; None when it may be done."""
    if call.operation == "AssumeRoleWithWebIdentity":
        return _refused_token(call)
    if session is None:
        return refusal("sts", "query", "MissingAuthenticationToken", "Request is missing Authentication Token")
    try:
        _assume(session, call)
    except Denied as error:
        return denial("sts", "query", str(error))
    return None


def _assume(session: Session, call: Call) -> None:
    given = call.parameters
    arn = given["RoleArn"]
    role = find_role(arn)
    context = {**context_of(session, call.region), "sts:RoleSessionName": given["RoleSessionName"]}
    if "ExternalId" in given:
        context["sts:ExternalId"] = given["ExternalId"]
    if "SourceIdentity" in given:
        context["sts:SourceIdentity"] = given["SourceIdentity"]
    about = {
        "principal": session.arn,
        "action": "sts:AssumeRole",
        "resource": arn,
        "account": arn.split(":")[4],
        "context": context,
        **of_session(session),
    }
    if role is not None:
        about["resourcePolicy"] = trust_of(role)
    answer = JUDGE.ask([about])[0] if role is not None else {"allowed": False, "reason": NOBODY}
    good, reason = answer["allowed"], answer.get("reason") or answer.get("fault", "")
    if session.role is not None:
        calls.record(
            {
                "role": session.role,
                "action": "sts:AssumeRole",
                "resources": [arn],
                "context": context,
                "allowed": good,
                "reason": reason,
                "operation": "sts:AssumeRole",
                "principal": session.arn,
                **({"resourcePolicies": {arn: about["resourcePolicy"]}} if role is not None else {}),
            }
        )
    if not good:
        raise Denied(session.arn, "sts:AssumeRole", arn, reason)


NOBODY = "because no resource-based policy allows the sts:AssumeRole action"


def service_session(service: str, role_arn: str, source_arn: str, source_account: str) -> Session | None:
    """A session that a service opens for what it does in the name of a role; None where the role does not trust it."""
    role = find_role(role_arn)
    if role is None:
        return None
    context = {"aws:SourceArn": source_arn, "aws:SourceAccount": source_account}
    answer = JUDGE.ask(
        [
            {
                "principal": service,
                "action": "sts:AssumeRole",
                "resource": role_arn,
                "account": role_arn.split(":")[4],
                "context": {key: value for key, value in context.items() if value},
                "resourcePolicy": trust_of(role),
            }
        ]
    )[0]
    if not answer["allowed"]:
        return None
    name = {"cloudformation.amazonaws.com": "AWSCloudFormation"}.get(service, f"{service.split('.')[0]}-session")
    return open_session(role_arn, name)


def _refused_token(call: Call) -> Answer | None:
    given = call.parameters
    claims = _claims(given["WebIdentityToken"])
    if claims is None:
        return _bad_token(
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
        )
    issuer = str(claims.get("iss", "")).removeprefix("https://")
    account = given["RoleArn"].split(":")[4]
    arn = f"arn:aws:iam::{account}:oidc-provider/{issuer}"
    provider = iam_backends[account]["aws"].open_id_providers.get(arn)
    if provider is None:
        return _bad_token(f"No OpenIDConnect provider found in your account for {claims.get('iss')}")
    if "exp" not in claims:
        return _bad_token("Missing a required claim: exp")
    if claims["exp"] <= time.time():
        return refusal("sts", "query", "ExpiredTokenException", "Token expired: it must be used before its expiration")
    if claims.get("aud") not in provider.client_id_list:
        return _bad_token("Incorrect token audience")
    role = find_role(given["RoleArn"])
    if role is not None and _trusts_token(role, arn, issuer, claims, given):
        return None
    return refusal("sts", "query", "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")


def _trusts_token(role: Any, provider: str, issuer: str, claims: dict[str, Any], given: dict[str, Any]) -> bool:
    known = {
        f"{issuer}:{name}": value if isinstance(value, list) else str(value)
        for name, value in claims.items()
        if issuer != GITHUB or name in GITHUB_CLAIMS
    }
    question = {
        "claims": issuer,
        "principal": provider,
        "action": "sts:AssumeRoleWithWebIdentity",
        "resource": role.arn,
        "account": role.account_id,
        "context": {**known, "sts:RoleSessionName": given["RoleSessionName"], "aws:FederatedProvider": provider},
        "resourcePolicy": trust_of(role),
    }
    return JUDGE.ask([question])[0]["allowed"]


def _claims(token: str) -> dict[str, Any] | None:
    """What a token says. Nobody has signed it."""
    parts = token.split(".")
    try:
        middle = parts[1]
        claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (IndexError, ValueError):
        return None
    return claims if isinstance(claims, dict) else None


def _bad_token(message: str) -> Answer:
    return refusal("sts", "query", "InvalidIdentityToken", message)
