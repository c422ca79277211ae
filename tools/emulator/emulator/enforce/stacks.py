"""What CloudFormation asks of its caller, and whose rights it works with."""

from ..failure import ApiError
from .arns import bare
from .beside import object_needs
from .caller import CALLER
from .decide import Denied, require
from .rows import Need
from .sessions import Session
from .trust import service_session

SERVICE = "cloudformation.amazonaws.com"
S3_ERROR = "S3 error: Access Denied\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"


def may_read_template(bucket: str, key: str, region: str) -> None:
    """CloudFormation reads a template with the rights of whoever names its URL (aws-cdk#29179).

    :raises ApiError: the caller may not
    """
    caller = CALLER.get()
    if caller is None:
        return
    try:
        require(caller, object_needs(caller, bucket, key, region), region, "cloudformation:TemplateURL")
    except Denied as error:
        raise ApiError(S3_ERROR) from error


def may_read_parameters(names: list[str], account: str, region: str, role: str | None) -> None:
    """Values of SSM parameters are looked up with the caller's rights, or those of the stack's role.

    AWS does not say whose. CDK's deploy role may read one parameter only, and stacks that read others are deployed with
    it all the same; its template says that it needs that one to make change sets. So the caller is asked first: a
    refusal stays in the record, where a role of ours must not have one.

    :raises ApiError: neither may
    """
    caller = CALLER.get()
    if caller is None or not names:
        return
    arns = tuple(f"arn:aws:ssm:{region}:{account}:parameter/{bare(name, (account, region))}" for name in names)
    need = [Need("ssm:GetParameters", arns, {})]
    try:
        require(caller, need, region, OF_PARAMETERS)
    except Denied as error:
        if role is None or not _role_may(role, need, region):
            raise ApiError(f"{error} (Service: AWSSimpleSystemsManagement; Code: AccessDeniedException)") from error


OF_PARAMETERS = "cloudformation:Parameters"


def _role_may(role: str, need: list[Need], region: str) -> bool:
    session = service_session(SERVICE, role, "", role.split(":")[4])
    if session is None:
        return False
    try:
        require(session, need, region, OF_PARAMETERS)
    except Denied:
        return False
    return True


def may_pass(role: str, region: str) -> None:
    """The caller hands a role to CloudFormation, which must be trusted by it.

    :raises ApiError: the caller may not, or the role does not trust CloudFormation
    """
    caller = CALLER.get()
    if caller is None:
        return
    need = Need("iam:PassRole", (role,), {"iam:PassedToService": SERVICE})
    try:
        require(caller, [need], region, "cloudformation:RoleARN")
    except Denied as error:
        raise ApiError(str(error), "AccessDenied") from error


def worker(role: str | None, stack_id: str) -> Session | None:
    """Whose keys carry the stack's work: the stack's role, or the caller.

    :raises ApiError: the role does not let CloudFormation in
    """
    if role is None:
        return CALLER.get()
    session = service_session(SERVICE, role, stack_id, role.split(":")[4])
    if session is None:
        raise ApiError(f"Role {role} is invalid or cannot be assumed")
    return session


def trusts_cloudformation(role: str, stack_id: str) -> bool:
    """Whether CloudFormation can work with a role."""
    return service_session(SERVICE, role, stack_id, role.split(":")[4]) is not None
