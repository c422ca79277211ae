"""Service Quotas: moto knows the defaults of one service, and a quota of a new account is often less than AWS's default."""

import json
from typing import Any

from moto.servicequotas.exceptions import NoSuchResource
from moto.servicequotas.responses import ServiceQuotasResponse

# What AWS's pages had as defaults in 2026-11, by service and code: the name, the value, and whether AWS raises it.
# https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
DEFAULTS = {
    ("fargate", "L-3032A538"): ("Fargate On-Demand vCPU resource count", 6.0),
    ("vpc", "L-F678F1CE"): ("VPCs per Region", 5.0),
    ("ec2", "L-0263D0A3"): ("EC2-VPC Elastic IPs", 5.0),
    ("elasticloadbalancing", "L-53DA6B97"): ("Application Load Balancers per Region", 50.0),
    ("rds", "L-7B6409FD"): ("DB instances", 40.0),
    ("rds", "L-7ADDB58A"): ("Total storage for all DB instances", 100000.0),
    ("codebuild", "L-9D07B6EF"): ("Concurrently running builds for Linux/Small environment", 1.0),
    ("codebuild", "L-2DC20C30"): ("Concurrently running builds for Linux/Medium environment", 1.0),
    ("codebuild", "L-4DDC4A99"): ("Concurrently running builds for Linux/Large environment", 1.0),
    ("codebuild", "L-04E5CA62"): ("Concurrently running builds for Linux/XLarge environment", 1.0),
}
# Quotas whose value AWS has set for the account: the others are known as defaults alone.
APPLIED = {("fargate", "L-3032A538"), ("vpc", "L-F678F1CE"), ("ec2", "L-0263D0A3")}


def install() -> None:
    """Put them in the place of moto's."""
    ServiceQuotasResponse.get_service_quota = _applied  # type: ignore[method-assign]
    ServiceQuotasResponse.get_aws_default_service_quota = _default  # type: ignore[attr-defined]


def _applied(response: Any) -> str:
    """The value of the account. AWS answers with an error where it has none, and the default then counts."""
    key = _asked(response)
    if key not in APPLIED:
        raise NoSuchResource
    return _answer(response, key)


def _default(response: Any) -> str:
    return _answer(response, _asked(response))


def _asked(response: Any) -> tuple[str, str]:
    asked = json.loads(response.body)
    return str(asked.get("ServiceCode")), str(asked.get("QuotaCode"))


def _answer(response: Any, key: tuple[str, str]) -> str:
    if key not in DEFAULTS:
        raise NoSuchResource
    name, value = DEFAULTS[key]
    service, code = key
    arn = f"arn:aws:servicequotas:{response.region}:{response.current_account}:{service}/{code}"
    quota = {"ServiceCode": service, "QuotaArn": arn, "QuotaCode": code, "QuotaName": name, "Value": value}
    return json.dumps({"Quota": {**quota, "Unit": "None", "Adjustable": True, "GlobalQuota": False}})
