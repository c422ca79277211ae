"""An emulator in this process, clients, and stacks made through change sets."""

import itertools
import json
import socket
import threading
import time
import unittest
import urllib.request
from typing import Any

import boto3
from botocore.config import Config

from emulator.identity import access_key
from emulator.server import build

ACCOUNT = "111122223333"
REGION = "us-east-2"
# S3 Control puts the account in front of the host: not every resolver knows 111122223333.localhost.
_LOOK_UP = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **more: _LOOK_UP(
    "localhost" if str(host).endswith(".localhost") else host, *rest, **more
)
_NUMBERS = itertools.count(1)
_SERVER = build(0)
URL = f"http://localhost:{_SERVER.server_port}"
threading.Thread(target=_SERVER.serve_forever, daemon=True).start()


def client(service: str, account: str = ACCOUNT, region: str = REGION) -> Any:
    """A client of an account's administrator."""
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=URL,
        aws_access_key_id=access_key(account),
        aws_secret_access_key="emulator",
    )


def as_role(service: str, keys: dict[str, str], region: str = REGION) -> Any:
    """A client of a role's session."""
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=URL,
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
        config=Config(retries={"max_attempts": 0}),
    )


def allow(actions: Any, resources: Any = "*", **more: Any) -> dict[str, Any]:
    """A statement that allows."""
    return {"Effect": "Allow", "Action": actions, "Resource": resources, **more}


def document(*statements: dict[str, Any]) -> dict[str, Any]:
    """A policy of these statements."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def trusting(principal: dict[str, Any], action: str = "sts:AssumeRole", **more: Any) -> dict[str, Any]:
    """A trust policy."""
    return document({"Effect": "Allow", "Principal": principal, "Action": action, **more})


CODEBUILD = trusting({"Service": "codebuild.amazonaws.com"})


def new_role(*statements: dict[str, Any], trust: dict[str, Any] = CODEBUILD, **more: Any) -> str:
    """A role of the account, with these statements; its ARN."""
    name = more.pop("RoleName", f"role-{next(_NUMBERS)}")
    iam = client("iam")
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust), **more)
    if statements:
        iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=json.dumps(document(*statements)))
    return made["Role"]["Arn"]


def build_session(role: str, service: str = "codebuild.amazonaws.com", **more: Any) -> dict[str, str]:
    """The keys with which a build has its role."""
    about = {"service": service, "roleArn": role, "sourceArn": "", "sourceAccount": ACCOUNT, **more}
    return control("POST", "sessions", about)


def control(method: str, name: str, body: dict[str, Any] | None = None) -> Any:
    """One of the emulator's own endpoints."""
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{URL}/emulator/{name}", data, method=method)) as answer:
        return json.load(answer)


def log_group(name: str | None = None, days: int = 30, **more: Any) -> dict[str, Any]:
    """A resource that is made through its service's API, and whose name cannot change in place."""
    properties = {"RetentionInDays": days, **({"LogGroupName": name} if name else {})}
    return {"Type": "AWS::Logs::LogGroup", "Properties": properties, **more}


def parameter(name: str, value: Any, **more: Any) -> dict[str, Any]:
    """A resource that can change in place."""
    return {"Type": "AWS::SSM::Parameter", "Properties": {"Name": name, "Type": "String", "Value": value}, **more}


class Case(unittest.TestCase):
    """Each test has a stack name of its own, and no faults."""

    def setUp(self) -> None:
        self.cloudformation = client("cloudformation")
        self.name = f"stack-{next(_NUMBERS)}"
        control("DELETE", "faults")

    def prepare(self, template: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
        """A change set of the test's stack, described."""
        given: dict[str, Any] = {"StackName": self.name, "ChangeSetName": f"change-{next(_NUMBERS)}", **more}
        if template is not None:
            given["TemplateBody"] = json.dumps(template)
        given.setdefault(
            "ChangeSetType",
            "UPDATE" if self.status(given["StackName"]) not in (None, "REVIEW_IN_PROGRESS") else "CREATE",
        )
        given.setdefault("Capabilities", ["CAPABILITY_NAMED_IAM"])
        made = self.cloudformation.create_change_set(**given)
        return self.cloudformation.describe_change_set(ChangeSetName=made["Id"])

    def deploy(self, template: dict[str, Any] | None, **more: Any) -> str:
        """The status of the stack once it stands still."""
        prepared = self.prepare(template, **more)
        self.assertEqual(prepared["Status"], "CREATE_COMPLETE", prepared.get("StatusReason"))
        self.cloudformation.execute_change_set(ChangeSetName=prepared["ChangeSetId"])
        return self.settled(prepared["StackId"])

    def settled(self, stack: str) -> str:
        """Its status, once it is no longer in progress."""
        while (status := self.status(stack) or "").endswith("_IN_PROGRESS"):
            time.sleep(0.02)
        return status

    def status(self, stack: str | None = None) -> str | None:
        """Its status now; None when there is no such stack."""
        try:
            return self.cloudformation.describe_stacks(StackName=stack or self.name)["Stacks"][0]["StackStatus"]
        except self.cloudformation.exceptions.ClientError:
            return None

    def fault(self, logical_id: str, reason: str | None = "it broke", **more: Any) -> None:
        """Let a resource of the test's stack fail."""
        control("POST", "faults", {"stack": self.name, "logicalId": logical_id, "reason": reason, **more})

    def said(self, stack: str | None = None) -> list[tuple[str, str]]:
        """Logical ids and statuses of the events, oldest first."""
        pages = self.cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack or self.name)
        events = [event for page in pages for event in page["StackEvents"]]
        return [(event["LogicalResourceId"], event["ResourceStatus"]) for event in reversed(events)]

    def groups(self) -> list[str]:
        """Log groups of the test's stack, from their own service."""
        found = client("logs").describe_log_groups(logGroupNamePrefix=self.name)["logGroups"]
        return sorted(group["logGroupName"] for group in found)

    def value(self, name: str) -> str | None:
        """A parameter, from its own service."""
        found = client("ssm").get_parameters(Names=[name])["Parameters"]
        return found[0]["Value"] if found else None
