"""A request that is held gets no answer; others do."""

import threading

from botocore.config import Config
from botocore.exceptions import ClientError

from .world import Case, client, control


class Hold(Case):
    """One that waits for an answer while others are answered."""

    def held(self, when: str) -> tuple[threading.Thread, list[Exception]]:
        """The second request from now on is held."""
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
        while not control("GET", "hold")["held"]:
            pass
        return thread, errors

    def names(self) -> set[str]:
        """Parameters that there are."""
        return {each["Name"] for each in client("ssm").describe_parameters()["Parameters"]}

    def test_after_it_is_carried_out(self) -> None:
        thread, errors = self.held("after")
        while "held-after" not in self.names():
            pass
        self.assertTrue(thread.is_alive())
        control("DELETE", "hold")
        thread.join()
        self.assertEqual(errors, [])

    def test_before_it_is_carried_out(self) -> None:
        thread, _ = self.held("before")
        self.assertNotIn("held-before", self.names())
        self.assertTrue(thread.is_alive())
        control("DELETE", "hold")
        thread.join()

    def test_another_word_is_refused(self) -> None:
        with self.assertRaisesRegex(Exception, "400"):
            control("POST", "hold", {"after": 0, "when": "during"})
