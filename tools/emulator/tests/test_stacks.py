"""Stacks: what they make, how they fail, and what is left of them."""

import threading
from typing import Any

from botocore.exceptions import ClientError

# Before its parts: it loads them in their order.
from emulator.api import Engine
from emulator.failure import ApiError
from emulator.stack import Stack, Store

from .world import ACCOUNT, REGION, Case, client, control, log_group, new_role, parameter

KEPT = {"DeletionPolicy": "Retain"}
KEPT_ONCE_MADE = {"DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"}


class AtATime(Case):
    """One operation of a stack at a time."""

    def test_an_operation_does_not_start_while_another_one_runs(self) -> None:
        store = Store(ACCOUNT, REGION)
        stack = store.add(self.name)
        stack.become("CREATE_COMPLETE")
        begun, end = threading.Event(), threading.Event()

        class Held(Engine):
            """Deletes nothing until it is told to end."""

            def _delete(self, stack: Stack, retained: list[str] | None = None) -> None:
                begun.set()
                end.wait(10)
                super()._delete(stack, retained)

        first = Held(store).delete(stack)
        begun.wait(10)
        # A second request may have asked before whether the stack is busy.
        with self.assertRaises(ApiError):
            Held(store).delete(stack)
        end.set()
        first.join(10)
        self.assertEqual(stack.status, "DELETE_COMPLETE")


