import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import { AWS_CALLS, ToolFailed } from '@careplane/command-line';
import { FAULTS, faultyService, SHORT_TIMEOUTS } from '@careplane/command-line/testing';
import { atAws } from './aws-errors';
import { Clients } from './clients';
import { PATIENT, parameterStore } from './parameter-store';

// The figures, made short: what is tested is that each client has them.
jest.mock('@careplane/command-line', () => ({
  ...jest.requireActual<object>('@careplane/command-line'),
  AWS_CALLS: {
    maxAttempts: 2,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: 300, requestTimeout: 100, throwOnRequestTimeout: true, socketTimeout: 100 },
  },
}));

const SETTINGS = {
  model: { name: 'medmo', bootstrapQualifier: 'hnb659fds', region: 'us-east-2', environments: [] },
  purpose: 'look',
  directory: 'apps/medmo',
} as const;

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

describe.each(FAULTS)('a service that %s', (fault) => {
  it.each<[string, () => Promise<unknown>]>([
    ['Parameter Store', () => parameterStore('us-east-2').send(new GetParametersByPathCommand({ Path: '/x' }))],
    ['STS', () => new Clients(SETTINGS, parameterStore('us-east-2')).caller()],
    [
      'CloudFormation',
      () => new CloudFormationClient({ region: 'us-east-2', ...PATIENT }).send(new DescribeStacksCommand({})),
    ],
  ])('ends in a sentence, asked of %s', async (_, ask) => {
    expect(AWS_CALLS.requestHandler).toEqual(SHORT_TIMEOUTS);
    const service = await faultyService(fault);
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: service.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
    try {
      const error: unknown = await atAws('reading the ledger', ask).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ToolFailed);
      expect((error as Error).message).toMatch(/while (reading the ledger|reading the caller identity).*\.$/s);
      await service.reached;
      expect(service.asked()).toBeLessThanOrEqual(2);
    } finally {
      await service.close();
    }
  });
});
