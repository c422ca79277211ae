"""Which account a request comes from, and which roles may be assumed.

An access key says its account: `AKIA`, the account's twelve digits and `TEST`. moto knows only the keys it gave out.
"""

import re
from typing import Any

from moto.core.responses import BaseResponse
from moto.iam import models as iam_models
from moto.iam.models import iam_backends
from moto.sts.responses import TokenResponse

from .failure import ApiError

KEY = re.compile(r"^AKIA(\d{12})TEST$")


def access_key(account: str) -> str:
    """The access key id of an account's administrator."""
    return f"AKIA{account}TEST"


def install() -> None:
    """Teach moto both."""
    known = iam_models.get_account_id_from
    assume = TokenResponse.assume_role

    def account_of(key: str) -> str:
        match = KEY.match(key or "")
        return match.group(1) if match else known(key)

    def account_of_request(response: BaseResponse) -> str:
        return account_of(response.get_access_key())

    def assume_if_trusted(response: Any) -> Any:
        arn = response._get_param("RoleArn")
        if not _trusted(arn, response.current_account):
            raise ApiError(
                f"User: arn:aws:iam::{response.current_account}:user/administrator is not authorized to perform: "
                f"sts:AssumeRole on resource: {arn}",
                "AccessDenied",
            )
        return assume(response)

    iam_models.get_account_id_from = account_of
    BaseResponse.get_current_account = account_of_request  # type: ignore[method-assign]
    TokenResponse.assume_role = assume_if_trusted  # type: ignore[method-assign]


def role_exists(arn: str) -> bool:
    """Whether IAM has a role of this ARN."""
    return _role(arn) is not None


def _role(arn: str) -> Any:
    account, name = arn.split(":")[4], arn.rsplit("/", 1)[-1]
    return next((role for role in iam_backends[account]["aws"].roles.values() if role.name == name), None)


def _trusted(arn: str, account: str) -> bool:
    """A role that is there, in the same account or in one whose trust policy names the caller's."""
    role = _role(arn)
    return role is not None and (arn.split(":")[4] == account or account in str(role.assume_role_policy_document))
