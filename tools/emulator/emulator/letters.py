"""Messages that go back from a dead-letter queue. moto moves none; here they are in their queue when the call has answered."""

import uuid
from typing import Any

from moto.core.responses import ActionResult
from moto.sqs.exceptions import InvalidParameterValue, QueueDoesNotExist
from moto.sqs.models import Queue
from moto.sqs.responses import SQSResponse


def install() -> None:
    """Teach moto's SQS."""
    SQSResponse.start_message_move_task = _start  # type: ignore[attr-defined]


def _start(response: Any) -> ActionResult:
    """Each message goes to the queue that it came from, or to the one that the call names."""
    queues = response.sqs_backend.queues.values()
    source = _queue(queues, response._get_param("SourceArn"))
    senders = [queue for queue in queues if queue.dead_letter_queue is source]
    if not senders:
        raise InvalidParameterValue("Source queue must be configured as a Dead Letter Queue.")
    named = response._get_param("DestinationArn")
    # A message of a dead-letter queue of several queues has the queue that it came from with it; moto keeps no such note.
    target = _queue(queues, named) if named else senders[0]
    if not named and len(senders) > 1:
        raise InvalidParameterValue("The emulator does not know from which queue a message came: name DestinationArn.")
    for message in list(source.messages):
        source._messages.remove(message)
        # As of a new message: it was not received yet, and is visible at once.
        message.approximate_receive_count = 0
        message.visible_at = 0
        message.receipt_handle = None
        target.add_message(message)
    return ActionResult({"TaskHandle": uuid.uuid4().hex})


def _queue(queues: Any, arn: str) -> Queue:
    found = next((queue for queue in queues if queue.queue_arn == arn), None)
    if found is None:
        raise QueueDoesNotExist()
    return found
