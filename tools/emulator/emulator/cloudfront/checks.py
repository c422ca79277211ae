"""What CloudFront refuses, in its words: https://docs.aws.amazon.com/cloudfront/latest/APIReference/CommonErrors.html and the errors of
each operation."""

from typing import Any

from moto.acm.models import acm_backends
from moto.cloudfront.exceptions import CloudFrontException
from moto.wafv2.models import GLOBAL_REGION, wafv2_backends

from .state import ACCOUNTS, Account, Item, items

# Where CloudFront reads certificates and web ACLs.
REGION = "us-east-1"
# Managed cache policies of AWS that templates name.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
CACHE_POLICIES = {
    "658327ea-f89d-4fab-a63d-7e88639e58f6",  # CachingOptimized
    "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",  # CachingDisabled
}
FUNCTION_BYTES = 10 * 1024


def matching(item: Item, if_match: str | None) -> None:
    """A change names the version that it changes.

    :raises CloudFrontException: it names none, or another one
    """
    if not if_match:
        raise CloudFrontException(
            "InvalidIfMatchVersion", "The If-Match version is missing or not valid for the resource."
        )
    if if_match != item.etag:
        raise CloudFrontException(
            "PreconditionFailed",
            "The request failed because it didn't meet the preconditions in one or more request-header fields.",
        )


def distribution(account: str, config: dict[str, Any], own: str | None = None) -> None:
    """A distribution as it would be made or changed.

    :param own: id of the distribution that is changed
    :raises CloudFrontException: CloudFront would not take it
    """
    known = ACCOUNTS[account]
    _aliases(config, own)
    _certificate(account, config)
    _web_acl(account, config.get("WebACLId") or "")
    for origin in items(config.get("Origins")):
        _origin(known, origin)
    behaviors = [config["DefaultCacheBehavior"], *items(config.get("CacheBehaviors"))]
    origins = {origin["Id"] for origin in items(config.get("Origins"))}
    for behavior in behaviors:
        _behavior(known, behavior, origins)
    if (config.get("DefaultRootObject") or "").startswith("/"):
        raise CloudFrontException(
            "InvalidDefaultRootObject", "The default root object file name is too big or contains an invalid character."
        )
    for error in items(config.get("CustomErrorResponses")):
        page, code = error.get("ResponsePagePath") or "", str(error.get("ResponseCode") or "")
        if bool(page) != bool(code) or (page and not page.startswith("/")):
            raise CloudFrontException(
                "InvalidResponseCode", "A response code is given with a page, whose path begins with a slash."
            )


def _aliases(config: dict[str, Any], own: str | None) -> None:
    wanted = set(items(config.get("Aliases")))
    # Whose account it is does not matter.
    for other in (item for account in ACCOUNTS.values() for item in account.distributions.values()):
        taken = wanted & set(items(other.config.get("Aliases")))
        if other.id != own and taken:
            raise CloudFrontException(
                "CNAMEAlreadyExists",
                "One or more of the CNAMEs you provided are already associated with a different resource.",
            )


def _certificate(account: str, config: dict[str, Any]) -> None:
    given = config.get("ViewerCertificate") or {}
    arn, names = given.get("ACMCertificateArn"), items(config.get("Aliases"))
    if not arn:
        if names:
            raise CloudFrontException(
                "InvalidViewerCertificate",
                "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name.",
            )
        return
    certificate = acm_backends[account][REGION]._certificates.get(arn) if f":acm:{REGION}:" in arn else None
    if certificate is None or certificate.status != "ISSUED":
        raise CloudFrontException(
            "InvalidViewerCertificate",
            "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
        )
    covered = certificate.describe()["Certificate"]["SubjectAlternativeNames"]
    if not all(any(_covers(name, alias) for name in covered) for alias in names):
        raise CloudFrontException(
            "InvalidViewerCertificate",
            "The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add.",
        )


def _covers(name: str, alias: str) -> bool:
    if name.startswith("*."):
        return alias.partition(".")[2] == name[2:]
    return name == alias