class Failing(Case):
    """Faults, and what CloudFormation leaves."""

    def test_a_failed_creation_takes_back_what_it_made(self) -> None:
        self.fault("Last", times=1)
        status = self.deploy(
            {
                "Resources": {
                    "First": log_group(f"{self.name}-first"),
                    "Kept": log_group(f"{self.name}-kept", **KEPT),
                    "Held": log_group(f"{self.name}-held", **KEPT_ONCE_MADE),
                    "Last": {**log_group(f"{self.name}-last"), "DependsOn": ["First", "Kept", "Held"]},
                }
            }
        )
        self.assertEqual(status, "ROLLBACK_COMPLETE")
        self.assertEqual(self.groups(), [f"{self.name}-kept"])
        said = self.said()
        self.assertEqual(said[:2], [(self.name, "REVIEW_IN_PROGRESS"), (self.name, "CREATE_IN_PROGRESS")])
        self.assertLess(said.index(("Last", "CREATE_FAILED")), said.index((self.name, "ROLLBACK_IN_PROGRESS")))
        self.assertIn(("Kept", "DELETE_SKIPPED"), said)
        self.assertEqual(said[-1], (self.name, "ROLLBACK_COMPLETE"))
        reason = next(
            event["ResourceStatusReason"]
            for event in self.cloudformation.describe_stack_events(StackName=self.name)["StackEvents"]
            if event["ResourceStatus"] == "CREATE_FAILED"
        )
        self.assertEqual(reason, "it broke")

    def test_a_stack_in_rollback_complete_can_only_be_deleted(self) -> None:
        self.fault("Group", times=1)
        template = {"Resources": {"Group": log_group()}}
        self.assertEqual(self.deploy(template), "ROLLBACK_COMPLETE")
        with self.assertRaisesRegex(ClientError, "is in ROLLBACK_COMPLETE state and can not be updated"):
            self.prepare(template, ChangeSetType="UPDATE")
        identifier = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]["StackId"]
        self.cloudformation.delete_stack(StackName=self.name)
        self.assertEqual(self.settled(identifier), "DELETE_COMPLETE")
        self.assertEqual(self.deploy(template), "CREATE_COMPLETE")

    def test_a_failed_update_goes_back_to_what_there_was(self) -> None:
        name = self.name
        before = {
            "Resources": {
                "Changed": parameter(f"/{name}/changed", "1"),
                "Replaced": log_group(f"{name}-a"),
                "Removed": parameter(f"/{name}/removed", "1"),
            }
        }
        after = {
            "Resources": {
                "Changed": parameter(f"/{name}/changed", "2"),
                "Replaced": log_group(f"{name}-b"),
                "New": log_group(f"{name}-new"),
                "Last": {**log_group(f"{name}-last"), "DependsOn": ["Changed", "Replaced", "New"]},
            }
        }
        self.deploy(before)
        self.fault("Last", times=1)
        self.assertEqual(self.deploy(after), "UPDATE_ROLLBACK_COMPLETE")
        self.assertEqual((self.value(f"/{name}/changed"), self.value(f"/{name}/removed")), ("1", "1"))
        self.assertEqual(self.groups(), [f"{name}-a"])
        body = self.cloudformation.get_template(StackName=name)["TemplateBody"]
        self.assertEqual(body, before)
        resources = self.cloudformation.list_stack_resources(StackName=name)["StackResourceSummaries"]
        self.assertEqual({item["LogicalResourceId"] for item in resources}, set(before["Resources"]))
        self.assertEqual(self.deploy(after), "UPDATE_COMPLETE")
        self.assertEqual(self.groups(), [f"{name}-b", f"{name}-last", f"{name}-new"])
        self.assertIsNone(self.value(f"/{name}/removed"))

    def test_a_rollback_that_fails_can_be_continued(self) -> None:
        name = self.name

        def template(value: str, *more: str) -> dict:
            others = {key: {**log_group(f"{name}-{key.lower()}"), "DependsOn": "Changed"} for key in more}
            return {"Resources": {"Changed": parameter(f"/{name}/changed", value), **others}}

        self.deploy(template("1"))
        self.fault("Last", times=1)
        self.fault("Changed", action="ROLLBACK", times=1)
        self.assertEqual(self.deploy(template("2", "Last")), "UPDATE_ROLLBACK_FAILED")
        with self.assertRaisesRegex(ClientError, "UPDATE_ROLLBACK_FAILED state and can not be updated"):
            self.prepare(template("3"))
        self.cloudformation.continue_update_rollback(StackName=name)
        self.assertEqual(self.settled(name), "UPDATE_ROLLBACK_COMPLETE")
        self.assertEqual(self.value(f"/{name}/changed"), "1")

    def test_what_a_service_refuses_fails_the_stack_in_its_words(self) -> None:
        client("logs").create_log_group(logGroupName=f"{self.name}-taken")
        self.assertEqual(self.deploy({"Resources": {"Group": log_group(f"{self.name}-taken")}}), "ROLLBACK_COMPLETE")
        self.assertEqual(self.groups(), [f"{self.name}-taken"])

    def test_slowness_is_seen_and_a_busy_stack_refuses(self) -> None:
        self.fault("Group", reason=None, seconds=1)
        template = {"Resources": {"Group": log_group()}}
        prepared = self.prepare(template)
        self.cloudformation.execute_change_set(ChangeSetName=prepared["ChangeSetId"])
        self.assertEqual(self.status(), "CREATE_IN_PROGRESS")
        with self.assertRaisesRegex(ClientError, "is in CREATE_IN_PROGRESS state and can not be updated"):
            self.prepare(template, ChangeSetType="UPDATE")
        self.assertEqual(self.settled(self.name), "CREATE_COMPLETE")


