"""The network: VPC, subnets, routes, gateways, security groups, endpoints."""

from typing import Any

from .api import Api, call
from .in_use import refuse_used_group
from .resource import Resource


def _tag(resource: Resource, identifier: str = "") -> None:
    tags = resource.properties.get("Tags")
    if tags:
        call(resource, "ec2", "create_tags", {"Resources": [identifier or resource.physical_id], "Tags": tags})


def _after_vpc(resource: Resource) -> None:
    _tag(resource)
    for name in ("EnableDnsSupport", "EnableDnsHostnames"):
        if name in resource.properties:
            wanted = {"VpcId": resource.physical_id, name: {"Value": resource.properties[name]}}
            call(resource, "ec2", "modify_vpc_attribute", wanted)
    groups = _groups(resource, [{"Name": "vpc-id", "Values": [resource.physical_id]}])
    resource.attributes["DefaultSecurityGroup"] = next(
        (group["GroupId"] for group in groups if group["GroupName"] == "default"), ""
    )


def _after_subnet(resource: Resource) -> None:
    _tag(resource)
    wanted = resource.properties.get("MapPublicIpOnLaunch", False)
    parameters = {"SubnetId": resource.physical_id, "MapPublicIpOnLaunch": {"Value": wanted}}
    call(resource, "ec2", "modify_subnet_attribute", parameters)


