"""What holds data: databases, secrets, buckets, backups, parameters."""

import json
import secrets
from typing import Any

from ..failure import ResourceFailure
from ..report import REPORT
from .api import Api, call
from .resource import Resource


def _database_attributes(resource: Resource) -> None:
    by = {"DBInstanceIdentifier": resource.physical_id}
    instance = call(resource, "rds", "describe_db_instances", by)["DBInstances"][0]
    resource.attributes |= {
        "Endpoint.Address": instance["Endpoint"]["Address"],
        "Endpoint.Port": str(instance["Endpoint"]["Port"]),
        "DbiResourceId": instance["DbiResourceId"],
        "DBInstanceArn": instance["DBInstanceArn"],
        "MasterUserSecret.SecretArn": instance.get("MasterUserSecret", {}).get("SecretArn", ""),
    }


def _database(resource: Resource) -> dict[str, Any]:
    values = dict(resource.properties)
    # A replica, or a restore, is a call of its own.
    for key in ("SourceDBInstanceIdentifier", "DBSnapshotIdentifier"):
        if key in values:
            raise ResourceFailure(f"The emulator does not model a database with {key}.")
    return values


def _option_group(resource: Resource) -> dict[str, Any]:
    values = dict(resource.properties)
    if (values["EngineName"], values["MajorEngineVersion"]) == ("mysql", "8.4"):
        # moto's list of versions ends before it.
        values["MajorEngineVersion"] = "8.0"
        REPORT.stood_in(resource.type, "MajorEngineVersion mysql 8.4 is kept as 8.0")
    return values


def _refuse_protected(resource: Resource) -> None:
    if resource.properties.get("DeletionProtection"):
        raise ResourceFailure(
            "Cannot delete protected DB Instance, please disable deletion protection and try again. (Service: rds)"
        )


def _refuse_used_group(resource: Resource) -> None:
    for instance in call(resource, "rds", "describe_db_instances", {})["DBInstances"]:
        used = [
            instance.get("DBSubnetGroup", {}).get("DBSubnetGroupName"),
            *(group["DBParameterGroupName"] for group in instance.get("DBParameterGroups", [])),
            *(group["OptionGroupName"] for group in instance.get("OptionGroupMemberships", [])),
        ]
        if resource.physical_id in used:
            raise ResourceFailure(
                f"Cannot delete the group '{resource.physical_id}' because at least one database instance: "
                f"{instance['DBInstanceIdentifier']} is still using it. (Service: rds, InvalidDBGroupStateFault)"
            )


def _parameter_group(resource: Resource) -> None:
    parameters = [
        {"ParameterName": name, "ParameterValue": value, "ApplyMethod": "immediate"}
        for name, value in resource.properties.get("Parameters", {}).items()
    ]
    if parameters:
        values = {"DBParameterGroupName": resource.physical_id, "Parameters": parameters}
        call(resource, "rds", "modify_db_parameter_group", values)


def _secret(resource: Resource) -> dict[str, Any]:
    values = dict(resource.properties)
    generate = values.pop("GenerateSecretString", None)
    if generate is not None:
        length = int(generate.get("PasswordLength", 32))
        password = secrets.token_urlsafe(length)[:length]
        if "GenerateStringKey" in generate:
            content = {**json.loads(generate["SecretStringTemplate"]), generate["GenerateStringKey"]: password}
            password = json.dumps(content)
        values["SecretString"] = password
    return values


def _lock_vault(resource: Resource) -> None:
    lock = resource.properties.get("LockConfiguration")
    if lock:
        values = {"BackupVaultName": resource.physical_id, **lock}
        call(resource, "backup", "put_backup_vault_lock_configuration", values)


