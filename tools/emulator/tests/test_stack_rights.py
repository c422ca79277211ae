"""CloudFormation: whose rights read, pass and make."""

import json
from typing import Any

from .test_rights import RightsCase
from .world import (
    ACCOUNT,
    REGION,
    allow,
    as_role,
    build_session,
    client,
    control,
    log_group,
    new_role,
    parameter,
    trusting,
)

CLOUDFORMATION = trusting({"Service": "cloudformation.amazonaws.com"})
MAKES = allow(["cloudformation:CreateChangeSet", "cloudformation:Describe*", "cloudformation:ExecuteChangeSet"])
LOGS = allow(["logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:DeleteLogGroup"])


class Templates(RightsCase):
    """What it takes to make a change set."""

    def change_set(self, *statements: dict[str, Any], **more: Any) -> Any:
        """Make one as a role with these rights."""
        cloudformation = self.service("cloudformation", *statements)
        given = {"StackName": self.name, "ChangeSetName": "change", "ChangeSetType": "CREATE", **more}
        return cloudformation.create_change_set(**given)

    def test_a_template_in_a_bucket_is_read_by_the_caller(self) -> None:
        bucket, s3 = f"bucket-{self.name}", client("s3")
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_object(Bucket=bucket, Key="t.json", Body=json.dumps({"Resources": {"Group": log_group()}}))
        url = f"https://s3.{REGION}.amazonaws.com/{bucket}/t.json"
        with self.subTest("without"):
            role = self.service("cloudformation", MAKES)
            given = {"StackName": self.name, "ChangeSetName": "change", "ChangeSetType": "CREATE", "TemplateURL": url}
            self.assertRefused("ValidationError", "S3 error: Access Denied", role.create_change_set, **given)
        self.change_set(MAKES, allow("s3:GetObject", f"arn:aws:s3:::{bucket}/t.json"), TemplateURL=url)

    def test_conditions_of_a_change_set(self) -> None:
        role = new_role(LOGS, trust=CLOUDFORMATION)
        body = json.dumps({"Resources": {"Group": log_group()}})
        passing = allow("iam:PassRole", role)
        mine = allow(
            "cloudformation:CreateChangeSet",
            f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/{self.name}/*",
            Condition={"StringEquals": {"cloudformation:RoleArn": role, "cloudformation:ChangeSetName": "change"}},
        )
        for wrong in ({"ChangeSetName": "other"}, {"StackName": "other"}, {"RoleARN": new_role(trust=CLOUDFORMATION)}):
            given = {"StackName": self.name, "ChangeSetName": "change", "ChangeSetType": "CREATE", "RoleARN": role}
            create = self.service("cloudformation", mine, passing).create_change_set
            self.assertRefused(
                "AccessDenied", "cloudformation:CreateChangeSet", create, TemplateBody=body, **{**given, **wrong}
            )
        self.change_set(mine, passing, TemplateBody=body, RoleARN=role)

    def test_the_role_must_be_passed_and_trust_cloudformation(self) -> None:
        body = json.dumps({"Resources": {"Group": log_group()}})
        given = {"StackName": self.name, "ChangeSetName": "change", "ChangeSetType": "CREATE", "TemplateBody": body}
        good, bad = new_role(trust=CLOUDFORMATION), new_role()
        plain = self.service("cloudformation", MAKES)
        self.assertRefused(
            "AccessDenied", "iam:PassRole on resource: " + good, plain.create_change_set, **given, RoleARN=good
        )
        only = {"StringEquals": {"iam:PassedToService": "cloudformation.amazonaws.com"}}
        passing = self.service("cloudformation", MAKES, allow("iam:PassRole", Condition=only))
        self.assertRefused(
            "ValidationError", "is invalid or cannot be assumed", passing.create_change_set, **given, RoleARN=bad
        )
        passing.create_change_set(**given, RoleARN=good)

    def test_parameters_are_read_by_the_caller_or_the_role(self) -> None:
        client("ssm").put_parameter(Name=f"/{self.name}/a", Value="x", Type="String")
        kind = {"Type": "AWS::SSM::Parameter::Value<String>", "Default": f"/{self.name}/a"}
        body = json.dumps({"Parameters": {"Value": kind}, "Resources": {"Group": log_group()}})
        arn = f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/{self.name}/a"
        given = {"StackName": self.name, "ChangeSetName": "change", "ChangeSetType": "CREATE", "TemplateBody": body}
        plain = self.service("cloudformation", MAKES, allow("iam:PassRole"))
        self.assertRefused("ValidationError", f"ssm:GetParameters on resource: {arn}", plain.create_change_set, **given)
        role = new_role(allow("ssm:GetParameters", arn), trust=CLOUDFORMATION)
        control("DELETE", "calls")
        plain.create_change_set(**given, RoleARN=role)
        said = [(call["allowed"], call["role"] == role) for call in control("GET", "calls") if "ssm" in call["action"]]
        self.assertEqual(said, [(False, False), (True, True)])
        self.change_set(MAKES, allow("ssm:GetParameters", arn), TemplateBody=body, ChangeSetName="second")


class Working(RightsCase):
    """Whose rights make resources."""

    def made(self, keys: dict[str, str], template: dict[str, Any], **more: Any) -> str:
        """Status of the stack, made by a session."""
        as_role("cloudformation", keys).create_stack(
            StackName=self.name, TemplateBody=json.dumps(template), Capabilities=["CAPABILITY_NAMED_IAM"], **more
        )
        return self.settled(self.name)

    def reason(self) -> str:
        """Of the first failure."""
        events = self.cloudformation.describe_stack_events(StackName=self.name)["StackEvents"]
        return next(
            event["ResourceStatusReason"] for event in reversed(events) if event["ResourceStatus"].endswith("_FAILED")
        )

    def test_a_stack_works_with_its_role(self) -> None:
        caller = build_session(new_role(allow(["cloudformation:*", "iam:PassRole"])))
        role = new_role(LOGS, trust=CLOUDFORMATION)
        self.assertEqual(self.made(caller, {"Resources": {"Group": log_group()}}, RoleARN=role), "CREATE_COMPLETE")
        actions = {call["action"] for call in control("GET", "calls") if call["role"] == role}
        self.assertEqual(actions, {"logs:CreateLogGroup", "logs:PutRetentionPolicy"})

    def test_a_role_without_the_right_fails_the_resource(self) -> None:
        caller = build_session(new_role(allow("*")))
        role = new_role(LOGS, trust=CLOUDFORMATION)
        template = {"Resources": {"Value": parameter(f"/{self.name}/v", "1")}}
        self.assertEqual(self.made(caller, template, RoleARN=role), "ROLLBACK_COMPLETE")
        self.assertIn("assumed-role/" + role.rsplit("/", 1)[-1] + "/AWSCloudFormation is not authorized", self.reason())
        self.assertIn("ssm:PutParameter on resource", self.reason())

    def test_without_a_role_the_caller_makes_everything(self) -> None:
        caller = build_session(new_role(allow("cloudformation:*")))
        self.assertEqual(self.made(caller, {"Resources": {"Group": log_group()}}), "ROLLBACK_COMPLETE")
        self.assertIn("logs:CreateLogGroup", self.reason())

    def test_the_stored_role_works_for_whoever_updates(self) -> None:
        role = new_role(LOGS, allow("ssm:*"), trust=CLOUDFORMATION)
        template = {"Resources": {"Value": parameter(f"/{self.name}/v", "1")}}
        self.made(build_session(new_role(allow("*"))), template, RoleARN=role)
        weak = allow("cloudformation:UpdateStack", Condition={"Null": {"cloudformation:RoleArn": "true"}})
        updater = self.service("cloudformation", weak)
        changed = json.dumps({"Resources": {"Value": parameter(f"/{self.name}/v", "2")}})
        self.assertRefused(
            "AccessDenied",
            "cloudformation:UpdateStack",
            updater.update_stack,
            StackName=self.name,
            TemplateBody=changed,
            RoleARN=role,
        )
        # This is how a narrow right to update becomes everything that the stack's role may do.
        updater.update_stack(StackName=self.name, TemplateBody=changed)
        self.assertEqual(self.settled(self.name), "UPDATE_COMPLETE")
        self.assertEqual(self.value(f"/{self.name}/v"), "2")
        narrow = new_role(LOGS, trust=CLOUDFORMATION)
        third = json.dumps({"Resources": {"Value": parameter(f"/{self.name}/v", "3")}})
        replacing = self.service("cloudformation", allow(["cloudformation:UpdateStack", "iam:PassRole"]))
        replacing.update_stack(StackName=self.name, TemplateBody=third, RoleARN=narrow)
        self.settled(self.name)
        self.assertIn("ssm:PutParameter", self.reason())
        self.assertEqual(self.value(f"/{self.name}/v"), "2")

    def test_roles_are_passed_by_the_stacks_role(self) -> None:
        task = new_role(trust=trusting({"Service": "ecs-tasks.amazonaws.com"}))
        definition = {
            "Type": "AWS::ECS::TaskDefinition",
            "Properties": {
                "Family": self.name,
                "TaskRoleArn": task,
                "ContainerDefinitions": [{"Name": "main", "Image": "none", "Memory": 64}],
            },
        }
        role = new_role(allow("ecs:*"), trust=CLOUDFORMATION)
        caller = build_session(new_role(allow("*")))
        self.made(caller, {"Resources": {"Task": definition}}, RoleARN=role)
        self.assertIn(f"iam:PassRole on resource: {task}", self.reason())

    def test_a_custom_resource_needs_the_right_to_run_its_function(self) -> None:
        custom = {"Type": "Custom::Made", "Properties": {"ServiceToken": FUNCTION}}
        caller = build_session(new_role(allow("*")))
        self.made(caller, {"Resources": {"Custom": custom}}, RoleARN=new_role(LOGS, trust=CLOUDFORMATION))
        self.assertIn(f"lambda:InvokeFunction on resource: {FUNCTION}", self.reason())
        good = new_role(allow("lambda:InvokeFunction", FUNCTION), trust=CLOUDFORMATION)
        self.name += "-second"
        self.made(caller, {"Resources": {"Custom": custom}}, RoleARN=good)
        self.assertIn(f"Function not found: {FUNCTION}", self.reason())


FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:custom"