def _web_acl(account: str, arn: str) -> None:
    if arn and (":global/webacl/" not in arn or arn not in wafv2_backends[account][GLOBAL_REGION].wacls):
        raise CloudFrontException("InvalidWebACLId", "Web ACL is not accessible by the requester.")


def _origin(known: Account, origin: dict[str, Any]) -> None:
    kinds = [key for key in ("S3OriginConfig", "CustomOriginConfig", "VpcOriginConfig") if origin.get(key) is not None]
    if len(kinds) != 1:
        raise CloudFrontException(
            "InvalidArgument", "Exactly one of CustomOriginConfig, VpcOriginConfig and S3OriginConfig must be specified"
        )
    path = origin.get("OriginPath") or ""
    if path and (not path.startswith("/") or path.endswith("/")):
        raise CloudFrontException(
            "InvalidArgument", "The parameter OriginPath must start with a slash and must not end with one."
        )
    control = origin.get("OriginAccessControlId") or ""
    if not control:
        return
    if control not in known.controls:
        raise CloudFrontException("InvalidOriginAccessControl", "The origin access control is not valid.")
    if (origin.get("S3OriginConfig") or {}).get("OriginAccessIdentity"):
        raise CloudFrontException(
            "IllegalOriginAccessConfiguration",
            "An origin cannot contain both an origin access control (OAC) and an origin access identity (OAI).",
        )
    kind = known.controls[control].config["OriginAccessControlOriginType"]
    if (kind == "s3") != (kinds == ["S3OriginConfig"]):
        raise CloudFrontException(
            "InvalidOriginAccessControl", "The origin type of the access control is not that of the origin."
        )


def _behavior(known: Account, behavior: dict[str, Any], origins: set[str]) -> None:
    if behavior.get("TargetOriginId") not in origins:
        raise CloudFrontException("NoSuchOrigin", "One or more of your origins or origin groups do not exist.")
    policy = behavior.get("CachePolicyId")
    if policy and policy not in CACHE_POLICIES:
        raise CloudFrontException("NoSuchCachePolicy", "The cache policy does not exist.")
    if not policy and not behavior.get("ForwardedValues"):
        raise CloudFrontException("InvalidArgument", "The parameter ForwardedValues is required.")
    headers = behavior.get("ResponseHeadersPolicyId")
    if headers and headers not in known.policies:
        raise CloudFrontException("NoSuchResponseHeadersPolicy", "The response headers policy does not exist.")
    for association in items(behavior.get("FunctionAssociations")):
        function = known.functions.get(association["FunctionARN"].rsplit("/", 1)[-1])
        if function is None or function.live is None:
            raise CloudFrontException(
                "InvalidFunctionAssociation",
                "The function ARN is not valid, or the function is not published to the LIVE stage.",
            )


def unused(known: Account, kind: str, identifier: str, code: str, message: str) -> None:
    """What a distribution uses cannot be deleted.

    :param kind: word in the distribution's configuration whose value is the id
    :raises CloudFrontException: a distribution uses it
    """

    def mentions(value: Any) -> bool:
        if isinstance(value, dict):
            return any(
                (key == kind and str(item).endswith(identifier)) or mentions(item) for key, item in value.items()
            )
        return isinstance(value, list) and any(mentions(item) for item in value)

    if any(mentions(item.config) for item in known.distributions.values()):
        raise CloudFrontException(code, message)


def function(name: str, code: bytes) -> None:
    """A function as it would be made or changed.

    :raises CloudFrontException: CloudFront would not take it
    """
    if (
        not name
        or len(name) > 64
        or not all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in name)
    ):
        raise CloudFrontException(
            "InvalidArgument", f"1 validation error detected: Value '{name}' at 'name' failed to satisfy constraint"
        )
    if len(code) > FUNCTION_BYTES:
        raise CloudFrontException("FunctionSizeLimitExceeded", "The function exceeds the maximum size.")


def paths(given: list[str]) -> None:
    """Paths of an invalidation.

    :raises CloudFrontException: CloudFront would not take them
    """
    if not given or any(not path.startswith("/") for path in given):
        raise CloudFrontException("InvalidArgument", "Your request contains one or more invalid invalidation paths.")
