"""What the containers of an image do. A suite says it, for images by name; every other image answers 200 to each request."""

from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Any


@dataclass(frozen=True)
class Behaviour:
    """What happens to each task with an image. The name of the image may hold `*`."""

    image: str
    # The container ends with this code as soon as it has started.
    exits: int | None = None
    # Status of the answer to the balancer's health check.
    answers: int = 200
    # Nothing listens at the port: the connection is refused.
    listens: bool = True
    # The answer does not come in time.
    hangs: bool = False
    # Requests are answered with so many errors that an alarm of the deployment is raised.
    alarms: bool = False
    # Fargate has room for the task.
    placed: bool = True
    # Lines of its log.
    prints: tuple[str, ...] = ()

    def health(self, codes: str) -> tuple[str, str] | None:
        """Reason and description of what the balancer finds wrong; None where the target is healthy.

        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html

        :param codes: that count as healthy, such as `200,300-399`
        """
        if not self.listens:
            return "Target.FailedHealthChecks", "Health checks failed"
        if self.hangs:
            return "Target.Timeout", "Request timed out"
        if not _among(self.answers, codes):
            return "Target.ResponseCodeMismatch", f"Health checks failed with these codes: [{self.answers}]"
        return None


_BEHAVIOURS: list[Behaviour] = []


def behave(about: dict[str, Any]) -> list[dict[str, Any]]:
    """Say what the containers of an image do from now on, those that run included. The newest that fits counts."""
    behaviour = Behaviour(**{**about, "prints": tuple(about.get("prints", ()))})
    _BEHAVIOURS[:] = [behaviour, *(known for known in _BEHAVIOURS if known.image != behaviour.image)]
    return known_behaviours()


def forget() -> list[dict[str, Any]]:
    """Every image works."""
    _BEHAVIOURS.clear()
    return []


def known_behaviours() -> list[dict[str, Any]]:
    """What was said."""
    return [asdict(behaviour) for behaviour in _BEHAVIOURS]


def behaviour_of(image: str) -> Behaviour:
    """What the containers of an image do."""
    return next((known for known in _BEHAVIOURS if fnmatchcase(image, known.image)), Behaviour(image))


def _among(status: int, codes: str) -> bool:
    for part in codes.split(","):
        first, _, last = part.strip().partition("-")
        if int(first) <= status <= int(last or first):
            return True
    return False