class Bucket:
    """AWS::S3::Bucket: its settings are calls of their own, with names of their own."""

    def make(self, resource: Resource) -> None:
        """Create it, then set it up."""
        resource.properties["BucketName"] = resource.properties.get("BucketName") or resource.name(63).lower()
        resource.physical_id = resource.properties["BucketName"]
        place = {} if resource.region == "us-east-1" else {"LocationConstraint": resource.region}
        given = {"CreateBucketConfiguration": place} if place else {}
        call(resource, "s3", "create_bucket", {"Bucket": resource.physical_id, **given})
        name, region = resource.physical_id, resource.region
        resource.attributes = {
            "Arn": f"arn:aws:s3:::{name}",
            "DomainName": f"{name}.s3.amazonaws.com",
            "RegionalDomainName": f"{name}.s3.{region}.amazonaws.com",
        }
        self._set_up(resource)
        REPORT.created(resource.type, "api")

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Set it up anew."""
        resource.properties.setdefault("BucketName", resource.physical_id)
        self._set_up(resource)

    def remove(self, resource: Resource) -> None:
        """Delete it; one that holds something is not."""
        call(resource, "s3", "delete_bucket", {"Bucket": resource.physical_id})

    @staticmethod
    def _set_up(resource: Resource) -> None:
        bucket, properties = {"Bucket": resource.physical_id}, resource.properties
        encryption = properties.get("BucketEncryption", {}).get("ServerSideEncryptionConfiguration", [])
        rules = [
            {"ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"]}
            for rule in encryption
            if "ServerSideEncryptionByDefault" in rule
        ]
        if rules:
            wanted = {"ServerSideEncryptionConfiguration": {"Rules": rules}}
            call(resource, "s3", "put_bucket_encryption", {**bucket, **wanted})
        for key, method in (
            ("VersioningConfiguration", "put_bucket_versioning"),
            ("PublicAccessBlockConfiguration", "put_public_access_block"),
        ):
            if key in properties:
                call(resource, "s3", method, {**bucket, key: properties[key]})
        # moto does nothing with life cycles, logging, ownership and object lock.
        looked_at = {
            "Tags",
            "BucketName",
            "BucketEncryption",
            "VersioningConfiguration",
            "PublicAccessBlockConfiguration",
        }
        REPORT.ignored(resource.type, set(properties) - looked_at)


TYPES = {
    "AWS::S3::Bucket": Bucket(),
    "AWS::RDS::DBInstance": Api(
        "rds",
        "create_db_instance",
        "DBInstance.DBInstanceIdentifier",
        "delete_db_instance",
        {"DBInstanceIdentifier": "{id}", "SkipFinalSnapshot": True},
        update="modify_db_instance",
        update_by={"DBInstanceIdentifier": "{id}", "ApplyImmediately": True},
        named=("DBInstanceIdentifier", 63),
        names={"VPCSecurityGroups": "VpcSecurityGroupIds"},
        shape=_database,
        after=_database_attributes,
        before_delete=_refuse_protected,
    ),
    "AWS::RDS::DBParameterGroup": Api(
        "rds",
        "create_db_parameter_group",
        "DBParameterGroup.DBParameterGroupName",
        "delete_db_parameter_group",
        {"DBParameterGroupName": "{id}"},
        named=("DBParameterGroupName", 255),
        names={"Family": "DBParameterGroupFamily"},
        apart=("Parameters",),
        after=_parameter_group,
        before_delete=_refuse_used_group,
    ),
    "AWS::RDS::DBSubnetGroup": Api(
        "rds",
        "create_db_subnet_group",
        "DBSubnetGroup.DBSubnetGroupName",
        "delete_db_subnet_group",
        {"DBSubnetGroupName": "{id}"},
        update="modify_db_subnet_group",
        update_by={"DBSubnetGroupName": "{id}"},
        named=("DBSubnetGroupName", 255),
        before_delete=_refuse_used_group,
    ),
    "AWS::RDS::OptionGroup": Api(
        "rds",
        "create_option_group",
        "OptionGroup.OptionGroupName",
        "delete_option_group",
        {"OptionGroupName": "{id}"},
        named=("OptionGroupName", 255),
        apart=("OptionConfigurations",),
        shape=_option_group,
        before_delete=_refuse_used_group,
    ),
    "AWS::SecretsManager::Secret": Api(
        "secretsmanager",
        "create_secret",
        "ARN",
        "delete_secret",
        {"SecretId": "{id}", "ForceDeleteWithoutRecovery": True},
        update="update_secret",
        update_by={"SecretId": "{id}"},
        attributes={"Id": "ARN"},
        named=("Name", 512),
        shape=_secret,
    ),
    "AWS::S3::BucketPolicy": Api(
        "s3",
        "put_bucket_policy",
        "=Bucket",
        "delete_bucket_policy",
        {"Bucket": "{id}"},
        update="put_bucket_policy",
        names={"PolicyDocument": "Policy"},
    ),
    "AWS::SSM::Parameter": Api(
        "ssm",
        "put_parameter",
        "=Name",
        "delete_parameter",
        {"Name": "{id}"},
        update="put_parameter",
        update_by={"Overwrite": True},
        attributes={"Value": "=Value", "Type": "=Type"},
        named=("Name", 1011),
        apart=("Tags",),
    ),
    "AWS::Backup::BackupVault": Api(
        "backup",
        "create_backup_vault",
        "BackupVaultName",
        "delete_backup_vault",
        {"BackupVaultName": "{id}"},
        attributes={"BackupVaultArn": "BackupVaultArn", "BackupVaultName": "BackupVaultName"},
        apart=("LockConfiguration", "AccessPolicy", "Notifications"),
        after=_lock_vault,
    ),
    "AWS::Backup::BackupPlan": Api(
        "backup",
        "create_backup_plan",
        "BackupPlanId",
        "delete_backup_plan",
        {"BackupPlanId": "{id}"},
        attributes={"BackupPlanId": "BackupPlanId", "BackupPlanArn": "BackupPlanArn", "VersionId": "VersionId"},
        names={"BackupPlanRule": "Rules", "TargetBackupVault": "TargetBackupVaultName"},
    ),
}
