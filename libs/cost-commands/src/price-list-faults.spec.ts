import { ToolFailed } from '@careplane/command-line';
import { FAULTS, faultyService } from '@careplane/command-line/testing';
import { askPriceList } from './price-list-client';

// The figures, made short: what is tested is that the client has them.
jest.mock('@careplane/command-line', () => ({
  ...jest.requireActual<object>('@careplane/command-line'),
  AWS_CALLS: {
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 300, requestTimeout: 100, throwOnRequestTimeout: true, socketTimeout: 100 },
  },
}));

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

it.each(FAULTS)('a price list that %s ends in a sentence', async (fault) => {
  const service = await faultyService(fault);
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  try {
    const asked = askPriceList([{ service: 'AmazonECS', region: 'us-east-2' }], { endpoint: service.url });
    const error: unknown = await asked.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ToolFailed);
    expect((error as Error).message).toMatch(/did not answer.*Nothing was changed\..*[Rr]un this again/s);
    await service.reached;
    expect(service.asked()).toBeLessThanOrEqual(2);
  } finally {
    await service.close();
  }
});
