"""Functions that rows name after a bar: from a parameter to an ARN, or to a part of one."""

from collections.abc import Callable
from typing import Any

from moto.ecs.models import ecs_backends
from moto.kms.models import kms_backends
from moto.secretsmanager.models import secretsmanager_backends

# The module, not what is in it: stacks need their makers, and these the rows.
from .. import stack as stacks
from ..identity import find_role_by_name

Where = tuple[str, str]


def bare(value: str, _: Where) -> str:
    """A name without the slash in front; of an ARN its last part."""
    return (
        value.split(":parameter/", 1)[-1].lstrip("/") if value.startswith("arn:") else value.lstrip("/").split(":")[0]
    )


def last(value: str, _: Where) -> str:
    """What is behind the last slash of an ARN or a name."""
    return value.rsplit("/", 1)[-1]


def last_name(value: str, _: Where) -> str:
    """Name of a change set, of its ARN too."""
    return value.split(":changeSet/", 1)[-1].split("/")[0]


def service_arn(value: str, where: Where) -> str:
    """ARN of an ECS service whose cluster is not named beside it."""
    return value if value.startswith("arn:") else f"arn:aws:ecs:{where[1]}:{where[0]}:service/default/{value}"


def host(value: str, _: Where) -> str:
    """An address without its scheme."""
    return value.split("://", 1)[-1].rstrip("/")


def boundary(value: str, where: Where) -> str:
    """The permissions boundary that a role has."""
    found = find_role_by_name(where[0], value)
    return (found.permissions_boundary_arn if found is not None else None) or ""


def family(value: str, _: Where) -> str:
    """Family and revision of a task definition."""
    name = value.rsplit("/", 1)[-1]
    return name if ":" in name else f"{name}:*"


def task_role(value: str, where: Where) -> str:
    """ARN of the role of a task definition's tasks; starting a task passes it on."""
    return ecs_backends[where[0]][where[1]].describe_task_definition(value).task_role_arn


def execution_role(value: str, where: Where) -> str:
    """ARN of the role with which ECS starts the tasks of a task definition."""
    return ecs_backends[where[0]][where[1]].describe_task_definition(value).execution_role_arn


def stack(value: str, where: Where) -> str:
    """ARN of a stack by its name or ARN; a new one has no id yet."""
    account, region = where
    found = stacks.STORES.of(account, region).find(value)
    if found is not None:
        return found.id
    return value if value.startswith("arn:") else f"arn:aws:cloudformation:{region}:{account}:stack/{value}/*"


def change_set_stack(value: str, where: Where) -> str:
    """ARN of the stack that a change set's ARN belongs to."""
    account, region = where
    for known in stacks.STORES.of(account, region).all():
        if value in known.change_sets:
            return known.id
    return f"arn:aws:cloudformation:{region}:{account}:stack/*/*"


def role(value: str, where: Where) -> str:
    """ARN of a role by its name or ARN: the path belongs to it."""
    if value.startswith("arn:"):
        return value
    found = find_role_by_name(where[0], value)
    return found.arn if found is not None else f"arn:aws:iam::{where[0]}:role/{value}"


def path(value: str, _: Where) -> str:
    """The path of a new role or policy, without the slash in front."""
    return value.lstrip("/")


def key(value: str, where: Where) -> str:
    """ARN of a KMS key by id, alias or ARN; of an alias that AWS keeps there is none."""
    account, region = where
    if value.startswith("arn:") and ":key/" in value:
        return value
    backend = kms_backends[account][region]
    try:
        return backend.keys[backend.get_key_id(backend.any_id_to_key_id(value))].arn
    except Exception:
        return f"arn:aws:kms:{region}:{account}:key/{value.rsplit('/', 1)[-1]}"


def secret(value: str, where: Where) -> str:
    """ARN of a secret by its name or ARN."""
    account, region = where
    if value.startswith("arn:"):
        return value
    found = next(
        (item for item in secretsmanager_backends[account][region].secrets.values() if item.name == value), None
    )
    return found.arn if found else f"arn:aws:secretsmanager:{region}:{account}:secret:{value}-*"


def group(value: str, _: Where) -> str:
    """A log group's name without the star that ends its ARN."""
    name = value.split(":log-group:", 1)[-1]
    return name.removesuffix(":*")


def topic_of_subscription(value: str, _: Where) -> str:
    """ARN of the topic of a subscription."""
    return value.rsplit(":", 1)[0]


def zone(value: str, _: Where) -> str:
    """Id of a hosted zone without its path."""
    return value.rsplit("/", 1)[-1]


def target_kind(value: str, _: Where) -> str:
    """Kind of an EC2 resource by its id, as ARNs have it."""
    kinds = {
        "vpc": "vpc",
        "subnet": "subnet",
        "igw": "internet-gateway",
        "rtb": "route-table",
        "nat": "natgateway",
        "sg": "security-group",
        "vpce": "vpc-endpoint",
        "fl": "vpc-flow-log",
        "acl": "network-acl",
        "eipalloc": "elastic-ip",
        "eni": "network-interface",
        "sgr": "security-group-rule",
        "dopt": "dhcp-options",
    }
    return f"{kinds.get(value.rsplit('-', 1)[0], 'unknown')}/{value}"


def web_acl_scope(value: str, _: Where) -> str:
    """How ARNs say for what a web ACL is: for CloudFront, or for a region."""
    return "global" if value == "CLOUDFRONT" else "regional"


def project(value: str, _: Where) -> str:
    """Name of the project of a build's id."""
    return value.rsplit("/", 1)[-1].split(":")[0]


FUNCTIONS: dict[str, Callable[[Any, Where], str]] = {
    function.__name__: function
    for function in (
        bare,
        last,
        last_name,
        service_arn,
        host,
        boundary,
        family,
        task_role,
        execution_role,
        stack,
        change_set_stack,
        role,
        path,
        key,
        secret,
        group,
        topic_of_subscription,
        zone,
        target_kind,
        web_acl_scope,
        project,
    )
}
