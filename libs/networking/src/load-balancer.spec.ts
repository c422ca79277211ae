import { Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LoadBalancer } from './load-balancer';
import { testStack } from './testing/stack';

const CERTIFICATE = 'arn:aws:acm:us-east-2:111122223333:certificate/6f1c2f6e-4f0c-4f0e-9a55-6c2b2f4f2a10';
const TOPIC = 'arn:aws:sns:us-east-2:111122223333:alarms';

function synthesize(): Template {
  const stack = testStack();
  new LoadBalancer(stack, 'LoadBalancer', {
    vpc: Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1',
      availabilityZones: ['us-east-2a', 'us-east-2b'],
      publicSubnetIds: ['subnet-1', 'subnet-2'],
      publicSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
    }),
    subnets: { subnetType: SubnetType.PUBLIC },
    certificate: Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE),
    accessLogDays: 2190,
    alarmTopic: Topic.fromTopicArn(stack, 'Topic', TOPIC),
  });
  return Template.fromStack(stack);
}

const template = synthesize();

test('two listeners, no more', () => {
  template.resourceCountIs('AWS::ElasticLoadBalancingV2::Listener', 2);
});

test('443 speaks TLS 1.2 and 1.3 only, and answers 404 to what no service has asked for', () => {
  template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
    Port: 443,
    Protocol: 'HTTPS',
    Certificates: [{ CertificateArn: CERTIFICATE }],
    SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    DefaultActions: [
      {
        Type: 'fixed-response',
        FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: 'Not found' },
      },
    ],
  });
});

test('80 answers with a permanent redirect to HTTPS', () => {
  template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }],
  });
});

test.each<[attribute: string, value: unknown]>([
  ['deletion_protection.enabled', 'true'],
  ['routing.http.drop_invalid_header_fields.enabled', 'true'],
  ['routing.http.desync_mitigation_mode', 'defensive'],
  ['idle_timeout.timeout_seconds', '60'],
  ['access_logs.s3.enabled', 'true'],
  ['access_logs.s3.bucket', { Ref: Match.stringLikeRegexp('AccessLogs') }],
])('attribute %s', (Key, Value) => {
  template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
    LoadBalancerAttributes: Match.arrayWith([{ Key, Value }]),
  });
});

test('it is the public subnets’ and has one security group', () => {
  template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
    Type: 'application',
    Scheme: 'internet-facing',
    Subnets: ['subnet-1', 'subnet-2'],
    SecurityGroups: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('LoadBalancerSecurityGroup'), 'GroupId'] }],
  });
  template.resourceCountIs('AWS::EC2::SecurityGroup', 1);
});

test('two doors in, and none out: CDK’s rule for "nothing"', () => {
  template.hasResourceProperties('AWS::EC2::SecurityGroup', {
    SecurityGroupIngress: [
      Match.objectLike({ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }),
      Match.objectLike({ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 80, ToPort: 80 }),
    ],
    SecurityGroupEgress: [
      {
        CidrIp: '255.255.255.255/32',
        IpProtocol: 'icmp',
        FromPort: 252,
        ToPort: 86,
        Description: 'Disallow all traffic',
      },
    ],
  });
  template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 0);
});

test('an alarm rings when the balancer itself answers with errors', () => {
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'HTTPCode_ELB_5XX_Count',
    Statistic: 'Sum',
    Threshold: 25,
    Period: 300,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [TOPIC],
    OKActions: [TOPIC],
  });
});

describe('the bucket of the access logs', () => {
  test('is private, encrypted, versioned, and outlives its stack', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        VersioningConfiguration: { Status: 'Enabled' },
      },
    });
  });

  test('keeps logs for the days given, and nothing for ever', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'expire',
            Status: 'Enabled',
            ExpirationInDays: 2190,
            NoncurrentVersionExpiration: { NoncurrentDays: 30 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
        ],
      },
    });
  });

  test.each([
    ['plain HTTP', { Bool: { 'aws:SecureTransport': 'false' } }],
    ['TLS below 1.2', { NumericLessThan: { 's3:TlsVersion': 1.2 } }],
  ])('refuses %s', (_what, Condition) => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Action: 's3:*', Principal: { AWS: '*' }, Condition }),
        ]),
      },
    });
  });

  test('is written to by the balancer’s log delivery alone, and below this account only', () => {
    const [policy] = Object.values(template.findResources('AWS::S3::BucketPolicy'));
    const allowed = (policy?.['Properties'].PolicyDocument.Statement as { Effect: string }[]).filter(
      ({ Effect }) => Effect === 'Allow',
    );
    expect(allowed.filter((statement) => JSON.stringify(statement).includes('s3:PutObject'))).not.toHaveLength(0);
    for (const statement of allowed) {
      const text = JSON.stringify(statement);
      expect(text).not.toContain('"AWS":"*"');
      if (text.includes('s3:PutObject')) expect(text).toContain('/AWSLogs/111122223333/*');
    }
  });

  test('has a logical id that stays: another would lose the logs', () => {
    expect(Object.keys(template.findResources('AWS::S3::Bucket'))).toEqual(['LoadBalancerAccessLogsBucket38E275E7']);
  });
});
