"""Where moto 5.2.1 answers otherwise than AWS, and a deploy would stumble over it."""

from typing import Any

from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket


def install() -> None:
    """Put them in the place of moto's."""
    FakeBucket.get_permission = _no_judgement  # type: ignore[method-assign]


def _no_judgement(_bucket: FakeBucket, _action: str, _resource: str) -> Any:
    """moto reads bucket policies without their conditions: "deny what comes without TLS" would deny everything."""
    return PermissionResult.NEUTRAL
