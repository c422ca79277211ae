"""Messages that go back from a dead-letter queue, and calls that CloudTrail finds."""

import itertools
import json

from botocore.exceptions import ClientError

from .test_rights import RightsCase
from .world import allow, as_role, build_session, client, new_role

NUMBERS = itertools.count(1)


class Letters(RightsCase):
    """StartMessageMoveTask."""

    def setUp(self) -> None:
        super().setUp()
        number = next(NUMBERS)
        self.sqs = client("sqs")
        self.dead = self.sqs.create_queue(QueueName=f"dead-{number}")["QueueUrl"]
        self.arn = self.arn_of(self.dead)
        policy = json.dumps({"deadLetterTargetArn": self.arn, "maxReceiveCount": 1})
        made = self.sqs.create_queue(QueueName=f"letters-{number}", Attributes={"RedrivePolicy": policy})
        self.queue = made["QueueUrl"]

    def arn_of(self, queue: str) -> str:
        """ARN of a queue."""
        return str(self.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"])

    def bodies(self, queue: str) -> list[str]:
        """What one receives now."""
        found = self.sqs.receive_message(QueueUrl=queue, VisibilityTimeout=0, WaitTimeSeconds=0)
        return [message["Body"] for message in found.get("Messages", [])]

    def test_a_message_goes_back_and_may_be_received_as_often_as_a_new_one(self) -> None:
        self.sqs.send_message(QueueUrl=self.queue, MessageBody="one")
        self.assertEqual(self.bodies(self.queue), ["one"])
        self.assertEqual(self.bodies(self.queue), [])
        self.assertTrue(self.sqs.start_message_move_task(SourceArn=self.arn)["TaskHandle"])
        self.assertEqual(self.bodies(self.dead), [])
        self.assertEqual(self.bodies(self.queue), ["one"])

    def test_a_queue_without_senders_is_refused(self) -> None:
        with self.assertRaisesRegex(ClientError, "configured as a Dead Letter Queue"):
            self.sqs.start_message_move_task(SourceArn=self.arn_of(self.queue))


class Trail(RightsCase):
    """LookupEvents."""

    def test_a_refused_call_is_found_by_its_name_with_its_reason(self) -> None:
        role = new_role(allow("sqs:GetQueueAttributes"))
        sqs = as_role("sqs", build_session(role))
        with self.assertRaises(ClientError):
            sqs.create_queue(QueueName="refused-queue")
        attributes = [{"AttributeKey": "EventName", "AttributeValue": "CreateQueue"}]
        newest = client("cloudtrail").lookup_events(LookupAttributes=attributes, MaxResults=1)["Events"][0]
        self.assertEqual(newest["EventName"], "CreateQueue")
        self.assertIn("AccessDenied", newest["CloudTrailEvent"])
        self.assertIn("refused-queue", newest["CloudTrailEvent"])
