"""A site behind CloudFront: what is made, what CloudFront refuses, and what a visitor gets."""

import json
from typing import Any

from .world import ACCOUNT, Case, allow, as_role, build_session, client, control, new_role, trusting

CACHING = "658327ea-f89d-4fab-a63d-7e88639e58f6"
ZONE = {"account": ACCOUNT, "id": "Z0CLOUDFRONT00000000", "name": "clinic.example"}


def site(name: str, **more: Any) -> dict[str, Any]:
    """Everything of a site, with the release as a parameter."""
    distribution = {
        "Enabled": True,
        "Aliases": [f"{name}.clinic.example"],
        "DefaultRootObject": "index.html",
        "IPV6Enabled": True,
        "WebACLId": {"Fn::GetAtt": ["Acl", "Arn"]},
        "ViewerCertificate": {"AcmCertificateArn": {"Ref": "Certificate"}, "SslSupportMethod": "sni-only"},
        "Origins": [
            {
                "Id": "files",
                "DomainName": {"Fn::GetAtt": ["Bucket", "RegionalDomainName"]},
                "OriginPath": {"Fn::Join": ["", ["/releases/", {"Ref": "Release"}]]},
                "OriginAccessControlId": {"Fn::GetAtt": ["Control", "Id"]},
                "S3OriginConfig": {"OriginAccessIdentity": ""},
            }
        ],
        "DefaultCacheBehavior": {
            "TargetOriginId": "files",
            "ViewerProtocolPolicy": "redirect-to-https",
            "AllowedMethods": ["GET", "HEAD"],
            "CachedMethods": ["GET", "HEAD"],
            "CachePolicyId": CACHING,
            "ResponseHeadersPolicyId": {"Ref": "Headers"},
            "FunctionAssociations": [
                {"EventType": "viewer-request", "FunctionARN": {"Fn::GetAtt": ["Paths", "FunctionARN"]}}
            ],
        },
        "CustomErrorResponses": [
            {"ErrorCode": 404, "ErrorCachingMinTTL": 10, "ResponseCode": 404, "ResponsePagePath": "/404.html"}
        ],
        **more,
    }
    code = "function handler(event) { if (event.request.uri === '/about') event.request.uri = '/about/index.html'; return event.request; }"
    source = {"Fn::Join": ["", [f"arn:aws:cloudfront::{ACCOUNT}:distribution/", {"Ref": "Distribution"}]]}
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "cloudfront.amazonaws.com"},
                "Action": action,
                "Resource": {"Fn::Join": ["", [{"Fn::GetAtt": ["Bucket", "Arn"]}, end]]},
                "Condition": {"StringEquals": {"aws:SourceArn": source}},
            }
            for action, end in (("s3:GetObject", "/releases/*"), ("s3:ListBucket", ""))
        ],
    }
    return {
        "Parameters": {"Release": {"Type": "String", "Default": "none"}},
        "Resources": {
            "Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": f"{name}-files"}},
            "BucketPolicy": {
                "Type": "AWS::S3::BucketPolicy",
                "Properties": {"Bucket": {"Ref": "Bucket"}, "PolicyDocument": policy},
            },
            "Acl": {
                "Type": "AWS::WAFv2::WebACL",
                "Properties": {
                    "Scope": "CLOUDFRONT",
                    "DefaultAction": {"Allow": {}},
                    "VisibilityConfig": {
                        "CloudWatchMetricsEnabled": True,
                        "MetricName": "a",
                        "SampledRequestsEnabled": True,
                    },
                },
            },
            "Certificate": {
                "Type": "AWS::CertificateManager::Certificate",
                "Properties": {
                    "DomainName": f"{name}.clinic.example",
                    "ValidationMethod": "DNS",
                    "DomainValidationOptions": [{"DomainName": f"{name}.clinic.example", "HostedZoneId": ZONE["id"]}],
                },
            },
            "Control": {
                "Type": "AWS::CloudFront::OriginAccessControl",
                "Properties": {
                    "OriginAccessControlConfig": {
                        "Name": name,
                        "OriginAccessControlOriginType": "s3",
                        "SigningBehavior": "always",
                        "SigningProtocol": "sigv4",
                    }
                },
            },
            "Headers": {
                "Type": "AWS::CloudFront::ResponseHeadersPolicy",
                "Properties": {
                    "ResponseHeadersPolicyConfig": {
                        "Name": name,
                        "SecurityHeadersConfig": {
                            "ContentSecurityPolicy": {"ContentSecurityPolicy": "default-src 'self'", "Override": True}
                        },
                        "RemoveHeadersConfig": {"Items": [{"Header": "Server"}]},
                    }
                },
            },
            "Paths": {
                "Type": "AWS::CloudFront::Function",
                "Properties": {
                    "Name": f"{name}-paths",
                    "FunctionCode": code,
                    "FunctionConfig": {"Comment": "paths", "Runtime": "cloudfront-js-2.0"},
                    "AutoPublish": True,
                },
            },
            "Distribution": {
                "Type": "AWS::CloudFront::Distribution",
                "Properties": {"DistributionConfig": distribution},
            },
        },
    }


