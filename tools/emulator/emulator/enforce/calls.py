"""What roles asked for, in order."""

from typing import Any

_CALLS: list[dict[str, Any]] = []


def record(call: dict[str, Any]) -> None:
    """One more: role, action, resources, context, allowed, reason, and what it takes to judge it again."""
    _CALLS.append(call)


def recorded() -> list[dict[str, Any]]:
    """All of them."""
    return list(_CALLS)


def clear() -> None:
    """Forget them."""
    _CALLS.clear()
