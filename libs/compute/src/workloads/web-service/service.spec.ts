import { Match } from 'aws-cdk-lib/assertions';
import type { Template } from 'aws-cdk-lib/assertions';
import { healthCheckCommand } from '../task/health-check-command';
import { IMAGE_DIGEST_PARAMETER } from '../task/workload-base';
import { KEY, logicalIdsBelow, synthesizeService } from '../../testing/service';

const { stack, service, template } = synthesizeService();

interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: string | string[];
  readonly Properties: object;
}

const resources = template.toJSON()['Resources'] as Record<string, Resource>;

function containerOf(made: Template) {
  const [task] = Object.values(made.findResources('AWS::ECS::TaskDefinition'));
  return task?.['Properties'].ContainerDefinitions[0];
}

describe('the image', () => {
  test('is a parameter of the stack, empty at first, and takes digests only', () => {
    template.hasParameter(IMAGE_DIGEST_PARAMETER, {
      Type: 'String',
      Default: '',
      AllowedPattern: '^(sha256:[0-9a-f]{64})?$',
    });
    expect(IMAGE_DIGEST_PARAMETER).toBe('ImageDigest');
  });

  test.each<[given: string, allowed: boolean]>([
    ['', true],
    [`sha256:${'0af9'.repeat(16)}`, true],
    [`sha256:${'0af9'.repeat(15)}`, false],
    [`sha256:${'0AF9'.repeat(16)}`, false],
    ['latest', false],
    [`sha256:${'0af9'.repeat(16)} `, false],
  ])('"%s": %s', (given, allowed) => {
    const { AllowedPattern } = template.findParameters('*')[IMAGE_DIGEST_PARAMETER] as { AllowedPattern: string };
    expect(new RegExp(AllowedPattern).test(given)).toBe(allowed);
  });

  test('is named by digest, so that no tag decides what runs', () => {
    expect(containerOf(template).Image).toEqual({
      'Fn::Join': ['', ['111122223333.dkr.ecr.us-east-2.amazonaws.com/acme/api@', { Ref: 'ImageDigest' }]],
    });
  });
});