class Sites(Case):
    """Stacks in the region of CloudFront."""

    def setUp(self) -> None:
        super().setUp()
        self.cloudformation = client("cloudformation", region="us-east-1")
        self.edge = client("cloudfront", region="us-east-1")
        control("POST", "hosted-zones", ZONE)

    def failure(self) -> str:
        """Why the stack's resources failed."""
        events = self.cloudformation.describe_stack_events(StackName=self.name)["StackEvents"]
        return " ".join(
            each.get("ResourceStatusReason", "") for each in events if each["ResourceStatus"].endswith("FAILED")
        )

    def refused(self, words: str, **more: Any) -> None:
        """A distribution that CloudFront does not take."""
        self.assertEqual(self.deploy(site(self.name, **more)), "ROLLBACK_COMPLETE")
        self.assertIn(words, self.failure())

    def get(self, path: str) -> dict[str, Any]:
        """What a visitor gets."""
        return control("POST", "visits", {"account": ACCOUNT, "host": f"{self.name}.clinic.example", "path": path})

    def test_visitors_get_the_release_of_the_parameter(self) -> None:
        self.assertEqual(self.deploy(site(self.name)), "CREATE_COMPLETE", self.name)
        files = client("s3", region="us-east-1")
        for release in ("one", "two"):
            for page in ("index.html", "about/index.html", "404.html"):
                files.put_object(
                    Bucket=f"{self.name}-files", Key=f"releases/{release}/{page}", Body=f"{release} {page}".encode()
                )
        self.assertEqual(self.get("/")["status"], 404)
        kept = {"UsePreviousTemplate": True}
        self.assertEqual(
            self.deploy(None, Parameters=[{"ParameterKey": "Release", "ParameterValue": "one"}], **kept),
            "UPDATE_COMPLETE",
        )
        self.assertEqual(self.get("/")["body"], "one index.html")
        self.assertEqual(self.get("/about")["body"], "one about/index.html")
        self.assertEqual(self.get("/")["headers"]["content-security-policy"], "default-src 'self'")
        self.assertEqual((self.get("/nothing.js")["status"], self.get("/nothing.js")["body"]), (404, "one 404.html"))
        self.assertEqual(
            self.deploy(None, Parameters=[{"ParameterKey": "Release", "ParameterValue": "two"}], **kept),
            "UPDATE_COMPLETE",
        )
        self.assertEqual(self.get("/")["body"], "two index.html")
        files.put_bucket_policy(
            Bucket=f"{self.name}-files", Policy=json.dumps({"Version": "2012-10-17", "Statement": []})
        )
        self.assertEqual(self.get("/")["status"], 403)

    def test_a_stack_that_is_deleted_leaves_nothing(self) -> None:
        self.deploy(site(self.name))
        self.cloudformation.delete_stack(StackName=self.name)
        while (self.status() or "").endswith("IN_PROGRESS"):
            pass
        names = [
            each["DomainName"]
            for each in self.edge.list_distributions()["DistributionList"].get("Items", [])
            if self.name in str(each)
        ]
        self.assertEqual((self.status(), names), (None, []))

    def test_what_cloudfront_refuses(self) -> None:
        self.refused("InvalidViewerCertificate", ViewerCertificate={"CloudFrontDefaultCertificate": True})
        self.name += "-b"
        self.refused("doesn't cover", Aliases=["other.clinic.example"])
        self.name += "-c"
        self.refused("InvalidWebACLId", WebACLId=f"arn:aws:wafv2:us-east-1:{ACCOUNT}:regional/webacl/a/b")
        self.name += "-d"
        self.refused(
            "NoSuchCachePolicy",
            DefaultCacheBehavior={
                "TargetOriginId": "files",
                "ViewerProtocolPolicy": "https-only",
                "CachePolicyId": "none",
            },
        )
        self.name += "-e"
        origin = {
            "Id": "files",
            "DomainName": "a.s3.us-east-1.amazonaws.com",
            "S3OriginConfig": {"OriginAccessIdentity": ""},
        }
        self.refused("InvalidOriginAccessControl", Origins=[{**origin, "OriginAccessControlId": "E123"}])
        self.name += "-f"
        self.refused("OriginPath", Origins=[{**origin, "OriginPath": "/releases/"}])

    def test_two_sites_have_two_names(self) -> None:
        self.deploy(site(self.name))
        first, self.name = self.name, f"{self.name}-two"
        template = site(self.name, Aliases=[f"{first}.clinic.example"])
        template["Resources"]["Certificate"]["Properties"]["DomainName"] = f"{first}.clinic.example"
        self.assertEqual(self.deploy(template), "ROLLBACK_COMPLETE")
        self.assertIn("CNAMEAlreadyExists", self.failure())

    def test_a_change_names_the_version_that_it_replaces(self) -> None:
        self.deploy(site(self.name))
        found = next(
            each
            for each in self.edge.list_distributions()["DistributionList"]["Items"]
            if f"{self.name}.clinic.example" in each["Aliases"]["Items"]
        )
        config = self.edge.get_distribution_config(Id=found["Id"])
        for version, code in (("EOTHER", "PreconditionFailed"), (None, "InvalidIfMatchVersion")):
            given = {} if version is None else {"IfMatch": version}
            with self.assertRaises(self.edge.exceptions.ClientError) as refused:
                self.edge.update_distribution(Id=found["Id"], DistributionConfig=config["DistributionConfig"], **given)
            self.assertEqual(refused.exception.response["Error"]["Code"], code)
        with self.assertRaises(self.edge.exceptions.ClientError) as refused:
            self.edge.delete_distribution(Id=found["Id"], IfMatch=config["ETag"])
        self.assertEqual(refused.exception.response["Error"]["Code"], "DistributionNotDisabled")

    def test_a_change_of_a_distribution_with_a_web_acl_reads_the_web_acl(self) -> None:
        self.deploy(site(self.name))
        found = next(
            each
            for each in self.edge.list_distributions()["DistributionList"]["Items"]
            if f"{self.name}.clinic.example" in each["Aliases"]["Items"]
        )
        on = [allow(["cloudfront:GetDistributionConfig", "cloudfront:UpdateDistribution"], found["ARN"])]
        for statements, good in ((on, False), ([*on, allow("wafv2:GetWebACL", found["WebACLId"])], True)):
            role = new_role(*statements, trust=trusting({"Service": "codebuild.amazonaws.com"}))
            edge = as_role("cloudfront", build_session(role), region="us-east-1")
            config = edge.get_distribution_config(Id=found["Id"])
            given = {"Id": found["Id"], "IfMatch": config["ETag"], "DistributionConfig": config["DistributionConfig"]}
            if good:
                edge.update_distribution(**given)
                continue
            with self.assertRaises(edge.exceptions.ClientError) as refused:
                edge.update_distribution(**given)
            self.assertIn("wafv2:GetWebACL", str(refused.exception))

    def test_a_web_acl_of_cloudfront_is_made_in_its_region(self) -> None:
        self.cloudformation = client("cloudformation")
        template = site(self.name)
        self.assertEqual(self.deploy({"Resources": {"Acl": template["Resources"]["Acl"]}}), "ROLLBACK_COMPLETE")
        self.assertIn("WAFInvalidParameterException", self.failure())

    def test_paths_of_an_invalidation_begin_with_a_slash(self) -> None:
        self.deploy(site(self.name))
        found = next(
            each
            for each in self.edge.list_distributions()["DistributionList"]["Items"]
            if f"{self.name}.clinic.example" in each["Aliases"]["Items"]
        )
        batch = {"CallerReference": "1", "Paths": {"Quantity": 1, "Items": ["/*"]}}
        made = self.edge.create_invalidation(DistributionId=found["Id"], InvalidationBatch=batch)["Invalidation"]
        self.assertEqual(
            self.edge.get_invalidation(DistributionId=found["Id"], Id=made["Id"])["Invalidation"]["Status"], "Completed"
        )
        batch["Paths"]["Items"] = ["index.html"]
        with self.assertRaises(self.edge.exceptions.ClientError):
            self.edge.create_invalidation(DistributionId=found["Id"], InvalidationBatch=batch)
