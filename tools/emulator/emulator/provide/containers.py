"""Containers and what leads to them: ECS, ECR, load balancers, scaling."""

import json
from typing import Any

from moto.ecs.models import ecs_backends

from ..failure import ResourceFailure
from ..service_tasks import failed_deployment
from .api import Api, call
from .resource import Resource


def _refuse_failed_deployment(resource: Resource) -> None:
    """CloudFormation waits until ECS has completed the deployment, or has given it up."""
    cluster, name = resource.properties.get("Cluster", "default"), resource.physical_id.split("/")[-1]
    found, _ = ecs_backends[resource.account][resource.region].describe_services(cluster, [name])
    reason = failed_deployment(found[0]) if found else None
    if reason is not None:
        raise ResourceFailure(reason)


def _stop_service(resource: Resource) -> None:
    where = {"cluster": resource.properties.get("Cluster", "default"), "service": resource.physical_id}
    call(resource, "ecs", "update_service", {**where, "desiredCount": 0})


EXCLUSION_NAMES = {
    "ImageTagMutabilityExclusionFilterType": "filterType",
    "ImageTagMutabilityExclusionFilterValue": "filter",
}


def _after_repository(resource: Resource) -> None:
    name = {"repositoryName": resource.physical_id}
    policy = resource.properties.get("LifecyclePolicy", {}).get("LifecyclePolicyText")
    if policy:
        call(resource, "ecr", "put_lifecycle_policy", {**name, "lifecyclePolicyText": policy})
    text = resource.properties.get("RepositoryPolicyText")
    if text:
        call(resource, "ecr", "set_repository_policy", {**name, "policyText": json.dumps(text)})
    mutability = resource.properties.get("ImageTagMutability")
    if mutability:
        filters = {
            key: resource.properties[key] for key in ("ImageTagMutabilityExclusionFilters",) if key in resource.properties
        }
        wanted = {**name, "imageTagMutability": mutability, **filters}
        call(resource, "ecr", "put_image_tag_mutability", wanted, EXCLUSION_NAMES)
    scanning = resource.properties.get("ImageScanningConfiguration")
    if scanning:
        wanted = {**name, "imageScanningConfiguration": {"scanOnPush": scanning["ScanOnPush"]}}
        call(resource, "ecr", "put_image_scanning_configuration", wanted)


def _after_balancer(resource: Resource) -> None:
    attributes = resource.properties.get("LoadBalancerAttributes")
    if attributes:
        # moto knows a part of them; the others stand in the template.
        known = [item for item in attributes if item["Key"] in BALANCER_ATTRIBUTES]
        wanted = {"LoadBalancerArn": resource.physical_id, "Attributes": known}
        call(resource, "elbv2", "modify_load_balancer_attributes", wanted)
    resource.attributes["LoadBalancerFullName"] = resource.physical_id.split("loadbalancer/", 1)[1]


BALANCER_ATTRIBUTES = ("access_logs.s3.enabled", "deletion_protection.enabled", "idle_timeout.timeout_seconds")


def _after_target_group(resource: Resource) -> None:
    attributes = resource.properties.get("TargetGroupAttributes")
    if attributes:
        wanted = {"TargetGroupArn": resource.physical_id, "Attributes": attributes}
        call(resource, "elbv2", "modify_target_group_attributes", wanted)
    resource.attributes["TargetGroupFullName"] = resource.physical_id.rsplit(":", 1)[1]


def _refuse_protected_balancer(resource: Resource) -> None:
    """Nobody switches the protection off for CloudFormation."""
    found = call(resource, "elbv2", "describe_load_balancer_attributes", {"LoadBalancerArn": resource.physical_id})
    if {"Key": "deletion_protection.enabled", "Value": "true"} in found["Attributes"]:
        raise ResourceFailure(
            f"Load balancer '{resource.physical_id}' cannot be deleted because deletion protection is enabled "
            "(Service: ElasticLoadBalancingV2, OperationNotPermitted)"
        )


def _scaling_policy(resource: Resource) -> dict[str, Any]:
    values = dict(resource.properties)
    if "ScalingTargetId" in values:
        identifier, dimension, namespace = values.pop("ScalingTargetId").split("|")
        values |= {"ResourceId": identifier, "ScalableDimension": dimension, "ServiceNamespace": namespace}
    resource.handle = {key: values[key] for key in ("ResourceId", "ScalableDimension", "ServiceNamespace")}
    return values


def _remove_scaling_policy(resource: Resource) -> None:
    wanted = {**resource.handle, "PolicyName": resource.properties["PolicyName"]}
    call(resource, "application-autoscaling", "delete_scaling_policy", wanted)


BY_TARGET = {key: f"={key}" for key in ("ResourceId", "ScalableDimension", "ServiceNamespace")}

