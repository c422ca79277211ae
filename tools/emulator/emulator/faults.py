"""Faults and slowness on demand: by stack, logical id and action."""

import threading
import time
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Any

from .failure import ResourceFailure


@dataclass
class Fault:
    """What happens to a resource. Stack and logical id may hold `*`."""

    stack: str
    logicalId: str = "*"
    # CREATE, UPDATE, DELETE, ROLLBACK (changing back), or * for the first three.
    action: str = "*"
    # Fails with this reason; with none, it only takes its time.
    reason: str | None = None
    seconds: float = 0
    # Waits until the faults are cleared.
    held: bool = False
    # How often it happens; None: every time.
    times: int | None = None

    def meets(self, stack: str, logical_id: str, action: str) -> bool:
        """Whether this is about the resource."""
        if self.times == 0 or (action == "ROLLBACK") != (self.action == "ROLLBACK"):
            return False
        return (
            fnmatchcase(stack, self.stack) and fnmatchcase(logical_id, self.logicalId) and self.action in ("*", action)
        )


class Faults:
    """The faults that are set."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._cleared = threading.Event()

    def add(self, about: dict[str, Any]) -> None:
        """Set one more."""
        self._faults.append(Fault(**about))

    def clear(self) -> None:
        """Nothing fails or waits any more."""
        self._faults = []
        self._cleared.set()
        self._cleared = threading.Event()

    def as_json(self) -> list[dict[str, Any]]:
        """Those that are set."""
        return [asdict(fault) for fault in self._faults]

    def pass_by(self, stack: str, logical_id: str, action: str) -> None:
        """Before a resource is created, changed or removed.

        :raises ResourceFailure: with the fault's reason
        """
        cleared = self._cleared
        for fault in [fault for fault in self._faults if fault.meets(stack, logical_id, action)]:
            if fault.times is not None:
                fault.times -= 1
            time.sleep(fault.seconds)
            if fault.held:
                cleared.wait()
            if fault.reason is not None:
                raise ResourceFailure(fault.reason)


FAULTS = Faults()
