"""Custom resources: their function runs under its own role, and what it answers is what the stack says."""

import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

from .world import ACCOUNT, REGION, Case, allow, client, as_role, build_session, new_role, trusting

LAMBDA = trusting({"Service": "lambda.amazonaws.com"})
ANSWER = """
exports.handler = async (event) => {
  const about = { Status: 'SUCCESS', PhysicalResourceId: 'made', StackId: event.StackId, RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId };
  const put = (more, headers = { 'content-type': '' }) =>
    fetch(event.ResponseURL, { method: 'PUT', body: Buffer.from(JSON.stringify({ ...about, ...more })), headers });
  const properties = event.ResourceProperties;
  %s
};
"""


class Custom(Case):
    """A function with a few lines of code, and one resource of it."""

    def template(self, code: str, role: str | None = None, **properties: Any) -> dict[str, Any]:
        """A stack with the function and the resource."""
        function = {
            "Runtime": "nodejs22.x",
            "Handler": "index.handler",
            "Timeout": 20,
            "Role": role or new_role(allow("logs:*"), trust=LAMBDA),
            "Code": {"ZipFile": ANSWER % code},
        }
        token = {"Fn::GetAtt": ["Function", "Arn"]}
        return {
            "Resources": {
                "Function": {"Type": "AWS::Lambda::Function", "Properties": function},
                "Made": {"Type": "Custom::Made", "Properties": {"ServiceToken": token, **properties}},
            },
            "Outputs": {"Said": {"Value": {"Fn::GetAtt": ["Made", "Said"]}}},
        }

    def reason(self) -> str:
        """Why the resource failed."""
        events = self.cloudformation.describe_stack_events(StackName=self.name)["StackEvents"]
        failed = [event for event in events if event["ResourceStatus"].endswith("_FAILED")]
        return failed[-1]["ResourceStatusReason"] if failed else ""

    def output(self) -> str:
        """What the function said, as the stack's output."""
        return self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]["Outputs"][0]["OutputValue"]

    def test_the_events_are_cloudformations(self) -> None:
        code = "await put({ Data: { Said: JSON.stringify([event.RequestType, properties.Days, event.OldResourceProperties?.Days]) } });"
        first = self.template(code, Days=14)
        self.assertEqual(self.deploy(first), "CREATE_COMPLETE")
        self.assertEqual(json.loads(self.output()), ["Create", "14", None])
        second = self.template(code, first["Resources"]["Function"]["Properties"]["Role"], Days=30)
        self.assertEqual(self.deploy(second), "UPDATE_COMPLETE")
        self.assertEqual(json.loads(self.output()), ["Update", "30", "14"])
        self.cloudformation.delete_stack(StackName=self.name)
        while self.status() is not None:
            time.sleep(0.02)

    def test_a_failure_says_the_reason_and_is_deleted(self) -> None:
        code = (
            "if (event.RequestType === 'Delete' && event.PhysicalResourceId !== 'made') return;"
            "await put(event.RequestType === 'Create' ? { Status: 'FAILED', Reason: 'no, thanks' } : {});"
        )
        self.assertEqual(self.deploy(self.template(code)), "ROLLBACK_COMPLETE")
        self.assertRegex(
            self.reason(),
            r"^Received response status \[FAILED\] from custom resource. Message returned: no, thanks \(RequestId: .*\)$",
        )

    def test_a_function_that_does_not_answer(self) -> None:
        self.assertEqual(self.deploy(self.template("throw new Error('broken');"))[:8], "ROLLBACK")
        self.assertIn("did not receive a response", self.reason())
        self.assertIn("broken", self.reason())

    def test_an_answer_with_a_content_type_does_not_fit_the_signature(self) -> None:
        code = "const { status } = await put({}, { 'content-type': 'application/json' }); await put(status === 403 && event.RequestType === 'Create' ? { Status: 'FAILED', Reason: 'signature' } : {});"
        self.assertEqual(self.deploy(self.template(code)), "ROLLBACK_COMPLETE")
        self.assertIn("signature", self.reason())

    def test_an_answer_that_is_too_long(self) -> None:
        code = "await put(event.RequestType === 'Create' ? { Data: { x: 'x'.repeat(4096) } } : {});"
        self.assertEqual(self.deploy(self.template(code)), "ROLLBACK_COMPLETE")
        self.assertIn("Response object is too long.", self.reason())

    def test_the_function_has_the_rights_of_its_role(self) -> None:
        code = (
            "const { IAM } = require('@aws-sdk/client-iam');"
            "await new IAM({}).getAccountPasswordPolicy({}).then(() => put({}),"
            "  (error) => put(event.RequestType === 'Delete' ? {} : { Status: 'FAILED', Reason: error.message }));"
        )
        self.assertEqual(self.deploy(self.template(code)), "ROLLBACK_COMPLETE")
        self.assertIn("is not authorized to perform: iam:GetAccountPasswordPolicy", self.reason())

    def test_a_role_that_does_not_trust_lambda(self) -> None:
        self.assertEqual(self.deploy(self.template("await put({});", new_role(allow("logs:*")))), "ROLLBACK_COMPLETE")
        self.assertIn("cannot be assumed by Lambda", self.reason())

    def test_the_log_is_written_with_the_rights_of_the_role(self) -> None:
        group = f"/custom/{self.name}"
        client("logs").create_log_group(logGroupName=group)
        arn = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{group}:*"
        role = new_role(allow(["logs:CreateLogStream", "logs:PutLogEvents"], arn), trust=LAMBDA)
        template = self.template("console.log('ran'); await put({ Data: { Said: 'x' } });", role)
        template["Resources"]["Function"]["Properties"]["LoggingConfig"] = {"LogGroup": group}
        self.assertEqual(self.deploy(template), "CREATE_COMPLETE")
        events = client("logs").filter_log_events(logGroupName=group)["events"]
        self.assertEqual([event["message"] for event in events], ["ran"])


