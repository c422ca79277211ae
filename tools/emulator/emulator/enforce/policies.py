"""The policies that count for a request: those of the role, and that of the resource where moto keeps one."""

import json
from typing import Any
from urllib.parse import unquote

from moto.ecr.models import ecr_backends
from moto.efs.models import efs_backends
from moto.iam.models import iam_backends
from moto.kms.models import kms_backends
from moto.s3.models import s3_backends
from moto.sns.models import sns_backends

from ..identity import find_role
from .sessions import Session

EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


def of_session(session: Session) -> dict[str, Any]:
    """What the session may do at most, as the judge wants it."""
    if session.role is None:
        return {"identity": [{"name": "AdministratorAccess", "policy": EVERYTHING}]}
    role = find_role(session.role)
    about: dict[str, Any] = {"identity": identity_policies(role)}
    if (boundary := boundary_of(role)) is not None:
        about["boundary"] = boundary
    if session.policy:
        about["session"] = json.loads(session.policy)
    return about


def identity_policies(role: Any) -> list[dict[str, Any]]:
    """Inline and attached policies of a role."""
    inline = [{"name": name, "policy": _document(text)} for name, text in role.policies.items()]
    attached = [{"name": policy.arn, "policy": default_version(policy)} for policy in role.managed_policies.values()]
    return [*inline, *attached]


def boundary_of(role: Any) -> dict[str, Any] | None:
    """The permissions boundary of a role; one that is not there any more allows nothing."""
    arn = role.permissions_boundary_arn
    if not arn:
        return None
    policy = iam_backends[role.account_id]["aws"].managed_policies.get(arn)
    return {"Version": "2012-10-17", "Statement": []} if policy is None else default_version(policy)


def default_version(policy: Any) -> dict[str, Any]:
    """The document of a managed policy that is in force."""
    return _document(next(version.document for version in policy.versions if version.is_default))


def trust_of(role: Any) -> dict[str, Any]:
    """Who may assume a role."""
    return _document(role.assume_role_policy_document)


def of_resource(arn: str, account: str) -> dict[str, Any] | None:
    """The policy of a bucket (of an object: its bucket's), key, topic, repository or file system; None where there is none."""
    parts = arn.split(":", 5)
    if len(parts) < 6:
        return None
    service, region, owner, name = parts[2], parts[3], parts[4] or account, parts[5]
    try:
        if service == "s3":
            text = s3_backends[bucket_owner(name.split("/", 1)[0], owner)]["aws"].buckets[name.split("/", 1)[0]].policy
        elif service == "kms" and name.startswith("key/"):
            text = kms_backends[owner][region].keys[name[4:]].policy
        elif service == "sns":
            text = sns_backends[owner][region].topics[arn].policy
        elif service == "ecr":
            text = ecr_backends[owner][region].repositories[name.removeprefix("repository/")].policy
        elif service == "elasticfilesystem" and name.startswith("file-system/"):
            text = efs_backends[owner][region].file_systems_by_id[name.removeprefix("file-system/")].file_system_policy
        else:
            return None
    except KeyError:
        return None
    return _document(text) if text else None


def bucket_owner(bucket: str, account: str) -> str:
    """The account that a bucket is in: its ARN does not say it."""
    for owner, backends in list(s3_backends.items()):
        if bucket in backends["aws"].buckets:
            return owner
    return account


def _document(text: Any) -> dict[str, Any]:
    if isinstance(text, bytes):
        text = text.decode()
    if isinstance(text, str):
        text = json.loads(text if text.lstrip().startswith("{") else unquote(text))
    # IAM takes a document without a version for one of 2008; moto's defaults have it with capital letters.
    return {"Version": "2012-10-17", **text} if "Version" not in text else text
