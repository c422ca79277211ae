"""Where moto 5.2.1 answers otherwise than AWS, and a deploy would stumble over it."""

from collections.abc import Callable
from typing import Any

from moto.codebuild import responses as codebuild
from moto.ec2.exceptions import RulesPerSecurityGroupLimitExceededError
from moto.ec2.models.security_groups import SecurityGroup, SecurityGroupBackend
from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket
from moto.securityhub.exceptions import SecurityHubClientError
from moto.securityhub.models import SecurityHubBackend

# AWS's default, in each direction; an account can ask for more.
# https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
QUOTAS = {"rulesPerSecurityGroup": 60}


def install() -> None:
    """Put them in the place of moto's."""
    FakeBucket.get_permission = _no_judgement  # type: ignore[method-assign]
    SecurityGroupBackend._verify_group_will_respect_rule_count_limit = _respect_quota  # type: ignore[method-assign]
    SecurityHubBackend.batch_import_findings = _subscribed(SecurityHubBackend.batch_import_findings)  # type: ignore
    SecurityHubBackend.get_findings = _subscribed(SecurityHubBackend.get_findings)  # type: ignore
    codebuild._validate_required_params_source = _in_pipeline(codebuild._validate_required_params_source)
    codebuild._validate_required_params_artifacts = _in_pipeline(codebuild._validate_required_params_artifacts)


def _in_pipeline(validate: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    """A project whose source and artifacts are its pipeline's has no location for them; moto asks for one."""

    def validate_others(place: dict[str, Any]) -> None:
        if place["type"] != "CODEPIPELINE":
            validate(place)

    return validate_others


def _subscribed(call: Callable[..., Any]) -> Callable[..., Any]:
    """moto takes findings while Security Hub is off."""

    def refuse(backend: SecurityHubBackend, *args: Any, **more: Any) -> Any:
        if not backend.enabled:
            message = f"Account {backend.account_id} is not subscribed to AWS Security Hub"
            raise SecurityHubClientError("InvalidAccessException", message)
        return call(backend, *args, **more)

    return refuse


def raise_quotas(quotas: dict[str, int]) -> None:
    """Quotas as an account has them that asked for more."""
    unknown = quotas.keys() - QUOTAS.keys()
    if unknown:
        raise KeyError(f"there is no quota {', '.join(sorted(unknown))}; there is {', '.join(QUOTAS)}")
    QUOTAS.update(quotas)


def _respect_quota(
    _backend: Any,
    _group: SecurityGroup,
    current_rule_nb: int,
    ip_ranges: list[Any],
    source_groups: Any = None,
    egress: bool = False,
) -> None:
    """moto has the default built in."""
    if current_rule_nb + len(ip_ranges or []) + len(source_groups or []) > QUOTAS["rulesPerSecurityGroup"]:
        raise RulesPerSecurityGroupLimitExceededError


def _no_judgement(_bucket: FakeBucket, _action: str, _resource: str) -> Any:
    """moto reads bucket policies without their conditions: "deny what comes without TLS" would deny everything."""
    return PermissionResult.NEUTRAL