class CdkFunction(Case):
    """A function that the CDK brings along: it removes the rules of a VPC's default security group."""

    def test_it_runs_as_it_is(self) -> None:
        handlers = Path(__file__).parents[3] / "node_modules/aws-cdk-lib/custom-resource-handlers/dist"
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.write(handlers / "core/nodejs-entrypoint-handler/index.js", "__entrypoint__.js")
            archive.write(handlers / "aws-ec2/restrict-default-security-group-handler/index.js", "index.js")
        s3 = client("s3")
        where = {"CreateBucketConfiguration": {"LocationConstraint": REGION}}
        s3.create_bucket(Bucket=f"code-{self.name}", **where)
        s3.put_object(Bucket=f"code-{self.name}", Key="code.zip", Body=content.getvalue())
        actions = [f"ec2:{verb}SecurityGroup{way}" for verb in ("Authorize", "Revoke") for way in ("Ingress", "Egress")]
        function = {
            "Runtime": "nodejs24.x",
            "Handler": "__entrypoint__.handler",
            "Timeout": 60,
            "Role": new_role(allow(actions), trust=LAMBDA),
            "Code": {"S3Bucket": f"code-{self.name}", "S3Key": "code.zip"},
        }
        custom = {
            "ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]},
            "DefaultSecurityGroupId": {"Fn::GetAtt": ["Vpc", "DefaultSecurityGroup"]},
            "Account": ACCOUNT,
        }
        template = {
            "Resources": {
                "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.9.0.0/16"}},
                "Function": {"Type": "AWS::Lambda::Function", "Properties": function},
                "Custom": {"Type": "Custom::VpcRestrictDefaultSG", "Properties": custom},
            },
            "Outputs": {"Group": {"Value": {"Fn::GetAtt": ["Vpc", "DefaultSecurityGroup"]}}},
        }
        self.assertEqual(self.deploy(template), "CREATE_COMPLETE", self.said())
        stack = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]
        group = client("ec2").describe_security_groups(GroupIds=[stack["Outputs"][0]["OutputValue"]])
        rules = [group["SecurityGroups"][0][way] for way in ("IpPermissions", "IpPermissionsEgress")]
        self.assertEqual(rules, [[], []])


