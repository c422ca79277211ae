"""Which provider makes a type. A type that nobody makes fails its stack: it is never a silent success."""

from typing import Any

from ..failure import ResourceFailure
from . import access, aurora, containers, data, ec2, edge, files, pipelines, schedules, watch
from .by_moto import ByMoto
from .custom import CustomResources
from .no_ops import NoOps
from .resource import Provider, Resource

OURS: dict[str, Provider] = {
    **access.TYPES,
    **aurora.TYPES,
    **containers.TYPES,
    **data.TYPES,
    **ec2.TYPES,
    **edge.TYPES,
    **files.TYPES,
    **pipelines.TYPES,
    **schedules.TYPES,
    **watch.TYPES,
}
NO_OPS = NoOps()
BY_MOTO = ByMoto()
CUSTOM = CustomResources()


def provider(resource_type: str) -> Provider:
    """Who makes resources of this type.

    :raises ResourceFailure: nobody does
    """
    if resource_type in OURS:
        return OURS[resource_type]
    if NO_OPS.lists(resource_type):
        return NO_OPS
    if CustomResources.models(resource_type):
        return CUSTOM
    if ByMoto.models(resource_type):
        return BY_MOTO
    raise ResourceFailure(
        f"Resource type {resource_type} is not modelled by the emulator. Add it to no-ops.json, or model it."
    )


def attribute(resource: Resource, name: str) -> Any:
    """What Fn::GetAtt gives.

    :raises ResourceFailure: the emulator does not know the attribute
    """
    if name in resource.attributes:
        return resource.attributes[name]
    if resource.handle is not None and provider(resource.type) is BY_MOTO:
        return BY_MOTO.attribute(resource, name)
    raise ResourceFailure(f"The emulator knows no attribute {name} of {resource.type}.")
