"""Which account a request comes from, and how roles are found.

An administrator's access key says its account: `AKIA`, the account's twelve digits and `TEST`. Every other key belongs
to a session of a role, see `enforce/sessions.py`.
"""

import re
from typing import Any

from moto.core.responses import BaseResponse
from moto.iam import models as iam_models
from moto.iam.models import iam_backends

KEY = re.compile(r"^AKIA(\d{12})TEST$")


def access_key(account: str) -> str:
    """The access key id of an account's administrator."""
    return f"AKIA{account}TEST"


def install() -> None:
    """Teach moto what an administrator's key says."""
    known = iam_models.get_account_id_from

    def account_of(key: str) -> str:
        match = KEY.match(key or "")
        return match.group(1) if match else known(key)

    def account_of_request(response: BaseResponse) -> str:
        return account_of(response.get_access_key())

    iam_models.get_account_id_from = account_of
    BaseResponse.get_current_account = account_of_request  # type: ignore[method-assign]


def role_exists(arn: str) -> bool:
    """Whether IAM has a role of this ARN."""
    return find_role(arn) is not None


def find_role(arn: str) -> Any:
    """The role of an ARN, path and all; None when there is none."""
    parts = arn.split(":")
    account = parts[4] if len(parts) == 6 else ""
    return next((role for role in iam_backends[account]["aws"].roles.values() if role.arn == arn), None)


def find_role_by_name(account: str, name: str) -> Any:
    """The role of a name; None when there is none."""
    return next((role for role in iam_backends[account]["aws"].roles.values() if role.name == name), None)
