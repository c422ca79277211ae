import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from './testing/cli';

// What files contain that others wrote must not steer the terminal of whoever runs a command, or change what the log of a
// build shows: see "Terminal escape injection", CWE-150.

/** A window title, an erased screen, a carriage return over what was written, a C1 sequence, and writing from right to left. */
const HOSTILE = '\u001b]0;owned\u0007\u001b[2J\rfine\u009b2J\u202etxt';
/** The same as YAML and JSON write it, so that no parser refuses it. */
const ESCAPED = '\\u001b]0;owned\\u0007\\u001b[2J\\rfine\\u009b2J\\u202etxt';

/** What no output may contain: all that steers, tabs and line feeds aside. */
const STEERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'terminal-text-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, text: string) => {
  const file = join(folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
};

/** Run careplane, and expect output that names something hostile in a form that does nothing. */
async function expectHarmless(args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await cli(...args);
  // Lines of CSV end in a carriage return and a line feed.
  expect((stdout + stderr).replaceAll('\r\n', '\n')).not.toMatch(STEERS);
  expect(stdout + stderr).toMatch(/owned|fine/);
  return stdout + stderr;
}

const MEDMO = join(__dirname, '../../medmo');

describe('platform.yaml', () => {
  const platform = readFileSync(join(MEDMO, 'platform.yaml'), 'utf8');

  it.each<[what: string, text: string]>([
    ['a value that is refused', platform.replace(/^region: .*$/m, `region: "${ESCAPED}"`)],
    ['a value with raw control characters', platform.replace(/^region: .*$/m, `region: '${HOSTILE}'`)],
    ['a key that is not known', `${platform}\n"${ESCAPED}": 1\n`],
    ['the name of an environment', platform.replace(/^environments:$/m, `environments:\n  "${ESCAPED}": {}`)],
    ['a merge key beside it', `${platform}\n"${ESCAPED}":\n  <<: 1\n`],
  ])('%s', async (_, text) => {
    put('platform.yaml', text);
    await expectHarmless(['plan', folder]);
  });

  it('a folder of a service', async () => {
    put('platform.yaml', platform);
    put(`${HOSTILE.replaceAll('/', '')}/service.yaml`, 'name: [');
    await expectHarmless(['plan', folder]);
  });

  it('a reason that the plan shows, in its sentences and tables', async () => {
    cpSync(MEDMO, folder, { recursive: true });
    for (const name of ['api', 'frontend']) {
      const file = join(folder, name, 'service.yaml');
      const text = readFileSync(file, 'utf8').replace(/^protocol:.*\n/m, '');
      const reason = `the partner's probe cannot speak TLS until May ${ESCAPED}`;
      writeFileSync(file, `${text}\nprotocol: { http: { reason: "${reason}" } }\n`);
    }
    await expectHarmless(['plan', folder]);
  });
});

describe('a template and a usage file', () => {
  const template = (text: string) =>
    put(
      'stack.template.json',
      `{"Resources":{"Nat":{"Type":"AWS::EC2::NatGateway","Metadata":{"aws:cdk:path":"stack/${text}/Nat"}},
        "Odd":{"Type":"AWS::Odd::${text}","Properties":{}},
        "Db":{"Type":"AWS::RDS::DBInstance","Properties":{"DBInstanceClass":"${text}","Engine":"mysql","AllocatedStorage":"${text}"}}},
        "Outputs":{}}`,
    );

  it.each([['table'], ['markdown'], ['csv'], ['json'], ['html']])('estimated, as %s', async (format) => {
    await expectHarmless(['cost', 'estimate', template(ESCAPED), '--region', 'us-east-2', '--format', format]);
  });

  it.each([['table'], ['markdown'], ['json']])('compared, as %s', async (format) => {
    const before = put('before.template.json', '{"Resources":{}}');
    await expectHarmless(['cost', 'diff', before, template(ESCAPED), '--region', 'us-east-2', '--format', format]);
  });

  it('with usage of an address, a key and a value that fit nothing', async () => {
    const usage = put(
      'usage.yaml',
      `usage:\n  "${ESCAPED}":\n    monthlyRequests: 1\n  AWS::EC2::NatGateway:\n    "${ESCAPED}": "${ESCAPED}"\n`,
    );
    await expectHarmless(['cost', 'estimate', template('fine'), '--region', 'us-east-2', '--usage', usage]);
  });

  it('a template that is none', async () => {
    const file = put('other.template.yaml', `"${ESCAPED}": [owned, !Sup x]\n`);
    await expectHarmless(['cost', 'estimate', file, '--region', 'us-east-2']);
  });
});

describe('a report of Trivy', () => {
  const report = (changes: object = {}) =>
    put(
      'report.json',
      JSON.stringify({
        ...{ SchemaVersion: 2, Trivy: { Version: '0.74.0' }, CreatedAt: '2026-11-20T09:59:00Z' },
        ...{ ArtifactName: `medmo/api:${HOSTILE}`, ArtifactType: 'container_image' },
        Metadata: { OS: { Family: 'debian', Name: HOSTILE }, ImageID: `sha256:${'2'.repeat(64)}` },
        Results: [
          {
            ...{ Target: HOSTILE, Class: 'os-pkgs', Type: 'debian', Packages: [{ Name: HOSTILE }] },
            Vulnerabilities: [
              {
                ...{ VulnerabilityID: 'CVE-2026-1', PkgName: `lib${HOSTILE}`, InstalledVersion: HOSTILE },
                ...{ FixedVersion: HOSTILE, Severity: 'CRITICAL', Title: HOSTILE, Description: HOSTILE },
                PrimaryURL: `https://example.org/${HOSTILE}`,
              },
            ],
          },
        ],
        ...changes,
      }),
    );
  const stream = [
    ...['--repository', 'medmo/api', '--environment', 'production'],
    ...['--account', '111122223333', '--region', 'us-east-2'],
  ];

  it.each([['table'], ['markdown'], ['sarif'], ['json']])('as %s', async (format) => {
    await expectHarmless(['scan', 'report', report(), ...stream, '--format', format]);
  });

  it('that cannot be read', async () => {
    await expectHarmless(['scan', 'report', report({ Results: HOSTILE, ArtifactType: HOSTILE }), ...stream]);
  });

  it('with exceptions and warnings of others', async () => {
    const exceptions = put(
      'exceptions.yaml',
      `exceptions:\n  - id: "${ESCAPED}"\n    owner: "${ESCAPED}"\n    fine: 1\n`,
    );
    await expectHarmless(['scan', 'report', report(), ...stream, '--exceptions', exceptions]);
    const warnings = put('warnings.txt', `2026-11-20T10:00:00Z\tWARN\t${HOSTILE.replace('\r', '')}\n`);
    await expectHarmless(['scan', 'report', report(), ...stream, '--complete', '--warnings', warnings]);
  });
});