class Settings(Case):
    """Stand-ins for settings of the account: what AWS refuses is refused."""

    def assertCode(self, code: str, request: Any, **given: Any) -> None:
        """The request is refused with this code."""
        with self.assertRaises(Exception) as caught:
            request(**given)
        self.assertIn(code, str(caught.exception))

    def test_contacts(self) -> None:
        good = {
            "AlternateContactType": "SECURITY",
            "Name": "Team",
            "Title": "Team",
            "EmailAddress": "a@b.example",
            "PhoneNumber": "+1 (555)",
        }
        account = client("account")
        account.put_alternate_contact(**good)
        self.assertCode("ValidationException", account.put_alternate_contact, **{**good, "EmailAddress": "nobody"})
        self.assertCode("ValidationException", account.put_alternate_contact, **{**good, "PhoneNumber": "call us"})
        self.assertCode("AccessDenied", account.put_alternate_contact, **good, AccountId=ACCOUNT)

    def test_metadata_defaults(self) -> None:
        ec2 = client("ec2", region="eu-west-1")
        self.assertEqual(ec2.get_instance_metadata_defaults()["AccountLevel"], {"ManagedBy": "account"})
        ec2.modify_instance_metadata_defaults(HttpTokens="required", HttpPutResponseHopLimit=2)
        ec2.modify_instance_metadata_defaults(HttpPutResponseHopLimit=-1)
        found = ec2.get_instance_metadata_defaults()["AccountLevel"]
        self.assertEqual(found, {"HttpTokens": "required", "ManagedBy": "account"})
        refused = ec2.modify_instance_metadata_defaults
        self.assertCode("InvalidParameterValue", refused, HttpPutResponseHopLimit=65)

    def test_images(self) -> None:
        ec2 = client("ec2", region="eu-west-1")
        self.assertEqual(ec2.get_image_block_public_access_state()["ImageBlockPublicAccessState"], "unblocked")
        ec2.enable_image_block_public_access(ImageBlockPublicAccessState="block-new-sharing")
        self.assertEqual(ec2.get_image_block_public_access_state()["ImageBlockPublicAccessState"], "block-new-sharing")

    def test_snapshots(self) -> None:
        ec2 = client("ec2", region="eu-west-1")
        self.assertEqual(ec2.get_snapshot_block_public_access_state()["State"], "unblocked")
        self.assertCode("InvalidParameterValue", ec2.enable_snapshot_block_public_access, State="block-some")
        ec2.enable_snapshot_block_public_access(State="block-all-sharing")
        self.assertEqual(ec2.get_snapshot_block_public_access_state()["State"], "block-all-sharing")

    def test_inspector_takes_a_while(self) -> None:
        inspector = client("inspector2", account="222233334444")
        inspector.enable(resourceTypes=["ECR"])
        looks = [
            inspector.batch_get_account_status(accountIds=["222233334444"])["accounts"][0]["resourceState"]["ecr"]
            for _ in range(2)
        ]
        self.assertEqual([look["status"] for look in looks], ["ENABLING", "ENABLED"])

    def test_the_public_access_block_is_of_s3_control(self) -> None:
        role = new_role(allow("s3:GetAccountPublicAccessBlock"))

        control = as_role("s3control", build_session(role))
        self.assertCode("NoSuchPublicAccessBlockConfiguration", control.get_public_access_block, AccountId=ACCOUNT)
        blocked = {"BlockPublicAcls": True}
        self.assertCode(
            "s3:PutAccountPublicAccessBlock",
            control.put_public_access_block,
            AccountId=ACCOUNT,
            PublicAccessBlockConfiguration=blocked,
        )


class Policies(Case):
    """What a function may do changes with its stack."""

    def test_a_managed_policy_changes_in_place(self) -> None:
        def template(action: str) -> dict[str, Any]:
            statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
            document = {"Version": "2012-10-17", "Statement": [statement]}
            policy = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document}}
            return {"Resources": {"Policy": policy}, "Outputs": {"Arn": {"Value": {"Ref": "Policy"}}}}

        self.assertEqual(self.deploy(template("ec2:DescribeVpcs")), "CREATE_COMPLETE")
        self.assertEqual(self.deploy(template("ec2:DescribeSubnets")), "UPDATE_COMPLETE", self.said())
        stack = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]
        arn, iam = stack["Outputs"][0]["OutputValue"], client("iam")
        version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        document = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
        self.assertEqual(document["Statement"][0]["Action"], "ec2:DescribeSubnets")
