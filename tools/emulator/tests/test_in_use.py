"""What AWS does not delete while something else uses it."""

from .world import Case, client

GROUP = {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "tasks"}}


class InUse(Case):
    """A stack with a security group, or a certificate."""

    def deleted(self) -> str:
        """How the deletion of the stack ends."""
        stack = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]["StackId"]
        self.cloudformation.delete_stack(StackName=self.name)
        return str(self.settled(stack))

    def made(self, kind: str) -> str:
        """Physical id of a resource of the stack."""
        found = self.cloudformation.describe_stack_resources(StackName=self.name)["StackResources"]
        return next(str(each["PhysicalResourceId"]) for each in found if each["ResourceType"] == kind)

    def test_a_group_that_a_rule_of_another_group_names(self) -> None:
        ec2 = client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.8.0.0/16")["Vpc"]["VpcId"]
        properties = {**GROUP["Properties"], "VpcId": vpc}  # type: ignore[dict-item]
        self.deploy({"Resources": {"Group": {**GROUP, "Properties": properties}}})
        other = ec2.create_security_group(GroupName=self.name, Description="caller", VpcId=vpc)["GroupId"]
        rule = {"IpProtocol": "tcp", "FromPort": 31000, "ToPort": 31000}
        out = [{**rule, "UserIdGroupPairs": [{"GroupId": self.made(str(GROUP["Type"]))}]}]
        ec2.authorize_security_group_egress(GroupId=other, IpPermissions=out)
        self.assertEqual(self.deleted(), "DELETE_FAILED")
        ec2.revoke_security_group_egress(GroupId=other, IpPermissions=out)
        self.assertEqual(self.deleted(), "DELETE_COMPLETE")

    def test_a_group_and_a_certificate_of_a_load_balancer(self) -> None:
        ec2, elb = client("ec2"), client("elbv2")
        vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
        subnets = [
            ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.9.{part}.0/24", AvailabilityZone=f"us-east-2{zone}")["Subnet"]["SubnetId"]
            for part, zone in enumerate("ab")
        ]
        properties = {**GROUP["Properties"], "VpcId": vpc}  # type: ignore[dict-item]
        certificate = {"Type": "AWS::CertificateManager::Certificate", "Properties": {"DomainName": "*.internal.acme.example"}}
        self.deploy({"Resources": {"Group": {**GROUP, "Properties": properties}, "Certificate": certificate}})
        arn = self.made("AWS::CertificateManager::Certificate")
        balancer = elb.create_load_balancer(
            Name=self.name[-30:], Subnets=subnets, SecurityGroups=[self.made(str(GROUP["Type"]))]
        )["LoadBalancers"][0]["LoadBalancerArn"]
        target = elb.create_target_group(Name=self.name[-30:], Protocol="HTTPS", Port=443, VpcId=vpc, TargetType="ip")
        forward = [{"Type": "forward", "TargetGroupArn": target["TargetGroups"][0]["TargetGroupArn"]}]
        elb.create_listener(
            LoadBalancerArn=balancer, Protocol="HTTPS", Port=443, Certificates=[{"CertificateArn": arn}], DefaultActions=forward
        )
        self.assertEqual(self.deleted(), "DELETE_FAILED")
        elb.delete_load_balancer(LoadBalancerArn=balancer)
        self.assertEqual(self.deleted(), "DELETE_COMPLETE")