def _groups(resource: Resource, filters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return call(resource, "ec2", "describe_security_groups", {"Filters": filters})["SecurityGroups"]


def _permission(rule: dict[str, Any]) -> dict[str, Any]:
    permission: dict[str, Any] = {"IpProtocol": str(rule["IpProtocol"])}
    permission |= {key: rule[key] for key in ("FromPort", "ToPort") if key in rule}
    about = {"Description": rule["Description"]} if "Description" in rule else {}
    if "CidrIp" in rule:
        permission["IpRanges"] = [{"CidrIp": rule["CidrIp"], **about}]
    if "CidrIpv6" in rule:
        permission["Ipv6Ranges"] = [{"CidrIpv6": rule["CidrIpv6"], **about}]
    for key in ("SourcePrefixListId", "DestinationPrefixListId"):
        if key in rule:
            permission["PrefixListIds"] = [{"PrefixListId": rule[key], **about}]
    for key in ("SourceSecurityGroupId", "DestinationSecurityGroupId"):
        if key in rule:
            permission["UserIdGroupPairs"] = [{"GroupId": rule[key], **about}]
    return permission


def _after_group(resource: Resource) -> None:
    """Rules that stand in the group itself; those of separate resources stay."""
    _tag(resource)
    group = {"GroupId": resource.physical_id}
    own = resource.handle or {"SecurityGroupIngress": [], "SecurityGroupEgress": None}
    for key, word in (("SecurityGroupIngress", "ingress"), ("SecurityGroupEgress", "egress")):
        wanted = [_permission(rule) for rule in resource.properties.get(key, [])]
        if word == "egress" and own[key] is None:
            own[key] = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
            wanted = wanted or own[key]
        for permission in own[key]:
            if permission not in wanted:
                call(resource, "ec2", f"revoke_security_group_{word}", {**group, "IpPermissions": [permission]})
        for permission in wanted:
            if permission not in own[key]:
                call(resource, "ec2", f"authorize_security_group_{word}", {**group, "IpPermissions": [permission]})
        own[key] = wanted
    resource.handle = own


class Rule:
    """A rule of a security group as a resource of its own."""

    def __init__(self, direction: str) -> None:
        self._direction = direction

    def make(self, resource: Resource) -> None:
        """Authorize it."""
        self._do("authorize", resource, resource.properties)
        resource.physical_id = f"sgr-{abs(hash((resource.stack_id, resource.logical_id))) % 16**17:017x}"
        resource.attributes = {"Id": resource.physical_id}

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Only the description can change; CloudFormation replaces the rule for anything else."""
        self._do("revoke", resource, before)
        self._do("authorize", resource, resource.properties)

    def remove(self, resource: Resource) -> None:
        """Revoke it."""
        self._do("revoke", resource, resource.properties)

    def _do(self, verb: str, resource: Resource, rule: dict[str, Any]) -> None:
        parameters = {"GroupId": rule["GroupId"], "IpPermissions": [_permission(rule)]}
        call(resource, "ec2", f"{verb}_security_group_{self._direction}", parameters)


def _disassociate(resource: Resource) -> None:
    call(resource, "ec2", "disassociate_route_table", {"AssociationId": resource.physical_id})


TYPES = {
    "AWS::EC2::VPC": Api(
        "ec2",
        "create_vpc",
        "Vpc.VpcId",
        "delete_vpc",
        {"VpcId": "{id}"},
        attributes={"VpcId": "Vpc.VpcId", "CidrBlock": "Vpc.CidrBlock"},
        apart=("EnableDnsSupport", "EnableDnsHostnames", "Tags"),
        after=_after_vpc,
    ),
    "AWS::EC2::Subnet": Api(
        "ec2",
        "create_subnet",
        "Subnet.SubnetId",
        "delete_subnet",
        {"SubnetId": "{id}"},
        attributes={"SubnetId": "Subnet.SubnetId", "AvailabilityZone": "Subnet.AvailabilityZone"},
        apart=("MapPublicIpOnLaunch", "Tags"),
        after=_after_subnet,
    ),
    "AWS::EC2::InternetGateway": Api(
        "ec2",
        "create_internet_gateway",
        "InternetGateway.InternetGatewayId",
        "delete_internet_gateway",
        {"InternetGatewayId": "{id}"},
        apart=("Tags",),
        after=_tag,
    ),
    "AWS::EC2::VPCGatewayAttachment": Api(
        "ec2",
        "attach_internet_gateway",
        "=join('|', ['IGW', VpcId])",
        "detach_internet_gateway",
        {"InternetGatewayId": "=InternetGatewayId", "VpcId": "=VpcId"},
    ),
    "AWS::EC2::RouteTable": Api(
        "ec2",
        "create_route_table",
        "RouteTable.RouteTableId",
        "delete_route_table",
        {"RouteTableId": "{id}"},
        apart=("Tags",),
        after=_tag,
    ),
    "AWS::EC2::Route": Api(
        "ec2",
        "create_route",
        "=join('|', [RouteTableId, DestinationCidrBlock || DestinationIpv6CidrBlock || ''])",
        "delete_route",
        {"RouteTableId": "=RouteTableId", "DestinationCidrBlock": "=DestinationCidrBlock"},
        update="replace_route",
    ),
    "AWS::EC2::SubnetRouteTableAssociation": Api(
        "ec2", "associate_route_table", "AssociationId", before_delete=_disassociate
    ),
    "AWS::EC2::EIP": Api(
        "ec2",
        "allocate_address",
        "PublicIp",
        "release_address",
        {"PublicIp": "{id}"},
        attributes={"AllocationId": "AllocationId", "PublicIp": "PublicIp"},
        apart=("Tags",),
    ),
    "AWS::EC2::NatGateway": Api(
        "ec2",
        "create_nat_gateway",
        "NatGateway.NatGatewayId",
        "delete_nat_gateway",
        {"NatGatewayId": "{id}"},
        apart=("Tags",),
        after=_tag,
    ),
    "AWS::EC2::SecurityGroup": Api(
        "ec2",
        "create_security_group",
        "GroupId",
        "delete_security_group",
        {"GroupId": "{id}"},
        attributes={"GroupId": "GroupId", "VpcId": "=VpcId"},
        named=("GroupName", 255),
        names={"GroupDescription": "Description"},
        apart=("SecurityGroupIngress", "SecurityGroupEgress", "Tags"),
        after=_after_group,
        before_delete=refuse_used_group,
    ),
    "AWS::EC2::SecurityGroupIngress": Rule("ingress"),
    "AWS::EC2::SecurityGroupEgress": Rule("egress"),
    "AWS::EC2::VPCEndpoint": Api(
        "ec2",
        "create_vpc_endpoint",
        "VpcEndpoint.VpcEndpointId",
        "delete_vpc_endpoints",
        {"VpcEndpointIds": ["{id}"]},
        update="modify_vpc_endpoint",
        update_by={"VpcEndpointId": "{id}"},
        attributes={"Id": "VpcEndpoint.VpcEndpointId"},
        apart=("Tags",),
        after=_tag,
    ),
    "AWS::EC2::FlowLog": Api(
        "ec2",
        "create_flow_logs",
        "FlowLogIds[0]",
        "delete_flow_logs",
        {"FlowLogIds": ["{id}"]},
        shape=lambda resource: {**resource.properties, "ResourceIds": [resource.properties["ResourceId"]]},
        apart=("ResourceId", "Tags"),
        after=_tag,
    ),
}
