"""The tasks of ECS services. moto counts them; here they start, end and are registered with the balancer, as their image behaves."""

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ec2.models import ec2_backends
from moto.ecs.exceptions import InvalidParameterException
from moto.ecs.models import EC2ContainerServiceBackend, Service
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.elbv2.models import elbv2_backends
from moto.logs.models import logs_backends

from .containers import Behaviour, behaviour_of
from .mounts import refused
from .replacement import STUCK, count, make_room, replace

# A deployment ends when this many tasks have failed; the least that ECS waits for.
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
THRESHOLD = 3


@dataclass
class ServiceTask:
    """A task that ECS has started for a service."""

    service: Service
    definition: Any
    address: str
    subnet: str
    zone: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    started: Any = field(default_factory=utcnow)
    # Why it has ended.
    stop_code: str = ""
    reason: str = ""
    exit_code: int | None = None
    ended: Any = None

    @property
    def arn(self) -> str:
        return self.service.arn.replace(":service/", ":task/").rsplit("/", 1)[0] + f"/{self.id}"

    @property
    def image(self) -> str:
        return str(self.definition.container_definitions[0].get("image"))

    @property
    def status(self) -> str:
        return "STOPPED" if self.stop_code else "RUNNING"

    def stop(self, code: str, reason: str, exit_code: int | None = None) -> None:
        """End it."""
        self.stop_code, self.reason, self.exit_code, self.ended = code, reason, exit_code, utcnow()

    def described(self) -> dict[str, Any]:
        """As DescribeTasks answers."""
        container = self.definition.container_definitions[0]
        ended = {"stopCode": self.stop_code, "stoppedReason": self.reason, "stoppedAt": self.ended}
        exited = {} if self.exit_code is None else {"exitCode": self.exit_code}
        return {
            "taskArn": self.arn,
            "clusterArn": self.service.cluster_arn,
            "taskDefinitionArn": self.definition.arn,
            "group": f"service:{self.service.name}",
            "launchType": "FARGATE",
            "availabilityZone": self.zone,
            "desiredStatus": self.status,
            "lastStatus": self.status,
            "createdAt": self.started,
            "startedAt": self.started,
            "containers": [
                {"name": container.get("name"), "image": self.image, "lastStatus": self.status, **exited},
            ],
            **(ended if self.stop_code else {}),
        }


# Newest last. By the ARN of the service.
_TASKS: dict[str, list[ServiceTask]] = {}


def install() -> None:
    """Teach moto's ECS tasks of services."""
    created, updated = EC2ContainerServiceResponse.create_service, EC2ContainerServiceResponse.update_service
    deleted = EC2ContainerServiceResponse.delete_service
    listed, described = EC2ContainerServiceBackend.list_tasks, EC2ContainerServiceBackend.describe_tasks

    def create(response: Any) -> ActionResult:
        _refuse_targets_without_balancer(response)
        answer = created(response)
        service = answer.result["service"]
        service.deployment_configuration = response._get_param("deploymentConfiguration") or {}
        # The first deployment is already the newest one.
        _deploy(service, service.deployments[0])
        return answer

    def update(response: Any) -> ActionResult:
        cluster, name = response._get_param("cluster") or "default", response._get_param("service")
        _refuse_targets_without_balancer(response)
        before = response.ecs_backend._get_service(cluster, name).task_definition
        answer = updated(response)
        service = answer.result["service"]
        service.given_up = None
        anew = service.task_definition != before or response._get_param("forceNewDeployment")
        if anew and service.deployments:
            _deploy(service, _newest(service))
        else:
            _fill(service, service.task_definition)
        return answer

    def delete(response: Any) -> ActionResult:
        answer = deleted(response)
        for task in running(answer.result["service"]):
            _scale_in(task)
        return answer

    def list_tasks(backend: Any, *args: Any, **more: Any) -> list[Any]:
        cluster, _, family, started_by, name, desired = [*args, *[None] * (6 - len(args))]
        own = _of(backend, cluster or more.get("cluster_str"))
        name, family = name or more.get("service_name"), family or more.get("family")
        wanted = desired or more.get("desiredStatus") or "RUNNING"
        found = [
            _Listed(task.arn)
            for task in own
            if task.status == wanted
            and name in (None, *_names(task.service))
            and family in (None, task.definition.family)
            # Tasks of services are started by their deployment.
            and not (started_by or more.get("startedBy"))
        ]
        # moto knows no tasks of services, and would answer with all others.
        return found if name else [*listed(backend, *args, **more), *found]

    def describe_tasks(backend: Any, cluster: str, tasks: list[str]) -> list[Any]:
        own = [task.described() for task in _of(backend, cluster) if task.arn in tasks or task.id in tasks]
        return [*described(backend, cluster, tasks), *own]

    EC2ContainerServiceResponse.create_service = create  # type: ignore[method-assign]
    EC2ContainerServiceResponse.update_service = update  # type: ignore[method-assign]
    EC2ContainerServiceResponse.delete_service = delete  # type: ignore[method-assign]
    EC2ContainerServiceBackend.list_tasks = list_tasks  # type: ignore[method-assign]
    EC2ContainerServiceBackend.describe_tasks = describe_tasks  # type: ignore[method-assign]


