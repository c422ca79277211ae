import { Match } from 'aws-cdk-lib/assertions';
import { synthesizeService } from '../../testing/service';
import { synthesizeWorker } from '../../testing/workloads';
import type { SidecarContainer } from './sidecars';

const ARN = 'arn:aws:ecr:us-east-2:111122223333:repository/acme/api/proxy';
const PROXY: SidecarContainer = {
  name: 'proxy',
  repositoryUri: '111122223333.dkr.ecr.us-east-2.amazonaws.com/acme/api/proxy',
  repositoryArn: ARN,
  digest: `sha256:${'0d'.repeat(32)}`,
  parameter: 'SidecarProxyDigest',
  port: 8081,
  cpu: 64,
  memoryMiB: 128,
  essential: true,
  start: 'before',
  user: '101',
  command: ['proxy', '--home=${HOME}'],
  writablePaths: ['/run/proxy'],
  variables: { LEVEL: 'warn' },
  secrets: ['KEY'],
  secretPrefix: '/acme/staging/api/proxy',
  healthCheck: { command: ['CMD', '/health'], intervalSeconds: 10, timeoutSeconds: 5, graceSeconds: 0 },
};

interface Container {
  readonly Name: string;
  readonly [key: string]: unknown;
}

const template = synthesizeService({ sidecars: [PROXY] }).template;
const containersOf = (made: typeof template) =>
  Object.values(made.findResources('AWS::ECS::TaskDefinition'))[0]?.['Properties'].ContainerDefinitions as Container[];

describe('a sidecar', () => {
  const [main, sidecar] = containersOf(template);

  it('runs from the copy of its image, by the digest of a parameter whose default service.yaml gives', () => {
    expect(JSON.stringify(sidecar?.['Image'])).toMatch(/acme\/api\/proxy@.*SidecarProxyDigest/);
    template.hasParameter('SidecarProxyDigest', {
      Default: PROXY.digest,
      AllowedPattern: '^sha256:[0-9a-f]{64}$',
    });
  });

  it('is hardened as the service is, and reserves its part of the task', () => {
    expect(sidecar).toMatchObject({
      Name: 'proxy',
      ReadonlyRootFilesystem: true,
      User: '101',
      Cpu: 64,
      MemoryReservation: 128,
      Essential: true,
      LinuxParameters: {
        Capabilities: { Drop: ['ALL'] },
        Tmpfs: [{ ContainerPath: '/run/proxy', Size: 64 }],
      },
      PortMappings: [{ ContainerPort: 8081, Protocol: 'tcp' }],
    });
  });

  it('has streams and secrets of its own', () => {
    expect(sidecar?.['LogConfiguration']).toMatchObject({ Options: { 'awslogs-stream-prefix': 'proxy' } });
    const secrets = (container: Container | undefined) =>
      (container?.['Secrets'] as Container[]).map(({ Name }) => Name);
    expect(secrets(sidecar)).toEqual(['KEY']);
    expect(secrets(main)).toEqual(['SESSION_KEY', 'SMS_GATEWAY_KEY']);
    template.hasResourceProperties('AWS::SecretsManager::Secret', { Name: '/acme/staging/api/proxy/KEY' });
  });

  it('starts before the service, which waits until it is healthy', () => {
    expect(main?.['DependsOn']).toEqual([{ ContainerName: 'proxy', Condition: 'HEALTHY' }]);
    expect(sidecar?.['DependsOn']).toBeUndefined();
  });

  it.each<[what: string, start: SidecarContainer['start'], check: boolean, first: unknown, second: unknown]>([
    ['before, without a check', 'before', false, [{ ContainerName: 'proxy', Condition: 'START' }], undefined],
    ['after a service with a check', 'after', true, undefined, [{ ContainerName: 'api', Condition: 'HEALTHY' }]],
  ])('starts %s', (_, start, check, ofMain, ofSidecar) => {
    const { healthCheck, ...rest } = PROXY;
    const made = synthesizeService({ sidecars: [{ ...rest, start, ...(check ? { healthCheck } : {}) }] }).template;
    expect(containersOf(made).map((each) => each['DependsOn'])).toEqual([ofMain, ofSidecar]);
  });

  it('is pulled, and its secrets are read, by the execution role and nothing else', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Resource: ['arn:aws:ecr:us-east-2:111122223333:repository/acme/api', ARN] }),
        ]),
      },
    });
  });

  it('is not what the load balancer reaches', () => {
    template.hasResourceProperties('AWS::ECS::Service', {
      LoadBalancers: [Match.objectLike({ ContainerName: 'api' })],
    });
  });
});

test('a task before the deploy has no sidecars, and a workload without sidecars has no parameter for one', () => {
  const made = synthesizeWorker({
    sidecars: [PROXY],
    beforeDeploy: {
      name: 'migrate',
      command: ['m'],
      timeoutMinutes: 5,
      family: 'acme-letters_before-deploy-staging',
      runnerRoleName: 'run-before-deploy-acme-letters-staging',
      callerArn: 'arn:aws:iam::111122223333:role/deploy',
      clusterName: 'acme-staging',
    },
  });
  const sizes = Object.values(made.findResources('AWS::ECS::TaskDefinition')).map(
    ({ Properties }) => Properties.ContainerDefinitions.length as number,
  );
  expect(sizes.sort()).toEqual([1, 2]);
  expect(Object.keys(synthesizeWorker().toJSON().Parameters)).not.toContainEqual(expect.stringMatching(/^Sidecar/));
});
