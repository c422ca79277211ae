"""Who may have a role's session."""

import base64
import json
import time
import urllib.error
from typing import Any

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from .test_rights import RightsCase
from .world import ACCOUNT, REGION, URL, allow, as_role, build_session, client, new_role, trusting

ROOT = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
GITHUB = "token.actions.githubusercontent.com"
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{GITHUB}"
CLAIMS = {
    "iss": f"https://{GITHUB}",
    "aud": "sts.amazonaws.com",
    "sub": "repo:org@1/repo@2:environment:staging",
    "repository_id": "2",
    "ref": "refs/heads/main",
    "environment": "staging",
}


class Assuming(RightsCase):
    """sts:AssumeRole."""

    def assume(self, keys: dict[str, str], role: str, **more: Any) -> dict[str, str]:
        """Keys of the role's session."""
        return as_role("sts", keys).assume_role(RoleArn=role, RoleSessionName="test", **more)["Credentials"]

    def test_a_role_that_names_its_caller_needs_nothing_else(self) -> None:
        caller = new_role()
        target = new_role(trust=trusting({"AWS": caller}))
        keys = self.assume(build_session(caller), target)
        arn = as_role("sts", keys).get_caller_identity()["Arn"]
        self.assertEqual(arn, f"arn:aws:sts::{ACCOUNT}:assumed-role/{target.rsplit('/', 1)[-1]}/test")

    def test_a_role_that_trusts_the_account_leaves_it_to_the_callers_policy(self) -> None:
        target = new_role(trust=trusting(ROOT))
        message = "sts:AssumeRole on resource: " + target
        self.assertRefused(
            "AccessDenied", message, self.assume, keys=build_session(new_role(allow("ssm:*"))), role=target
        )
        self.assume(build_session(new_role(allow("sts:AssumeRole", target))), target)

    def test_the_account_limited_to_some_of_its_roles(self) -> None:
        may = new_role(allow("sts:AssumeRole"))
        only = {"ArnEquals": {"aws:PrincipalArn": [may]}}
        target = new_role(trust=trusting(ROOT, Condition=only))
        self.assume(build_session(may), target)
        other = build_session(new_role(allow("*")))
        self.assertRefused("AccessDenied", "sts:AssumeRole", self.assume, keys=other, role=target)
        # An administrator's policy allows everything; the role does not let them in all the same.
        admin = {"RoleArn": target, "RoleSessionName": "admin"}
        self.assertRefused("AccessDenied", "user/administrator", client("sts").assume_role, **admin)

    def test_accounts_and_roles_that_are_not_there(self) -> None:
        target = new_role(trust=trusting(ROOT))
        wanted = {"RoleArn": target, "RoleSessionName": "test"}
        self.assertIn("Credentials", client("sts").assume_role(**wanted))
        self.assertRefused("AccessDenied", "sts:AssumeRole", client("sts", "999988887777").assume_role, **wanted)
        none = {**wanted, "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/none"}
        self.assertRefused("AccessDenied", "sts:AssumeRole", client("sts").assume_role, **none)

    def test_the_path_belongs_to_the_role(self) -> None:
        target = new_role(trust=trusting(ROOT), Path="/careplane/p/staging/")
        self.assertIn("/careplane/p/staging/", target)
        short = f"arn:aws:iam::{ACCOUNT}:role/{target.rsplit('/', 1)[-1]}"
        self.assertRefused(
            "AccessDenied", "sts:AssumeRole", client("sts").assume_role, RoleArn=short, RoleSessionName="short"
        )

    def test_services(self) -> None:
        only = {
            "StringEquals": {"aws:SourceAccount": ACCOUNT},
            "ArnLike": {"aws:SourceArn": "arn:aws:codebuild:*:*:project/a"},
        }
        role = new_role(trust=trusting({"Service": "codebuild.amazonaws.com"}, Condition=only))
        source = f"arn:aws:codebuild:{REGION}:{ACCOUNT}:project/a"
        build_session(role, sourceArn=source)
        for wrong in (
            {"sourceArn": source + "b"},
            {"sourceArn": source, "sourceAccount": "999988887777"},
            {"sourceArn": source, "service": "ecs-tasks.amazonaws.com"},
        ):
            with self.assertRaisesRegex(urllib.error.HTTPError, "403"):
                build_session(role, **wrong)