def _refuse_targets_without_balancer(response: Any) -> None:
    """ECS registers targets only where a listener sends requests to them already."""
    backend = elbv2_backends[response.current_account][response.region]
    for balancer in response._get_param("loadBalancers") or []:
        arn = balancer.get("targetGroupArn")
        group = backend.target_groups.get(arn)
        if group is not None and not any(each in backend.load_balancers for each in group.load_balancer_arns):
            raise InvalidParameterException(
                f"The target group with targetGroupArn {arn} does not have an associated load balancer."
            )


def running(service: Service) -> list[ServiceTask]:
    """Its tasks that have not ended."""
    return [task for task in _TASKS.get(service.arn, []) if not task.stop_code]


def failed_deployment(service: Service) -> str | None:
    """What CloudFormation reports of a service whose newest deployment ECS has given up; None where it has not."""
    return getattr(service, "given_up", None)


@dataclass(frozen=True)
class _Listed:
    task_arn: str


def _names(service: Service) -> tuple[str, str]:
    return service.name, service.arn


def _of(backend: Any, cluster: str | None) -> list[ServiceTask]:
    name = (cluster or "default").split("/")[-1]
    services = [service for service in backend.services.values() if service.cluster_name == name]
    return [task for service in services for task in _TASKS.get(service.arn, [])]


def _id(service: Service) -> str:
    return str(service.deployments[0]["id"]) if service.deployments else ""


def _newest(service: Service) -> dict[str, Any]:
    """A deployment for the task definition that the service has now, in front of the others."""
    deployment = {
        **service.deployments[0],
        "id": f"ecs-svc/{uuid.uuid4().int % 10**19}",
        "taskDefinition": service.task_definition,
        "createdAt": utcnow(),
        "status": "PRIMARY",
        "failedTasks": 0,
    }
    service.deployments = [deployment, *({**old, "status": "ACTIVE"} for old in service.deployments)]
    return deployment


def _deploy(service: Service, deployment: dict[str, Any]) -> None:
    """Replace the tasks, within the limits of the service; when the new ones fail too often, ECS goes back."""
    definition = service._backend.describe_task_definition(service.task_definition)
    behaviour = behaviour_of(str(definition.container_definitions[0].get("image")))
    wrong = service.desired_count > 0 and _goes_wrong(service, definition, behaviour)
    if not wrong:
        _complete(service, deployment)
        return
    by_alarm = wrong == "alarm"
    settings = getattr(service, "deployment_configuration", None) or {}
    watched = settings.get("alarms" if by_alarm else "deploymentCircuitBreaker", {})
    deployment["failedTasks"] = 0 if by_alarm else THRESHOLD
    if not watched.get("enable"):
        # Without a circuit breaker ECS tries on without end.
        deployment["rolloutState"] = "IN_PROGRESS"
        deployment["rolloutStateReason"] = f"ECS deployment {deployment['id']} in progress."
        if by_alarm:
            _complete(service, deployment)
        return
    what = "alarm detected" if by_alarm else "tasks failed to start"
    deployment["rolloutState"] = "FAILED"
    deployment["rolloutStateReason"] = (
        "ECS deployment failed: alarm detected." if by_alarm else f"ECS deployment circuit breaker: {what}."
    )
    _say(service, f"(deployment {deployment['id']}) deployment failed: {what}.")
    operation = "ECS Deployment Alarm was triggered" if by_alarm else "ECS Deployment Circuit Breaker was triggered"
    service.given_up = (  # type: ignore[attr-defined]
        f"Resource handler returned message: \"Error occurred during operation '{operation}'.\" "
        f"(RequestToken: {uuid.uuid4()}, HandlerErrorCode: GeneralServiceException)"
    )
    before = next((old for old in service.deployments[1:] if old["rolloutState"] == "COMPLETED"), None)
    if watched.get("rollback") and before is not None:
        _say(service, f"rolling back to deployment {before['id']}.")
        service.task_definition = before["taskDefinition"]
        back = _newest(service)
        back["rolloutStateReason"] = "ECS deployment circuit breaker: rolling back to the last completed deployment."
        _complete(service, back, keep=deployment)


def _goes_wrong(service: Service, definition: Any, behaviour: Behaviour) -> str | None:
    """None where new tasks run and are healthy; otherwise as many are started, and end, as ECS waits for."""
    if not behaviour.placed:
        where = "Please try again later or in a different availability zone."
        _say(service, f"was unable to place a task. Reason: Capacity is unavailable at this time. {where}")
        return "tasks"
    refusal = refused(service._account_id, service.region_name, definition)
    if refusal is not None:
        for _ in range(THRESHOLD):
            _start(service, definition, behaviour).stop("TaskFailedToStart", refusal)
        _say(service, f"was unable to start a task: {refusal}")
        return "tasks"
    unhealthy = next((found for target in _groups(service) if (found := _seen(target, behaviour))), None)
    if behaviour.exits is None and unhealthy is None:
        if not behaviour.alarms:
            return None
        if make_room(service, running(service), _scale_in):
            _scale_in(_start(service, definition, behaviour))
        return "alarm"
    for _ in range(THRESHOLD):
        if not make_room(service, running(service), _scale_in):
            _say(service, STUCK)
            break
        task = _start(service, definition, behaviour)
        if behaviour.exits is not None:
            task.stop("EssentialContainerExited", "Essential container in task exited", behaviour.exits)
            continue
        group, port, description = unhealthy
        why = f"is unhealthy in (target-group {group.arn}) due to (reason {description})"
        _say(service, f"(task {task.id}) (port {port}) {why}.")
        task.stop("ServiceSchedulerInitiated", f"Task failed ELB health checks in (target-group {group.arn})")
    return "tasks"


