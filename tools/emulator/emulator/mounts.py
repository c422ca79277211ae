"""Mounts of file systems: what EFS refuses when a task starts. No container runs here, so nothing is read or written.

https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
"""

from typing import Any

from moto.efs.models import efs_backends

FAILED = "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: "


def refused(account: str, region: str, definition: Any) -> str | None:
    """Why a task of the definition cannot mount its file systems; None where it can."""
    for volume in definition.volumes or []:
        wanted = volume.get("efsVolumeConfiguration")
        if wanted is not None and (reason := _reason(account, region, definition, wanted)) is not None:
            return f"{FAILED}{reason}"
    return None


def _reason(account: str, region: str, definition: Any, wanted: dict[str, Any]) -> str | None:
    # The stacks, which the judge reads, import the tasks of ECS.
    from .enforce.decide import Denied, require
    from .enforce.rows import Need
    from .enforce.sessions import Session

    backend = efs_backends[account][region]
    name = wanted["fileSystemId"]
    found = backend.file_systems_by_id.get(name)
    if found is None or found.number_of_mount_targets == 0:
        return f'Failed to resolve "{name}.efs.{region}.amazonaws.com"'
    authorization = wanted.get("authorizationConfig", {})
    context: dict[str, Any] = {
        "aws:SecureTransport": str(wanted.get("transitEncryption") == "ENABLED").lower(),
        "elasticfilesystem:AccessedViaMountTarget": "true",
    }
    if "accessPointId" in authorization:
        point = backend.access_points.get(authorization["accessPointId"])
        if point is None or point.file_system_id != name:
            return f"access point {authorization['accessPointId']} does not exist"
        context["elasticfilesystem:AccessPointArn"] = point.access_point_arn
    if authorization.get("iam") != "ENABLED" or not definition.task_role_arn:
        # A client without a role may do everything, unless the file system has a policy.
        return None if found.file_system_policy is None else "mount.nfs4: access denied by server while mounting"
    session = Session(account, definition.task_role_arn, "task", context=context)
    arn = f"arn:aws:elasticfilesystem:{region}:{account}:file-system/{name}"
    try:
        require(session, [Need("elasticfilesystem:ClientMount", (arn,), {})], region, "mount")
    except Denied as denied:
        return f"mount.nfs4: access denied by server while mounting ({denied})"
    return None
