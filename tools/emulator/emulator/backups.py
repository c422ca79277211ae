"""Jobs of AWS Backup on demand. moto has vaults and plans and no jobs; nothing is copied here, and no recovery point can be restored."""

import json
import uuid
from typing import Any

from moto.backup import urls
from moto.backup.exceptions import InvalidParameterValueException, ResourceNotFoundException
from moto.backup.responses import BackupResponse
from moto.core.utils import unix_time
from moto.iam.models import iam_backends
from moto.rds.models import rds_backends

# A plan, a copy or a job of another kind is not made here.
_JOBS: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
# What the next jobs end in, instead of completing.
_FAILING: list[dict[str, Any]] = []


def install() -> None:
    """Teach moto's Backup jobs."""
    BackupResponse.start_backup_job = _start  # type: ignore[attr-defined]
    BackupResponse.describe_backup_job = _describe  # type: ignore[attr-defined]
    urls.url_paths["{0}/backup-jobs$"] = BackupResponse.dispatch
    urls.url_paths["{0}/backup-jobs/(?P<id>[^/]+)$"] = BackupResponse.dispatch


def fail_next(about: dict[str, Any]) -> list[dict[str, Any]]:
    """Let the next job fail with `reason`."""
    _FAILING.append({"reason": about["reason"]})
    return _FAILING


def jobs() -> list[dict[str, Any]]:
    """Every job."""
    return [job for found in _JOBS.values() for job in found.values()]


def _start(response: Any) -> str:
    given = json.loads(response.body)
    account, region = response.current_account, response.region
    vault = response.backup_backend.describe_backup_vault(given["BackupVaultName"])
    roles = [role.arn for role in iam_backends[account]["aws"].roles.values()]
    if given["IamRoleArn"] not in roles:
        raise InvalidParameterValueException(f"IAM Role {given['IamRoleArn']} cannot be assumed by AWS Backup")
    found = _JOBS.setdefault((account, region), {})
    token = given.get("IdempotencyToken")
    for job in found.values():
        if token is not None and job["Token"] == token:
            return _answer(job)
    days = given.get("Lifecycle", {}).get("DeleteAfterDays")
    reason = _FAILING.pop(0)["reason"] if _FAILING else _refusal(given["ResourceArn"], account, region, vault, days)
    identifier = str(uuid.uuid4()).upper()
    point = given["ResourceArn"].replace(":db:", ":snapshot:awsbackup:job-") + f"-{identifier.lower()}"
    job = {
        "AccountId": account,
        "BackupJobId": identifier,
        "BackupVaultName": given["BackupVaultName"],
        "ResourceArn": given["ResourceArn"],
        "IamRoleArn": given["IamRoleArn"],
        "State": "RUNNING",
        "CreationDate": unix_time(),
        "Token": token,
        "Looks": 0,
        "Days": days,
        "Point": point,
        "Reason": reason,
    }
    found[identifier] = job
    return _answer(job)


def _refusal(resource: str, account: str, region: str, vault: Any, days: int | None) -> str | None:
    """Why a job fails after it was begun."""
    if vault.min_retention_days is not None and (days or 10**6) < vault.min_retention_days:
        return f"Backup retention period of {days} is shorter than the minimum of the vault"
    name = resource.split(":db:")[-1]
    if ":db:" in resource and name not in rds_backends[account][region].databases:
        return f"The resource {resource} was not found"
    return None


def _answer(job: dict[str, Any]) -> str:
    return json.dumps({"BackupJobId": job["BackupJobId"], "CreationDate": job["CreationDate"]})


def _describe(response: Any) -> str:
    identifier = response.path.rstrip("/").rsplit("/", 1)[-1]
    job = _JOBS.get((response.current_account, response.region), {}).get(identifier)
    if job is None:
        raise ResourceNotFoundException(f"Backup job {identifier} not found")
    # A job runs for some looks, as it runs for some time.
    job["Looks"] += 1
    if job["State"] == "RUNNING" and job["Looks"] > 2:
        job["State"] = "COMPLETED" if job["Reason"] is None else "FAILED"
        if job["Reason"] is None:
            job["RecoveryPointArn"] = job["Point"]
        else:
            job["StatusMessage"] = job["Reason"]
    private = ("Token", "Looks", "Days", "Point", "Reason")
    return json.dumps({key: value for key, value in job.items() if key not in private})
