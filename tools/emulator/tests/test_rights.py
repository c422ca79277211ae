"""What a role's session may do, and how it is told that it may not."""

import json
import urllib.error
from typing import Any

from botocore.exceptions import ClientError

from .world import ACCOUNT, REGION, Case, allow, as_role, build_session, client, control, document, new_role

NOBODY_SAYS = "because no identity-based policy allows the {0} action"


class RightsCase(Case):
    """Roles with rights, and refusals."""

    def setUp(self) -> None:
        super().setUp()
        control("DELETE", "calls")

    def service(self, name: str, *statements: dict[str, Any], **more: Any) -> Any:
        """A client of a new role with these rights."""
        return as_role(name, build_session(new_role(*statements, **more)))

    def assertRefused(self, code: str, words: str, request: Any, **given: Any) -> None:
        """The request is refused with this code and sentence."""
        with self.assertRaises(ClientError) as caught:
            request(**given)
        error = caught.exception.response["Error"]
        self.assertEqual(error["Code"], code, error)
        self.assertIn(words, error["Message"])


class Rights(RightsCase):
    """Judged requests."""

    def test_a_parameter_by_its_name(self) -> None:
        client("ssm").put_parameter(Name=f"/{self.name}/a", Value="1", Type="String")
        mine = f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/{self.name}/*"
        ssm = self.service("ssm", allow(["ssm:GetParameter", "ssm:GetParameters"], mine))
        self.assertEqual(ssm.get_parameter(Name=f"/{self.name}/a")["Parameter"]["Value"], "1")
        other = f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/other"
        message = f"is not authorized to perform: ssm:GetParameters on resource: {other} "
        self.assertRefused(
            "AccessDeniedException",
            message + NOBODY_SAYS.format("ssm:GetParameters"),
            ssm.get_parameters,
            Names=[f"/{self.name}/a", "other"],
        )

    def test_refusals_are_those_of_the_service(self) -> None:
        role = new_role(allow("ssm:GetParameter"))
        keys = build_session(role)
        user = (
            f"User: arn:aws:sts::{ACCOUNT}:assumed-role/{role.rsplit('/', 1)[-1]}/codebuild-session is not authorized"
        )
        for service, code, ask in [
            ("ec2", "UnauthorizedOperation", lambda c: c.describe_vpcs()),
            ("iam", "AccessDenied", lambda c: c.list_roles()),
            ("cloudformation", "AccessDenied", lambda c: c.list_stacks()),
            ("s3", "AccessDenied", lambda c: c.list_buckets()),
            ("logs", "AccessDeniedException", lambda c: c.describe_log_groups()),
            ("backup", "AccessDeniedException", lambda c: c.list_backup_plans()),
            ("route53", "AccessDenied", lambda c: c.list_hosted_zones()),
            ("ecs", "AccessDeniedException", lambda c: c.list_clusters()),
            ("elbv2", "AccessDenied", lambda c: c.describe_load_balancers()),
            ("rds", "AccessDenied", lambda c: c.describe_db_instances()),
            ("sns", "AuthorizationError", lambda c: c.list_topics()),
            ("securityhub", "AccessDeniedException", lambda c: c.get_findings()),
        ]:
            with self.subTest(service):
                self.assertRefused(code, user, ask, c=as_role(service, keys))

    def test_an_operation_without_a_row_is_refused_by_name(self) -> None:
        ssm = self.service("ssm", allow("*"))
        self.assertRefused("AccessDeniedException", "ssm ListDocuments: add it to", ssm.list_documents)
        self.assertIn("rows/ssm.json", json.dumps(control("GET", "report")["unmapped"]))

    def test_unknown_keys_are_refused(self) -> None:
        keys = {"AccessKeyId": "ASIA0000000000000000", "SecretAccessKey": "x", "SessionToken": "x"}
        self.assertRefused(
            "UnrecognizedClientException", "security token", as_role("ssm", keys).get_parameter, Name="x"
        )
        real = {**build_session(new_role(allow("*"))), "SessionToken": "another"}
        self.assertRefused("InvalidClientTokenId", "security token", as_role("iam", real).list_roles)

    def test_a_boundary_and_a_session_policy_narrow(self) -> None:
        iam = client("iam")
        limit = json.dumps(document(allow("ssm:*")))
        boundary = iam.create_policy(PolicyName=f"{self.name}-limit", PolicyDocument=limit)["Policy"]["Arn"]
        logs = self.service("logs", allow("*"), PermissionsBoundary=boundary)
        self.assertRefused(
            "AccessDeniedException",
            "because no permissions boundary allows the logs:DescribeLogGroups action",
            logs.describe_log_groups,
        )
        target = new_role(
            allow("*"), trust=document({"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"})
        )
        policy = json.dumps(document(allow("ssm:*")))
        keys = client("sts").assume_role(RoleArn=target, RoleSessionName="narrow", Policy=policy)["Credentials"]
        as_role("ssm", keys).describe_parameters()
        self.assertRefused(
            "AccessDeniedException", "because no session policy allows", as_role("logs", keys).describe_log_groups
        )

    def test_managed_policies_of_aws(self) -> None:
        role = new_role()
        arn = "arn:aws:iam::aws:policy/CloudWatchLogsReadOnlyAccess"
        client("iam").attach_role_policy(RoleName=role.rsplit("/", 1)[-1], PolicyArn=arn)
        logs = as_role("logs", build_session(role))
        logs.describe_log_groups()
        self.assertRefused("AccessDeniedException", "logs:CreateLogGroup", logs.create_log_group, logGroupName="x")

    def test_a_role_that_is_passed(self) -> None:
        passed = new_role()
        made = f"arn:aws:codebuild:{REGION}:{ACCOUNT}:project/*"
        project = {
            "name": self.name,
            "source": {"type": "CODEPIPELINE"},
            "artifacts": {"type": "CODEPIPELINE"},
            "environment": {"type": "LINUX_CONTAINER", "image": "x", "computeType": "BUILD_GENERAL1_SMALL"},
            "serviceRole": passed,
        }
        create = allow("codebuild:CreateProject", made)
        self.assertRefused(
            "AccessDeniedException",
            f"is not authorized to perform: iam:PassRole on resource: {passed}",
            self.service("codebuild", create).create_project,
            **project,
        )
        for service, good in (("ecs-tasks.amazonaws.com", False), ("codebuild.amazonaws.com", True)):
            only = {"StringEquals": {"iam:PassedToService": service}}
            codebuild = self.service("codebuild", create, allow("iam:PassRole", passed, Condition=only))
            if good:
                codebuild.create_project(**project)
            else:
                self.assertRefused("AccessDeniedException", "iam:PassRole", codebuild.create_project, **project)

    def test_roles_by_path_and_boundary(self) -> None:
        boundary = f"arn:aws:iam::{ACCOUNT}:policy/limit"
        only = {"StringEquals": {"iam:PermissionsBoundary": boundary}}
        below = f"arn:aws:iam::{ACCOUNT}:role/careplane/p/staging/*"
        iam = self.service("iam", allow(["iam:CreateRole", "iam:PutRolePolicy"], below, Condition=only))
        trust = json.dumps(document())
        good = {"RoleName": self.name, "Path": "/careplane/p/staging/", "PermissionsBoundary": boundary}
        for change in ({"Path": "/careplane/p/production/"}, {"Path": "/"}, {"PermissionsBoundary": boundary + "2"}):
            self.assertRefused(
                "AccessDenied", "iam:CreateRole", iam.create_role, AssumeRolePolicyDocument=trust, **{**good, **change}
            )

    def test_services_that_are_not_here(self) -> None:
        arn = f"arn:aws:codecommit:{REGION}:{ACCOUNT}:medmo"
        keys = build_session(new_role(allow("codecommit:GitPull", arn)))
        about = {"accessKeyId": keys["AccessKeyId"], "sessionToken": keys["SessionToken"], "region": REGION}
        control("POST", "requests", {**about, "action": "codecommit:GitPull", "resources": [arn]})
        for wrong in ({"resources": [arn + "2"]}, {"action": "codecommit:GitPush"}, {"sessionToken": "other"}):
            with self.assertRaisesRegex(urllib.error.HTTPError, "403"):
                request = {**about, "action": "codecommit:GitPull", "resources": [arn], **wrong}
                control("POST", "requests", request)
        self.assertEqual([call["allowed"] for call in control("GET", "calls")], [True, False, False])

    def test_the_record_of_a_pipeline(self) -> None:
        details = [
            {"pipelineExecutionId": "run-1", "actionName": "Approve", "status": "Succeeded"},
            {"pipelineExecutionId": "run-2", "actionName": "Approve", "status": "InProgress"},
        ]
        control(
            "POST",
            "executions",
            {"account": ACCOUNT, "region": REGION, "pipeline": self.name, "details": details},
        )
        mine = f"arn:aws:codepipeline:{REGION}:{ACCOUNT}:{self.name}"
        pipelines = self.service("codepipeline", allow("codepipeline:ListActionExecutions", mine))
        only = {"pipelineName": self.name, "filter": {"pipelineExecutionId": "run-1"}}
        found = pipelines.list_action_executions(**only)["actionExecutionDetails"]
        self.assertEqual([(item["pipelineExecutionId"], item["status"]) for item in found], [("run-1", "Succeeded")])
        self.assertRefused(
            "AccessDeniedException", mine + "-2", pipelines.list_action_executions, pipelineName=self.name + "-2"
        )
        with self.assertRaisesRegex(ClientError, "does not have a pipeline"):
            client("codepipeline").list_action_executions(pipelineName="none")

    def test_the_author_of_a_commit(self) -> None:
        client("codecommit").create_repository(repositoryName=self.name)
        person = {"name": "Dora", "email": "dora@acme.example"}
        about = {"account": ACCOUNT, "region": REGION, "repository": self.name, "commit": "a" * 40, "author": person}
        control("POST", "commits", about)
        mine = f"arn:aws:codecommit:{REGION}:{ACCOUNT}:{self.name}"
        commits = self.service("codecommit", allow("codecommit:GetCommit", mine))
        found = commits.get_commit(repositoryName=self.name, commitId="a" * 40)["commit"]
        self.assertEqual((found["author"], found["committer"]), (person, person))
        other = {"repositoryName": self.name + "-2", "commitId": "a" * 40}
        self.assertRefused("AccessDeniedException", mine + "-2", commits.get_commit, **other)
        with self.assertRaisesRegex(ClientError, "does not exist"):
            client("codecommit").get_commit(repositoryName=self.name, commitId="b" * 40)

    def test_the_history_of_a_branch(self) -> None:
        commits = client("codecommit")
        commits.create_repository(repositoryName=self.name)
        about = {"account": ACCOUNT, "region": REGION, "repository": self.name, "author": {"name": "D", "email": "d@x.example"}}
        control("POST", "commits", {**about, "commit": "a" * 40})
        control("POST", "commits", {**about, "commit": "b" * 40, "parents": ["a" * 40], "branch": "main"})
        tip = commits.get_branch(repositoryName=self.name, branchName="main")["branch"]["commitId"]
        self.assertEqual(tip, "b" * 40)
        several = commits.batch_get_commits(repositoryName=self.name, commitIds=[tip, "c" * 40])
        self.assertEqual([each["parents"] for each in several["commits"]], [["a" * 40]])
        self.assertEqual(several["errors"][0]["errorCode"], "CommitIdDoesNotExistException")
        with self.assertRaisesRegex(ClientError, "Branch draft does not exist"):
            commits.get_branch(repositoryName=self.name, branchName="draft")
        with self.assertRaisesRegex(ClientError, "maximum number of commit IDs is 100"):
            commits.batch_get_commits(repositoryName=self.name, commitIds=[tip] * 101)

    def test_calls_are_written_down(self) -> None:
        role = new_role(allow("ssm:GetParameter"))
        ssm = as_role("ssm", build_session(role))
        client("ssm").put_parameter(Name=self.name, Value="1", Type="String")
        ssm.get_parameter(Name=self.name)
        with self.assertRaises(ClientError):
            ssm.delete_parameter(Name=self.name)
        found = control("GET", "calls")
        arn = f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/{self.name}"
        self.assertEqual(
            [(call["role"], call["action"], call["resources"], call["allowed"]) for call in found],
            [(role, "ssm:GetParameter", [arn], True), (role, "ssm:DeleteParameter", [arn], False)],
        )
        self.assertEqual(found[0]["context"]["aws:PrincipalArn"], role)
        self.assertEqual(control("DELETE", "calls"), [])


class Buckets(RightsCase):
    """Objects, bucket policies and keys."""

    def setUp(self) -> None:
        super().setUp()
        self.bucket = f"bucket-{self.name}"
        self.s3 = client("s3")
        self.s3.create_bucket(Bucket=self.bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        self.s3.put_object(Bucket=self.bucket, Key="a/b", Body=b"text")

    def test_objects_and_lists(self) -> None:
        where = f"arn:aws:s3:::{self.bucket}"
        only = {"StringLike": {"s3:prefix": "a/*"}}
        s3 = self.service("s3", allow("s3:GetObject", f"{where}/a/*"), allow("s3:ListBucket", where, Condition=only))
        self.assertEqual(s3.get_object(Bucket=self.bucket, Key="a/b")["Body"].read(), b"text")
        s3.head_object(Bucket=self.bucket, Key="a/b")
        s3.list_objects_v2(Bucket=self.bucket, Prefix="a/b")
        self.assertRefused("AccessDenied", "s3:ListBucket", s3.list_objects_v2, Bucket=self.bucket)
        self.assertRefused("AccessDenied", "s3:PutObject", s3.put_object, Bucket=self.bucket, Key="a/b", Body=b"x")
        self.assertRefused("403", "", s3.head_object, Bucket=self.bucket, Key="b")
        # Nobody learns that an object is missing who may not list the bucket.
        self.assertRefused("AccessDenied", "s3:ListBucket", s3.get_object, Bucket=self.bucket, Key="a/none")

    def test_a_bucket_policy_allows_and_denies(self) -> None:
        role = new_role()
        name = f"arn:aws:s3:::{self.bucket}/*"
        grant = {"Effect": "Allow", "Principal": {"AWS": role}, "Action": "s3:*", "Resource": name}
        deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": name}
        self.s3.put_bucket_policy(Bucket=self.bucket, Policy=json.dumps(document(grant, deny)))
        s3 = as_role("s3", build_session(role))
        s3.get_object(Bucket=self.bucket, Key="a/b")
        self.assertRefused(
            "AccessDenied",
            "with an explicit deny in a resource-based policy",
            s3.delete_object,
            Bucket=self.bucket,
            Key="a/b",
        )

    def test_an_encrypted_object_needs_its_key(self) -> None:
        key = client("kms").create_key()["KeyMetadata"]["Arn"]
        self.s3.put_object(Bucket=self.bucket, Key="secret", Body=b"x", ServerSideEncryption="aws:kms", SSEKMSKeyId=key)
        read = allow("s3:GetObject", f"arn:aws:s3:::{self.bucket}/*")
        self.assertRefused(
            "AccessDenied",
            f"kms:Decrypt on resource: {key} because",
            self.service("s3", read).get_object,
            Bucket=self.bucket,
            Key="secret",
        )
        through = {"StringEquals": {"kms:ViaService": f"s3.{REGION}.amazonaws.com"}}
        s3 = self.service("s3", read, allow("kms:Decrypt", key, Condition=through))
        self.assertEqual(s3.get_object(Bucket=self.bucket, Key="secret")["Body"].read(), b"x")
