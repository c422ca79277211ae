"""Change sets: they belong to their stack, and say what would change."""

import json

from botocore.exceptions import ClientError

from .world import ACCOUNT, Case, client, log_group, parameter

WITH_DIGEST = {
    "Parameters": {"ImageDigest": {"Type": "String", "Default": ""}},
    "Conditions": {"HasImage": {"Fn::Not": [{"Fn::Equals": [{"Ref": "ImageDigest"}, ""]}]}},
}


class ChangeSets(Case):
    """Through the API of CloudFormation."""

    def test_two_stacks_have_change_sets_of_the_same_name(self) -> None:
        first = self.prepare({"Resources": {"One": log_group()}}, ChangeSetName="same")
        second = self.prepare({"Resources": {"Two": log_group()}}, ChangeSetName="same", StackName=f"{self.name}-b")
        for stack, logical_id in ((first, "One"), (second, "Two")):
            by_name = self.cloudformation.describe_change_set(ChangeSetName="same", StackName=stack["StackName"])
            self.assertEqual(by_name["Changes"][0]["ResourceChange"]["LogicalResourceId"], logical_id)
        listed = self.cloudformation.list_change_sets(StackName=self.name)["Summaries"]
        self.assertEqual([item["ChangeSetName"] for item in listed], ["same"])
        self.assertEqual(self.status(), "REVIEW_IN_PROGRESS")

    def test_outputs_survive_a_change_set(self) -> None:
        template = {
            "Resources": {"Group": log_group()},
            "Outputs": {
                "Name": {"Value": {"Ref": "Group"}, "Export": {"Name": {"Fn::Sub": "${AWS::StackName}-group"}}}
            },
        }
        self.assertEqual(self.deploy(template), "CREATE_COMPLETE")
        output = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]["Outputs"][0]
        self.assertEqual(output["OutputValue"], self.groups()[0])
        self.assertEqual(output["ExportName"], f"{self.name}-group")

    def test_a_part_of_what_is_not_made_yet(self) -> None:
        part = {"Fn::Select": [1, {"Fn::Split": ["-", {"Fn::GetAtt": ["Topic", "TopicName"]}]}]}
        topic = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": f"{self.name}-part"}}
        template = {"Resources": {"Topic": topic, "Told": parameter(f"/{self.name}/told", part)}}
        self.assertEqual(self.prepare(template)["Status"], "CREATE_COMPLETE")
        beyond = {"Fn::Select": [3, {"Fn::Split": ["-", "only-two"]}]}
        wrong = {"Resources": {"Told": parameter(f"/{self.name}/wrong", beyond)}}
        refused = self.prepare(wrong, StackName=f"{self.name}-wrong")
        self.assertEqual(refused["Status"], "FAILED")
        self.assertIn("cannot select nonexistent value at index 3", refused["StatusReason"])

    def test_nothing_changed(self) -> None:
        template = {"Resources": {"Group": log_group()}}
        self.deploy(template)
        prepared = self.prepare(template)
        self.assertEqual((prepared["Status"], prepared["ExecutionStatus"]), ("FAILED", "UNAVAILABLE"))
        self.assertTrue(prepared["StatusReason"].startswith("The submitted information didn't contain changes."))

    def test_says_what_is_added_changed_replaced_and_removed(self) -> None:
        name = self.name
        self.deploy(
            {
                "Resources": {
                    "Kept": parameter(f"/{name}/kept", "1"),
                    "Gone": parameter(f"/{name}/gone", "1"),
                    "Moved": log_group(f"{name}-a"),
                    "Reader": parameter(f"/{name}/reader", {"Ref": "Moved"}),
                }
            }
        )
        prepared = self.prepare(
            {
                "Resources": {
                    "Kept": parameter(f"/{name}/kept", "2"),
                    "New": parameter(f"/{name}/new", "1"),
                    "Moved": log_group(f"{name}-b"),
                    "Reader": parameter(f"/{name}/reader", {"Ref": "Moved"}),
                }
            }
        )
        found = {
            change["ResourceChange"]["LogicalResourceId"]: change["ResourceChange"] for change in prepared["Changes"]
        }
        said = {key: (change["Action"], change.get("Replacement")) for key, change in found.items()}
        self.assertEqual(
            said,
            {
                "Kept": ("Modify", "False"),
                "New": ("Add", None),
                "Moved": ("Modify", "True"),
                "Reader": ("Modify", "False"),
                "Gone": ("Remove", None),
            },
        )
        self.assertEqual(found["Moved"]["Details"][0]["Target"]["RequiresRecreation"], "Always")
        self.assertEqual(found["Reader"]["Details"][0]["Evaluation"], "Dynamic")

    def test_values_stay_unless_they_are_given(self) -> None:
        template = {
            **WITH_DIGEST,
            "Resources": {
                "Always": log_group(),
                "Running": {**parameter(f"/{self.name}/digest", {"Ref": "ImageDigest"}), "Condition": "HasImage"},
            },
        }
        self.deploy(template)
        self.assertIsNone(self.value(f"/{self.name}/digest"))
        digest = [{"ParameterKey": "ImageDigest", "ParameterValue": "sha256:1"}]
        self.assertEqual(self.deploy(None, UsePreviousTemplate=True, Parameters=digest), "UPDATE_COMPLETE")
        self.assertEqual(self.value(f"/{self.name}/digest"), "sha256:1")
        template["Resources"]["Always"] = log_group(days=60)
        kept = [{"ParameterKey": "ImageDigest", "UsePreviousValue": True}]
        self.assertEqual(self.deploy(template, Parameters=kept), "UPDATE_COMPLETE")
        self.assertEqual(self.value(f"/{self.name}/digest"), "sha256:1")
        self.assertEqual(self.deploy(template, Parameters=[]), "UPDATE_COMPLETE")
        self.assertIsNone(self.value(f"/{self.name}/digest"))

    def test_ssm_parameters_are_read_when_the_change_set_is_made(self) -> None:
        name = f"/{self.name}/vpc"
        template = {
            "Parameters": {"Vpc": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": name}},
            "Resources": {"Copy": parameter(f"/{self.name}/copy", {"Ref": "Vpc"})},
        }
        with self.assertRaisesRegex(ClientError, "Unable to fetch parameters"):
            self.prepare(template)
        self.assertIsNone(self.status())
        client("ssm").put_parameter(Name=name, Type="String", Value="vpc-1")
        self.assertEqual(self.deploy(template), "CREATE_COMPLETE")
        self.assertEqual(self.value(f"/{self.name}/copy"), "vpc-1")
        client("ssm").put_parameter(Name=name, Type="String", Value="vpc-2", Overwrite=True)
        change = self.prepare(template)["Changes"][0]["ResourceChange"]
        self.assertEqual(change["Details"][0]["ChangeSource"], "ParameterReference")

    def test_iam_needs_a_capability(self) -> None:
        role = {
            "Type": "AWS::IAM::Role",
            "Properties": {"RoleName": self.name, "AssumeRolePolicyDocument": {"Statement": []}},
        }
        with self.assertRaisesRegex(ClientError, "CAPABILITY_NAMED_IAM"):
            self.prepare({"Resources": {"Role": role}}, Capabilities=["CAPABILITY_IAM"])

    def test_the_template_of_a_change_set_is_as_it_was_given(self) -> None:
        template = {"Resources": {"Group": log_group()}}
        prepared = self.prepare(template)
        body = self.cloudformation.get_template(
            StackName=self.name, ChangeSetName=prepared["ChangeSetId"], TemplateStage="Original"
        )["TemplateBody"]
        self.assertEqual(body if isinstance(body, dict) else json.loads(body), template)

    def test_executing_one_makes_the_others_void(self) -> None:
        template = {"Resources": {"Group": log_group()}}
        other = self.prepare(template)
        self.assertEqual(self.deploy(template), "CREATE_COMPLETE")
        with self.assertRaises(self.cloudformation.exceptions.ChangeSetNotFoundException):
            self.cloudformation.execute_change_set(ChangeSetName=other["ChangeSetId"])

    def test_a_role_that_is_not_there_is_refused(self) -> None:
        with self.assertRaisesRegex(ClientError, "cannot be assumed"):
            self.prepare({"Resources": {"Group": log_group()}}, RoleARN=f"arn:aws:iam::{ACCOUNT}:role/none")
