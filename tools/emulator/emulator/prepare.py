"""From a request to what the stack is to become: template, parameters, capabilities, role."""

from typing import Any
from urllib.parse import urlparse

from moto.s3.models import s3_backends
from moto.ssm.models import ssm_backends

from .enforce.stacks import may_pass, may_read_parameters, may_read_template, trusts_cloudformation
from .failure import ApiError
from .identity import role_exists
from .parameters import assert_rules, chosen, looked_up, resolved
from .stack import Stack, Store, Target
from .template import ordered, parse, referred

# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
BODY_LIMIT_BYTES = 51_200
URL_LIMIT_BYTES = 1_048_576
NAMED = {
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::User": "UserName",
    "AWS::IAM::Group": "GroupName",
    "AWS::IAM::InstanceProfile": "InstanceProfileName",
}
IAM = {*NAMED, "AWS::IAM::Policy", "AWS::IAM::AccessKey", "AWS::IAM::UserToGroupAddition"}


def template_body(given: dict[str, Any], stack: Stack | None, account: str, region: str) -> str:
    """The template's text: given, fetched from S3, or the stack's own.

    :raises ApiError: none, or too long
    """
    if given.get("UsePreviousTemplate"):
        if stack is None or stack.target is None:
            raise ApiError("UsePreviousTemplate needs a stack that is there.")
        return stack.target.body
    if "TemplateBody" in given:
        body, limit, what = given["TemplateBody"], BODY_LIMIT_BYTES, "templateBody"
    elif "TemplateURL" in given:
        body, limit, what = _fetched(given["TemplateURL"], account, region), URL_LIMIT_BYTES, "template"
    else:
        raise ApiError("Either Template URL or Template Body must be specified.")
    if len(body.encode()) > limit:
        raise ApiError(
            f"1 validation error detected: Value at '{what}' failed to satisfy constraint: "
            f"Member must have length less than or equal to {limit}"
        )
    return body


def _fetched(url: str, account: str, region: str) -> str:
    place = urlparse(url)
    host, path = place.netloc.split(":")[0], place.path.lstrip("/")
    by_host = not host.startswith("s3.") and ".s3." in host
    if by_host or host.endswith(".localhost"):
        bucket, key = host.split(".")[0], path
    else:
        bucket, _, key = path.partition("/")
    may_read_template(bucket, key, region)
    try:
        return s3_backends[account]["aws"].get_object(bucket, key).value.decode()
    except Exception as error:
        raise ApiError(f"S3 error: Access Denied: {url}") from error


def prepare(given: dict[str, Any], stack: Stack | None, store: Store, account: str, region: str) -> Target:
    """What the stack is to become.

    :raises ApiError: what CloudFormation refuses before anything is made
    """
    body = template_body(given, stack, account, region)
    template = parse(body)
    previous = stack.target if stack is not None else None
    values = chosen(template, given.get("Parameters", []), previous.chosen if previous else {})
    _require(template, given.get("Capabilities", []))
    role = given.get("RoleARN") or (previous.role if previous else None)
    if given.get("RoleARN"):
        may_pass(role, region)
    stack_id = (
        stack.id if stack is not None else f"arn:aws:cloudformation:{region}:{account}:stack/{given['StackName']}/*"
    )
    if role is not None and not (role_exists(role) and trusts_cloudformation(role, stack_id)):
        raise ApiError(f"Role {role} is invalid or cannot be assumed")
    may_read_parameters(looked_up(template, values), account, region, role)
    tags = {tag["Key"]: tag["Value"] for tag in given.get("Tags", [])}
    target = Target(
        body,
        template,
        values,
        resolved(template, values, lambda name: _parameter(account, region, name)),
        tags if "Tags" in given or previous is None else previous.tags,
        given.get("Capabilities", []),
        role,
        given.get("NotificationARNs", []),
    )
    scope = (stack or Stack(account, region, given.get("StackName", ""), "")).scope(target, store)
    assert_rules(template, scope)
    _check_references(template)
    return target


def unchanged(stack: Stack, target: Target) -> bool:
    """Whether the target is what the stack is."""
    now = stack.target
    same = now is not None and (now.template, now.values, now.tags) == (target.template, target.values, target.tags)
    return same and now is not None and now.role == target.role


def capabilities(template: dict[str, Any]) -> list[str]:
    """What must be acknowledged for this template."""
    resources = [item for item in template["Resources"].values() if item["Type"] in IAM]
    if any(NAMED.get(item["Type"]) in item.get("Properties", {}) for item in resources):
        return ["CAPABILITY_NAMED_IAM"]
    return ["CAPABILITY_IAM"] if resources else []


def _require(template: dict[str, Any], given: list[str]) -> None:
    enough = {"CAPABILITY_IAM": {"CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"}}
    for needed in capabilities(template):
        if not enough.get(needed, {needed}) & set(given):
            raise ApiError(f"Requires capabilities : [{needed}]", "InsufficientCapabilitiesException")


def _parameter(account: str, region: str, name: str) -> str | None:
    found = ssm_backends[account][region].get_parameters([name])
    return next((parameter.value for parameter in found.values()), None)


def _check_references(template: dict[str, Any]) -> None:
    known = {*template["Resources"], *template.get("Parameters", {})}
    everything = {"Resources": template["Resources"], "Outputs": template.get("Outputs", {})}
    unknown = {name for name in referred(everything) - known if not name.startswith("AWS::")}
    if unknown:
        raise ApiError(
            f"Template format error: Unresolved resource dependencies [{', '.join(sorted(unknown))}] in the "
            "Resources block of the template"
        )
    ordered(template)
