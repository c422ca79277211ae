"""CloudFront, as CloudFormation's own handlers make it: a change reads the version first, and waits for the edges."""

import uuid
from typing import Any

from botocore.model import Shape

from ..failure import ResourceFailure
from ..report import REPORT
from .api import call, client
from .resource import Resource

# Names in templates that are other names in the API.
NAMES = {"IPV6Enabled": "IsIPV6Enabled"}
# A change is at all edges after this many looks, or it hangs.
LOOKS = 10


def sized(shape: Shape, value: Any) -> Any:
    """A template's lists in the form of CloudFront's API, which says their length."""
    if shape.type_name == "list":
        return [sized(shape.member, item) for item in value]
    if shape.type_name != "structure":
        return value
    members = {member.lower(): member for member in shape.members}
    if "Quantity" in shape.members and isinstance(value, list):
        value = {"Items": value}
    result: dict[str, Any] = {}
    for key, item in value.items():
        member = members.get(NAMES.get(key, key).lower())
        if member is None:
            raise ResourceFailure(f"CloudFront knows no {key} in {shape.name}.")
        result[member] = sized(shape.members[member], item)
    if "Quantity" in shape.members:
        result["Quantity"] = len(result.get("Items", []))
    return result


def _config(resource: Resource, method: str, name: str) -> dict[str, Any]:
    api = client("cloudfront", resource.account, resource.region)
    shape = api.meta.service_model.operation_model(api.meta.method_to_api_mapping[method]).input_shape
    return sized(shape.members[name], resource.properties[name])


class Configured:
    """A type with one configuration, an id and a version."""

    def __init__(self, noun: str, answer: str) -> None:
        self.noun, self.answer = noun, answer
        self.config = f"{answer}Config"

    def make(self, resource: Resource) -> None:
        """Create it."""
        method = f"create_{self.noun}"
        made = call(resource, "cloudfront", method, {self.config: _config(resource, method, self.config)})
        resource.physical_id = made[self.answer]["Id"]
        resource.attributes = {"Id": resource.physical_id}
        REPORT.created(resource.type, "api")

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Replace the configuration."""
        by = {"Id": resource.physical_id}
        version = call(resource, "cloudfront", f"get_{self.noun}", by)["ETag"]
        method = f"update_{self.noun}"
        values = {**by, "IfMatch": version, self.config: _config(resource, method, self.config)}
        call(resource, "cloudfront", method, values)

    def remove(self, resource: Resource) -> None:
        """Delete it."""
        by = {"Id": resource.physical_id}
        version = call(resource, "cloudfront", f"get_{self.noun}", by)["ETag"]
        call(resource, "cloudfront", f"delete_{self.noun}", {**by, "IfMatch": version})


class Function:
    """AWS::CloudFront::Function. Its id is its ARN."""

    def make(self, resource: Resource) -> None:
        """Create it, and publish it when the template says so."""
        made = call(resource, "cloudfront", "create_function", self._values(resource))
        resource.physical_id = made["FunctionSummary"]["FunctionMetadata"]["FunctionARN"]
        resource.attributes = {"FunctionARN": resource.physical_id}
        self._publish(resource, made["ETag"])
        REPORT.created(resource.type, "api")

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Another code or configuration."""
        version = self._version(resource)
        changed = call(resource, "cloudfront", "update_function", {**self._values(resource), "IfMatch": version})
        self._publish(resource, changed["ETag"])

    def remove(self, resource: Resource) -> None:
        """Delete it."""
        by = {"Name": resource.properties["Name"], "IfMatch": self._version(resource)}
        call(resource, "cloudfront", "delete_function", by)

    def _values(self, resource: Resource) -> dict[str, Any]:
        given = resource.properties
        return {
            "Name": given["Name"],
            "FunctionConfig": given["FunctionConfig"],
            "FunctionCode": given["FunctionCode"].encode(),
        }

    def _version(self, resource: Resource) -> str:
        return call(resource, "cloudfront", "describe_function", {"Name": resource.properties["Name"]})["ETag"]

    def _publish(self, resource: Resource, version: str) -> None:
        if str(resource.properties.get("AutoPublish", "")).lower() == "true":
            call(resource, "cloudfront", "publish_function", {"Name": resource.properties["Name"], "IfMatch": version})


