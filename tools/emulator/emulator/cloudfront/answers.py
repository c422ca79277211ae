"""The API of CloudFront, in the place of moto's."""

import base64
from typing import Any

import moto.cloudfront.urls as urls
from moto.cloudfront.exceptions import CloudFrontException, NoSuchDistribution
from moto.cloudfront.responses import CloudFrontResponse
from moto.core.responses import ActionResult, EmptyResult

from . import checks
from .state import ACCOUNTS, Account, Item, items, random_id

MORE = ("function", "function/(?P<name>[^/]+)", "function/(?P<name>[^/]+)/(?P<what>publish|describe)")
POLICIES = (
    "response-headers-policy",
    "response-headers-policy/(?P<policy>[^/]+)",
    "response-headers-policy/(?P<policy>[^/]+)/config",
)


def install() -> None:
    """Put it in the place of moto's."""
    known = [*urls.url_paths, *(f"{{0}}/2020-05-31/{path}$" for path in (*MORE, *POLICIES))]
    urls.url_paths = dict.fromkeys(known, CloudFront.dispatch)


class CloudFront(CloudFrontResponse):
    """Distributions, access controls, response headers policies and functions. Other operations are moto's."""

    @property
    def own(self) -> Account:
        """What the caller's account has."""
        return ACCOUNTS[self.current_account]

    def arn(self, kind: str, identifier: str) -> str:
        """CloudFront is in no region."""
        return f"arn:aws:cloudfront::{self.current_account}:{kind}/{identifier}"

    def create_distribution(self) -> ActionResult:
        """Without tags."""
        return self._made(self._get_param("DistributionConfig", {}), [])

    def create_distribution_with_tags(self) -> ActionResult:
        """With tags."""
        given = self._get_param("DistributionConfigWithTags", {})
        return self._made(given["DistributionConfig"], items(given.get("Tags")))

    def _made(self, config: dict[str, Any], tags: list[dict[str, str]]) -> ActionResult:
        if any(item.config["CallerReference"] == config["CallerReference"] for item in self.own.distributions.values()):
            raise CloudFrontException(
                "DistributionAlreadyExists", "The caller reference belongs to another distribution."
            )
        checks.distribution(self.current_account, config)
        item = Item(random_id(), config)
        item.domain = f"d{item.id[1:].lower()}.cloudfront.net"
        self.own.distributions[item.id] = item
        self.backend.tag_resource(self.arn("distribution", item.id), tags)
        return self._distribution(item)

    def _found(self) -> Item:
        item = self.own.distributions.get(self._get_param("Id"))
        if item is None:
            raise NoSuchDistribution
        return item

    def _distribution(self, item: Item) -> ActionResult:
        """A change reaches the edges after a while: who asks once is told that it is under way."""
        about = {
            "Id": item.id,
            "ARN": self.arn("distribution", item.id),
            "Status": "Deployed" if item.asked > 1 else "InProgress",
            "LastModifiedTime": item.changed_at,
            "InProgressInvalidationBatches": 0,
            "DomainName": item.domain,
            "ActiveTrustedSigners": {"Enabled": False, "Quantity": 0},
            "ActiveTrustedKeyGroups": {"Enabled": False, "Quantity": 0},
            "DistributionConfig": item.config,
        }
        return ActionResult(
            {"Distribution": about, "ETag": item.etag, "Location": f"https://cloudfront.amazonaws.com/{item.id}"}
        )

    def get_distribution(self) -> ActionResult:
        """With its status."""
        item = self._found()
        item.asked += 1
        return self._distribution(item)

    def get_distribution_config(self) -> ActionResult:
        """As it was given."""
        item = self._found()
        return ActionResult({"DistributionConfig": item.config, "ETag": item.etag})

    def list_distributions(self) -> ActionResult:
        """Ids and names."""
        found = [
            {
                **item.config,
                "Id": item.id,
                "ARN": self.arn("distribution", item.id),
                "DomainName": item.domain,
                "Status": "Deployed" if item.asked > 1 else "InProgress",
                "LastModifiedTime": item.changed_at,
            }
            for item in self.own.distributions.values()
        ]
        about = {"Marker": "", "MaxItems": 100, "IsTruncated": False, "Quantity": len(found), "Items": found}
        return ActionResult({"DistributionList": about})

    def update_distribution(self) -> ActionResult:
        """The whole configuration, with the version that it replaces."""
        item, config = self._found(), self._get_param("DistributionConfig", {})
        checks.matching(item, self._get_param("IfMatch"))
        if config.get("CallerReference") != item.config["CallerReference"]:
            raise CloudFrontException("IllegalUpdate", "The caller reference of a distribution cannot be changed.")
        checks.distribution(self.current_account, config, item.id)
        item.replace(config)
        return self._distribution(item)

    def delete_distribution(self) -> ActionResult:
        """Only one that is disabled, everywhere."""
        item = self._found()
        checks.matching(item, self._get_param("IfMatch"))
        if item.config["Enabled"] or item.asked < 2:
            raise CloudFrontException(
                "DistributionNotDisabled", "The distribution you are trying to delete has not been disabled."
            )
        del self.own.distributions[item.id]
        return EmptyResult()

    def create_invalidation(self) -> ActionResult:
        """Nothing is cached here, so it is complete at once."""
        item = self.own.distributions.get(self._get_param("DistributionId"))
        if item is None:
            raise NoSuchDistribution
        batch = self._get_param("InvalidationBatch", {})
        checks.paths(items(batch.get("Paths")))
        about = {"Id": random_id(), "Status": "Completed", "CreateTime": item.changed_at, "InvalidationBatch": batch}
        item.invalidations[about["Id"]] = about
        return ActionResult({"Invalidation": about, "Location": ""})

    def get_invalidation(self) -> ActionResult:
        """By its id."""
        item = self.own.distributions.get(self._get_param("DistributionId"))
        if item is None or self._get_param("Id") not in item.invalidations:
            raise CloudFrontException("NoSuchInvalidation", "The specified invalidation does not exist.")
        return ActionResult({"Invalidation": item.invalidations[self._get_param("Id")]})

    def create_origin_access_control(self) -> ActionResult:
        """Its name is the account's."""
        config = self._get_param("OriginAccessControlConfig", {})
        if any(item.config["Name"] == config["Name"] for item in self.own.controls.values()):
            raise CloudFrontException(
                "OriginAccessControlAlreadyExists", "An origin access control with this name already exists."
            )
        item = Item(random_id(), config)
        self.own.controls[item.id] = item
        return self._control(item)

    def _control(self, item: Item) -> ActionResult:
        return ActionResult(
            {"OriginAccessControl": {"Id": item.id, "OriginAccessControlConfig": item.config}, "ETag": item.etag}
        )

    def _found_control(self) -> Item:
        item = self.own.controls.get(self._get_param("Id"))
        if item is None:
            raise CloudFrontException(
                "NoSuchOriginAccessControl", "The specified origin access control does not exist."
            )
        return item

    def get_origin_access_control(self) -> ActionResult:
        """By its id."""
        return self._control(self._found_control())

    def update_origin_access_control(self) -> ActionResult:
        """The whole configuration."""
        item = self._found_control()
        checks.matching(item, self._get_param("IfMatch"))
        item.replace(self._get_param("OriginAccessControlConfig", {}))
        return self._control(item)

    def delete_origin_access_control(self) -> ActionResult:
        """Only one that no distribution uses."""
        item = self._found_control()
        checks.matching(item, self._get_param("IfMatch"))
        said = "Cannot delete the origin access control because it's in use by one or more distributions."
        checks.unused(self.own, "OriginAccessControlId", item.id, "OriginAccessControlInUse", said)
        del self.own.controls[item.id]
        return EmptyResult()

    def create_response_headers_policy(self) -> ActionResult:
        """Its name is the account's."""
        config = self._get_param("ResponseHeadersPolicyConfig", {})
        if any(item.config["Name"] == config["Name"] for item in self.own.policies.values()):
            raise CloudFrontException(
                "ResponseHeadersPolicyAlreadyExists",
                "A response headers policy with this name already exists in this AWS account.",
            )
        item = Item(random_id(), config)
        self.own.policies[item.id] = item
        return self._policy(item)

    def _policy(self, item: Item) -> ActionResult:
        about = {"Id": item.id, "LastModifiedTime": item.changed_at, "ResponseHeadersPolicyConfig": item.config}
        return ActionResult({"ResponseHeadersPolicy": about, "ETag": item.etag, "Location": ""})

    def _found_policy(self) -> Item:
        item = self.own.policies.get(self._get_param("Id"))
        if item is None:
            raise CloudFrontException("NoSuchResponseHeadersPolicy", "The response headers policy does not exist.")
        return item

    def get_response_headers_policy(self) -> ActionResult:
        """By its id."""
        return self._policy(self._found_policy())

    def update_response_headers_policy(self) -> ActionResult:
        """The whole configuration."""
        item = self._found_policy()
        checks.matching(item, self._get_param("IfMatch"))
        item.replace(self._get_param("ResponseHeadersPolicyConfig", {}))
        return self._policy(item)

    def delete_response_headers_policy(self) -> ActionResult:
        """Only one that no distribution uses."""
        item = self._found_policy()
        checks.matching(item, self._get_param("IfMatch"))
        said = "Cannot delete the response headers policy because it is attached to one or more cache behaviors."
        checks.unused(self.own, "ResponseHeadersPolicyId", item.id, "ResponseHeadersPolicyInUse", said)
        del self.own.policies[item.id]
        return EmptyResult()

    def create_function(self) -> ActionResult:
        """In the stage DEVELOPMENT; visitors meet it when it is published."""
        name, code = self._get_param("Name"), _bytes(self._get_param("FunctionCode"))
        checks.function(name, code)
        if name in self.own.functions:
            raise CloudFrontException(
                "FunctionAlreadyExists", "A function with the same name already exists in this AWS account."
            )
        item = Item(name, self._get_param("FunctionConfig", {}), code=code)
        self.own.functions[name] = item
        return self._function(item, "DEVELOPMENT")

    def _function(self, item: Item, stage: str) -> ActionResult:
        about = {
            "Name": item.id,
            "Status": "UNASSOCIATED",
            "FunctionConfig": item.config,
            "FunctionMetadata": {
                "FunctionARN": self.arn("function", item.id),
                "Stage": stage,
                "CreatedTime": item.changed_at,
                "LastModifiedTime": item.changed_at,
            },
        }
        return ActionResult({"FunctionSummary": about, "ETag": item.etag, "Location": ""})

    def _found_function(self) -> Item:
        item = self.own.functions.get(self._get_param("Name"))
        if item is None:
            raise CloudFrontException("NoSuchFunctionExists", "The specified function does not exist.")
        return item

    def describe_function(self) -> ActionResult:
        """In the stage that is asked for."""
        item, stage = self._found_function(), self._get_param("Stage") or "DEVELOPMENT"
        if stage == "LIVE" and item.live is None:
            raise CloudFrontException("NoSuchFunctionExists", "The specified function does not exist.")
        return self._function(item, stage)

    def update_function(self) -> ActionResult:
        """Visitors meet the code before until the new one is published."""
        item, code = self._found_function(), _bytes(self._get_param("FunctionCode"))
        checks.matching(item, self._get_param("IfMatch"))
        checks.function(item.id, code)
        item.replace(self._get_param("FunctionConfig", {}))
        item.code = code
        return self._function(item, "DEVELOPMENT")

    def publish_function(self) -> ActionResult:
        """From now on visitors meet it."""
        item = self._found_function()
        checks.matching(item, self._get_param("IfMatch"))
        item.live = item.code
        return self._function(item, "LIVE")

    def delete_function(self) -> ActionResult:
        """Only one that no distribution uses."""
        item = self._found_function()
        checks.matching(item, self._get_param("IfMatch"))
        said = "Cannot delete the function because it's attached to one or more cache behaviors."
        checks.unused(self.own, "FunctionARN", f"/{item.id}", "FunctionInUse", said)
        del self.own.functions[item.id]
        return EmptyResult()


def _bytes(code: Any) -> bytes:
    """moto hands blobs on as they are in the request, or decoded."""
    if isinstance(code, bytes):
        return code
    try:
        return base64.b64decode(code, validate=True)
    except ValueError:
        return str(code).encode()
