"""What AWS does not delete, because something else in the account uses it."""

from collections.abc import Iterator
from typing import Any

from moto.ec2.models import ec2_backends
from moto.elbv2.models import elbv2_backends

from ..failure import ResourceFailure
from .resource import Resource


def refuse_used_group(resource: Resource) -> None:
    """A security group of a load balancer, or one that a rule of another group names."""
    place = resource.account, resource.region
    balancers = elbv2_backends[place[0]][place[1]].load_balancers.values()
    used = any(resource.physical_id in (balancer.security_groups or []) for balancer in balancers)
    if used or resource.physical_id in _named_by_others(*place, resource.physical_id):
        raise ResourceFailure(
            f"resource {resource.physical_id} has a dependent object (Service: Ec2, Status Code: 400, DependencyViolation)"
        )


def refuse_used_certificate(resource: Resource) -> None:
    """A certificate of a listener."""
    for balancer in elbv2_backends[resource.account][resource.region].load_balancers.values():
        for listener in balancer.listeners.values():
            if resource.physical_id in _certificates(listener):
                raise ResourceFailure(
                    f"Certificate {resource.physical_id} in account {resource.account} is in use. "
                    "(Service: Acm, ResourceInUseException)"
                )


def _named_by_others(account: str, region: str, group_id: str) -> Iterator[str]:
    for groups in ec2_backends[account][region].groups.values():
        for group in groups.values():
            if group.id == group_id:
                continue
            for rule in [*group.ingress_rules, *group.egress_rules]:
                yield str((rule.source_group or {}).get("GroupId"))


def _certificates(listener: Any) -> list[str]:
    found = [each.get("certificate_arn") if isinstance(each, dict) else each for each in listener.certificates]
    return [str(each) for each in [listener.certificate, *found] if each]
