"""A request that is held gets no answer; others do."""

import threading
import time
from collections.abc import Callable

from botocore.config import Config
from botocore.exceptions import ClientError

from .world import Case, client, control


class Hold(Case):
    """One that waits for an answer while others are answered."""

    def held(self, when: str) -> tuple[threading.Thread, list[Exception]]:
        """The second request from now on is held."""
        self.addCleanup(control, "DELETE", "hold")
        control("POST", "hold", {"after": 1, "when": when})
        ssm = client("ssm")
        ssm.meta.config.merge(Config(retries={"max_attempts": 0}))
        ssm.describe_parameters()
        errors: list[Exception] = []

        def put() -> None:
            try:
                ssm.put_parameter(Name=f"held-{when}", Value="1", Type="String")
            except ClientError as error:
                errors.append(error)

        thread = threading.Thread(target=put, daemon=True)
        thread.start()
        self.soon(lambda: control("GET", "hold")["held"])
        return thread, errors

    def soon(self, holds: Callable[[], bool]) -> None:
        """Fails when it does not hold after many looks."""
        for _ in range(2000):
            if holds():
                return
            time.sleep(0.01)
        self.fail("it did not come")

    def is_there(self, name: str) -> bool:
        """Whether a parameter has the name."""
        return bool(client("ssm").get_parameters(Names=[name])["Parameters"])

    def test_after_it_is_carried_out(self) -> None:
        thread, errors = self.held("after")
        self.soon(lambda: self.is_there("held-after"))
        self.assertTrue(thread.is_alive())
        control("DELETE", "hold")
        thread.join()
        self.assertEqual(errors, [])

    def test_before_it_is_carried_out(self) -> None:
        thread, _ = self.held("before")
        self.assertFalse(self.is_there("held-before"))
        self.assertTrue(thread.is_alive())
        control("DELETE", "hold")
        thread.join()

    def test_another_word_is_refused(self) -> None:
        with self.assertRaisesRegex(Exception, "400"):
            control("POST", "hold", {"after": 0, "when": "during"})
