"""Drift: what differs from the template, what was deleted, what is not looked at, and who may look."""

import time
from typing import Any

from botocore.exceptions import ClientError

from .world import ACCOUNT, REGION, Case, allow, as_role, build_session, client, log_group, new_role, parameter

GROUP = {
    "Type": "AWS::EC2::SecurityGroup",
    "Properties": {
        "GroupDescription": "of the test",
        "VpcId": {"Ref": "Vpc"},
        "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/16"}],
    },
}
APART = {
    "Type": "AWS::EC2::SecurityGroupIngress",
    "Properties": {"GroupId": {"Ref": "Group"}, "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIp": "10.1.0.0/16"},
}


class Drift(Case):
    """One stack, changed by hand."""

    def detect(self, cloudformation: Any = None) -> dict[str, Any]:
        """The end of a detection."""
        cloudformation = cloudformation or self.cloudformation
        by = {"StackDriftDetectionId": cloudformation.detect_stack_drift(StackName=self.name)["StackDriftDetectionId"]}
        for _ in range(500):
            found = cloudformation.describe_stack_drift_detection_status(**by)
            if found["DetectionStatus"] != "DETECTION_IN_PROGRESS":
                return found
            time.sleep(0.01)
        raise AssertionError(f"it did not end: {found}")

    def drifts(self, **more: Any) -> dict[str, Any]:
        """Results by logical id."""
        found = self.cloudformation.describe_stack_resource_drifts(StackName=self.name, **more)["StackResourceDrifts"]
        return {each["LogicalResourceId"]: each for each in found}

    def make(self) -> None:
        """A stack with types that are compared, and one that is not."""
        self.deploy(
            {
                "Resources": {
                    "Group": GROUP,
                    "Apart": APART,
                    "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
                    "Log": log_group(f"{self.name}-log"),
                    "Value": parameter(f"/{self.name}/value", "1"),
                }
            }
        )

    def test_nothing_was_checked_before_the_first_detection(self) -> None:
        self.make()
        about = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]["DriftInformation"]
        self.assertEqual(about, {"StackDriftStatus": "NOT_CHECKED"})
        self.assertEqual(self.drifts(), {})

    def test_what_is_as_the_template_says_is_in_sync(self) -> None:
        self.make()
        ended = self.detect()
        self.assertEqual((ended["DetectionStatus"], ended["StackDriftStatus"]), ("DETECTION_COMPLETE", "IN_SYNC"))
        self.assertEqual(
            {name: each["StackResourceDriftStatus"] for name, each in self.drifts().items()},
            {"Group": "IN_SYNC", "Log": "IN_SYNC", "Value": "IN_SYNC"},
        )
        listed = self.cloudformation.list_stack_resources(StackName=self.name)["StackResourceSummaries"]
        about = {each["LogicalResourceId"]: each["DriftInformation"]["StackResourceDriftStatus"] for each in listed}
        self.assertEqual((about["Vpc"], about["Value"]), ("NOT_CHECKED", "IN_SYNC"))

    def test_changes_by_hand_are_found(self) -> None:
        self.make()
        group = next(
            each["PhysicalResourceId"]
            for each in self.cloudformation.list_stack_resources(StackName=self.name)["StackResourceSummaries"]
            if each["LogicalResourceId"] == "Group"
        )
        rule = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        client("ec2").authorize_security_group_ingress(GroupId=group, IpPermissions=[rule])
        client("ssm").put_parameter(Name=f"/{self.name}/value", Value="2", Overwrite=True)
        client("logs").delete_log_group(logGroupName=f"{self.name}-log")
        ended = self.detect()
        self.assertEqual((ended["StackDriftStatus"], ended["DriftedStackResourceCount"]), ("DRIFTED", 3))
        found = self.drifts()
        self.assertEqual(
            found["Value"]["PropertyDifferences"],
            [{"PropertyPath": "/Value", "ExpectedValue": "1", "ActualValue": "2", "DifferenceType": "NOT_EQUAL"}],
        )
        self.assertEqual(found["Log"]["StackResourceDriftStatus"], "DELETED")
        added = found["Group"]["PropertyDifferences"]
        self.assertEqual([each["DifferenceType"] for each in added], ["ADD"])
        self.assertIn("0.0.0.0/0", added[0]["ActualValue"])
        self.assertEqual(list(self.drifts(StackResourceDriftStatusFilters=["DELETED"])), ["Log"])
        page = self.cloudformation.describe_stack_resource_drifts(StackName=self.name, MaxResults=2)
        self.assertEqual((len(page["StackResourceDrifts"]), page["NextToken"]), (2, "2"))

    def test_who_may_not_read_a_resource_gets_the_others(self) -> None:
        self.make()
        stack = f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/{self.name}/*"
        role = new_role(
            allow(["cloudformation:DetectStackDrift"], stack),
            allow(["cloudformation:DescribeStackDriftDetectionStatus", "ec2:DescribeSecurityGroups", "ssm:GetParameter"]),
        )
        ended = self.detect(as_role("cloudformation", build_session(role)))
        self.assertEqual((ended["DetectionStatus"], ended["StackDriftStatus"]), ("DETECTION_FAILED", "IN_SYNC"))
        self.assertIn("[Log]", ended["DetectionStatusReason"])
        self.assertIn("logs:DescribeLogGroups", ended["DetectionStatusReason"])
        self.assertEqual(sorted(self.drifts()), ["Group", "Value"])

    def test_a_stack_that_failed_is_not_looked_at(self) -> None:
        self.fault("Value")
        self.deploy({"Resources": {"Value": parameter(f"/{self.name}/value", "1")}})
        with self.assertRaisesRegex(ClientError, "cannot be performed on stack .* in ROLLBACK_COMPLETE state"):
            self.cloudformation.detect_stack_drift(StackName=self.name)

    def test_one_detection_at_a_time(self) -> None:
        self.deploy({"Resources": {f"Value{index}": parameter(f"/{self.name}/{index}", "1") for index in range(40)}})
        self.cloudformation.detect_stack_drift(StackName=self.name)
        with self.assertRaisesRegex(ClientError, "already in progress"):
            self.cloudformation.detect_stack_drift(StackName=self.name)