describe('while there is no image', () => {
  /** Logical ids that a part of the template names, by Ref, GetAtt, Sub or DependsOn. */
  function namedIn(part: unknown): string[] {
    if (typeof part !== 'object' || part === null) return [];
    return Object.entries(part).flatMap(([key, value]) => {
      if (key === 'Ref' || key === 'DependsOn') return [value].flat() as string[];
      if (key === 'Fn::GetAtt') return [Array.isArray(value) ? value[0] : String(value).split('.')[0]];
      if (key === 'Fn::Sub') {
        const text = String(Array.isArray(value) ? value[0] : value);
        return [...text.matchAll(/\$\{([A-Za-z0-9]+)/g)].map(([, id]) => id ?? '').concat(namedIn(value));
      }
      return namedIn(value);
    });
  }

  const conditional = Object.keys(resources).filter((id) => resources[id]?.Condition === 'HasImage');

  test('there is a condition that says so', () => {
    template.hasCondition('HasImage', { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ImageDigest' }, ''] }] });
  });

  test('exactly what is below Running is left out', () => {
    const below = logicalIdsBelow(stack, service.node.findChild('Running'));
    expect(conditional.sort()).toEqual(below.sort());
    for (const type of [
      'AWS::ECS::Service',
      'AWS::ECS::TaskDefinition',
      'AWS::ApplicationAutoScaling::ScalableTarget',
    ]) {
      expect(conditional.map((id) => resources[id]?.Type)).toContain(type);
    }
  });

  test('nothing else refers to what is left out', () => {
    const { Resources: _, ...rest } = template.toJSON();
    const always = Object.entries(resources).filter(([id]) => !conditional.includes(id));
    for (const [id, resource] of always) {
      expect({ id, refersTo: namedIn(resource).filter((name) => conditional.includes(name)) }).toEqual({
        id,
        refersTo: [],
      });
    }
    expect(namedIn(rest).filter((name) => conditional.includes(name))).toEqual([]);
  });

  test('that walk finds every way to refer', () => {
    expect(
      namedIn({
        DependsOn: ['A'],
        a: { DependsOn: 'B', b: [{ Ref: 'C' }, { 'Fn::GetAtt': ['D', 'Arn'] }] },
        c: { 'Fn::Sub': ['${E}-${F.Arn}', { x: { Ref: 'G' } }] },
        d: { 'Fn::GetAtt': 'H.Arn' },
      }).sort(),
    ).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']);
  });
});

describe('the ECS service', () => {
  test('a deployment that fails, by its tasks or by the alarms, is rolled back', () => {
    template.hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: {
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        Alarms: {
          Enable: true,
          Rollback: true,
          AlarmNames: [
            { Ref: Match.stringLikeRegexp('TrafficAlarmsUnhealthyTargets') },
            { Ref: Match.stringLikeRegexp('TrafficAlarmsServerErrors') },
          ],
        },
        MinimumHealthyPercent: 100,
        MaximumPercent: 200,
      },
    });
  });

  test('no one gets a shell in it, and it has no public address', () => {
    template.hasResourceProperties('AWS::ECS::Service', {
      EnableExecuteCommand: false,
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          AssignPublicIp: 'DISABLED',
          Subnets: ['subnet-1', 'subnet-2'],
          SecurityGroups: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('ServiceSecurityGroup'), 'GroupId'] }],
        },
      },
    });
  });

  test('is spread over the zones, on a platform version that knows its settings', () => {
    template.hasResourceProperties('AWS::ECS::Service', {
      LaunchType: 'FARGATE',
      PlatformVersion: '1.4.0',
      AvailabilityZoneRebalancing: 'ENABLED',
      HealthCheckGracePeriodSeconds: 60,
      PropagateTags: 'SERVICE',
      LoadBalancers: [{ ContainerName: 'api', ContainerPort: 8080, TargetGroupArn: { Ref: Match.anyValue() } }],
    });
  });

  test('waits for the rule that sends it requests, and for the policies of its roles', () => {
    const [ecsService] = Object.values(resources).filter(({ Type }) => Type === 'AWS::ECS::Service');
    const waitsFor = [ecsService?.DependsOn ?? []].flat().map((id) => resources[id]?.Type);
    expect(waitsFor).toEqual(
      expect.arrayContaining(['AWS::ElasticLoadBalancingV2::ListenerRule', 'AWS::IAM::ManagedPolicy']),
    );
  });
});