def _seen(target: tuple[Any, int], behaviour: Behaviour) -> tuple[Any, int, str] | None:
    group, port = target
    found = behaviour.health(group.matcher["HttpCode"])
    return None if found is None else (group, port, found[1])


def _groups(service: Service) -> list[tuple[Any, int]]:
    """Target groups of a service, with the port of its container."""
    known = elbv2_backends[service._account_id][service.region_name].target_groups
    named = [(item.get("targetGroupArn"), int(item.get("containerPort", 0))) for item in service.load_balancers]
    return [(known[arn], port) for arn, port in named if arn in known]


def _complete(service: Service, deployment: dict[str, Any], keep: dict[str, Any] | None = None) -> None:
    deployment["rolloutState"] = "COMPLETED"
    if keep is None:
        deployment["rolloutStateReason"] = f"ECS deployment {deployment['id']} completed."
    # ECS still shows a deployment that has failed while it goes back.
    service.deployments = [deployment, *([] if keep is None else [{**keep, "status": "ACTIVE", "runningCount": 0}])]
    filled = _fill(service, service.task_definition)
    deployment["desiredCount"], deployment["runningCount"] = service.desired_count, len(running(service))
    deployment["pendingCount"] = 0
    if not filled:
        # ECS tries on without end; the circuit breaker counts failed tasks, and none has failed.
        deployment["rolloutState"] = "IN_PROGRESS"
        deployment["rolloutStateReason"] = f"ECS deployment {deployment['id']} in progress."
        _say(service, STUCK)
        return
    _say(service, f"(deployment {deployment['id']}) deployment completed.")
    _say(service, "has reached a steady state.")


def _fill(service: Service, definition: str | None) -> bool:
    """As many tasks of the definition as the service wants, and no others. False where the limits of the service forbid it."""
    wanted = service._backend.describe_task_definition(definition) if definition else None
    if wanted is None:
        for task in running(service):
            _scale_in(task)
        return True
    behaviour = behaviour_of(str(wanted.container_definitions[0].get("image")))
    return replace(
        service,
        running=lambda: running(service),
        is_wanted=lambda task: task.definition.arn == wanted.arn,
        start=lambda: _start(service, wanted, behaviour),
        stop=_scale_in,
    )


def _scale_in(task: ServiceTask) -> None:
    task.stop("ServiceSchedulerInitiated", f"Scaling activity initiated by (deployment {_id(task.service)})")


def _start(service: Service, definition: Any, behaviour: Behaviour) -> ServiceTask:
    tasks = _TASKS.setdefault(service.arn, [])
    subnet, zone, address = _place(service, len(tasks))
    task = ServiceTask(service, definition, address, subnet, zone)
    tasks.append(task)
    count(service, len(running(service)))
    _say(service, f"has started 1 tasks: (task {task.id}).")
    _log(task, behaviour)
    return task


def _place(service: Service, number: int) -> tuple[str, str, str]:
    subnets = service.network_configuration.get("awsvpcConfiguration", {}).get("subnets", [])
    if not subnets:
        return "", "", f"10.0.0.{number % 200 + 10}"
    chosen = subnets[number % len(subnets)]
    found = ec2_backends[service._account_id][service.region_name].describe_subnets(subnet_ids=[chosen])[0]
    first, second, third, _ = found.cidr_block.split("/")[0].split(".")
    return chosen, found.availability_zone, f"{first}.{second}.{third}.{number % 200 + 10}"


def _log(task: ServiceTask, behaviour: Behaviour) -> None:
    """Its lines, where its log driver writes them."""
    container = task.definition.container_definitions[0]
    options = container.get("logConfiguration", {}).get("options", {})
    backend = logs_backends[task.service._account_id][options.get("awslogs-region") or task.service.region_name]
    group = options.get("awslogs-group")
    if not behaviour.prints or group not in backend.groups:
        return
    stream = f"{options.get('awslogs-stream-prefix', 'ecs')}/{container.get('name')}/{task.id}"
    backend.create_log_stream(group, stream)
    now = int(time.time() * 1000)
    lines = [{"timestamp": now + number, "message": text} for number, text in enumerate(behaviour.prints)]
    backend.put_log_events(group, stream, lines)


def _say(service: Service, message: str) -> None:
    """An event of the service, newest first; ECS keeps a hundred."""
    event = {"id": str(uuid.uuid4()), "createdAt": utcnow(), "message": f"(service {service.name}) {message}"}
    service.events = [event, *service.events][:100]
