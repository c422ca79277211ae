"""Tasks of ECS services: an image decides whether they run, and the balancer says what it finds."""

import itertools
from typing import Any

from botocore.exceptions import ClientError

from .world import Case, client, control

NUMBERS = itertools.count(1)
BREAKER = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}


class ServiceTasks(Case):
    """A service behind a balancer, in a subnet of its own."""

    def setUp(self) -> None:
        super().setUp()
        number = next(NUMBERS)
        self.ecs, self.elb, self.logs = client("ecs"), client("elbv2"), client("logs")
        ec2 = client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
        subnets = [
            ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.7.{part}.0/24", AvailabilityZone=f"us-east-2{zone}")["Subnet"]["SubnetId"]
            for part, zone in enumerate("ab")
        ]
        group = ec2.create_security_group(GroupName=f"tasks-{number}", Description="tasks", VpcId=vpc)["GroupId"]
        balancer = self.elb.create_load_balancer(Name=f"tasks-{number}", Subnets=subnets)["LoadBalancers"][0]
        self.group = self.elb.create_target_group(
            Name=f"tasks-{number}", Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip", Matcher={"HttpCode": "200-299"}
        )["TargetGroups"][0]["TargetGroupArn"]
        forward = [{"Type": "forward", "TargetGroupArn": self.group}]
        self.vpc, self.balancer = vpc, balancer["LoadBalancerArn"]
        self.elb.create_listener(LoadBalancerArn=self.balancer, Protocol="HTTP", Port=80, DefaultActions=forward)
        self.cluster, self.log = f"service-tasks-{number}", f"/service-tasks/{number}"
        self.ecs.create_cluster(clusterName=self.cluster)
        self.logs.create_log_group(logGroupName=self.log)
        self.network = {"awsvpcConfiguration": {"subnets": subnets, "securityGroups": [group]}}
        control("DELETE", "containers")

    def definition(self, image: str) -> str:
        """A task definition with an image."""
        options = {"awslogs-group": self.log, "awslogs-region": "us-east-2", "awslogs-stream-prefix": "app"}
        container = {
            "name": "app",
            "image": image,
            "memory": 128,
            "logConfiguration": {"logDriver": "awslogs", "options": options},
            "portMappings": [{"containerPort": 8080}],
        }
        made = self.ecs.register_task_definition(family=self.cluster, containerDefinitions=[container])
        return str(made["taskDefinition"]["taskDefinitionArn"])

    def service(self, image: str, **more: Any) -> None:
        """The service, running an image."""
        balancers = [{"targetGroupArn": self.group, "containerName": "app", "containerPort": 8080}]
        self.ecs.create_service(
            cluster=self.cluster,
            serviceName="app",
            taskDefinition=self.definition(image),
            desiredCount=2,
            loadBalancers=balancers,
            networkConfiguration=self.network,
            deploymentConfiguration=BREAKER,
            **more,
        )

    def update(self, image: str, **more: Any) -> str:
        """Deploy another image."""
        definition = self.definition(image)
        self.ecs.update_service(cluster=self.cluster, service="app", taskDefinition=definition, **more)
        return definition

    def described(self) -> dict[str, Any]:
        """The service."""
        return self.ecs.describe_services(cluster=self.cluster, services=["app"])["services"][0]

    def health(self) -> list[dict[str, str]]:
        """What the balancer finds at each target."""
        found = self.elb.describe_target_health(TargetGroupArn=self.group)["TargetHealthDescriptions"]
        return [each["TargetHealth"] for each in found]

    def test_tasks_run_and_are_registered(self) -> None:
        self.service("good:1")
        deployments = self.described()["deployments"]
        self.assertEqual([each["rolloutState"] for each in deployments], ["COMPLETED"])
        tasks = self.ecs.list_tasks(cluster=self.cluster, serviceName="app")["taskArns"]
        self.assertEqual(len(tasks), 2)
        self.assertEqual(self.health(), [{"State": "healthy"}] * 2)
        self.ecs.update_service(cluster=self.cluster, service="app", desiredCount=0)
        self.assertEqual(self.health(), [])

    def test_targets_that_no_listener_leads_to_are_refused(self) -> None:
        other = self.elb.create_target_group(
            Name=f"{self.cluster[-20:]}-o", Protocol="HTTP", Port=80, VpcId=self.vpc, TargetType="ip"
        )["TargetGroups"][0]["TargetGroupArn"]
        self.service("good:1")
        balancers = [
            {"targetGroupArn": arn, "containerName": "app", "containerPort": 8080} for arn in (self.group, other)
        ]
        with self.assertRaisesRegex(ClientError, "does not have an associated load balancer"):
            self.update("good:2", loadBalancers=balancers)
        forward = [{"Type": "forward", "TargetGroupArn": other}]
        self.elb.create_listener(LoadBalancerArn=self.balancer, Protocol="HTTP", Port=31000, DefaultActions=forward)
        self.update("good:2", loadBalancers=balancers)
        found = self.elb.describe_target_health(TargetGroupArn=other)["TargetHealthDescriptions"]
        self.assertEqual([each["TargetHealth"]["State"] for each in found], ["healthy"] * 2)

    def test_a_container_that_ends_trips_the_circuit_breaker(self) -> None:
        self.service("good:1")
        before = self.described()["taskDefinition"]
        control("POST", "containers", {"image": "ends:*", "exits": 3, "prints": ["DATABASE_HOST is missing"]})
        self.update("ends:1")
        after = self.described()
        self.assertEqual(after["taskDefinition"], before)
        self.assertEqual([each["rolloutState"] for each in after["deployments"]], ["COMPLETED", "FAILED"])
        messages = [event["message"] for event in after["events"]]
        self.assertTrue(any("deployment failed: tasks failed to start." in text for text in messages), messages)
        stopped = self.ecs.list_tasks(cluster=self.cluster, serviceName="app", desiredStatus="STOPPED")["taskArns"]
        tasks = self.ecs.describe_tasks(cluster=self.cluster, tasks=stopped)["tasks"]
        ended = [task for task in tasks if task["stopCode"] == "EssentialContainerExited"]
        self.assertEqual({task["containers"][0]["exitCode"] for task in ended}, {3})
        events = self.logs.filter_log_events(logGroupName=self.log)["events"]
        self.assertIn("DATABASE_HOST is missing", {event["message"] for event in events})
        # The tasks before have run on.
        self.assertEqual(self.health(), [{"State": "healthy"}] * 2)

    def test_what_the_balancer_finds(self) -> None:
        self.service("good:1")
        mismatch = "Health checks failed with these codes: [503]"
        for behaviour, reason, description in (
            ({"answers": 503}, "Target.ResponseCodeMismatch", mismatch),
            ({"listens": False}, "Target.FailedHealthChecks", "Health checks failed"),
            ({"hangs": True}, "Target.Timeout", "Request timed out"),
        ):
            control("POST", "containers", {"image": "good:1", **behaviour})
            wanted = {"State": "unhealthy", "Reason": reason, "Description": description}
            self.assertEqual(self.health(), [wanted] * 2)
        control("POST", "containers", {"image": "good:2", "answers": 503})
        control("POST", "containers", {"image": "good:1"})
        self.update("good:2")
        messages = [event["message"] for event in self.described()["events"]]
        self.assertTrue(any(f"due to (reason {mismatch})." in text for text in messages), messages)

    def test_an_alarm_and_no_room(self) -> None:
        alarms = {"alarms": {"alarmNames": ["errors"], "enable": True, "rollback": True}}
        self.service("good:1")
        control("POST", "containers", {"image": "loud:1", "alarms": True})
        self.update("loud:1", deploymentConfiguration={**BREAKER, **alarms})
        control("POST", "containers", {"image": "large:1", "placed": False})
        self.update("large:1")
        messages = " ".join(event["message"] for event in self.described()["events"])
        self.assertIn("deployment failed: alarm detected.", messages)
        self.assertIn("Capacity is unavailable at this time.", messages)

    def test_a_group_that_nothing_forwards_to_is_not_checked(self) -> None:
        self.service("good:1")
        self.elb.delete_load_balancer(LoadBalancerArn=self.elb.describe_target_groups(TargetGroupArns=[self.group])["TargetGroups"][0]["LoadBalancerArns"][0])
        self.assertEqual({each["State"] for each in self.health()}, {"unused"})

    def replaced(self, least: int, most: int, desired: int = 1, image: str = "good:2") -> int:
        """Deploy twice within these limits: how many tasks ran at once."""
        limits = {"minimumHealthyPercent": least, "maximumPercent": most}
        self.service("good:1")
        self.ecs.update_service(cluster=self.cluster, service="app", desiredCount=desired, deploymentConfiguration={**BREAKER, **limits})
        control("DELETE", "most-at-once")
        self.update(image)
        self.update("good:3")
        return int(control("GET", "most-at-once").get("app", 0))

    def test_new_tasks_start_first_where_the_limits_let_them(self) -> None:
        self.assertEqual(self.replaced(100, 200), 2)

    def test_a_singleton_is_stopped_first(self) -> None:
        self.assertEqual(self.replaced(0, 100), 1)
        self.assertEqual(self.described()["runningCount"], 1)

    def test_a_singleton_that_ends_is_never_two(self) -> None:
        control("POST", "containers", {"image": "ends:*", "exits": 3})
        self.assertEqual(self.replaced(0, 100, image="ends:1"), 1)
        self.assertEqual(self.health(), [{"State": "healthy"}])

    def test_in_turns(self) -> None:
        self.assertEqual(self.replaced(50, 100, desired=4), 4)

    def test_as_many_more_as_the_limits_let(self) -> None:
        self.assertEqual(self.replaced(100, 150, desired=4), 6)

    def test_limits_that_let_nothing_change(self) -> None:
        self.assertEqual(self.replaced(100, 100), 0)
        described = self.described()
        self.assertEqual([each["rolloutState"] for each in described["deployments"]][0], "IN_PROGRESS")
        self.assertIn("Update the minimumHealthyPercent or maximumPercent value", described["events"][0]["message"])
