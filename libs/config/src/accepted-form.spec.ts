import { acceptedForm } from './accepted-form';
import { loadTexts } from './load';
import { PLATFORM, serviceYaml } from './testing/examples';

const SLUG = '^[a-z](?:-?[a-z0-9])*$';
const DOMAIN = '^(?:[a-z0-9-]+\\.)+[a-z]{2,}$';
const EMAIL = '^[a-z.]+@(?:[a-z-]+\\.)+[a-z]{2,}$';

it.each<[pattern: string, given: string, form: string | undefined]>([
  [SLUG, 'Acme Portal', 'acme-portal'],
  [SLUG, 'portal_1', 'portal-1'],
  [SLUG, 'patientPortal', 'patient-portal'],
  [SLUG, 'api.acme.example', 'api'],
  [SLUG, 'https://api.acme.example/x', 'api'],
  [SLUG, '名', undefined],
  [SLUG, 'äcme', 'acme'],
  [SLUG, 'Café Santé', 'cafe-sante'],
  [DOMAIN, '*.acme.example', 'acme.example'],
  [DOMAIN, 'acme_app.acme.example', 'acme-app.acme.example'],
  [EMAIL, 'Ops <ops@acme.example>', 'ops@acme.example'],
  [EMAIL, 'mailto:ops@acme.example?subject=x', 'ops@acme.example'],
  [EMAIL, 'ops.acme.example', undefined],
  ['^\\d{12}$', '2222-3333-4444', '222233334444'],
  ['^\\d{12}$', '2222 3333 4444', '222233334444'],
  ['^\\d{12}$', '22223333444', undefined],
  ['^[\\w-]+/[\\w-]+$', 'https://github.com/acme/portal', 'acme/portal'],
  ['^[\\w-]+/[\\w-]+$', 'https://github.com/acme/portal/', 'acme/portal'],
  ['^[\\w-]+/[\\w-]+$', 'git@github.com:acme/portal.git', 'acme/portal'],
  ['^[\\w-]+/[\\w-]+$', 'acme/portal.git', 'acme/portal'],
  ['^Z[0-9A-Z]+$', '/hostedzone/Z08412345ABCDEFGHIJKL', 'Z08412345ABCDEFGHIJKL'],
  ['^db\\.[a-z0-9]+\\.[a-z0-9]+$', 't4g.medium', 'db.t4g.medium'],
  ['^\\d+\\.\\d+\\.\\d+$', 'v0.75.1', '0.75.1'],
  ['^\\d+\\.\\d+\\.\\d+$', 'latest', undefined],
  ['^us-east-2$', 'us-east-2\u200b ', 'us-east-2'],
])('%s: %j → %j', (pattern, given, form) => {
  expect(acceptedForm({ type: 'string', pattern }, given)).toBe(form);
});

it('offers no form that is too long', () => {
  expect(acceptedForm({ type: 'string', pattern: SLUG, maxLength: 5 }, 'Acme Portal')).toBeUndefined();
});

const SERVICE = serviceYaml('api');

it.each<[platform: string, service: string, fix: string]>([
  [PLATFORM.replace("'111122223333'", "'1111-2222-3333'"), SERVICE, 'account: write "111122223333"'],
  [PLATFORM.replace('name: acme\n', 'name: Acme Health\n'), SERVICE, 'name: write "acme-health"'],
  [PLATFORM, 'name: api\nsource: { github: https://github.com/acme/api.git }\n', 'source.github: write "acme/api"'],
  [PLATFORM, `${SERVICE}architecture: amd64\n`, 'architecture: write x86_64'],
  [PLATFORM, `${SERVICE}architecture: aarch64\n`, 'architecture: write arm64'],
  [`${PLATFORM}retention: { logDays: 100 }\n`, SERVICE, 'retention.logDays: write 90 or 120'],
  [`${PLATFORM}retention: { logDays: 100000 }\n`, SERVICE, 'retention.logDays: write 3653'],
  [`${PLATFORM}tags: { owner: ${'x'.repeat(300)} }\n`, SERVICE, 'tags.owner: shorten it to 255 characters'],
  [
    `${PLATFORM}backup: { retentionDays: 30, retentionReason: Because. }\n`,
    SERVICE,
    'backup.retentionReason: write at least 20 characters',
  ],
])('the loader shows it as the fix: %#', (platform, service, fix) => {
  const result = loadTexts({
    platform: { file: 'platform.yaml', text: { ok: true, value: platform } },
    services: [{ directory: 'api', file: 'api/service.yaml', text: { ok: true, value: service } }],
  });
  expect(result.ok ? [] : result.problems.map((problem) => `${problem.path}: ${problem.fix}`)).toEqual([fix]);
});

it('no form of a value that may be a secret is shown', () => {
  const result = loadTexts({
    platform: { file: 'platform.yaml', text: { ok: true, value: PLATFORM } },
    services: [
      {
        directory: 'api',
        file: 'api/service.yaml',
        text: { ok: true, value: `${SERVICE}secrets: [hunter2-hunter2]\n` },
      },
    ],
  });
  expect(JSON.stringify(result)).toContain('not shown');
  expect(JSON.stringify(result)).not.toMatch(/hunter2/i);
});
