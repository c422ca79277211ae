"""File systems of EFS. moto models them; what CloudFormation returns of them, and changes of them, are here."""

import json
from typing import Any

from moto.efs.models import efs_backends

from ..failure import ResourceFailure
from ..report import REPORT
from .by_moto import ByMoto
from .resource import Resource
from .rights import check

# What the emulator keeps of a file system and may change in place.
CHANGED_IN_PLACE = {"BackupPolicy", "FileSystemPolicy", "FileSystemTags", "LifecyclePolicies", "ThroughputMode"}


class FileSystem(ByMoto):
    """A file system, with its policy."""

    def make(self, resource: Resource) -> None:
        """Have moto make it, then keep its policy."""
        super().make(resource)
        place = f"{resource.region}:{resource.account}"
        resource.attributes = {
            "Arn": f"arn:aws:elasticfilesystem:{place}:file-system/{resource.physical_id}",
            "FileSystemId": resource.physical_id,
        }
        self._keep_policy(resource)

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Keep what is new.

        :raises ResourceFailure: CloudFormation would make another one
        """
        check(resource, "update")
        changed = {key for key in {*before, *resource.properties} if before.get(key) != resource.properties.get(key)}
        if changed - CHANGED_IN_PLACE:
            raise ResourceFailure(f"The emulator cannot change {', '.join(sorted(changed))} of {resource.type} in place.")
        if "LifecyclePolicies" in changed:
            resource.handle.lifecycle_policies = resource.properties.get("LifecyclePolicies", [])
        self._keep_policy(resource)

    @staticmethod
    def _keep_policy(resource: Resource) -> None:
        policy = resource.properties.get("FileSystemPolicy")
        resource.handle.file_system_policy = None if policy is None else json.dumps(policy)


class MountTarget(ByMoto):
    """A mount target."""

    def make(self, resource: Resource) -> None:
        """Have moto make it."""
        super().make(resource)
        resource.attributes = {"Id": resource.physical_id, "IpAddress": resource.handle.ip_address}


class AccessPoint(ByMoto):
    """An access point."""

    def make(self, resource: Resource) -> None:
        """Have moto make it. Its model does not know its own id."""
        check(resource, "create")
        _refuse_unknown(resource)
        properties = resource.properties
        resource.handle = efs_backends[resource.account][resource.region].create_access_point(
            resource.name(64),
            properties.get("AccessPointTags", []),
            properties["FileSystemId"],
            properties.get("PosixUser", {}),
            properties.get("RootDirectory", {}),
        )
        resource.physical_id = resource.handle.access_point_id
        resource.attributes = {"Arn": resource.handle.access_point_arn, "AccessPointId": resource.physical_id}
        REPORT.created(resource.type, "moto")


def _refuse_unknown(resource: Resource) -> None:
    """moto takes an access point of a file system that is not there."""
    known = efs_backends[resource.account][resource.region].file_systems_by_id
    if resource.properties.get("FileSystemId") not in known:
        raise ResourceFailure(
            f"File system '{resource.properties.get('FileSystemId')}' does not exist. (Service: Efs, FileSystemNotFound)"
        )


TYPES = {
    "AWS::EFS::FileSystem": FileSystem(),
    "AWS::EFS::MountTarget": MountTarget(),
    "AWS::EFS::AccessPoint": AccessPoint(),
}