class Types(Case):
    """What is made, what is written down, and what nobody makes."""

    def test_a_type_that_nobody_models_fails_the_stack(self) -> None:
        status = self.deploy(
            {"Resources": {"Group": log_group(), "Odd": {"Type": "AWS::Nobody::Knows", "Properties": {}}}}
        )
        self.assertEqual((status, self.groups()), ("ROLLBACK_COMPLETE", []))
        failed = control("GET", "report")["failed"][-1]
        self.assertEqual((failed["stack"], failed["type"]), (self.name, "AWS::Nobody::Knows"))
        self.assertIn("not modelled by the emulator", failed["reason"])

    def test_a_route_changes_its_target_in_place(self) -> None:
        def template(target: str) -> dict[str, Any]:
            network = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}
            subnet = {
                "Type": "AWS::EC2::Subnet",
                "Properties": {"VpcId": {"Ref": "Network"}, "CidrBlock": "10.0.0.0/24"},
            }
            address = {"Type": "AWS::EC2::EIP", "Properties": {"Domain": "vpc"}}

            def gateway(name: str) -> dict[str, Any]:
                allocation = {"Fn::GetAtt": [name, "AllocationId"]}
                properties = {"SubnetId": {"Ref": "Subnet"}, "AllocationId": allocation}
                return {"Type": "AWS::EC2::NatGateway", "Properties": properties}

            route = {
                "RouteTableId": {"Ref": "Table"},
                "DestinationCidrBlock": "0.0.0.0/0",
                "NatGatewayId": {"Ref": target},
            }
            return {
                "Resources": {
                    "Network": network,
                    "Subnet": subnet,
                    "AddressA": address,
                    "AddressB": address,
                    "GatewayA": gateway("AddressA"),
                    "GatewayB": gateway("AddressB"),
                    "Table": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "Network"}}},
                    "Route": {"Type": "AWS::EC2::Route", "Properties": route},
                }
            }

        self.assertEqual(self.deploy(template("GatewayA")), "CREATE_COMPLETE")
        self.assertEqual(self.deploy(template("GatewayB"), ChangeSetType="UPDATE"), "UPDATE_COMPLETE")

    def test_a_no_op_is_counted_by_name(self) -> None:
        def count() -> int:
            listed = control("GET", "report")["noOps"]
            return sum(item["count"] for item in listed if item["type"] == "AWS::Backup::RestoreTestingPlan")

        before = count()
        plan = {"Type": "AWS::Backup::RestoreTestingPlan", "Properties": {"RestoreTestingPlanName": "weekly"}}
        arn = {"Fn::GetAtt": ["Plan", "RestoreTestingPlanArn"]}
        status = self.deploy({"Resources": {"Plan": plan, "Arn": parameter(f"/{self.name}/arn", arn)}})
        self.assertEqual((status, count()), ("CREATE_COMPLETE", before + 1))
        self.assertIn(":restore-testing-plan:", self.value(f"/{self.name}/arn") or "")

    def test_a_change_that_cannot_be_made_fails(self) -> None:
        topic = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "a"}}
        self.deploy({"Resources": {"Topic": topic}})
        changed = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "a", "SignatureVersion": "2"}}
        self.assertEqual(self.deploy({"Resources": {"Topic": changed}}), "UPDATE_ROLLBACK_COMPLETE")

    def test_a_security_group_takes_as_many_rules_as_the_quota_says(self) -> None:
        vpc = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}
        rules = [
            {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIp": "10.0.0.0/16"} for port in range(1, 62)
        ]
        group = {"GroupDescription": "many", "VpcId": {"Ref": "Vpc"}, "SecurityGroupIngress": rules}
        template = {"Resources": {"Vpc": vpc, "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": group}}}
        self.assertEqual(self.deploy(template, StackName=f"{self.name}-a"), "ROLLBACK_COMPLETE")
        control("POST", "quotas", {"rulesPerSecurityGroup": 61})
        try:
            self.assertEqual(self.deploy(template), "CREATE_COMPLETE")
        finally:
            control("POST", "quotas", {"rulesPerSecurityGroup": 60})


class Deleting(Case):
    """Stacks that go."""

    def test_protection_and_retention(self) -> None:
        self.deploy(
            {
                "Resources": {
                    "Gone": log_group(f"{self.name}-gone"),
                    "Kept": log_group(f"{self.name}-kept", **KEPT_ONCE_MADE),
                }
            }
        )
        stack = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]["StackId"]
        self.cloudformation.update_termination_protection(StackName=self.name, EnableTerminationProtection=True)
        with self.assertRaisesRegex(ClientError, "TerminationProtection is enabled"):
            self.cloudformation.delete_stack(StackName=self.name)
        self.cloudformation.update_termination_protection(StackName=self.name, EnableTerminationProtection=False)
        self.cloudformation.delete_stack(StackName=self.name)
        self.assertEqual(self.settled(stack), "DELETE_COMPLETE")
        self.assertEqual(self.groups(), [f"{self.name}-kept"])
        self.assertIsNone(self.status())


