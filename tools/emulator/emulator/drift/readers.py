"""What the services have of a resource, in the words of its template. Only properties that a reader knows are compared.

A reader raises ResourceFailure as the service answers: with a "not found" where the resource is gone.
"""

import json
from collections.abc import Callable
from typing import Any

from ..provide.api import call
from ..provide.resource import Resource

Reader = Callable[[Resource], dict[str, Any]]


class Gone(Exception):
    """The service has no such resource."""


def _parameter(resource: Resource) -> dict[str, Any]:
    found = call(resource, "ssm", "get_parameter", {"Name": resource.physical_id})["Parameter"]
    return {key: found[key] for key in ("Name", "Type", "Value")}


def _log_group(resource: Resource) -> dict[str, Any]:
    by = {"logGroupNamePrefix": resource.physical_id}
    groups = call(resource, "logs", "describe_log_groups", by)["logGroups"]
    found = _only(group for group in groups if group["logGroupName"] == resource.physical_id)
    names = {"RetentionInDays": "retentionInDays", "KmsKeyId": "kmsKeyId", "LogGroupName": "logGroupName"}
    return {key: found.get(name) for key, name in names.items()}


def _security_group(resource: Resource) -> dict[str, Any]:
    found = call(resource, "ec2", "describe_security_groups", {"GroupIds": [resource.physical_id]})["SecurityGroups"][0]
    return {
        "GroupDescription": found["Description"],
        "VpcId": found["VpcId"],
        "SecurityGroupIngress": rules_of(found["IpPermissions"], "Source"),
        "SecurityGroupEgress": rules_of(found["IpPermissionsEgress"], "Destination"),
    }


def rules_of(permissions: list[dict[str, Any]], side: str) -> list[dict[str, Any]]:
    """Each rule as a template writes it."""
    rules = []
    for permission in permissions:
        common = {key: permission[key] for key in ("IpProtocol", "FromPort", "ToPort") if key in permission}
        for key, name, ours in (
            ("IpRanges", "CidrIp", "CidrIp"),
            ("Ipv6Ranges", "CidrIpv6", "CidrIpv6"),
            ("PrefixListIds", "PrefixListId", f"{side}PrefixListId"),
            ("UserIdGroupPairs", "GroupId", f"{side}SecurityGroupId"),
        ):
            for item in permission.get(key, []):
                about = {"Description": item["Description"]} if item.get("Description") else {}
                rules.append({**common, ours: item[name], **about})
    return rules


def _service(resource: Resource) -> dict[str, Any]:
    by = {"cluster": resource.properties.get("Cluster", "default"), "services": [resource.physical_id]}
    found = _only(
        each for each in call(resource, "ecs", "describe_services", by)["services"] if each["status"] != "INACTIVE"
    )
    return {"DesiredCount": found["desiredCount"], "TaskDefinition": found["taskDefinition"]}


def _rule(resource: Resource) -> dict[str, Any]:
    found = call(resource, "elbv2", "describe_rules", {"RuleArns": [resource.physical_id]})["Rules"]
    return {"Priority": int(_only(found)["Priority"])}


def _queue(resource: Resource) -> dict[str, Any]:
    by = {"QueueUrl": resource.physical_id, "AttributeNames": ["All"]}
    found = call(resource, "sqs", "get_queue_attributes", by)["Attributes"]
    numbers = ("MessageRetentionPeriod", "VisibilityTimeout")
    return {**{key: int(found[key]) for key in numbers}, "KmsMasterKeyId": found.get("KmsMasterKeyId")}


def _bucket(resource: Resource) -> dict[str, Any]:
    by = {"Bucket": resource.physical_id}
    versioning = call(resource, "s3", "get_bucket_versioning", by).get("Status")
    block = call(resource, "s3", "get_public_access_block", by)["PublicAccessBlockConfiguration"]
    return {
        "VersioningConfiguration": None if versioning is None else {"Status": versioning},
        "PublicAccessBlockConfiguration": block,
    }


def _database(resource: Resource) -> dict[str, Any]:
    by = {"DBInstanceIdentifier": resource.physical_id}
    found = _only(call(resource, "rds", "describe_db_instances", by)["DBInstances"])
    same = ("BackupRetentionPeriod", "DBInstanceClass", "DeletionProtection", "MultiAZ", "PubliclyAccessible", "StorageEncrypted")
    return {**{key: found.get(key) for key in same}, "AllocatedStorage": str(found.get("AllocatedStorage"))}


def _alarm(resource: Resource) -> dict[str, Any]:
    found = _only(call(resource, "cloudwatch", "describe_alarms", {"AlarmNames": [resource.physical_id]})["MetricAlarms"])
    return {key: found.get(key) for key in ("ActionsEnabled", "AlarmActions", "EvaluationPeriods", "Threshold")}


def _role(resource: Resource) -> dict[str, Any]:
    by = {"RoleName": resource.physical_id}
    found = call(resource, "iam", "get_role", by)["Role"]
    attached = call(resource, "iam", "list_attached_role_policies", by)["AttachedPolicies"]
    trust = found["AssumeRolePolicyDocument"]
    return {
        "AssumeRolePolicyDocument": json.loads(trust) if isinstance(trust, str) else trust,
        "ManagedPolicyArns": sorted(policy["PolicyArn"] for policy in attached),
        "Path": found["Path"],
    }


def _key(resource: Resource) -> dict[str, Any]:
    found = call(resource, "kms", "get_key_rotation_status", {"KeyId": resource.physical_id})
    return {"EnableKeyRotation": found["KeyRotationEnabled"]}


def _repository(resource: Resource) -> dict[str, Any]:
    found = _only(call(resource, "ecr", "describe_repositories", {"repositoryNames": [resource.physical_id]})["repositories"])
    return {"ImageTagMutability": found["imageTagMutability"]}


def _only(found: Any) -> dict[str, Any]:
    item = next(iter(found), None)
    if item is None:
        raise Gone
    return item


READERS: dict[str, Reader] = {
    "AWS::CloudWatch::Alarm": _alarm,
    "AWS::EC2::SecurityGroup": _security_group,
    "AWS::ECR::Repository": _repository,
    "AWS::ECS::Service": _service,
    "AWS::ElasticLoadBalancingV2::ListenerRule": _rule,
    "AWS::IAM::Role": _role,
    "AWS::KMS::Key": _key,
    "AWS::Logs::LogGroup": _log_group,
    "AWS::RDS::DBInstance": _database,
    "AWS::S3::Bucket": _bucket,
    "AWS::SQS::Queue": _queue,
    "AWS::SSM::Parameter": _parameter,
}