TYPES = {
    "AWS::ECS::Cluster": Api(
        "ecs",
        "create_cluster",
        "cluster.clusterName",
        "delete_cluster",
        {"cluster": "{id}"},
        update="update_cluster",
        update_by={"cluster": "{id}"},
        attributes={"Arn": "cluster.clusterArn"},
        named=("ClusterName", 255),
        names={"ClusterSettings": "settings"},
    ),
    "AWS::ECS::ClusterCapacityProviderAssociations": Api(
        "ecs", "put_cluster_capacity_providers", "=Cluster", update="put_cluster_capacity_providers"
    ),
    "AWS::ECS::TaskDefinition": Api(
        "ecs",
        "register_task_definition",
        "taskDefinition.taskDefinitionArn",
        "deregister_task_definition",
        {"taskDefinition": "{id}"},
        attributes={"TaskDefinitionArn": "taskDefinition.taskDefinitionArn"},
        named=("Family", 255),
    ),
    "AWS::ECS::Service": Api(
        "ecs",
        "create_service",
        "service.serviceArn",
        "delete_service",
        {"cluster": "=Cluster", "service": "{id}", "force": True},
        update="update_service",
        update_by={"service": "{id}"},
        attributes={"Name": "service.serviceName", "ServiceArn": "service.serviceArn"},
        named=("ServiceName", 255),
        defaults={"DesiredCount": 1},
        after=_refuse_failed_deployment,
        before_delete=_stop_service,
    ),
    "AWS::ECR::Repository": Api(
        "ecr",
        "create_repository",
        "repository.repositoryName",
        "delete_repository",
        {"repositoryName": "{id}", "force": "=EmptyOnDelete"},
        attributes={"Arn": "repository.repositoryArn", "RepositoryUri": "repository.repositoryUri"},
        named=("RepositoryName", 255),
        names=EXCLUSION_NAMES,
        changed_after=("ImageTagMutability", "ImageTagMutabilityExclusionFilters"),
        apart=("LifecyclePolicy", "RepositoryPolicyText", "ImageScanningConfiguration", "EmptyOnDelete"),
        after=_after_repository,
    ),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Api(
        "elbv2",
        "create_load_balancer",
        "LoadBalancers[0].LoadBalancerArn",
        "delete_load_balancer",
        {"LoadBalancerArn": "{id}"},
        attributes={
            "DNSName": "LoadBalancers[0].DNSName",
            "CanonicalHostedZoneID": "LoadBalancers[0].CanonicalHostedZoneId",
            "LoadBalancerName": "LoadBalancers[0].LoadBalancerName",
            "LoadBalancerArn": "LoadBalancers[0].LoadBalancerArn",
        },
        named=("Name", 32),
        apart=("LoadBalancerAttributes",),
        after=_after_balancer,
        before_delete=_refuse_protected_balancer,
    ),
    "AWS::ElasticLoadBalancingV2::TargetGroup": Api(
        "elbv2",
        "create_target_group",
        "TargetGroups[0].TargetGroupArn",
        "delete_target_group",
        {"TargetGroupArn": "{id}"},
        update="modify_target_group",
        update_by={"TargetGroupArn": "{id}"},
        attributes={
            "TargetGroupArn": "TargetGroups[0].TargetGroupArn",
            "TargetGroupName": "TargetGroups[0].TargetGroupName",
        },
        named=("Name", 32),
        apart=("TargetGroupAttributes",),
        after=_after_target_group,
    ),
    "AWS::ElasticLoadBalancingV2::Listener": Api(
        "elbv2",
        "create_listener",
        "Listeners[0].ListenerArn",
        "delete_listener",
        {"ListenerArn": "{id}"},
        update="modify_listener",
        update_by={"ListenerArn": "{id}"},
        attributes={"ListenerArn": "Listeners[0].ListenerArn"},
    ),
    "AWS::ElasticLoadBalancingV2::ListenerRule": Api(
        "elbv2",
        "create_rule",
        "Rules[0].RuleArn",
        "delete_rule",
        {"RuleArn": "{id}"},
        update="modify_rule",
        update_by={"RuleArn": "{id}"},
        attributes={"RuleArn": "Rules[0].RuleArn"},
    ),
    "AWS::ApplicationAutoScaling::ScalableTarget": Api(
        "application-autoscaling",
        "register_scalable_target",
        "=join('|', [ResourceId, ScalableDimension, ServiceNamespace])",
        "deregister_scalable_target",
        BY_TARGET,
        update="register_scalable_target",
    ),
    "AWS::ApplicationAutoScaling::ScalingPolicy": Api(
        "application-autoscaling",
        "put_scaling_policy",
        "PolicyARN",
        update="put_scaling_policy",
        attributes={"Arn": "PolicyARN"},
        shape=_scaling_policy,
        before_delete=_remove_scaling_policy,
    ),
}
