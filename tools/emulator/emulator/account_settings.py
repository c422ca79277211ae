"""Settings of an account that moto keeps otherwise than AWS, or not at all."""

import re
from typing import Any

from moto.account.models import AccountBackend
from moto.account.responses import AccountResponse
from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.responses import EC2Response
from moto.inspector2.models import AccountStatus, Inspector2Backend

# Limits of PutAlternateContact, as the service's model has them.
CONTACT = {
    "Name": (64, r".*\S.*"),
    "Title": (50, r".*\S.*"),
    "EmailAddress": (254, r"[\s]*[\w+=.#|!&-]+@[\w.-]+\.[\w]+[\s]*"),
    "PhoneNumber": (25, r"[\s0-9()+-]+"),
}
METADATA = {
    "HttpTokens": ("optional", "required", "no-preference"),
    "HttpEndpoint": ("enabled", "disabled", "no-preference"),
    "InstanceMetadataTags": ("enabled", "disabled", "no-preference"),
    "HttpTokensEnforced": ("enabled", "disabled", "no-preference"),
}
_METADATA: dict[tuple[str, str], dict[str, Any]] = {}
_IMAGES: dict[tuple[str, str], str] = {}
_SNAPSHOTS: dict[tuple[str, str], str] = {}


def install() -> None:
    """Put them in the place of moto's."""
    EC2Response.get_instance_metadata_defaults = _get_metadata  # type: ignore[attr-defined]
    EC2Response.modify_instance_metadata_defaults = _modify_metadata  # type: ignore[attr-defined]
    EC2Response.get_image_block_public_access_state = _get_images  # type: ignore[attr-defined]
    EC2Response.enable_image_block_public_access = _block_images  # type: ignore[attr-defined]
    EC2Response.disable_image_block_public_access = _unblock_images  # type: ignore[attr-defined]
    EC2Response.get_snapshot_block_public_access_state = _get_snapshots  # type: ignore[attr-defined]
    EC2Response.enable_snapshot_block_public_access = _block_snapshots  # type: ignore[attr-defined]
    EC2Response.disable_snapshot_block_public_access = _unblock_snapshots  # type: ignore[attr-defined]
    AccountResponse.put_alternate_contact = _checked(AccountResponse.put_alternate_contact)  # type: ignore[method-assign]
    _enable_in_steps()


def _invalid(value: Any, name: str) -> EC2ClientError:
    return EC2ClientError("InvalidParameterValue", f"Invalid value '{value}' for {name}.")


def _place(response: Any) -> tuple[str, str]:
    return response.current_account, response.region


def _get_metadata(response: Any) -> ActionResult:
    found = _METADATA.get(_place(response), {})
    return ActionResult({"AccountLevel": {**found, "ManagedBy": "account"}})


def _modify_metadata(response: Any) -> ActionResult:
    """A parameter that is left out stays as it is; no-preference takes the default away."""
    wanted = dict(_METADATA.get(_place(response), {}))
    for name, allowed in METADATA.items():
        value = response._get_param(name)
        if value is None:
            continue
        if value not in allowed:
            raise _invalid(value, name)
        wanted.pop(name, None)
        if value != "no-preference":
            wanted[name] = value
    limit = response._get_int_param("HttpPutResponseHopLimit")
    if limit is not None:
        if limit != -1 and not 1 <= limit <= 64:
            raise _invalid(limit, "HttpPutResponseHopLimit")
        wanted.pop("HttpPutResponseHopLimit", None)
        if limit != -1:
            wanted["HttpPutResponseHopLimit"] = limit
    _METADATA[_place(response)] = wanted
    return ActionResult({"Return": True})


def _get_images(response: Any) -> ActionResult:
    # https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html: unblocked in old accounts
    state = _IMAGES.get(_place(response), "unblocked")
    return ActionResult({"ImageBlockPublicAccessState": state, "ManagedBy": "account"})


def _block_images(response: Any) -> ActionResult:
    state = response._get_param("ImageBlockPublicAccessState")
    if state != "block-new-sharing":
        raise _invalid(state, "ImageBlockPublicAccessState")
    _IMAGES[_place(response)] = state
    return ActionResult({"ImageBlockPublicAccessState": state})


def _unblock_images(response: Any) -> ActionResult:
    _IMAGES[_place(response)] = "unblocked"
    return ActionResult({"ImageBlockPublicAccessState": "unblocked"})


def _get_snapshots(response: Any) -> ActionResult:
    state = _SNAPSHOTS.get(_place(response), "unblocked")
    return ActionResult({"State": state, "ManagedBy": "account"})


def _block_snapshots(response: Any) -> ActionResult:
    state = response._get_param("State")
    if state not in ("block-all-sharing", "block-new-sharing"):
        raise _invalid(state, "State")
    _SNAPSHOTS[_place(response)] = state
    return ActionResult({"State": state})


def _unblock_snapshots(response: Any) -> ActionResult:
    _SNAPSHOTS[_place(response)] = "unblocked"
    return ActionResult({"State": "unblocked"})


def _checked(put: Any) -> Any:
    """moto takes any contact, for any account."""

    def put_alternate_contact(response: Any) -> Any:
        if response._get_param("AccountId"):
            # Only for organizations, from their management account.
            raise JsonRESTError(
                "AccessDeniedException", "AccountId can be given only by the administrator of an organization."
            )
        for name, (longest, form) in CONTACT.items():
            value = response._get_param(name) or ""
            if not 0 < len(value) <= longest or not re.fullmatch(form, value):
                raise JsonRESTError(
                    "ValidationException", f"Value at '{name[0].lower()}{name[1:]}' failed to satisfy constraint"
                )
        return put(response)

    return put_alternate_contact


def _enable_in_steps() -> None:
    """Inspector needs a while until it is enabled, and takes a request without accounts for the caller's own."""
    status, enable = AccountStatus.to_batch_json, Inspector2Backend.enable
    enabling: set[str] = set()

    def slow_enable(backend: Any, account_ids: list[str] | None, resource_types: list[str]) -> Any:
        answer = enable(backend, account_ids or [backend.account_id], resource_types)
        enabling.update(account_ids or [backend.account_id])
        return answer

    def slow_status(account: AccountStatus) -> dict[str, Any]:
        answer = status(account)
        if account.account_id in enabling:
            enabling.discard(account.account_id)
            for about in answer["resourceState"].values():
                about["status"] = about["status"].replace("ENABLED", "ENABLING")
        return answer

    Inspector2Backend.enable = slow_enable  # type: ignore[method-assign]
    AccountStatus.to_batch_json = slow_status  # type: ignore[method-assign]