class RareTypes(Case):
    """Types that platforms use once."""

    def test_a_repository_and_an_identity_provider(self) -> None:
        url = f"https://{self.name}.example"
        template = {
            "Resources": {
                "Code": {"Type": "AWS::CodeCommit::Repository", "Properties": {"RepositoryName": self.name}},
                "Provider": {"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": url, "ClientIdList": ["sts"]}},
            },
            "Outputs": {
                "Arn": {"Value": {"Fn::GetAtt": ["Code", "Arn"]}},
                "Name": {"Value": {"Fn::GetAtt": ["Code", "Name"]}},
                "Provider": {"Value": {"Ref": "Provider"}},
            },
        }
        self.assertEqual(self.deploy(template), "CREATE_COMPLETE")
        stack = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]
        said = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        self.assertEqual(said["Arn"], f"arn:aws:codecommit:{REGION}:{ACCOUNT}:{self.name}")
        self.assertEqual(said["Name"], self.name)
        self.assertEqual(said["Provider"], f"arn:aws:iam::{ACCOUNT}:oidc-provider/{self.name}.example")
        self.cloudformation.delete_stack(StackName=self.name)
        self.assertEqual(self.settled(stack["StackId"]), "DELETE_COMPLETE")


class Accounts(Case):
    """Who is asking."""

    def test_an_access_key_says_its_account(self) -> None:
        for account in (ACCOUNT, "999988887777"):
            self.assertEqual(client("sts", account).get_caller_identity()["Account"], account)

    def test_accounts_and_regions_do_not_see_each_other(self) -> None:
        self.deploy({"Resources": {"Group": log_group()}})
        for elsewhere in (client("cloudformation", "999988887777"), client("cloudformation", region="us-west-2")):
            self.assertNotIn(self.name, [stack["StackName"] for stack in elsewhere.describe_stacks()["Stacks"]])


class Removing(Case):
    """What AWS refuses to delete."""

    def test_an_export_that_is_imported_stays(self) -> None:
        value = {"Value": "1", "Export": {"Name": f"{self.name}-out"}}
        self.deploy({"Resources": {"One": parameter(f"/{self.name}/one", "1")}, "Outputs": {"Out": value}})
        first, self.name = self.name, f"{self.name}-reader"
        self.deploy({"Resources": {"Two": parameter(f"/{self.name}/two", {"Fn::ImportValue": f"{first}-out"})}})
        imports = self.cloudformation.list_imports(ExportName=f"{first}-out")["Imports"]
        self.assertEqual(imports, [self.name])
        identifier = self.cloudformation.describe_stacks(StackName=first)["Stacks"][0]["StackId"]
        self.cloudformation.delete_stack(StackName=first)
        self.assertEqual(self.settled(identifier), "DELETE_FAILED")
        self.cloudformation.delete_stack(StackName=self.name)
        self.settled(self.name)
        with self.assertRaisesRegex(ClientError, "is not imported by any stack"):
            self.cloudformation.list_imports(ExportName=f"{first}-out")
        self.cloudformation.delete_stack(StackName=first)
        self.assertEqual(self.settled(identifier), "DELETE_COMPLETE")

    def test_a_backup_on_demand(self) -> None:
        backup = client("backup")
        backup.create_backup_vault(BackupVaultName=self.name)
        backup.put_backup_vault_lock_configuration(BackupVaultName=self.name, MinRetentionDays=35)
        client("rds").create_db_instance(
            DBInstanceIdentifier=self.name, DBInstanceClass="db.t3.micro", Engine="mysql", AllocatedStorage=20
        )
        about = {
            "BackupVaultName": self.name,
            "ResourceArn": f"arn:aws:rds:{REGION}:{ACCOUNT}:db:{self.name}",
            "IamRoleArn": new_role(),
            "Lifecycle": {"DeleteAfterDays": 2192},
        }

        def ended(**more: Any) -> dict[str, Any]:
            job = backup.start_backup_job(**{**about, **more})["BackupJobId"]
            found: dict[str, Any] = {"State": "RUNNING"}
            while found["State"] == "RUNNING":
                found = backup.describe_backup_job(BackupJobId=job)
            return found

        first = ended(IdempotencyToken="one")
        self.assertEqual(first["State"], "COMPLETED")
        self.assertIn("RecoveryPointArn", first)
        self.assertEqual(ended(IdempotencyToken="one")["BackupJobId"], first["BackupJobId"])
        self.assertEqual(ended(Lifecycle={"DeleteAfterDays": 7})["State"], "FAILED")
        self.assertEqual(ended(ResourceArn=f"arn:aws:rds:{REGION}:{ACCOUNT}:db:other")["State"], "FAILED")
        with self.assertRaisesRegex(ClientError, "cannot be assumed"):
            ended(IamRoleArn=f"arn:aws:iam::{ACCOUNT}:role/nobody")


