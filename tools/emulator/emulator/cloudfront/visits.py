"""What a visitor of a distribution gets: the function of its paths, then the bucket, with the policies of bucket and key."""

import json
import os
import re
import subprocess
from fnmatch import fnmatchcase
from typing import Any

from moto.kms.models import kms_backends
from moto.s3.models import FakeDeleteMarker, s3_backends

from ..enforce.policies import of_resource
from .state import ACCOUNTS, Item, items

SERVICE = "cloudfront.amazonaws.com"
RUN = """const { code, event } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(require('vm').runInNewContext(code + '; handler(event)', { event })));"""


def visit(about: dict[str, str]) -> dict[str, Any]:
    """One request of a browser, by HTTPS: `account`, `host` and `path`.

    :raises ValueError: no distribution has this name
    """
    account = about["account"]
    distribution = next(
        (
            item
            for item in ACCOUNTS[account].distributions.values()
            if about["host"] in items(item.config.get("Aliases"))
        ),
        None,
    )
    if distribution is None or not distribution.config["Enabled"]:
        raise ValueError(f"no distribution answers for {about['host']}")
    uri = _through_function(account, distribution, about["path"])
    if uri == "/":
        uri = f"/{distribution.config.get('DefaultRootObject') or ''}"
    status, body, headers = _from_bucket(account, distribution, uri)
    custom = next(
        (each for each in items(distribution.config.get("CustomErrorResponses")) if each["ErrorCode"] == status), None
    )
    if custom and custom.get("ResponsePagePath"):
        found, body, headers = _from_bucket(account, distribution, custom["ResponsePagePath"])
        status = int(custom["ResponseCode"]) if found == 200 else found
    return {"status": status, "body": body, "headers": {**headers, **_policy_headers(account, distribution)}}


def _through_function(account: str, distribution: Item, path: str) -> str:
    for association in items(distribution.config["DefaultCacheBehavior"].get("FunctionAssociations")):
        code = ACCOUNTS[account].functions[association["FunctionARN"].rsplit("/", 1)[-1]].live
        event = {"request": {"uri": path, "method": "GET", "headers": {}, "querystring": {}}}
        given = json.dumps({"code": (code or b"").decode(), "event": event})
        node = os.environ.get("CAREPLANE_NODE", "node")
        ran = subprocess.run([node, "-e", RUN], input=given, capture_output=True, text=True, timeout=30, check=True)
        path = json.loads(ran.stdout)["uri"]
    return path


def _from_bucket(account: str, distribution: Item, uri: str) -> tuple[int, str, dict[str, str]]:
    origin = items(distribution.config["Origins"])[0]
    name = origin["DomainName"].split(".s3.", 1)[0]
    bucket = s3_backends[account]["aws"].buckets.get(name)
    key = f"{origin.get('OriginPath') or ''}{uri}".lstrip("/")
    arn = f"arn:aws:cloudfront::{account}:distribution/{distribution.id}"
    # Without an access control the request is not signed, and a private bucket answers nobody.
    if bucket is None or not origin.get("OriginAccessControlId"):
        return 403, "AccessDenied", {}
    policy = of_resource(f"arn:aws:s3:::{name}", account)
    if not _lets(policy, "s3:GetObject", f"arn:aws:s3:::{name}/{key}", arn):
        return 403, "AccessDenied", {}
    item = bucket.keys.get(key)
    if item is None or isinstance(item, FakeDeleteMarker):
        return (
            (404, "NoSuchKey", {})
            if _lets(policy, "s3:ListBucket", f"arn:aws:s3:::{name}", arn)
            else (403, "AccessDenied", {})
        )
    if item.encryption == "aws:kms" and not _lets(_key_policy(account, item.kms_key_id or ""), "kms:Decrypt", "*", arn):
        return 403, "AccessDenied", {}
    kept = {
        "cache-control": str(item.metadata.get("cache-control", "")),
        "content-type": str(item.metadata.get("content-type", "")),
    }
    return 200, item.value.decode("utf-8", "replace"), kept


def _key_policy(account: str, key: str) -> dict[str, Any] | None:
    """Of the key's ARN, which an object keeps."""
    parts = key.split(":")
    found = kms_backends[account][parts[3]].keys.get(key.rsplit("/", 1)[-1]) if len(parts) > 3 else None
    return None if found is None else json.loads(found.policy)


def _lets(policy: dict[str, Any] | None, action: str, resource: str, source: str) -> bool:
    """Whether a policy lets CloudFront in for a distribution. Other conditions than the source are not understood, and count as no."""
    for statement in (policy or {}).get("Statement", []):
        principal = statement.get("Principal")
        named = principal.get("Service", []) if isinstance(principal, dict) else []
        if statement["Effect"] != "Allow" or SERVICE not in ([named] if isinstance(named, str) else named):
            continue
        if action not in _list(statement["Action"]) or not any(
            _like(one, resource) for one in _list(statement["Resource"])
        ):
            continue
        if all(_holds(operator, wanted, source) for operator, wanted in statement.get("Condition", {}).items()):
            return True
    return False


def _holds(operator: str, wanted: dict[str, Any], source: str) -> bool:
    values = _list(wanted.get("aws:SourceArn", wanted.get("AWS:SourceArn", [])))
    if len(wanted) != 1 or not values:
        return False
    if operator in ("StringEquals", "ArnEquals"):
        return source in values
    return operator in ("StringLike", "ArnLike") and any(_like(value, source) for value in values)


def _like(pattern: str, text: str) -> bool:
    return fnmatchcase(text, re.sub(r"([\[\]])", r"[\1]", pattern))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _policy_headers(account: str, distribution: Item) -> dict[str, str]:
    policy = ACCOUNTS[account].policies.get(
        distribution.config["DefaultCacheBehavior"].get("ResponseHeadersPolicyId") or ""
    )
    security = policy.config.get("SecurityHeadersConfig", {}) if policy else {}
    found = {}
    if "StrictTransportSecurity" in security:
        found["strict-transport-security"] = f"max-age={security['StrictTransportSecurity']['AccessControlMaxAgeSec']}"
    if "ContentSecurityPolicy" in security:
        found["content-security-policy"] = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    return found