describe('the container', () => {
  const container = containerOf(template);

  test('cannot write to its image, is not root and has no capability', () => {
    expect(container).toMatchObject({
      ReadonlyRootFilesystem: true,
      User: '10001:10001',
      LinuxParameters: { Capabilities: { Drop: ['ALL'] }, InitProcessEnabled: true },
    });
    expect(container.LinuxParameters.Capabilities.Add).toBeUndefined();
    expect(container.Privileged).toBeUndefined();
  });

  test('writes to memory only, where it is configured to', () => {
    expect(container.LinuxParameters.Tmpfs).toEqual(
      ['/tmp', '/var/cache'].map((ContainerPath) => ({ ContainerPath, Size: 64, MountOptions: ['nosuid', 'nodev'] })),
    );
    expect(container.MountPoints).toBeUndefined();
  });

  test('gets its secrets from Secrets Manager, and no other way', () => {
    expect(container.Secrets).toEqual(
      ['SESSION_KEY', 'SMS_GATEWAY_KEY'].map((Name) => ({
        Name,
        ValueFrom: { Ref: expect.stringMatching(new RegExp(`^ServiceSecrets${Name.replaceAll('_', '')}`)) },
      })),
    );
    expect(container.Environment).toEqual([
      { Name: 'PORT', Value: '8080' },
      { Name: 'LOG_LEVEL', Value: 'info' },
      { Name: 'DATABASE_HOST', Value: 'database.internal' },
      { Name: 'DATABASE_PORT', Value: '3306' },
      { Name: 'DATABASE_NAME', Value: 'acme' },
      { Name: 'DATABASE_USER', Value: 'api' },
    ]);
  });

  test('is asked for its health from inside', () => {
    expect(container.HealthCheck).toEqual({
      Command: healthCheckCommand('https://127.0.0.1:8080/healthz', '200', 5),
      Interval: 30,
      Timeout: 5,
      Retries: 3,
      StartPeriod: 60,
    });
  });

  test('or by the command given', () => {
    const healthCheck = {
      path: '/healthz',
      codes: '200',
      intervalSeconds: 30,
      timeoutSeconds: 5,
      graceSeconds: 60,
      command: ['CMD', '/app/healthy'],
    };
    expect(containerOf(synthesizeService({ healthCheck }).template).HealthCheck.Command).toEqual([
      'CMD',
      '/app/healthy',
    ]);
  });

  test('without TLS where the service does not speak it', () => {
    const [, script] = containerOf(synthesizeService({ protocol: 'http' }).template).HealthCheck.Command;
    expect(script).toContain("u='http://127.0.0.1:8080/healthz'");
  });

  test('logs to an encrypted log group that is not for ever, without waiting for it', () => {
    expect(container.LogConfiguration).toEqual({
      LogDriver: 'awslogs',
      Options: {
        'awslogs-group': { Ref: expect.stringMatching(/^ServiceLogGroup/) },
        'awslogs-stream-prefix': 'api',
        'awslogs-region': 'us-east-2',
        mode: 'non-blocking',
        'max-buffer-size': '26214400b',
      },
    });
    template.hasResource('AWS::Logs::LogGroup', {
      UpdateReplacePolicy: 'Retain',
      Properties: {
        LogGroupName: '/careplane/acme/environments/staging/api',
        RetentionInDays: 365,
        KmsKeyId: KEY,
      },
    });
  });
});

describe('the task', () => {
  test.each<[architecture: 'arm64' | 'x86_64', written: string]>([
    ['arm64', 'ARM64'],
    ['x86_64', 'X86_64'],
  ])('has the size it was given, on %s', (architecture, written) => {
    synthesizeService({ architecture }).template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Family: 'acme-api-staging',
      Cpu: '512',
      Memory: '1024',
      NetworkMode: 'awsvpc',
      RequiresCompatibilities: ['FARGATE'],
      RuntimePlatform: { CpuArchitecture: written, OperatingSystemFamily: 'LINUX' },
    });
  });

  test('of a size that Fargate does not have is refused, with the nearest ones', () => {
    expect(() => synthesizeService({ cpu: 256, memoryMiB: 4096 })).toThrow(
      new RangeError(
        'Fargate has no task of 256 CPU units with 4096 MiB; nearest: 256 CPU units with 2048 MiB, 512 CPU units with 4096 MiB',
      ),
    );
  });
});

describe('secrets', () => {
  test('are encrypted with the key, random until their owner sets them, and outlive their stack', () => {
    template.resourceCountIs('AWS::SecretsManager::Secret', 2);
    for (const name of ['SESSION_KEY', 'SMS_GATEWAY_KEY']) {
      template.hasResource('AWS::SecretsManager::Secret', {
        UpdateReplacePolicy: 'Retain',
        DeletionPolicy: 'RetainExceptOnCreate',
        Properties: {
          Name: `/acme/staging/api/${name}`,
          KmsKeyId: KEY,
          GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true },
          SecretString: Match.absent(),
        },
      });
    }
  });

  test('and the log have logical ids that stay: another would lose them', () => {
    const kept = ['AWS::SecretsManager::Secret', 'AWS::Logs::LogGroup'];
    expect(
      Object.keys(resources)
        .filter((id) => kept.includes(resources[id]?.Type ?? ''))
        .sort(),
    ).toEqual(['ServiceLogGroupB910EE76', 'ServiceSecretsSESSIONKEY5132739F', 'ServiceSecretsSMSGATEWAYKEY79CFD52E']);
  });
});
