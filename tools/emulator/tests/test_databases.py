"""Aurora and schedules: what is made, and what RDS refuses to delete."""

from typing import Any

from .world import Case, client, new_role, trusting


def aurora(**more: Any) -> dict[str, Any]:
    """A cluster with one instance."""
    return {
        "Parameters": {
            "Type": "AWS::RDS::DBClusterParameterGroup",
            "Properties": {"Family": "aurora-mysql8.0", "Description": "TLS", "Parameters": {"require_secure_transport": "ON"}},
        },
        "Cluster": {
            "Type": "AWS::RDS::DBCluster",
            "Properties": {
                "Engine": "aurora-mysql",
                "MasterUsername": "admin",
                "ManageMasterUserPassword": True,
                "DBClusterParameterGroupName": {"Ref": "Parameters"},
                **more,
            },
        },
        "Instance": {
            "Type": "AWS::RDS::DBInstance",
            "Properties": {
                "DBClusterIdentifier": {"Ref": "Cluster"},
                "DBInstanceClass": "db.t4g.medium",
                "Engine": "aurora-mysql",
            },
        },
    }


class Databases(Case):
    """A stack with a cluster of Aurora."""

    def clusters(self) -> list[dict[str, Any]]:
        """Clusters of the test's stack."""
        found = client("rds").describe_db_clusters()["DBClusters"]
        return [each for each in found if each["DBClusterIdentifier"].startswith(self.name)]

    def test_a_cluster_has_an_address_and_its_instances(self) -> None:
        outputs = {"Address": {"Value": {"Fn::GetAtt": ["Cluster", "Endpoint.Address"]}}}
        self.assertEqual(self.deploy({"Resources": aurora(), "Outputs": outputs}), "CREATE_COMPLETE")
        (cluster,) = self.clusters()
        self.assertEqual(len(cluster["DBClusterMembers"]), 1)
        said = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]["Outputs"]
        self.assertEqual(said[0]["OutputValue"], cluster["Endpoint"])
        self.cloudformation.delete_stack(StackName=self.name)
        self.settled(self.name)
        self.assertEqual(self.clusters(), [])

    def test_a_protected_cluster_stays_until_the_protection_is_off(self) -> None:
        self.deploy({"Resources": aurora(DeletionProtection=True)})
        stack = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]["StackId"]
        self.cloudformation.delete_stack(StackName=self.name)
        self.assertEqual(self.settled(stack), "DELETE_FAILED")
        self.assertEqual(len(self.clusters()), 1)

    def test_the_parameters_of_a_cluster_that_is_kept_stay(self) -> None:
        resources = aurora()
        resources["Cluster"]["DeletionPolicy"] = resources["Instance"]["DeletionPolicy"] = "Retain"
        self.deploy({"Resources": resources})
        stack = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]["StackId"]
        self.cloudformation.delete_stack(StackName=self.name)
        self.assertEqual(self.settled(stack), "DELETE_FAILED")
        events = self.cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
        reasons = [each.get("ResourceStatusReason", "") for each in events]
        self.assertTrue(any("InvalidDBParameterGroupStateFault" in reason for reason in reasons), reasons)

    def test_a_queue_that_keeps_the_order_has_the_ending_of_its_name(self) -> None:
        queue = {"Type": "AWS::SQS::Queue", "Properties": {"FifoQueue": True}}
        self.assertEqual(self.deploy({"Resources": {"Queue": queue}}), "CREATE_COMPLETE")

    def test_a_schedule_is_in_its_group(self) -> None:
        role = new_role(trust=trusting({"Service": "scheduler.amazonaws.com"}))
        target = {"Arn": "arn:aws:ecs:us-east-2:111122223333:cluster/one", "RoleArn": role}
        schedule = {"FlexibleTimeWindow": {"Mode": "OFF"}, "ScheduleExpression": "rate(1 day)", "Target": target}
        self.deploy(
            {
                "Resources": {
                    "Group": {"Type": "AWS::Scheduler::ScheduleGroup", "Properties": {"Name": self.name}},
                    "Schedule": {
                        "Type": "AWS::Scheduler::Schedule",
                        "Properties": {"GroupName": {"Ref": "Group"}, "Name": "nightly", **schedule},
                    },
                }
            }
        )
        found = client("scheduler").get_schedule(GroupName=self.name, Name="nightly")
        self.assertEqual(found["ScheduleExpression"], "rate(1 day)")
        self.cloudformation.delete_stack(StackName=self.name)
        self.settled(self.name)
        groups = client("scheduler").list_schedule_groups()["ScheduleGroups"]
        self.assertNotIn(self.name, [group["Name"] for group in groups])