class Distribution:
    """AWS::CloudFront::Distribution."""

    def make(self, resource: Resource) -> None:
        """Create it, and wait until it is at the edges."""
        config = self._config(resource, str(uuid.uuid4()))
        tags = {"Items": resource.properties.get("Tags", [])}
        given = {"DistributionConfigWithTags": {"DistributionConfig": config, "Tags": tags}}
        made = call(resource, "cloudfront", "create_distribution_with_tags", given)["Distribution"]
        resource.physical_id = made["Id"]
        resource.attributes = {"Id": made["Id"], "DomainName": made["DomainName"]}
        self._wait(resource)
        REPORT.created(resource.type, "api")

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Send the whole configuration, with the version that it replaces."""
        now, version = self._now(resource)
        self._update(resource, self._config(resource, now["CallerReference"]), version)

    def remove(self, resource: Resource) -> None:
        """Disable it, wait, delete it."""
        now, version = self._now(resource)
        self._update(resource, {**now, "Enabled": False}, version)
        _, version = self._now(resource)
        call(resource, "cloudfront", "delete_distribution", {"Id": resource.physical_id, "IfMatch": version})

    def _config(self, resource: Resource, reference: str) -> dict[str, Any]:
        given = {"Comment": "", **resource.properties["DistributionConfig"]}
        api = client("cloudfront", resource.account, resource.region)
        shape = api.meta.service_model.shape_for("DistributionConfig")
        return {**sized(shape, _nested(given)), "CallerReference": reference}

    def _now(self, resource: Resource) -> tuple[dict[str, Any], str]:
        found = call(resource, "cloudfront", "get_distribution_config", {"Id": resource.physical_id})
        return found["DistributionConfig"], found["ETag"]

    def _update(self, resource: Resource, config: dict[str, Any], version: str) -> None:
        values = {"Id": resource.physical_id, "IfMatch": version, "DistributionConfig": config}
        call(resource, "cloudfront", "update_distribution", values)
        self._wait(resource)

    def _wait(self, resource: Resource) -> None:
        for _ in range(LOOKS):
            found = call(resource, "cloudfront", "get_distribution", {"Id": resource.physical_id})["Distribution"]
            if found["Status"] == "Deployed":
                return
        raise ResourceFailure(f"Distribution {resource.physical_id} did not stabilize.")


def _nested(config: dict[str, Any]) -> dict[str, Any]:
    """The API has the cached methods inside the allowed ones, and templates have them beside each other."""
    behaviors = {"DefaultCacheBehavior": _methods(config["DefaultCacheBehavior"])}
    if "CacheBehaviors" in config:
        behaviors["CacheBehaviors"] = [_methods(each) for each in config["CacheBehaviors"]]
    return {**config, **behaviors}


def _methods(behavior: dict[str, Any]) -> dict[str, Any]:
    cached = {"CachedMethods": behavior["CachedMethods"]} if "CachedMethods" in behavior else {}
    if "AllowedMethods" not in behavior:
        return behavior
    rest = {key: value for key, value in behavior.items() if key != "CachedMethods"}
    return {**rest, "AllowedMethods": {"Items": behavior["AllowedMethods"], **cached}}


TYPES = {
    "AWS::CloudFront::Distribution": Distribution(),
    "AWS::CloudFront::Function": Function(),
    "AWS::CloudFront::OriginAccessControl": Configured("origin_access_control", "OriginAccessControl"),
    "AWS::CloudFront::ResponseHeadersPolicy": Configured("response_headers_policy", "ResponseHeadersPolicy"),
}
