"""Resources made through the API of their service, as CloudFormation itself makes them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import boto3
import jmespath
from botocore.config import Config
from botocore.exceptions import ClientError

from ..enforce.caller import ACTING
from ..failure import ResourceFailure
from ..identity import access_key
from ..report import REPORT
from .fit import fit
from .resource import Resource

# The emulator's own address; the launcher sets it.
ENDPOINT = {"url": ""}

TAGS = {"Tags", "BackupVaultTags", "BackupPlanTags", "HostedZoneTags"}

Parameters = Callable[[Resource], dict[str, Any]]


def client(service: str, account: str, region: str) -> Any:
    """A client of the emulator's own services, with the rights of whoever works for the stack."""
    acting = ACTING.get()
    if acting is None or acting.role is None:
        return client_of(service, region, access_key(account), "")
    return client_of(service, region, acting.key, acting.token)


@lru_cache(maxsize=256)
def client_of(service: str, region: str, key: str, token: str) -> Any:
    """A client with these keys."""
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=ENDPOINT["url"],
        aws_access_key_id=key,
        aws_secret_access_key="emulator",
        aws_session_token=token or None,
        config=Config(retries={"max_attempts": 0}, connect_timeout=5, read_timeout=60),
    )


def call(
    resource: Resource,
    service: str,
    method: str,
    values: dict[str, Any],
    names: dict[str, str] | None = None,
    noting: bool = False,
) -> Any:
    """One call.

    :param noting: whether properties that the operation does not know go into the report

    :raises ResourceFailure: with what the service answered
    """
    api = client(service, resource.account, resource.region)
    operation = api.meta.service_model.operation_model(api.meta.method_to_api_mapping[method])
    ignored: set[str] = set()
    parameters = fit(operation.input_shape, values, names or {}, ignored) if operation.input_shape else {}
    if noting:
        REPORT.ignored(resource.type, ignored)
    try:
        answer = getattr(api, method)(**parameters)
    except ClientError as error:
        said = error.response["Error"]
        raise ResourceFailure(f"{said.get('Message')} (Service: {service}, {method}: {said.get('Code')})") from error
    except Exception as error:  # A parameter that botocore refuses, or a 500 of moto's.
        raise ResourceFailure(f"{service} {method}: {error}") from error
    return answer


@dataclass
class Api:
    """A type by the calls it takes.

    `{id}` in the parameters of update and delete is the physical id.
    """

    service: str
    create: str
    # JMESPath in the answer, or in the properties with a leading "=".
    id: str
    delete: str = ""
    delete_by: dict[str, Any] = field(default_factory=dict)
    update: str = ""
    update_by: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    # Property that holds the name, with the longest there may be: made up where the template gives none.
    named: tuple[str, int] | None = None
    names: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    # Properties that other calls take care of.
    apart: tuple[str, ...] = ()
    # The other calls, after creation and after each change.
    after: Callable[[Resource], None] | None = None
    # Properties that the call which makes it takes, and that `after` changes.
    changed_after: tuple[str, ...] = ()
    before_delete: Callable[[Resource], None] | None = None
    tags: bool = True
    # Turns properties into parameters where renaming is not enough.
    shape: Parameters | None = None

    def make(self, resource: Resource) -> None:
        if self.named and self.named[0] not in resource.properties:
            resource.properties = {**resource.properties, self.named[0]: resource.name(self.named[1])}
        answer = call(resource, self.service, self.create, self._values(resource), self.names)
        resource.physical_id = str(self._find(self.id, answer, resource))
        resource.attributes = {name: self._find(path, answer, resource) for name, path in self.attributes.items()}
        self._note(resource)
        if self.after:
            self.after(resource)

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        if self.named and self.named[0] in before:
            resource.properties.setdefault(self.named[0], before[self.named[0]])
        changed = {key for key in {*before, *resource.properties} if before.get(key) != resource.properties.get(key)}
        if changed & TAGS:
            REPORT.tags_ignored(resource.type)
        if changed <= TAGS:
            return
        if self.update:
            values = {**self._values(resource), **_filled(self.update_by, resource)}
            call(resource, self.service, self.update, values, self.names)
        if self.after:
            self.after(resource)
        by_calls = {*self.apart, *self.changed_after} if self.after else set()
        if not self.update and changed - by_calls - TAGS:
            names = ", ".join(sorted(changed - by_calls - TAGS))
            raise ResourceFailure(f"The emulator cannot change {names} of {resource.type} in place.")

    def remove(self, resource: Resource) -> None:
        try:
            if self.before_delete:
                self.before_delete(resource)
            if self.delete:
                call(resource, self.service, self.delete, _filled(self.delete_by, resource))
        except ResourceFailure as failure:
            if not any(word in str(failure).replace(".", "") for word in ("NotFound", "NoSuch", "DoesNotExist")):
                raise

    def _values(self, resource: Resource) -> dict[str, Any]:
        values = self.shape(resource) if self.shape else resource.properties
        kept = {key: item for key, item in values.items() if key not in self.apart}
        if not self.tags:
            kept.pop("Tags", None)
        return {**self.defaults, **kept}

    def _find(self, path: str, answer: Any, resource: Resource) -> Any:
        if path.startswith("="):
            return jmespath.search(path[1:], resource.properties)
        return jmespath.search(path, answer)

    def _note(self, resource: Resource) -> None:
        REPORT.created(resource.type, "api")


def _filled(parameters: dict[str, Any], resource: Resource) -> dict[str, Any]:
    def put(value: Any) -> Any:
        if isinstance(value, list):
            return [put(item) for item in value]
        if isinstance(value, str) and value.startswith("="):
            return jmespath.search(value[1:], resource.properties)
        return value.replace("{id}", resource.physical_id) if isinstance(value, str) else value

    return {key: put(value) for key, value in parameters.items()}
