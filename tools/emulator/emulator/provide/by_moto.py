"""Resources that moto's own CloudFormation models make: types without a file of ours."""

import logging
from typing import Any

from moto.cloudformation.parsing import (
    generate_resource_name,
    get_model_map,
    parse_and_delete_resource,
    resource_name_property_from_type,
)

from ..failure import ResourceFailure
from ..lock import LOCK
from ..report import REPORT
from .resource import Resource
from .rights import check

logging.getLogger("moto").setLevel(logging.ERROR)


class ByMoto:
    """Any type that moto models."""

    @staticmethod
    def models(resource_type: str) -> bool:
        """Whether moto has a model of the type."""
        return resource_type in get_model_map()

    def make(self, resource: Resource) -> None:
        """Have moto make it."""
        check(resource, "create")
        model = get_model_map()[resource.type]
        name = self._name(resource)
        resource.handle = self._try(
            lambda: model.create_from_cloudformation_json(
                name,
                self._json(resource),
                resource.account,
                resource.region,
                LogicalId=resource.logical_id,
                StackId=resource.stack_id,
                ResourceType=resource.type,
            )
        )
        resource.physical_id = resource.handle.physical_resource_id
        REPORT.created(resource.type, "moto")

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Have moto change it, if its model can.

        :raises ResourceFailure: it cannot, or it would silently make another one
        """
        check(resource, "update")
        if {key for key in {*before, *resource.properties} if before.get(key) != resource.properties.get(key)} == {
            "Tags"
        }:
            REPORT.tags_ignored(resource.type)
            return
        model = get_model_map()[resource.type]
        if hasattr(model.update_from_cloudformation_json, "__isabstractmethod__"):
            raise ResourceFailure(f"moto cannot change a resource of type {resource.type}.")
        changed = self._try(
            lambda: model.update_from_cloudformation_json(
                original_resource=resource.handle,
                new_resource_name=resource.physical_id,
                cloudformation_json=self._json(resource),
                account_id=resource.account,
                region_name=resource.region,
            )
        )
        if changed is not None and changed.physical_resource_id != resource.physical_id:
            raise ResourceFailure(f"moto replaced {resource.type}, where CloudFormation changes it in place.")
        resource.handle = changed or resource.handle

    def remove(self, resource: Resource) -> None:
        """Have moto remove it."""
        check(resource, "delete")
        try:
            resource.handle.delete(resource.account, resource.region)
        except (TypeError, AttributeError):
            self._try(
                lambda: parse_and_delete_resource(
                    resource.physical_id, self._json(resource), resource.account, resource.region
                )
            )

    def attribute(self, resource: Resource, name: str) -> Any:
        """What Fn::GetAtt gives."""
        return self._try(lambda: resource.handle.get_cfn_attribute(name))

    @staticmethod
    def _json(resource: Resource) -> dict[str, Any]:
        return {"Type": resource.type, "Properties": resource.properties}

    @staticmethod
    def _name(resource: Resource) -> str:
        given = resource_name_property_from_type(resource.type)
        if given and given in resource.properties:
            return resource.properties[given]
        name = generate_resource_name(resource.type, resource.stack, resource.logical_id)
        if resource.type == "AWS::SQS::Queue" and resource.properties.get("FifoQueue"):
            # CloudFormation gives a name that it makes up the ending that SQS wants.
            return f"{name[:75]}.fifo"
        return name

    @staticmethod
    def _try(action: Any) -> Any:
        try:
            with LOCK:
                return action()
        except Exception as error:
            raise ResourceFailure(getattr(error, "message", None) or f"{type(error).__name__}: {error}") from error