class Topics(Case):
    """Topics that deliver to queues."""

    def template(self, **more: Any) -> dict[str, Any]:
        """A topic, a queue and its dead-letter queue, and the subscription."""
        topic = {"Ref": "Topic"}
        arn = {"Fn::GetAtt": ["Queue", "Arn"]}
        subscription = {
            "TopicArn": topic,
            "Protocol": "sqs",
            "Endpoint": arn,
            "RawMessageDelivery": True,
            "FilterPolicyScope": "MessageAttributes",
            "FilterPolicy": {"kind": ["lab"]},
            "RedrivePolicy": {"deadLetterTargetArn": {"Fn::GetAtt": ["Dead", "Arn"]}},
            **more,
        }
        return {
            "Resources": {
                "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": f"{self.name}-news"}},
                "Queue": {"Type": "AWS::SQS::Queue"},
                "Dead": {"Type": "AWS::SQS::Queue"},
                "To": {"Type": "AWS::SNS::Subscription", "Properties": subscription},
            },
            "Outputs": {"Topic": {"Value": topic}, "Queue": {"Value": {"Ref": "Queue"}}},
        }

    def test_a_queue_gets_what_matches_its_filter_as_it_was_published(self) -> None:
        self.assertEqual(self.deploy(self.template()), "CREATE_COMPLETE")
        stack = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]
        outputs = {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
        for kind in ("lab", "other"):
            attributes = {"kind": {"DataType": "String", "StringValue": kind}}
            client("sns").publish(TopicArn=outputs["Topic"], Message=kind, MessageAttributes=attributes)
        received = client("sqs").receive_message(QueueUrl=outputs["Queue"], MaxNumberOfMessages=10)["Messages"]
        self.assertEqual([each["Body"] for each in received], ["lab"])

    def test_what_sns_refuses_fails_the_stack(self) -> None:
        fifo = f"arn:aws:sqs:{REGION}:{ACCOUNT}:a.fifo"
        elsewhere = {"deadLetterTargetArn": f"arn:aws:sqs:eu-west-1:{ACCOUNT}:dead"}
        for more in ({"Endpoint": fifo}, {"RedrivePolicy": elsewhere}, {"FilterPolicy": {"kind": [{"like": "x"}]}}):
            with self.subTest(more):
                self.assertEqual(self.deploy(self.template(**more)), "ROLLBACK_COMPLETE")
                self.cloudformation.delete_stack(StackName=self.name)
                self.settled(self.name)
