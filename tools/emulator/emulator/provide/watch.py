"""What watches and tells: log groups, alarms, topics, names in the zone."""

import json
from typing import Any

from ..cloudfront.checks import REGION as CLOUDFRONT_REGION
from ..cloudfront.state import ACCOUNTS
from ..failure import ResourceFailure
from .api import Api, call
from .resource import Resource


def _log_group(resource: Resource) -> None:
    days = resource.properties.get("RetentionInDays")
    if days:
        values = {"logGroupName": resource.physical_id, "retentionInDays": days}
        call(resource, "logs", "put_retention_policy", values)
    where = f"{resource.region}:{resource.account}"
    group = f"arn:aws:logs:{where}:log-group:{resource.physical_id}"
    resource.attributes["Arn"] = f"{group}:*"
    policy = resource.properties.get("ResourcePolicyDocument")
    if policy:
        call(resource, "logs", "put_resource_policy", {"resourceArn": group, "policyDocument": json.dumps(policy)})


def _alarm_arn(resource: Resource) -> None:
    where = f"{resource.region}:{resource.account}"
    resource.attributes["Arn"] = f"arn:aws:cloudwatch:{where}:alarm:{resource.properties['AlarmName']}"


def _topic(resource: Resource) -> None:
    key = resource.properties.get("KmsMasterKeyId")
    if key:
        _set_topic(resource, resource.physical_id, "KmsMasterKeyId", key)


def _set_topic(resource: Resource, topic: str, name: str, value: str) -> None:
    values = {"TopicArn": topic, "AttributeName": name, "AttributeValue": value}
    call(resource, "sns", "set_topic_attributes", values)


# Settings of a subscription that are set by calls of their own.
SUBSCRIPTION = ("RawMessageDelivery", "FilterPolicyScope", "FilterPolicy", "RedrivePolicy")


def _subscription(resource: Resource) -> None:
    """Set what a subscription says, after the refusals of SNS that moto does not know."""
    properties = resource.properties
    if properties["Protocol"] == "sqs" and properties.get("Endpoint", "").endswith(".fifo"):
        if not properties["TopicArn"].endswith(".fifo"):
            raise ResourceFailure(
                "Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics"
            )
    target = properties.get("RedrivePolicy", {}).get("deadLetterTargetArn")
    if target is not None and target.split(":")[3:5] != properties["TopicArn"].split(":")[3:5]:
        raise ResourceFailure(
            "Invalid parameter: RedrivePolicy: deadLetterTargetArn must be a queue in the account and region of the topic"
        )
    for name in SUBSCRIPTION:
        if name not in properties:
            continue
        value = properties[name]
        text = json.dumps(value) if isinstance(value, dict) else str(value).lower() if isinstance(value, bool) else str(value)
        values = {"SubscriptionArn": resource.physical_id, "AttributeName": name, "AttributeValue": text}
        call(resource, "sns", "set_subscription_attributes", values)


def _delivery_source(resource: Resource) -> dict[str, Any]:
    """CloudFront's logs have their source in us-east-1, and it is a distribution that is there."""
    arn = resource.properties["ResourceArn"]
    if ":cloudfront:" in arn:
        if resource.region != CLOUDFRONT_REGION:
            raise ResourceFailure(f"Resource {arn} is not in {resource.region}. (Service: logs, ValidationException)")
        if arn.rsplit("/", 1)[-1] not in ACCOUNTS[resource.account].distributions:
            raise ResourceFailure(f"Provided resource {arn} does not exist. (Service: logs, ResourceNotFoundException)")
    return resource.properties


def _delivery_destination(resource: Resource) -> dict[str, Any]:
    """Logs go to a group that is there."""
    given = dict(resource.properties)
    arn = given.pop("DestinationResourceArn")
    if ":log-group:" in arn:
        name = arn.split(":log-group:", 1)[1].removesuffix(":*")
        groups = call(resource, "logs", "describe_log_groups", {"logGroupNamePrefix": name})["logGroups"]
        if name not in [group["logGroupName"] for group in groups]:
            raise ResourceFailure(f"The destination {arn} does not exist. (Service: logs, ValidationException)")
    return {**given, "DeliveryDestinationConfiguration": {"destinationResourceArn": arn}}


class TopicPolicy:
    """AWS::SNS::TopicPolicy: one document on several topics."""

    def make(self, resource: Resource) -> None:
        """Set it."""
        for topic in resource.properties["Topics"]:
            _set_topic(resource, topic, "Policy", json.dumps(resource.properties["PolicyDocument"]))
        resource.physical_id = resource.physical_id or resource.name()

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Set the new one."""
        self.make(resource)

    def remove(self, resource: Resource) -> None:
        """The topic's default policy comes back with the topic only; nothing to do."""