class Tokens(RightsCase):
    """sts:AssumeRoleWithWebIdentity."""

    def setUp(self) -> None:
        super().setUp()
        iam = client("iam")
        if not iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]:
            iam.create_open_id_connect_provider(Url=f"https://{GITHUB}", ClientIDList=["sts.amazonaws.com"])

    def assume(self, role: str, **claims: Any) -> Any:
        """Keys for a token with these claims instead of the usual ones; None takes one away."""
        said = {**CLAIMS, "exp": int(time.time()) + 600, **claims}
        middle = json.dumps({key: value for key, value in said.items() if value is not None}).encode()
        token = f"e30.{base64.urlsafe_b64encode(middle).decode().rstrip('=')}.none"
        sts = boto3.client("sts", region_name=REGION, endpoint_url=URL, config=Config(signature_version=UNSIGNED))
        return sts.assume_role_with_web_identity(RoleArn=role, RoleSessionName="job", WebIdentityToken=token)

    def role(self, **condition: Any) -> str:
        """A role that GitHub's tokens open under a condition."""
        trust = trusting({"Federated": PROVIDER}, "sts:AssumeRoleWithWebIdentity", Condition=condition)
        return new_role(allow("ssm:DescribeParameters"), trust=trust)

    def test_a_token_of_the_repository_and_environment(self) -> None:
        role = self.role(
            StringEquals={
                f"{GITHUB}:aud": "sts.amazonaws.com",
                f"{GITHUB}:repository_id": "2",
                f"{GITHUB}:ref": "refs/heads/main",
                f"{GITHUB}:environment": "staging",
            },
            StringLike={f"{GITHUB}:sub": "repo:org@1/repo@2:*"},
        )
        keys = self.assume(role)["Credentials"]
        as_role("ssm", keys).describe_parameters()
        for wrong in (
            {"repository_id": "3"},
            {"ref": "refs/heads/other"},
            {"environment": "production"},
            {"environment": None},
            {"sub": "repo:fork@9/repo@8:environment:staging"},
        ):
            with self.subTest(wrong):
                self.assertRefused("AccessDenied", "Not authorized to perform", self.assume, role=role, **wrong)

    def test_null_and_sets_in_conditions(self) -> None:
        role = self.role(Null={f"{GITHUB}:environment": "true"}, StringEquals={f"{GITHUB}:repository_id": "2"})
        self.assertRefused("AccessDenied", "Not authorized", self.assume, role=role)
        self.assume(role, environment=None)
        # What is not there is in every set: the way a condition fails open.
        role = self.role(**{"ForAllValues:StringEquals": {f"{GITHUB}:environment": ["production"]}})
        self.assertRefused("AccessDenied", "Not authorized", self.assume, role=role)
        self.assume(role, environment=None)

    def test_claims_that_sts_does_not_compare(self) -> None:
        role = self.role(StringEquals={f"{GITHUB}:event_name": "push"})
        self.assertRefused("AccessDenied", "Not authorized", self.assume, role=role, event_name="push")

    def test_tokens_that_are_no_good(self) -> None:
        role = self.role(StringEquals={f"{GITHUB}:repository_id": "2"})
        self.assertRefused(
            "InvalidIdentityToken", "No OpenIDConnect provider", self.assume, role=role, iss="https://gitlab.com"
        )
        self.assertRefused("InvalidIdentityToken", "audience", self.assume, role=role, aud="else")
        self.assertRefused("ExpiredTokenException", "expired", self.assume, role=role, exp=1)
        self.assertRefused("InvalidIdentityToken", "exp", self.assume, role=role, exp=None)
        with self.assertRaises(ClientError):
            self.assume(new_role())
