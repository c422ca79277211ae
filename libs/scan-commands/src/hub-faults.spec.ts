import { FAULTS, faultyService, SHORT_TIMEOUTS } from '@careplane/command-line/testing';
import { awsHub } from '@careplane/security-scan';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

it.each(FAULTS)('Security Hub that %s is asked once, and the call comes to its end', async (fault) => {
  const service = await faultyService(fault);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: service.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  try {
    const hub = await awsHub('us-east-2', SHORT_TIMEOUTS);
    await expect(hub.list('careplane')).rejects.toThrow();
    await expect(hub.import([])).rejects.toThrow();
    await service.reached;
    expect(service.asked()).toBeLessThanOrEqual(2);
  } finally {
    await service.close();
  }
});
