"""Cloud Control: what a stack has left behind is read, changed and deleted, with the permissions of whoever asks."""

import json
import time
from typing import Any

from botocore.exceptions import ClientError

from .test_files import RESOURCES
from .world import Case, allow, as_role, build_session, client, log_group, new_role


class CloudControl(Case):
    """A stack that has left resources behind."""

    def left_behind(self, resource: dict[str, Any], **others: Any) -> str:
        """Id of a resource whose stack is gone."""
        kept = {**resource, "DeletionPolicy": "RetainExceptOnCreate"}
        self.assertEqual(self.deploy({"Resources": {"Kept": kept, **others}}), "CREATE_COMPLETE")
        found = self.cloudformation.describe_stack_resources(StackName=self.name)["StackResources"]
        identifier = next(each["PhysicalResourceId"] for each in found if each["LogicalResourceId"] == "Kept")
        self.cloudformation.delete_stack(StackName=self.name)
        self.settled(self.name)
        return str(identifier)

    def deleted(self, api: Any, resource_type: str, identifier: str) -> dict[str, Any]:
        """How a deletion ends."""
        event = api.delete_resource(TypeName=resource_type, Identifier=identifier)["ProgressEvent"]
        self.assertEqual(event["OperationStatus"], "IN_PROGRESS")
        while event["OperationStatus"] == "IN_PROGRESS":
            time.sleep(0.02)
            event = api.get_resource_request_status(RequestToken=event["RequestToken"])["ProgressEvent"]
        return dict(event)

    def test_a_resource_is_deleted_once(self) -> None:
        files = self.left_behind(RESOURCES["Files"])
        api = client("cloudcontrol")
        given = {"TypeName": "AWS::EFS::FileSystem", "Identifier": files}
        properties = json.loads(api.get_resource(**given)["ResourceDescription"]["Properties"])
        self.assertTrue(properties["Encrypted"])
        self.assertEqual(self.deleted(api, given["TypeName"], files)["OperationStatus"], "SUCCESS")
        self.assertNotIn(files, [each["FileSystemId"] for each in client("efs").describe_file_systems()["FileSystems"]])
        with self.assertRaises(api.exceptions.ResourceNotFoundException):
            api.get_resource(**given)

    def test_a_file_system_that_is_mounted_stays(self) -> None:
        kept = {"DeletionPolicy": "Retain"}
        target = {**RESOURCES["Target"], **kept}
        target["Properties"] = {**target["Properties"], "FileSystemId": {"Ref": "Kept"}}
        around = {"Vpc": {**RESOURCES["Vpc"], **kept}, "Subnet": {**RESOURCES["Subnet"], **kept}, "Target": target}
        files = self.left_behind(RESOURCES["Files"], **around)
        event = self.deleted(client("cloudcontrol"), "AWS::EFS::FileSystem", files)
        self.assertEqual(event["OperationStatus"], "FAILED")
        self.assertIn("mount targets", event["StatusMessage"])

    def test_a_repository_with_images_stays(self) -> None:
        ecr = client("ecr")
        name = self.left_behind({"Type": "AWS::ECR::Repository", "Properties": {"RepositoryName": self.name}})
        manifest = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "layers": []}
        ecr.put_image(repositoryName=name, imageManifest=json.dumps(manifest), imageTag="one")
        event = self.deleted(client("cloudcontrol"), "AWS::ECR::Repository", name)
        self.assertEqual(event["OperationStatus"], "FAILED")
        self.assertIn("contains images", event["StatusMessage"])

    def test_a_property_is_changed(self) -> None:
        name = self.left_behind(log_group(f"/{self.name}"))
        api = client("cloudcontrol")
        given = {"TypeName": "AWS::Logs::LogGroup", "Identifier": name}
        patch = json.dumps([{"op": "replace", "path": "/RetentionInDays", "value": 90}])
        event = api.update_resource(**given, PatchDocument=patch)["ProgressEvent"]
        while event["OperationStatus"] == "IN_PROGRESS":
            time.sleep(0.02)
            event = api.get_resource_request_status(RequestToken=event["RequestToken"])["ProgressEvent"]
        (found,) = client("logs").describe_log_groups(logGroupNamePrefix=name)["logGroups"]
        self.assertEqual(found["retentionInDays"], 90)
        with self.assertRaises(ClientError) as refused:
            api.update_resource(**given, PatchDocument='[{"op": "replace", "path": "/LogGroupName", "value": "x"}]')
        self.assertIn("createOnlyProperties", str(refused.exception))

    def test_the_handler_has_the_rights_of_who_asks(self) -> None:
        name = self.left_behind(log_group(f"/{self.name}"))
        ask = allow(["cloudformation:DeleteResource", "cloudformation:GetResourceRequestStatus"])
        poor = as_role("cloudcontrol", build_session(new_role(ask)))
        event = self.deleted(poor, "AWS::Logs::LogGroup", name)
        self.assertEqual(event["OperationStatus"], "FAILED")
        self.assertIn("logs:DeleteLogGroup", event["StatusMessage"])
        with self.assertRaises(ClientError):
            as_role("cloudcontrol", build_session(new_role(allow("logs:*")))).delete_resource(
                TypeName="AWS::Logs::LogGroup", Identifier=name
            )
