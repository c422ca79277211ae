"""What an operation needs beside its own action, where only the state of the service can tell: keys of S3 and SSM."""

from typing import Any

from moto.s3.models import s3_backends
from moto.ssm.models import ssm_backends

from .arns import key as key_arn
from .decide import allowed
from .policies import bucket_owner
from .request import Call
from .rows import Need
from .sessions import Session

READS = ("GetObject", "HeadObject")
WRITES = ("PutObject", "CreateMultipartUpload", "CopyObject")


def beside(session: Session, call: Call) -> list[Need]:
    """More that must be allowed."""
    if call.service == "s3" and "Key" in call.parameters:
        return _of_object(session, call)
    if call.service == "ssm":
        return _of_parameters(session, call)
    return []


def object_needs(session: Session, bucket: str, key: str, region: str) -> list[Need]:
    """What it takes to read an object: the object, its key, and the bucket when there is no such object."""
    read = Need("s3:GetObject", (f"arn:aws:s3:::{bucket}/{key}",), {})
    return [read, *_reading(session, bucket, key, region)]


def _of_object(session: Session, call: Call) -> list[Need]:
    bucket, key = call.parameters["Bucket"], call.parameters["Key"]
    if call.operation in READS:
        return _reading(session, bucket, key, call.region)
    if call.operation in WRITES:
        found = _bucket(bucket, session.account)
        default = _default_key(found) if found is not None else None
        given = call.parameters.get("SSEKMSKeyId")
        encrypted = call.parameters.get("ServerSideEncryption", "aws:kms" if default else "") == "aws:kms"
        return (
            _with_key(session, given or default, ("kms:GenerateDataKey",), bucket, key, call.region)
            if encrypted
            else []
        )
    return []


def _reading(session: Session, bucket: str, key: str, region: str) -> list[Need]:
    found = _bucket(bucket, session.account)
    if found is None:
        return []
    item = found.keys.get(key)
    if item is None:
        # Who may not list a bucket is not told that an object is missing.
        listing = Need("s3:ListBucket", (f"arn:aws:s3:::{bucket}",), {})
        return [] if allowed(session, listing, region) else [listing]
    if item.encryption != "aws:kms":
        return []
    return _with_key(session, item.kms_key_id or _default_key(found), ("kms:Decrypt",), bucket, key, region)


def _with_key(
    session: Session, given: str | None, actions: tuple[str, ...], bucket: str, key: str, region: str
) -> list[Need]:
    """The key that S3 uses in the caller's name; a key that AWS keeps for S3 is there for everybody in the account."""
    if not given or "alias/aws/" in given:
        return []
    context = {
        "kms:ViaService": f"s3.{region}.amazonaws.com",
        "kms:CallerAccount": session.account,
        "kms:EncryptionContext:aws:s3:arn": f"arn:aws:s3:::{bucket}/{key}",
    }
    return [Need(action, (key_arn(given, (session.account, region)),), context) for action in actions]


def _bucket(name: str, account: str) -> Any:
    return s3_backends[bucket_owner(name, account)]["aws"].buckets.get(name)


def _default_key(bucket: Any) -> str | None:
    rule = (bucket.encryption or {}).get("Rule", {})
    default = (rule[0] if isinstance(rule, list) else rule).get("ApplyServerSideEncryptionByDefault", {})
    return default.get("KMSMasterKeyID") if default.get("SSEAlgorithm") == "aws:kms" else None


def _of_parameters(session: Session, call: Call) -> list[Need]:
    """Secure parameters are decrypted, or encrypted, with their key."""
    given = call.parameters
    if call.operation == "PutParameter" and given.get("Type") == "SecureString":
        return _parameter_key(session, given.get("KeyId"), "kms:Encrypt", given["Name"], call.region)
    if not given.get("WithDecryption") or call.operation not in ("GetParameter", "GetParameters"):
        return []
    found = ssm_backends[session.account][call.region].get_parameters(given.get("Names") or [given["Name"]])
    return [
        need
        for name, item in found.items()
        if item.parameter_type == "SecureString"
        for need in _parameter_key(session, item.keyid, "kms:Decrypt", name, call.region)
    ]


def _parameter_key(session: Session, given: str | None, action: str, name: str, region: str) -> list[Need]:
    if not given or "alias/aws/" in given:
        return []
    arn = f"arn:aws:ssm:{region}:{session.account}:parameter/{name.lstrip('/')}"
    context = {
        "kms:ViaService": f"ssm.{region}.amazonaws.com",
        "kms:CallerAccount": session.account,
        "kms:EncryptionContext:PARAMETER_ARN": arn,
    }
    return [Need(action, (key_arn(given, (session.account, region)),), context)]
