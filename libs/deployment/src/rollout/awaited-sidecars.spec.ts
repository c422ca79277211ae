import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { PlatformModel } from '@careplane/config';
import { mockClient } from 'aws-sdk-client-mock';
import type { OpenedUnit } from '../assembly/opened-assemblies';
import { Clients } from '../aws/clients';
import { parameterStore } from '../aws/parameter-store';
import { awaitedWords, withoutAwaited } from './awaited-sidecars';

const PLACE = { account: '111122223333', region: 'us-east-2' };
const DIGEST = `sha256:${'1a'.repeat(32)}`;
const MODEL = {
  ...{ name: 'acme', environments: [], bootstrapQualifier: 'hnb659fds', ...PLACE },
  services: [{ kind: 'web', name: 'portal', unit: 'acme-portal', sidecars: [{ name: 'log-proxy', digest: DIGEST }] }],
} as unknown as PlatformModel;

const stack = (environment?: string) => ({
  ...PLACE,
  unit: 'acme-portal',
  name: environment === undefined ? 'acme-portal-repository' : `acme-portal-${environment}`,
  key: String(environment),
  environment,
  template: environment === undefined ? {} : { Parameters: { ImageDigest: {}, SidecarLogProxyDigest: {} } },
});
const OPENED = {
  ...{ unit: 'acme-portal', environment: 'staging', assembly: {}, stacks: [] },
  work: [stack(), stack('staging')],
} as unknown as OpenedUnit;

const cloudFormation = mockClient(CloudFormationClient);
const registry = mockClient(ECRClient);
const sts = mockClient(STSClient);
const clients = () =>
  new Clients({ model: MODEL, purpose: 'deploy', directory: 'apps/acme' }, parameterStore('us-east-2'));

const named = (name: string) => Object.assign(new Error(name), { name });

/** @param parameters of the deployed stack; undefined where there is no stack */
async function leftOut(parameters: Record<string, string> | undefined, images: object | Error): Promise<unknown> {
  for (const mock of [cloudFormation, registry, sts]) mock.reset();
  sts.on(GetCallerIdentityCommand).resolves({ Account: PLACE.account, Arn: 'arn:aws:iam::111122223333:user/sam' });
  sts
    .on(AssumeRoleCommand)
    .resolves({ Credentials: { AccessKeyId: 'a', SecretAccessKey: 'b', SessionToken: 'c', Expiration: undefined } });
  if (parameters === undefined) {
    cloudFormation
      .on(DescribeStacksCommand)
      .rejects(
        Object.assign(new Error('Stack with id acme-portal-staging does not exist'), { name: 'ValidationError' }),
      );
  } else {
    const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    }));
    cloudFormation.on(DescribeStacksCommand).resolves({
      Stacks: [
        { StackName: 'acme-portal-staging', CreationTime: new Date(0), StackStatus: 'UPDATE_COMPLETE', Parameters },
      ],
    });
  }
  if (images instanceof Error) registry.on(DescribeImagesCommand).rejects(images);
  else registry.on(DescribeImagesCommand).resolves(images);
  const { whole, partly, awaited } = await withoutAwaited([OPENED], clients(), MODEL);
  return [whole.length, partly.map(({ work }) => work.map(({ name }) => name)), awaited.map(({ sidecar }) => sidecar)];
}

const RUNS = { ImageDigest: `sha256:${'2b'.repeat(32)}` };
const WHOLE = [1, [], []];

test.each<
  [situation: string, parameters: Record<string, string> | undefined, images: object | Error, expected: unknown]
>([
  [
    'a service runs, and the image is not copied',
    RUNS,
    named('ImageNotFoundException'),
    [0, [['acme-portal-repository']], ['log-proxy']],
  ],
  [
    'its repository is not there yet',
    RUNS,
    named('RepositoryNotFoundException'),
    [0, [['acme-portal-repository']], ['log-proxy']],
  ],
  ['the image is copied', RUNS, { imageDetails: [{ imageDigest: DIGEST }] }, WHOLE],
  ['the sidecar runs already', { ...RUNS, SidecarLogProxyDigest: DIGEST }, named('ImageNotFoundException'), WHOLE],
  ['nothing of the service runs', { ImageDigest: '' }, named('ImageNotFoundException'), WHOLE],
  ['the stack is new', undefined, named('ImageNotFoundException'), WHOLE],
  ['the role may not look into the registry', RUNS, named('AccessDeniedException'), WHOLE],
])('%s', async (_, parameters, images, expected) => {
  expect(await leftOut(parameters, images)).toEqual(expected);
});

test('the words say what is left out, why, and how it is deployed', async () => {
  await leftOut(RUNS, named('ImageNotFoundException'));
  const { awaited } = await withoutAwaited([OPENED], clients(), MODEL);
  expect(awaitedWords(awaited, 'careplane deploy apps/acme --assembly cdk.out')).toBe(
    [
      `acme-portal-staging is left out: it runs, and the image of its new sidecar log-proxy is not in acme/portal/log-proxy (${DIGEST}).`,
      '  1. Release portal in staging: the release scans the image and copies it. It then ends with an error, because the stack has no sidecar yet.',
      '  2. Deploy again: careplane deploy apps/acme --assembly cdk.out',
    ].join('\n'),
  );
});
