"""A request that gets no answer, so that a test can kill whoever waits for it: at a point of the work, and not at a time of the clock."""

import threading
from typing import Any

WHEN = ("before", "after")


class Hold:
    """The nth request from now on is held, before it is carried out or after."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._released = threading.Event()
        self._left: int | None = None
        self._when = "before"
        self._held = False

    def set(self, about: dict[str, Any]) -> dict[str, Any]:
        """Hold the request that comes after `after` others; `when` it is carried out, `before` or `after`.

        :raises ValueError: for another word
        """
        if about["when"] not in WHEN:
            raise ValueError(f"when is {about['when']}, not one of {', '.join(WHEN)}")
        with self._lock:
            self._left, self._when, self._held = int(about["after"]), about["when"], False
            self._released = threading.Event()
        return self.as_json()

    def release(self) -> dict[str, Any]:
        """Hold no request any more; one that is held is answered."""
        with self._lock:
            self._left, self._held = None, False
            self._released.set()
        return self.as_json()

    def as_json(self) -> dict[str, Any]:
        """Whether a request is held."""
        return {"held": self._held}

    def meets(self) -> str | None:
        """Called for each request: when this one is held, or None."""
        with self._lock:
            if self._left is None or self._held:
                return None
            if self._left > 0:
                self._left -= 1
                return None
            self._held = True
            return self._when

    def wait(self) -> None:
        """Until it is released."""
        self._released.wait()


HOLD = Hold()
