"""Security Hub takes findings only where it is on."""

from botocore.exceptions import ClientError

from .world import Case, client


class SecurityHub(Case):
    """An account of its own."""

    def test_it_refuses_while_it_is_off(self) -> None:
        hub = client("securityhub", account="222233334444")
        with self.assertRaises(ClientError) as refused:
            hub.get_findings()
        self.assertEqual(refused.exception.response["Error"]["Code"], "InvalidAccessException")
        hub.enable_security_hub()
        self.assertEqual(hub.get_findings()["Findings"], [])
        hub.disable_security_hub()
        with self.assertRaises(ClientError):
            hub.get_findings()
