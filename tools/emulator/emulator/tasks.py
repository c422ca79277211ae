"""Tasks of ECS that end. moto starts tasks that run for ever; no container runs here, and the suite says how those of a family end.

A task whose image is not in the registry never runs, whatever the suite wants, and neither does one that may not mount its file systems. A revision that is deregistered starts no task.
"""

import time
from typing import Any

from moto.ecr.models import ecr_backends
from moto.ecs.exceptions import EcsClientException
from moto.ecs.models import EC2ContainerServiceBackend, Task
from moto.logs.models import logs_backends

from .mounts import refused

# How the next tasks of a family end, the first one first.
_ENDS: dict[str, list[dict[str, Any]]] = {}
_RUN_TASK = EC2ContainerServiceBackend.run_task
# Looks at a task until it has ended, where the suite says nothing.
_LOOKS = 2


def install() -> None:
    """Teach moto's ECS that tasks end."""
    EC2ContainerServiceBackend.run_task = _run  # type: ignore[method-assign]
    EC2ContainerServiceBackend.list_tasks = _list  # type: ignore[method-assign]
    Task.advance = _advance  # type: ignore[method-assign]
    # moto adds up the memory of containers; on Fargate the task has it.
    EC2ContainerServiceBackend._calculate_task_resource_requirements = _none  # type: ignore[method-assign]


def end_next(about: dict[str, Any]) -> dict[str, Any]:
    """Let the next task of `family` end with `exitCode` and `reason`, after `looks` at it, with `lines` in its log."""
    _ENDS.setdefault(about["family"], []).append(about)
    return about


def started() -> list[dict[str, Any]]:
    """Tasks that a call has started, in their order."""
    return [
        {"family": each["family"], "task": each["task"].task_arn, "image": each["image"], "besides": each["besides"]}
        for each in _STARTED
    ]


_STARTED: list[dict[str, Any]] = []


def _run(backend: EC2ContainerServiceBackend, cluster: str, definition: str, *rest: Any, **more: Any) -> list[Task]:
    known = backend.describe_task_definition(definition)
    if known.status == "INACTIVE":
        raise EcsClientException("TaskDefinition is inactive")
    made = _RUN_TASK(backend, cluster, definition, *rest, **more)
    for task in made:
        ends = _ENDS.get(known.family) or [{}]
        task.end = ends.pop(0)
        task.looks = 0
        task.family = known.family
        # The first task of moto's container has exit code 0 from the start.
        for container, written in zip(task.containers, known.container_definitions, strict=False):
            container.exitCode = None
            container.logs = written.get("logConfiguration", {}).get("options", {})
        if not _pullable(backend, known):
            task.end = {"exitCode": None, "looks": 1, "reason": f"CannotPullContainerError: {task.containers[0].image}: not found"}
        elif (refusal := refused(backend.account_id, backend.region_name, known)) is not None:
            task.end = {"exitCode": None, "looks": 1, "reason": refusal}
        together = [each["task"].id for each in _STARTED if each["family"] == known.family and each["task"].last_status != "STOPPED"]
        _STARTED.append({"family": known.family, "task": task, "image": task.containers[0].image, "besides": together})
    return made


def _none(_backend: EC2ContainerServiceBackend, _definition: Any) -> dict[str, Any]:
    return {"CPU": 0, "MEMORY": 0, "PORTS": [], "PORTS_UDP": []}


def _pullable(backend: EC2ContainerServiceBackend, definition: Any) -> bool:
    """Whether the registry has every image that is one of its own."""
    for written in definition.container_definitions:
        host, _, rest = written["image"].partition("/")
        name, _, digest = rest.partition("@")
        if ".dkr.ecr." not in host:
            continue
        repository = ecr_backends[host.split(".")[0]][backend.region_name].repositories.get(name)
        if repository is None or digest not in [image.get_image_digest() for image in repository.images]:
            return False
    return True


def _advance(task: Task) -> None:
    """One look further."""
    end = getattr(task, "end", None)
    if end is None or task.last_status == "STOPPED":
        return
    task.looks += 1
    if task.looks < end.get("looks", _LOOKS):
        return
    task.last_status = task.desired_status = "STOPPED"
    task.stopped_reason = end.get("reason", "Essential container in task exited")
    for container in task.containers:
        container.last_status = "STOPPED"
        container.exitCode = end.get("exitCode", 0)
        if end.get("lines"):
            _write(task, container, end["lines"])


def _write(task: Task, container: Any, lines: list[str]) -> None:
    group, prefix = container.logs["awslogs-group"], container.logs["awslogs-stream-prefix"]
    backend = logs_backends[task._account_id][task.region_name]
    stream = f"{prefix}/{container.name}/{task.id}"
    backend.create_log_stream(group, stream)
    now = int(time.time() * 1000)
    backend.put_log_events(group, stream, [{"timestamp": now, "message": line} for line in lines])


def _list(
    backend: EC2ContainerServiceBackend,
    cluster: str | None = None,
    _instance: str | None = None,
    family: str | None = None,
    started_by: str | None = None,
    _service: str | None = None,
    desired: str | None = None,
) -> list[Task]:
    """moto finds no task whose revision is deregistered. RUNNING is what AWS takes where nothing is given."""
    wanted = backend._get_cluster(cluster or "default").name
    return [
        task
        for task in backend.tasks.get(wanted, {}).values()
        if (family is None or task.task_definition_arn.split("/")[-1].split(":")[0] == family)
        and (started_by is None or task.started_by == started_by)
        and task.desired_status == (desired or "RUNNING")
    ]
