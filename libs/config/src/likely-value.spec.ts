import { likelyValue } from './likely-value';
import { loadTexts } from './load';
import { PLATFORM, serviceYaml } from './testing/examples';

it.each([
  ['cpu', '0.25 vCPU', 'write 256'],
  ['cpu', '.5', 'write 512'],
  ['cpu', 0.25, 'write 256'],
  ['cpu', '1024', 'write 1024'],
  ['cpu', '500m', 'write 512'],
  ['cpu', '512m', 'write 512'],
  ['cpu', '2000m', 'write 2048'],
  ['cpu', '300m', undefined],
  ['cpu', '0.3', undefined],
  ['memoryMiB', '512 MB', 'write 512'],
  ['memoryMiB', '0.5GiB', 'write 512'],
  ['memoryMiB', 'much', undefined],
  ['storageGiB', '1 TB', 'write 1024'],
  ['maxStorageGiB', '100GB', 'write 100'],
  ['domain', 'https://Portal.Harbor.example/login', 'write portal.harbor.example'],
  ['domain', 'harbor.example.', 'write harbor.example'],
  ['domain', 'harbor.example:443', 'write harbor.example'],
  ['domain', 'harbor', undefined],
  ['region', 'US_EAST_1', 'write us-east-1'],
  ['copyRegion', 'us-west-2b', 'write us-west-2'],
  ['region', 'Ohio', 'write us-east-2'],
  ['region', 'Frankfurt', 'write eu-central-1'],
  ['region', 'Canada (Central)', 'write ca-central-1'],
  ['copyRegion', 'Europe (Ireland)', 'write eu-west-1'],
  ['architecture', 'linux/amd64', 'write x86_64'],
  ['architecture', 'Graviton', 'write arm64'],
  ['architecture', 'riscv', undefined],
  ['cron', '0 6 * * 1-5', 'write "0 6 ? * MON-FRI *"'],
  ['cron', '0 6 * * 0', 'write "0 6 ? * SUN *"'],
  ['cron', '*/15 6 1 */2 *', 'write "*/15 6 1 */2 ? *"'],
  ['cron', '0 6 * * *', 'write "0 6 * * ? *"'],
  ['cron', '0 6 1 * 1', undefined],
  ['cron', '@daily', undefined],
  ['port', 'https://harbor.example', undefined],
])('%s: %j → %s', (key, given, expected) => {
  expect(likelyValue(key, given)).toBe(expected);
});

it('the loader shows it as the fix', () => {
  const result = loadTexts({
    platform: {
      file: 'platform.yaml',
      text: { ok: true, value: PLATFORM.replace('domain: acme.example', 'domain: https://acme.example/') },
    },
    services: [
      { directory: 'api', file: 'api/service.yaml', text: { ok: true, value: serviceYaml('api', 'cpu: 0.25 vCPU\n') } },
    ],
  });
  expect(result.ok ? [] : result.problems.map(({ path, fix }) => `${path}: ${fix}`)).toEqual([
    'cpu: write 256',
    'environments.production.domain: write acme.example',
  ]);
});
