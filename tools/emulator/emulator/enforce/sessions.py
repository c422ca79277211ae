"""Which role an access key belongs to."""

from dataclasses import dataclass, field
from typing import Any

from moto.sts.models import sts_backends

from ..identity import KEY, find_role


@dataclass(frozen=True)
class Session:
    """A session of a role; or, without a role, the administrator of an account."""

    account: str
    role: str | None = None
    name: str = ""
    key: str = ""
    secret: str = ""
    token: str = ""
    policy: str | None = None
    # Condition keys that hold for every request of the session.
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def arn(self) -> str:
        """As messages and policies name it."""
        if self.role is None:
            return f"arn:aws:iam::{self.account}:user/administrator"
        return f"arn:aws:sts::{self.account}:assumed-role/{self.role.rsplit('/', 1)[-1]}/{self.name}"


_SESSIONS: dict[str, Session] = {}


def open_session(role: str, name: str, policy: str | None = None, context: dict[str, Any] | None = None) -> Session:
    """A new session of a role, known to moto as well. Whether it may be opened was decided before."""
    account = role.split(":")[4]
    made = sts_backends[account]["aws"].assume_role("us-east-1", name, role, policy or "", 3600, "")
    return remember(made, policy, context)


def remember(made: Any, policy: str | None = None, context: dict[str, Any] | None = None) -> Session:
    """Keep a session that moto has opened."""
    session = Session(
        made.account_id,
        made.role_arn,
        made.session_name,
        made.access_key_id,
        made.secret_access_key,
        made.session_token,
        policy or None,
        context or {},
    )
    _SESSIONS[session.key] = session
    return session


def session_of(key: str | None, token: str | None) -> Session | None:
    """Whose key it is; None when nobody's, or when the session's token is another one."""
    match = KEY.match(key or "")
    if match:
        return Session(match.group(1))
    session = _SESSIONS.get(key or "")
    if session is None or session.token != token or find_role(session.role or "") is None:
        return None
    return session
