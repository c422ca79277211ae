"""Who may do what: IAM roles and policies, keys, certificates, the firewall."""

import json
from typing import Any

from moto.acm.models import acm_backends
from moto.route53.models import route53_backends

from ..failure import ResourceFailure
from .api import Api, call
from .in_use import refuse_used_certificate
from .resource import Resource


def _document(policy: dict[str, Any]) -> str:
    """IAM takes a document without a version; moto does not."""
    return json.dumps({"Version": "2012-10-17", **policy})


def _after_role(resource: Resource) -> None:
    """Trust, inline policies and attached ones as the template says, whatever there was before."""
    role = {"RoleName": resource.physical_id}
    properties = resource.properties
    trust = _document(properties["AssumeRolePolicyDocument"])
    call(resource, "iam", "update_assume_role_policy", {**role, "PolicyDocument": trust})
    inline = {policy["PolicyName"]: policy["PolicyDocument"] for policy in properties.get("Policies", [])}
    own = resource.handle or {"inline": set(), "attached": set()}
    for name in own["inline"] - inline.keys():
        call(resource, "iam", "delete_role_policy", {**role, "PolicyName": name})
    for name, document in inline.items():
        call(resource, "iam", "put_role_policy", {**role, "PolicyName": name, "PolicyDocument": _document(document)})
    attached = set(properties.get("ManagedPolicyArns", []))
    for arn in own["attached"] - attached:
        call(resource, "iam", "detach_role_policy", {**role, "PolicyArn": arn})
    for arn in attached - own["attached"]:
        call(resource, "iam", "attach_role_policy", {**role, "PolicyArn": arn})
    resource.handle = {"inline": set(inline), "attached": attached}


def _empty_role(resource: Resource) -> None:
    role = {"RoleName": resource.physical_id}
    for arn in call(resource, "iam", "list_attached_role_policies", role)["AttachedPolicies"]:
        call(resource, "iam", "detach_role_policy", {**role, "PolicyArn": arn["PolicyArn"]})
    for name in call(resource, "iam", "list_role_policies", role)["PolicyNames"]:
        call(resource, "iam", "delete_role_policy", {**role, "PolicyName": name})


def _after_managed_policy(resource: Resource) -> None:
    policy = {"PolicyArn": resource.physical_id}
    if resource.handle is not None:
        for version in call(resource, "iam", "list_policy_versions", policy)["Versions"]:
            if not version["IsDefaultVersion"]:
                call(resource, "iam", "delete_policy_version", {**policy, "VersionId": version["VersionId"]})
        document = _document(resource.properties["PolicyDocument"])
        call(resource, "iam", "create_policy_version", {**policy, "PolicyDocument": document, "SetAsDefault": True})
    wanted = set(resource.properties.get("Roles", []))
    have = resource.handle or set()
    for role in have - wanted:
        call(resource, "iam", "detach_role_policy", {**policy, "RoleName": role})
    for role in wanted - have:
        call(resource, "iam", "attach_role_policy", {**policy, "RoleName": role})
    resource.handle = wanted


def _empty_managed_policy(resource: Resource) -> None:
    policy = {"PolicyArn": resource.physical_id}
    for role in call(resource, "iam", "list_entities_for_policy", policy)["PolicyRoles"]:
        call(resource, "iam", "detach_role_policy", {**policy, "RoleName": role["RoleName"]})
    for version in call(resource, "iam", "list_policy_versions", policy)["Versions"]:
        if not version["IsDefaultVersion"]:
            call(resource, "iam", "delete_policy_version", {**policy, "VersionId": version["VersionId"]})


