"""What was made by whom, what only was written down, and what failed: the report of a run."""

from collections import Counter, defaultdict
from typing import Any


class Report:
    """Counts by type. One for the process; `clear` starts a new run."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._created: dict[str, Counter[str]] = defaultdict(Counter)
        self._no_ops: Counter[tuple[str, str]] = Counter()
        self._stand_ins: Counter[tuple[str, str]] = Counter()
        self._tags: Counter[str] = Counter()
        self._ignored: Counter[tuple[str, str]] = Counter()
        self._asked: Counter[str] = Counter()
        self._failed: list[dict[str, str]] = []
        self._unmapped: Counter[str] = Counter()
        self._not_shown: Counter[tuple[str, str]] = Counter()

    def asked(self, action: str) -> None:
        """CloudFormation was asked for something."""
        self._asked[action] += 1

    def created(self, resource_type: str, by: str) -> None:
        """A resource was made by a service's API or by moto's model."""
        self._created[by][resource_type] += 1

    def no_op(self, resource_type: str, action: str) -> None:
        """Nothing was done, as the list of no-ops says."""
        self._no_ops[resource_type, action] += 1

    def ignored(self, resource_type: str, properties: set[str]) -> None:
        """Properties that the call which makes the type does not take: nobody has looked at them."""
        self._ignored.update((resource_type, name) for name in properties)

    def tags_ignored(self, resource_type: str) -> None:
        """Tags of a resource changed, and nothing was done about it."""
        self._tags[resource_type] += 1

    def stood_in(self, resource_type: str, what: str) -> None:
        """Something else was made than what the template says."""
        self._stand_ins[resource_type, what] += 1

    def unmapped(self, what: str) -> None:
        """A role asked for something of which no row says what it needs; it was refused."""
        self._unmapped[what] += 1

    def not_shown(self, resource_type: str, action: str) -> None:
        """A role's stack made this without a call that could have been judged."""
        self._not_shown[resource_type, action] += 1

    def failed(self, stack: str, logical_id: str, resource_type: str, action: str, reason: str) -> None:
        """A resource failed."""
        self._failed.append(
            {"stack": stack, "logicalId": logical_id, "type": resource_type, "action": action, "reason": reason}
        )

    def as_json(self) -> dict[str, Any]:
        """The report, sorted, for people and for tests."""
        return {
            "noOps": [
                {"type": name, "action": action, "count": count}
                for (name, action), count in sorted(self._no_ops.items())
            ],
            "created": {by: dict(sorted(types.items())) for by, types in sorted(self._created.items())},
            "standIns": [
                {"type": name, "what": what, "count": count} for (name, what), count in sorted(self._stand_ins.items())
            ],
            "ignoredProperties": [
                {"type": name, "property": key, "count": count} for (name, key), count in sorted(self._ignored.items())
            ],
            "tagChanges": dict(sorted(self._tags.items())),
            "asked": dict(sorted(self._asked.items())),
            "failed": self._failed,
            "unmapped": dict(sorted(self._unmapped.items())),
            "rightsNotShown": [
                {"type": name, "action": action, "count": count}
                for (name, action), count in sorted(self._not_shown.items())
            ],
        }


REPORT = Report()
