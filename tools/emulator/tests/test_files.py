"""File systems: what is made, and which tasks may mount them."""

import itertools
from typing import Any

from .world import Case, allow, client, new_role, trusting

TASKS = trusting({"Service": "ecs-tasks.amazonaws.com"})
NUMBERS = itertools.count(1)
MOUNT = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Deny",
            "Principal": {"AWS": "*"},
            "Action": "*",
            "Resource": "*",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
        {
            "Effect": "Deny",
            "Principal": {"AWS": "*"},
            "Action": "elasticfilesystem:ClientMount",
            "Resource": "*",
            "Condition": {"Null": {"elasticfilesystem:AccessPointArn": "true"}},
        },
    ],
}
RESOURCES: dict[str, Any] = {
    "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.9.0.0/16"}},
    "Subnet": {
        "Type": "AWS::EC2::Subnet",
        "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.9.0.0/24", "AvailabilityZone": "us-east-2a"},
    },
    "Files": {
        "Type": "AWS::EFS::FileSystem",
        "Properties": {
            "Encrypted": True,
            "ThroughputMode": "elastic",
            "FileSystemPolicy": POLICY,
            "LifecyclePolicies": [{"TransitionToIA": "AFTER_30_DAYS"}],
        },
    },
    "Target": {
        "Type": "AWS::EFS::MountTarget",
        "Properties": {"FileSystemId": {"Ref": "Files"}, "SubnetId": {"Ref": "Subnet"}, "SecurityGroups": []},
    },
    "Point": {
        "Type": "AWS::EFS::AccessPoint",
        "Properties": {
            "FileSystemId": {"Ref": "Files"},
            "PosixUser": {"Uid": "1000", "Gid": "1000"},
            "RootDirectory": {"Path": "/matcher"},
        },
    },
}


class Files(Case):
    """A stack with a file system."""

    def setUp(self) -> None:
        super().setUp()
        self.number = next(NUMBERS)
        self.ecs, self.efs = client("ecs"), client("efs")
        self.cluster = f"files-{self.number}"
        self.ecs.create_cluster(clusterName=self.cluster)

    def made(self, **more: Any) -> dict[str, str]:
        """Outputs of a stack with these resources."""
        outputs = {
            "Id": {"Value": {"Ref": "Files"}},
            "Arn": {"Value": {"Fn::GetAtt": ["Files", "Arn"]}},
            "Point": {"Value": {"Ref": "Point"}},
            "PointArn": {"Value": {"Fn::GetAtt": ["Point", "Arn"]}},
        }
        self.assertEqual(self.deploy({"Resources": {**RESOURCES, **more}, "Outputs": outputs}), "CREATE_COMPLETE")
        said = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]["Outputs"]
        return {each["OutputKey"]: each["OutputValue"] for each in said}

    def stopped(self, role: str, point: str | None, files: str, **more: Any) -> str:
        """Why a task with this mount has ended; nothing while it runs."""
        authorization = {"iam": "ENABLED", **({} if point is None else {"accessPointId": point})}
        mount = {"fileSystemId": files, "transitEncryption": "ENABLED", "authorizationConfig": authorization, **more}
        definition = self.ecs.register_task_definition(
            family=f"files-{self.number}",
            networkMode="bridge",
            taskRoleArn=role,
            executionRoleArn=role,
            containerDefinitions=[{"name": "app", "image": "public.ecr.aws/x/y", "memory": 64}],
            volumes=[{"name": "files", "efsVolumeConfiguration": mount}],
        )["taskDefinition"]["taskDefinitionArn"]
        task = self.ecs.run_task(cluster=self.cluster, taskDefinition=definition, launchType="FARGATE")["tasks"][0]["taskArn"]
        found = self.ecs.describe_tasks(cluster=self.cluster, tasks=[task])["tasks"][0]
        return str(found.get("stoppedReason") or "") if found["lastStatus"] == "STOPPED" else ""

    def test_a_file_system_has_its_policy_and_its_parts(self) -> None:
        made = self.made()
        (found,) = self.efs.describe_file_systems(FileSystemId=made["Id"])["FileSystems"]
        self.assertEqual((found["Encrypted"], found["NumberOfMountTargets"]), (True, 1))
        self.assertIn("SecureTransport", self.efs.describe_file_system_policy(FileSystemId=made["Id"])["Policy"])
        (point,) = self.efs.describe_access_points(FileSystemId=made["Id"])["AccessPoints"]
        self.assertEqual((point["AccessPointArn"], point["RootDirectory"]["Path"]), (made["PointArn"], "/matcher"))
        self.cloudformation.delete_stack(StackName=self.name)
        self.settled(self.name)
        known = [each["FileSystemId"] for each in self.efs.describe_file_systems()["FileSystems"]]
        self.assertNotIn(made["Id"], known)

    def test_a_task_mounts_through_its_access_point_alone(self) -> None:
        made = self.made()
        condition = {"StringEquals": {"elasticfilesystem:AccessPointArn": made["PointArn"]}}
        role = new_role(allow(MOUNT, made["Arn"], Condition=condition), trust=TASKS)
        self.assertEqual(self.stopped(role, made["Point"], made["Id"]), "")
        everything = new_role(allow("*"), trust=TASKS)
        for who, point, more in (
            (new_role(trust=TASKS), made["Point"], {}),
            (role, None, {}),
            (everything, None, {}),
            (everything, made["Point"], {"transitEncryption": "DISABLED"}),
            (everything, made["Point"], {"authorizationConfig": {"accessPointId": made["Point"], "iam": "DISABLED"}}),
        ):
            self.assertIn("access denied by server", self.stopped(who, point, made["Id"], **more))
        self.assertEqual(self.stopped(everything, made["Point"], made["Id"]), "")
        self.assertIn("does not exist", self.stopped(everything, "fsap-0", made["Id"]))

    def test_a_file_system_without_a_mount_target_is_not_found(self) -> None:
        made = self.made(Target=RESOURCES["Vpc"])
        role = new_role(allow("*"), trust=TASKS)
        self.assertIn("Failed to resolve", self.stopped(role, made["Point"], made["Id"]))
