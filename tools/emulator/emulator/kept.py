"""Resources that their stacks have left behind. Only Cloud Control still knows them by their type and id."""

from .provide.resource import Resource

Key = tuple[str, str, str, str]
_KEPT: dict[Key, Resource] = {}


def _key(resource: Resource) -> Key:
    return (resource.account, resource.region, resource.type, resource.physical_id)


def keep(resource: Resource) -> None:
    """A stack goes, or loses it, and leaves it where it is."""
    _KEPT[_key(resource)] = resource


def find(account: str, region: str, resource_type: str, identifier: str) -> Resource | None:
    """One that is still there."""
    return _KEPT.get((account, region, resource_type, identifier))


def forget(resource: Resource) -> None:
    """It is deleted."""
    _KEPT.pop(_key(resource), None)
