"""In which order ECS replaces the tasks of a service: between two limits, as the service says.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

STUCK = (
    "was unable to stop or start tasks during a deployment because of the service deployment configuration. "
    "Update the minimumHealthyPercent or maximumPercent value and try again."
)

# How many tasks of a service ran at once, at most. By the ARN of the service.
_MOST: Counter[str] = Counter()


def limits(service: Any) -> tuple[int, int]:
    """How many tasks run at least and at most while they are replaced."""
    settings = getattr(service, "deployment_configuration", None) or {}
    least = service.desired_count * settings.get("minimumHealthyPercent", 100) / 100
    most = service.desired_count * settings.get("maximumPercent", 200) / 100
    return math.ceil(least), math.floor(most)


def make_room(service: Any, running: Sequence[Any], stop: Callable[[Any], None]) -> bool:
    """Stop tasks until one more may start, if as many may stop. False where neither may be."""
    least, most = limits(service)
    over = max(0, len(running) + 1 - most)
    if len(running) - over < least and over > 0:
        return False
    for task in running[:over]:
        stop(task)
    return True


def replace(
    service: Any,
    running: Callable[[], Sequence[Any]],
    is_wanted: Callable[[Any], bool],
    start: Callable[[], None],
    stop: Callable[[Any], None],
) -> bool:
    """As many wanted tasks as the service wants, and no others; new ones start first where both may be. False where ECS is stuck."""
    while True:
        tasks = running()
        wanted = [task for task in tasks if is_wanted(task)]
        others = [task for task in tasks if not is_wanted(task)]
        missing = service.desired_count - len(wanted)
        least, most = limits(service)
        if missing > 0 and (len(tasks) < most or not others):
            start()
        elif missing < 0:
            stop(wanted[-1])
        elif others and (missing == 0 or len(tasks) > least):
            stop(others[0])
        else:
            return not others


def count(service: Any, running: int) -> None:
    """So many tasks run now."""
    _MOST[service.arn] = max(_MOST[service.arn], running)


def most_at_once() -> dict[str, int]:
    """By the name of each service: how many of its tasks ran at once, at most."""
    return {arn.rsplit("/", 1)[1]: most for arn, most in _MOST.items()}


def forget() -> dict[str, int]:
    """Count anew."""
    _MOST.clear()
    return {}
