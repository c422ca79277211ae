"""Tasks of ECS that end, and what ECS refuses."""

import itertools
from typing import Any

from botocore.exceptions import ClientError

from .test_rights import RightsCase
from .world import ACCOUNT, REGION, allow, as_role, build_session, client, control, new_role, trusting

NUMBERS = itertools.count(1)
EXECUTION = trusting({"Service": "ecs-tasks.amazonaws.com"})


class Tasks(RightsCase):
    """RunTask, DescribeTasks and ListTasks."""

    def setUp(self) -> None:
        super().setUp()
        number = next(NUMBERS)
        self.cluster, self.family = f"tasks-{number}", f"family-{number}"
        self.ecs = client("ecs")
        self.ecs.create_cluster(clusterName=self.cluster)
        client("logs").create_log_group(logGroupName=f"/tasks/{number}")
        self.role = new_role(trust=EXECUTION)
        self.number = number

    def register(self, image: str = "public.ecr.aws/x/y") -> str:
        """A revision of the family."""
        logs = {"awslogs-group": f"/tasks/{self.number}", "awslogs-region": REGION, "awslogs-stream-prefix": "app"}
        made = self.ecs.register_task_definition(
            family=self.family,
            networkMode="bridge",
            taskRoleArn=self.role,
            executionRoleArn=self.role,
            containerDefinitions=[
                {"name": "app", "image": image, "memory": 64, "logConfiguration": {"logDriver": "awslogs", "options": logs}}
            ],
        )
        return str(made["taskDefinition"]["taskDefinitionArn"])

    def run_task(self, definition: str, **more: Any) -> str:
        """ARN of a task that was started."""
        ecs = more.pop("ecs", self.ecs)
        started = ecs.run_task(cluster=self.cluster, taskDefinition=definition, launchType="FARGATE", **more)
        return str(started["tasks"][0]["taskArn"])

    def look(self, task: str) -> dict[str, Any]:
        """What ECS says of a task."""
        return self.ecs.describe_tasks(cluster=self.cluster, tasks=[task])["tasks"][0]

    def listed(self, status: str) -> list[str]:
        """Tasks of the family."""
        return self.ecs.list_tasks(cluster=self.cluster, family=self.family, desiredStatus=status)["taskArns"]

    def test_a_task_ends_as_the_suite_says_and_writes_its_log(self) -> None:
        control("POST", "tasks", {"family": self.family, "exitCode": 7, "lines": ["one", "two"]})
        task = self.run_task(self.register())
        self.assertEqual(self.look(task)["lastStatus"], "RUNNING")
        ended = self.look(task)
        self.assertEqual((ended["lastStatus"], ended["containers"][0]["exitCode"]), ("STOPPED", 7))
        stream = f"app/app/{task.rsplit('/', 1)[-1]}"
        events = client("logs").get_log_events(logGroupName=f"/tasks/{self.number}", logStreamName=stream)["events"]
        self.assertEqual([event["message"] for event in events], ["one", "two"])

    def test_a_task_of_a_deregistered_revision_is_found_and_none_is_started(self) -> None:
        first = self.register()
        task = self.run_task(first)
        self.ecs.deregister_task_definition(taskDefinition=first)
        self.assertEqual(self.listed("RUNNING"), [task])
        self.assertEqual(self.listed("STOPPED"), [])
        with self.assertRaises(ClientError) as refused:
            self.run_task(first)
        self.assertIn("TaskDefinition is inactive", str(refused.exception))

    def test_an_image_that_the_registry_lacks_is_not_pulled(self) -> None:
        task = self.run_task(self.register(f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/none@sha256:{'0' * 64}"))
        ended = self.look(task)
        self.assertEqual(ended["lastStatus"], "STOPPED")
        self.assertIn("CannotPullContainerError", ended["stoppedReason"])
        self.assertNotIn("exitCode", ended["containers"][0])

    def test_who_starts_a_task_passes_its_roles_and_tags_it(self) -> None:
        definition = self.register()
        run = allow("ecs:RunTask")
        passing = allow("iam:PassRole", self.role)
        tagging = allow("ecs:TagResource", f"arn:aws:ecs:{REGION}:{ACCOUNT}:task/{self.cluster}/*")
        for statements, tags, allowed in (
            ([run], False, False),
            ([run, passing], False, True),
            ([run, passing], True, False),
            ([run, passing, tagging], True, True),
        ):
            ecs = as_role("ecs", build_session(new_role(*statements)))
            more = {"propagateTags": "TASK_DEFINITION"} if tags else {}
            if allowed:
                self.run_task(definition, ecs=ecs, **more)
            else:
                self.assertRaises(ClientError, self.run_task, definition, ecs=ecs, **more)