class InlinePolicy:
    """AWS::IAM::Policy: one document in several roles."""

    def make(self, resource: Resource) -> None:
        """Put it into each role."""
        for role in resource.properties.get("Roles", []):
            document = _document(resource.properties["PolicyDocument"])
            values = {"RoleName": role, "PolicyName": resource.properties["PolicyName"], "PolicyDocument": document}
            call(resource, "iam", "put_role_policy", values)
        resource.physical_id = resource.physical_id or resource.name()

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Take it out of the roles it had, and put the new one in."""
        self._take_out(resource, before)
        self.make(resource)

    def remove(self, resource: Resource) -> None:
        """Take it out of each role."""
        self._take_out(resource, resource.properties)

    def _take_out(self, resource: Resource, properties: dict[str, Any]) -> None:
        for role in properties.get("Roles", []):
            values = {"RoleName": role, "PolicyName": properties["PolicyName"]}
            call(resource, "iam", "delete_role_policy", values)


def _after_key(resource: Resource) -> None:
    key = {"KeyId": resource.physical_id}
    policy = resource.properties.get("KeyPolicy")
    if policy:
        call(resource, "kms", "put_key_policy", {**key, "PolicyName": "default", "Policy": json.dumps(policy)})
    if resource.properties.get("EnableKeyRotation"):
        call(resource, "kms", "enable_key_rotation", key)


def _issue(resource: Resource) -> None:
    """CloudFormation writes the records that prove the domain, and waits for the certificate. Without a zone somebody else must."""
    options = resource.properties.get("DomainValidationOptions", [])
    zones = route53_backends[resource.account]["aws"].zones
    if options and all(option.get("HostedZoneId") in zones for option in options):
        acm_backends[resource.account][resource.region].get_certificate(resource.physical_id).status = "ISSUED"


def _after_web_acl(resource: Resource) -> None:
    name, identifier, scope = resource.physical_id.split("|")
    resource.attributes["Id"] = identifier
    resource.handle = {"Name": name, "Id": identifier, "Scope": scope}


def _delete_web_acl(resource: Resource) -> None:
    where = resource.handle
    token = call(resource, "wafv2", "get_web_acl", where)["LockToken"]
    call(resource, "wafv2", "delete_web_acl", {**where, "LockToken": token})


class WebAcl(Api):
    """The physical id is made of three parts."""

    def make(self, resource: Resource) -> None:
        """Create it, then put the id together. CloudFront's are made in one region."""
        if resource.properties["Scope"] == "CLOUDFRONT" and resource.region != "us-east-1":
            raise ResourceFailure(
                "Error reason: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT (Service: Wafv2, WAFInvalidParameterException)"
            )
        super().make(resource)
        resource.physical_id = f"{resource.properties['Name']}|{resource.physical_id}|{resource.properties['Scope']}"
        _after_web_acl(resource)

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """An update needs the lock's token."""
        resource.properties.setdefault("Name", before["Name"])
        token = call(resource, "wafv2", "get_web_acl", resource.handle)["LockToken"]
        call(resource, "wafv2", "update_web_acl", {**resource.properties, **resource.handle, "LockToken": token})


TYPES = {
    "AWS::IAM::Role": Api(
        "iam",
        "create_role",
        "Role.RoleName",
        "delete_role",
        {"RoleName": "{id}"},
        attributes={"Arn": "Role.Arn", "RoleId": "Role.RoleId"},
        named=("RoleName", 64),
        apart=("Policies", "ManagedPolicyArns"),
        after=_after_role,
        before_delete=_empty_role,
        update="update_role",
        update_by={"RoleName": "{id}"},
    ),
    "AWS::IAM::ManagedPolicy": Api(
        "iam",
        "create_policy",
        "Policy.Arn",
        "delete_policy",
        {"PolicyArn": "{id}"},
        attributes={"PolicyArn": "Policy.Arn"},
        names={"ManagedPolicyName": "PolicyName"},
        named=("ManagedPolicyName", 128),
        # Groups are no-ops: nobody signs in here.
        apart=("Groups", "Roles"),
        after=_after_managed_policy,
        changed_after=("PolicyDocument",),
        before_delete=_empty_managed_policy,
    ),
    "AWS::IAM::Policy": InlinePolicy(),
    "AWS::IAM::OIDCProvider": Api(
        "iam",
        "create_open_id_connect_provider",
        "OpenIDConnectProviderArn",
        "delete_open_id_connect_provider",
        {"OpenIDConnectProviderArn": "{id}"},
        attributes={"Arn": "OpenIDConnectProviderArn"},
        names={"ClientIdList": "ClientIDList"},
    ),
    "AWS::KMS::Key": Api(
        "kms",
        "create_key",
        "KeyMetadata.KeyId",
        "schedule_key_deletion",
        {"KeyId": "{id}", "PendingWindowInDays": 7},
        attributes={"Arn": "KeyMetadata.Arn", "KeyId": "KeyMetadata.KeyId"},
        apart=("KeyPolicy", "EnableKeyRotation", "PendingWindowInDays", "RotationPeriodInDays", "Tags"),
        after=_after_key,
    ),
    "AWS::KMS::Alias": Api(
        "kms", "create_alias", "=AliasName", "delete_alias", {"AliasName": "{id}"}, update="update_alias"
    ),
    "AWS::CertificateManager::Certificate": Api(
        "acm",
        "request_certificate",
        "CertificateArn",
        "delete_certificate",
        {"CertificateArn": "{id}"},
        attributes={"CertificateArn": "CertificateArn"},
        apart=("DomainValidationOptions",),
        after=_issue,
        before_delete=refuse_used_certificate,
    ),
    "AWS::WAFv2::WebACL": WebAcl(
        "wafv2",
        "create_web_acl",
        "Summary.Id",
        attributes={"Arn": "Summary.ARN"},
        named=("Name", 128),
        before_delete=_delete_web_acl,
    ),
    "AWS::WAFv2::WebACLAssociation": Api(
        "wafv2",
        "associate_web_acl",
        "=join('|', [WebACLArn, ResourceArn])",
        "disassociate_web_acl",
        {"ResourceArn": "=ResourceArn"},
    ),
}
