"""What an account has in CloudFront."""

import random
import string
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any


def random_id() -> str:
    """An id as CloudFront makes them."""
    return "E" + "".join(random.choices(string.ascii_uppercase + string.digits, k=13))


@dataclass
class Item:
    """A distribution, an access control, a policy or a function."""

    id: str
    config: dict[str, Any]
    etag: str = field(default_factory=random_id)
    changed_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    # Of a distribution: its own domain, and how often it was asked for since its last change.
    domain: str = ""
    asked: int = 0
    invalidations: dict[str, dict[str, Any]] = field(default_factory=dict)
    # Of a function: the code being written, and the code that visitors meet.
    code: bytes = b""
    live: bytes | None = None

    def replace(self, config: dict[str, Any]) -> None:
        """Another configuration, and with it another version."""
        self.config, self.etag, self.asked = config, random_id(), 0
        self.changed_at = datetime.now(UTC)


@dataclass
class Account:
    """By id; functions by name."""

    distributions: dict[str, Item] = field(default_factory=dict)
    controls: dict[str, Item] = field(default_factory=dict)
    policies: dict[str, Item] = field(default_factory=dict)
    functions: dict[str, Item] = field(default_factory=dict)


ACCOUNTS: dict[str, Account] = defaultdict(Account)


def items(sized: Any) -> list[Any]:
    """What is in one of CloudFront's lists, which say their length."""
    return list((sized or {}).get("Items") or [])