class QueuePolicy:
    """AWS::SQS::QueuePolicy: one document on several queues, which it names by their addresses."""

    def make(self, resource: Resource) -> None:
        """Set it."""
        policy = json.dumps(resource.properties["PolicyDocument"])
        for queue in resource.properties["Queues"]:
            call(resource, "sqs", "set_queue_attributes", {"QueueUrl": queue, "Attributes": {"Policy": policy}})
        resource.physical_id = resource.physical_id or resource.name()

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Set the new one."""
        self.make(resource)

    def remove(self, resource: Resource) -> None:
        """Take the policy away."""
        for queue in resource.properties["Queues"]:
            call(resource, "sqs", "set_queue_attributes", {"QueueUrl": queue, "Attributes": {"Policy": ""}})


class Record:
    """AWS::Route53::RecordSet."""

    def make(self, resource: Resource) -> None:
        """Create the record."""
        self._send(resource, "CREATE", resource.properties)
        resource.physical_id = resource.properties["Name"]

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Put the record in the place of the one there is."""
        self._send(resource, "UPSERT", resource.properties)

    def remove(self, resource: Resource) -> None:
        """Delete the record."""
        self._send(resource, "DELETE", resource.properties)

    def _send(self, resource: Resource, action: str, properties: dict[str, Any]) -> None:
        own = {
            key: value for key, value in properties.items() if key not in ("HostedZoneId", "HostedZoneName", "Comment")
        }
        records = own.pop("ResourceRecords", None)
        if records is not None:
            own["ResourceRecords"] = [{"Value": value} for value in records]
        if "AliasTarget" in own:
            own["AliasTarget"] = {"EvaluateTargetHealth": False, **own["AliasTarget"]}
        if "HostedZoneId" not in properties:
            raise ResourceFailure("The emulator knows hosted zones by their id only.")
        batch = {"Changes": [{"Action": action, "ResourceRecordSet": own}]}
        values = {"HostedZoneId": properties["HostedZoneId"], "ChangeBatch": batch}
        call(resource, "route53", "change_resource_record_sets", values)


TYPES = {
    "AWS::Logs::LogGroup": Api(
        "logs",
        "create_log_group",
        "=LogGroupName",
        "delete_log_group",
        {"logGroupName": "{id}"},
        named=("LogGroupName", 512),
        apart=("RetentionInDays", "ResourcePolicyDocument"),
        after=_log_group,
    ),
    "AWS::Logs::DeliverySource": Api(
        "logs",
        "put_delivery_source",
        "=Name",
        "delete_delivery_source",
        {"name": "{id}"},
        attributes={"Arn": "deliverySource.arn"},
        shape=_delivery_source,
    ),
    "AWS::Logs::DeliveryDestination": Api(
        "logs",
        "put_delivery_destination",
        "=Name",
        "delete_delivery_destination",
        {"name": "{id}"},
        attributes={"Arn": "deliveryDestination.arn"},
        shape=_delivery_destination,
    ),
    "AWS::Logs::Delivery": Api(
        "logs", "create_delivery", "delivery.id", "delete_delivery", {"id": "{id}"}, attributes={"Arn": "delivery.arn"}
    ),
    "AWS::CloudWatch::Alarm": Api(
        "cloudwatch",
        "put_metric_alarm",
        "=AlarmName",
        "delete_alarms",
        {"AlarmNames": ["{id}"]},
        update="put_metric_alarm",
        named=("AlarmName", 255),
        after=_alarm_arn,
    ),
    "AWS::SNS::Topic": Api(
        "sns",
        "create_topic",
        "TopicArn",
        "delete_topic",
        {"TopicArn": "{id}"},
        attributes={"TopicArn": "TopicArn", "TopicName": "=TopicName"},
        named=("TopicName", 256),
        names={"TopicName": "Name"},
        apart=("KmsMasterKeyId", "DisplayName", "Subscription"),
        after=_topic,
    ),
    "AWS::SNS::TopicPolicy": TopicPolicy(),
    "AWS::SNS::Subscription": Api(
        "sns",
        "subscribe",
        "SubscriptionArn",
        "unsubscribe",
        {"SubscriptionArn": "{id}"},
        defaults={"ReturnSubscriptionArn": True},
        apart=(*SUBSCRIPTION, "Region"),
        after=_subscription,
    ),
    "AWS::SQS::QueuePolicy": QueuePolicy(),
    "AWS::Route53::RecordSet": Record(),
}
