"""The health of targets that ECS has registered: the addresses of its tasks, and what the balancer's health checks find there."""

from typing import Any

from moto.core.responses import ActionResult
from moto.ecs.models import ecs_backends
from moto.elbv2.models import elbv2_backends
from moto.elbv2.responses import ELBV2Response

from .containers import behaviour_of
from .service_tasks import running


def install() -> None:
    """Teach moto's balancers the targets of ECS."""
    known = ELBV2Response.describe_target_health

    def describe(response: Any) -> ActionResult:
        answer = known(response)
        asked = {target["Id"] for target in response._get_param("Targets", [])}
        arn = response._get_param("TargetGroupArn")
        group = response.elbv2_backend.target_groups[arn]
        own = _targets(response.current_account, response.region, group)
        others = [found for found in answer.result["TargetHealthDescriptions"] if found.instance_id not in own]
        mine = [about for address, about in own.items() if not asked or address in asked]
        return ActionResult({"TargetHealthDescriptions": [*others, *mine]})

    ELBV2Response.describe_target_health = describe  # type: ignore[method-assign]


def _targets(account: str, region: str, group: Any) -> dict[str, dict[str, Any]]:
    found = {}
    for service in ecs_backends[account][region].services.values():
        for balancer in service.load_balancers:
            if balancer.get("targetGroupArn") != group.arn:
                continue
            port = int(balancer["containerPort"])
            for task in running(service):
                found[task.address] = {
                    "Target": {"Id": task.address, "Port": port, "AvailabilityZone": task.zone},
                    "HealthCheckPort": str(port),
                    "TargetHealth": _health(account, region, task.image, group),
                }
    return found


def _health(account: str, region: str, image: str, group: Any) -> dict[str, str]:
    # A group that no listener forwards to is not checked.
    balancers = elbv2_backends[account][region].load_balancers
    if not any(arn in balancers for arn in group.load_balancer_arns):
        unused = "Target group is not configured to receive traffic from the load balancer"
        return {"State": "unused", "Reason": "Target.NotInUse", "Description": unused}
    wrong = behaviour_of(image).health(group.matcher["HttpCode"])
    if wrong is None:
        return {"State": "healthy"}
    return {"State": "unhealthy", "Reason": wrong[0], "Description": wrong[1]}
