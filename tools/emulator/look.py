"""`python look.py URL ACCOUNT REGION`: what an account holds, as the services' own APIs tell it, as JSON.

CloudFormation is not asked. Names and values only, in a form that a test can compare.
"""

import json
import sys
from typing import Any

import boto3

from emulator.identity import access_key


class Account:
    """One account in one region."""

    def __init__(self, url: str, account: str, region: str) -> None:
        self._session = boto3.Session(access_key(account), "emulator", region_name=region)
        self._url = url

    def _list(self, service: str, method: str, key: str, **given: Any) -> list[Any]:
        client = self._session.client(service, endpoint_url=self._url)
        if client.can_paginate(method):
            pages = client.get_paginator(method).paginate(**given)
            return [item for page in pages for item in page.get(key, [])]
        return getattr(client, method)(**given).get(key, [])

    def everything(self) -> dict[str, Any]:
        """All of it."""
        return {**self._network(), **self._balancers(), **self._containers(), **self._data(), **self._rest()}

    def _network(self) -> dict[str, Any]:
        vpcs = [vpc for vpc in self._list("ec2", "describe_vpcs", "Vpcs") if not vpc["IsDefault"]]
        mine = [{"Name": "vpc-id", "Values": [vpc["VpcId"] for vpc in vpcs] or ["none"]}]
        tables = self._list("ec2", "describe_route_tables", "RouteTables", Filters=mine)
        return {
            "vpcs": [{"id": vpc["VpcId"], "cidr": vpc["CidrBlock"]} for vpc in vpcs],
            "subnets": [
                {
                    "id": item["SubnetId"],
                    "cidr": item["CidrBlock"],
                    "zone": item["AvailabilityZone"],
                    "name": _name(item),
                }
                for item in self._list("ec2", "describe_subnets", "Subnets", Filters=mine)
            ],
            "routes": [
                {
                    "subnet": link.get("SubnetId"),
                    "to": route.get("DestinationCidrBlock"),
                    "through": route.get("NatGatewayId") or route.get("GatewayId"),
                }
                for table in tables
                for link in table["Associations"]
                if link.get("SubnetId")
                for route in table["Routes"]
            ],
            "natGateways": [
                {"id": item["NatGatewayId"], "subnet": item["SubnetId"]}
                for item in self._list("ec2", "describe_nat_gateways", "NatGateways")
            ],
            "endpoints": [item["ServiceName"] for item in self._list("ec2", "describe_vpc_endpoints", "VpcEndpoints")],
            "flowLogs": [item["ResourceId"] for item in self._list("ec2", "describe_flow_logs", "FlowLogs")],
            "groups": [
                {
                    "id": group["GroupId"],
                    "vpc": group.get("VpcId"),
                    "in": [_rule(rule) for rule in group["IpPermissions"]],
                    "out": [_rule(rule) for rule in group["IpPermissionsEgress"]],
                }
                for group in self._list("ec2", "describe_security_groups", "SecurityGroups", Filters=mine)
            ],
        }

    def _balancers(self) -> dict[str, Any]:
        found = []
        for balancer in self._list("elbv2", "describe_load_balancers", "LoadBalancers"):
            by = {"LoadBalancerArn": balancer["LoadBalancerArn"]}
            listeners = [
                {
                    "port": listener["Port"],
                    "protocol": listener["Protocol"],
                    "certificates": len(listener.get("Certificates", [])),
                    "default": listener["DefaultActions"][0]["Type"],
                    "rules": [
                        {"priority": rule["Priority"], "conditions": _conditions(rule), "to": _target(rule)}
                        for rule in self._list("elbv2", "describe_rules", "Rules", ListenerArn=listener["ListenerArn"])
                        if not rule["IsDefault"]
                    ],
                }
                for listener in self._list("elbv2", "describe_listeners", "Listeners", **by)
            ]
            found.append({"arn": balancer["LoadBalancerArn"], "scheme": balancer["Scheme"], "listeners": listeners})
        groups = self._list("elbv2", "describe_target_groups", "TargetGroups")
        return {
            "balancers": found,
            "targetGroups": [{"arn": item["TargetGroupArn"], "port": item["Port"]} for item in groups],
        }

    def _containers(self) -> dict[str, Any]:
        ecs = self._session.client("ecs", endpoint_url=self._url)
        # A deleted cluster stays in the list as INACTIVE for some time.
        named = self._list("ecs", "list_clusters", "clusterArns")
        described = ecs.describe_clusters(clusters=named)["clusters"] if named else []
        active = [each for each in described if each["status"] == "ACTIVE"]
        clusters = [each["clusterArn"] for each in active]
        services = []
        for cluster in clusters:
            for arn in self._list("ecs", "list_services", "serviceArns", cluster=cluster):
                service = ecs.describe_services(cluster=cluster, services=[arn])["services"][0]
                task = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
                services.append(
                    {
                        "cluster": cluster.rsplit("/", 1)[1],
                        "name": service["serviceName"],
                        "desired": service["desiredCount"],
                        "taskDefinition": service["taskDefinition"],
                        "targets": [item["targetGroupArn"] for item in service.get("loadBalancers", [])],
                        "family": task["family"],
                        "cpu": task.get("cpu"),
                        "memory": task.get("memory"),
                        "network": task.get("networkMode"),
                        "images": [container["image"] for container in task["containerDefinitions"]],
                    }
                )
        return {
            "clusters": [cluster.rsplit("/", 1)[1] for cluster in clusters],
            "services": services,
            "repositories": [
                {
                    "name": item["repositoryName"],
                    "mutability": item.get("imageTagMutability"),
                    "encryption": item.get("encryptionConfiguration", {}).get("encryptionType"),
                }
                for item in self._list("ecr", "describe_repositories", "repositories")
            ],
        }

    def _data(self) -> dict[str, Any]:
        return {
            "databases": [
                {
                    "id": item["DBInstanceIdentifier"],
                    "engine": item["Engine"],
                    "class": item["DBInstanceClass"],
                    "encrypted": item["StorageEncrypted"],
                    "public": item["PubliclyAccessible"],
                    "protected": item["DeletionProtection"],
                    "multiAz": item["MultiAZ"],
                    "address": item["Endpoint"]["Address"],
                    "resource": item["DbiResourceId"],
                }
                for item in self._list("rds", "describe_db_instances", "DBInstances")
            ],
            "secrets": sorted(item["Name"] for item in self._list("secretsmanager", "list_secrets", "SecretList")),
            "vaults": sorted(
                item["BackupVaultName"] for item in self._list("backup", "list_backup_vaults", "BackupVaultList")
            ),
        }

    def _rest(self) -> dict[str, Any]:
        parameters = self._list("ssm", "get_parameters_by_path", "Parameters", Path="/careplane/", Recursive=True)
        return {
            "parameters": {item["Name"]: item["Value"] for item in parameters},
            "alarms": sorted(item["AlarmName"] for item in self._list("cloudwatch", "describe_alarms", "MetricAlarms")),
            "pipelines": sorted(item["name"] for item in self._list("codepipeline", "list_pipelines", "pipelines")),
            "builds": sorted(self._list("codebuild", "list_projects", "projects")),
            "logGroups": sorted(
                item["logGroupName"] for item in self._list("logs", "describe_log_groups", "logGroups")
            ),
        }


def _name(item: dict[str, Any]) -> str:
    return next((tag["Value"] for tag in item.get("Tags", []) if tag["Key"] == "Name"), "")


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    return {
        "ports": [rule.get("FromPort"), rule.get("ToPort")],
        "with": [item["CidrIp"] for item in rule["IpRanges"]] + [item["GroupId"] for item in rule["UserIdGroupPairs"]],
    }


def _conditions(rule: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for condition in rule["Conditions"]:
        config = next((value for key, value in condition.items() if key.endswith("Config")), None)
        found[condition["Field"]] = condition.get("Values") or (config or {}).get("Values")
    return found


def _target(rule: dict[str, Any]) -> str | None:
    action = rule["Actions"][0]
    groups = action.get("ForwardConfig", {}).get("TargetGroups", [{}])
    return action.get("TargetGroupArn") or groups[0].get("TargetGroupArn")


if __name__ == "__main__":
    print(json.dumps(Account(*sys.argv[1:4]).everything()))
