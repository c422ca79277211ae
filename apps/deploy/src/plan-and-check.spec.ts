import { CFN_LINT_VERSION } from '@careplane/compliance';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembliesOf, copyOfMedmo, folderWith, MEDMO } from '@careplane/platform/testing';
import { careplane } from './testing/careplane';
import { cli } from './testing/cli';

const UNIT = ['--unit', 'medmo-admin', '--env', 'staging'];

/** Something that behaves as cfn-lint, with an answer of our choice. */
function cfnLint(stdout: string, status: number, stderr = '', version = CFN_LINT_VERSION): string {
  const file = join(folderWith(), 'cfn-lint');
  const answer = { stdout, status, stderr };
  writeFileSync(
    file,
    `#!${process.execPath}
const answer = process.argv.includes('--version') ? { stdout: 'cfn-lint ${version}', status: 0, stderr: '' } : ${JSON.stringify(answer)};
process.stdout.write(answer.stdout);
process.stderr.write(answer.stderr);
process.exitCode = answer.status;
`,
  );
  chmodSync(file, 0o755);
  return file;
}

const FINDING = {
  Filename: '/somewhere/medmo-admin-staging.template.json',
  Level: 'Error',
  Message: 'A planted finding',
  Rule: { Id: 'E9999' },
  Location: { Path: ['Resources', 'ServiceSecurityGroup', 'Properties'] },
};

const PATH = process.env['PATH'];

beforeEach(() => {
  // No cfn-lint but the one that a test names: the same answers on every machine.
  process.env['PATH'] = '/nowhere';
  delete process.env['CFN_LINT_BIN'];
});

afterAll(() => {
  process.env['PATH'] = PATH;
  delete process.env['CFN_LINT_BIN'];
});

describe('careplane check', () => {
  it('says yes where no judge has an open finding, and names the judge that did not run', async () => {
    const { exit, stdout, stderr } = await cli('check', MEDMO, ...UNIT);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: 'synthesizing medmo-admin\nrunning the judges\n' });
    expect(stdout).toMatch(/^CloudFormation validation +0 +\d+ +aws-cdk-lib/m);
    expect(stdout).toMatch(/^cdk-nag HIPAA Security +0 +\d+ /m);
    expect(stdout).toMatch(/^careplane +0 +0 +\d+\.\d+\.\d+$/m);
    expect(stdout).toMatch(/^cfn-lint +not run +not on this machine$/m);
    expect(stdout).toContain(`To run cfn-lint: pip install cfn-lint==${CFN_LINT_VERSION}`);
  });

  it('does not take the word of another version of cfn-lint: --all-judges fails', async () => {
    process.env['CFN_LINT_BIN'] = cfnLint('[]', 0, '', '0.1.0');
    const { exit, stdout, stderr } = await cli('check', MEDMO, ...UNIT, '--all-judges');
    expect(exit).toBe(3);
    expect(stdout).toMatch(/^careplane +0 +0 +\d+\.\d+\.\d+$/m);
    expect(stderr).toContain(
      `cfn-lint did not run: this machine has 0.1.0, but ${CFN_LINT_VERSION} is required. To run it: pip install cfn-lint==${CFN_LINT_VERSION}`,
    );
  });

  it('fails where rules for cfn-guard are given and it did not run, and refuses a path without rules', async () => {
    const rules = join(folderWith({ 'own.guard': 'rule X { Resources exists }' }), 'own.guard');
    const silent = await cli('check', MEDMO, ...UNIT, '--guard-rules', rules);
    expect(silent.exit).toBe(3);
    expect(silent.stderr).toContain('cfn-guard did not run: not on this machine. To run it: cargo install cfn-guard');
    const mistyped = await cli('check', MEDMO, ...UNIT, '--guard-rules', '/nowhere.guard');
    expect(mistyped).toMatchObject({ exit: 2, stdout: '' });
    expect(mistyped.stderr).toContain('--guard-rules /nowhere.guard is not a file. Give the path');
  });

  it('prints what is open as SARIF, for code scanning services', async () => {
    process.env['CFN_LINT_BIN'] = cfnLint(JSON.stringify([FINDING]), 2);
    const { exit, stdout } = await cli('check', MEDMO, ...UNIT, '--sarif');
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'careplane check', rules: [{ id: 'E9999' }] } },
          results: [
            { ruleId: 'E9999', level: 'error', message: { text: expect.stringContaining('planted') as string } },
          ],
        },
      ],
    });
  });

  it('says no as soon as one has, shows it, and prints data alone with --json', async () => {
    process.env['CFN_LINT_BIN'] = cfnLint(JSON.stringify([FINDING]), 2);
    const people = await cli('check', MEDMO, ...UNIT);
    expect(people.exit).toBe(1);
    expect(people.stdout).toMatch(new RegExp(`^cfn-lint +1 +0 +${CFN_LINT_VERSION}$`, 'm'));
    expect(people.stdout).toContain(
      'OPEN\n\nerror E9999\n  A planted finding\n  at medmo-admin-staging/ServiceSecurityGroup\n',
    );
    const machines = await cli('check', MEDMO, ...UNIT, '--json');
    expect(machines.exit).toBe(1);
    const { clean, verdicts } = JSON.parse(machines.stdout) as { clean: boolean; verdicts: { judge: string }[] };
    expect(clean).toBe(false);
    expect(verdicts.find(({ judge }) => judge === 'cfn-lint')).toEqual({
      judge: 'cfn-lint',
      ran: true,
      version: CFN_LINT_VERSION,
      open: [
        {
          rule: 'E9999',
          severity: 'error',
          message: 'A planted finding',
          where: 'medmo-admin-staging/ServiceSecurityGroup',
        },
      ],
      acknowledged: [],
    });
  });

  it.each([
    [
      'crashes',
      () => cfnLint('', 1, 'Traceback (most recent call last):\nMemoryError'),
      /cfn-lint +not run +it failed with status 1: MemoryError/,
    ],
    ['answers with something else', () => cfnLint('Killed', 0), /cfn-lint +not run +it did not answer in JSON: Killed/],
    [
      'is named and not there',
      () => '/nowhere/cfn-lint',
      /cfn-lint +not run +CFN_LINT_BIN names \/nowhere\/cfn-lint, which/,
    ],
  ])('shows the other judges when cfn-lint %s, and names it as not run', async (_, binary, reportedBy) => {
    process.env['CFN_LINT_BIN'] = binary();
    const { exit, stdout } = await cli('check', MEDMO, ...UNIT);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^careplane +0 +0 +\d+\.\d+\.\d+$/m);
    expect(stdout.replace(/\s*\n\s+/g, ' ')).toMatch(reportedBy);
  });
});

describe('careplane plan', () => {
  const reportedBy = async (...args: string[]) => {
    const { exit, stdout, stderr } = await cli('plan', ...args);
    return { exit, stdout, next: stderr.trimEnd().split('\n').at(-1) };
  };

  it('shows medmo as a person reads it, in lines of at most 80 characters', async () => {
    const { exit, stdout, next } = await reportedBy(MEDMO);
    expect(exit).toBe(0);
    expect(stdout.split('\n').filter((line) => line.length > 80 || /\s$/.test(line))).toEqual([]);
    expect(next).toBe(`Next: careplane synth ${MEDMO} --out cdk.out`);
    // Figures and date are those of the newest prices.
    expect(stdout).toMatch(/^COST: [\d,]+\.\d\d USD a month expected, [\d,]+\.\d\d to [\d,]+\.\d\d$/m);
    expect(stdout.replace(/^COST: [^]*?\n\n/m, 'COST: …\n\n')).toMatchSnapshot();
  });

  it('says the same of a service as data with --json', async () => {
    const { exit, stdout } = await reportedBy(join(MEDMO, 'admin'), '--env', 'staging', '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      platform: 'medmo',
      clean: true,
      environments: [{ name: 'staging', branch: 'master', production: false, approval: false }],
      units: [
        {
          name: 'medmo-admin',
          stacks: [
            { name: 'medmo-admin-repository', account: '111122223333', region: 'us-east-2', resources: 2 },
            { name: 'medmo-admin-staging' },
            { name: 'medmo-admin-pipelines', account: '111122223333', region: 'us-east-2' },
          ],
        },
      ],
      pipelines: [
        { name: 'medmo-admin-staging', source: 'github medmo/admin', branch: 'master', approval: false },
        { name: 'medmo-admin-production', source: 'github medmo/admin', branch: 'stable', approval: true },
      ],
      plainHttp: [],
      cost: {
        lowUsd: expect.stringMatching(/^\d+\.\d\d$/) as string,
        expectedUsd: expect.stringMatching(/^\d+\.\d\d$/) as string,
        highUsd: expect.stringMatching(/^\d+\.\d\d$/) as string,
        pricesAsOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
      },
      verdicts: [
        { judge: 'CloudFormation validation', ran: true, open: [] },
        { judge: 'cdk-nag HIPAA Security', ran: true, open: [] },
        { judge: 'cdk-nag NIST 800-53', ran: true, open: [] },
        { judge: 'cdk-nag AWS Solutions', ran: true, open: [] },
        { judge: 'careplane', ran: true, open: [], acknowledged: [] },
        { judge: 'cfn-lint', ran: false },
      ],
    });
  });

  it('ends with 1 when something is open, and says so last', async () => {
    process.env['CFN_LINT_BIN'] = cfnLint(JSON.stringify([FINDING]), 2);
    const { exit, stdout, next } = await reportedBy(MEDMO, ...UNIT);
    expect(exit).toBe(1);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('Open findings: deploys are blocked.');
    expect(next).toBe(
      `Next: fix the open findings above, then careplane plan ${MEDMO} --unit medmo-admin --env staging`,
    );
  });
});

describe('a service that speaks plain HTTP', () => {
  const reason = 'Serves the pictures of the public pages, which name no patient.';
  const withProtocol = (protocol: string) => {
    const folder = copyOfMedmo();
    const file = join(folder, 'admin/service.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}protocol: ${protocol}\n`);
    return folder;
  };

  it('is in the plan with its reason, which the judge finds at its target groups', async () => {
    const folder = withProtocol(`{ http: { reason: '${reason}' } }`);
    const { exit, stdout } = await cli('plan', folder, ...UNIT);
    expect(exit).toBe(0);
    expect(stdout).toContain(`NOT ENCRYPTED between the load balancer and the tasks of\nadmin\n  ${reason}\n`);
    expect(stdout).toMatch(/^careplane +0 +1 /m);
    expect(stdout).toContain(`TargetGroupEncrypted  (1)\n  ${reason}\n  at medmo-admin-staging/Routes/TargetGroup`);
  });

  it('is refused without one, with the line to add', async () => {
    const { exit, stderr } = await cli('plan', withProtocol('http'), ...UNIT);
    expect(exit).toBe(2);
    expect(stderr).toContain('protocol must be https, or http with a written reason.');
    expect(stderr).toContain('fix     write "protocol: { http: { reason: … } }"');
  });

  it('is not in the plan of the platform’s own unit, which has no service', async () => {
    const { stdout } = await cli('plan', MEDMO, '--unit', 'medmo', '--env', 'staging');
    expect(stdout).not.toMatch(/ENCRYPT/);
  });
});

describe('careplane check --assembly', () => {
  const check = (folder: string, assembly: string) =>
    cli('check', folder, '--unit', 'medmo-admin', '--assembly', assembly);

  it('says yes to the assembly that the sources give, although another process wrote it', async () => {
    const folder = copyOfMedmo();
    const assembly = join(folderWith(), 'out');
    expect(careplane(['synth', folder, '--out', assembly])).toMatchObject({ status: 0 });
    expect(await check(folder, assembly)).toMatchObject({ exit: 0 });
  });

  it('refuses one that is missing, and says how to write it', async () => {
    const { exit, stdout, stderr } = await check(MEDMO, '/nowhere');
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain('/nowhere/medmo-admin contains no assembly. Write it first: careplane synth ');
    expect(stderr.trimEnd()).toMatch(/--out \/nowhere$/);
  });

  it('refuses one that was changed by hand', async () => {
    const assembly = assembliesOf(MEDMO, { unit: ['medmo-admin'] });
    writeFileSync(join(assembly, 'medmo-admin/medmo-admin-staging.template.json'), '{"Resources":{}}');
    const { exit, stderr } = await check(MEDMO, assembly);
    expect(exit).toBe(2);
    expect(stderr).toMatch(/is older, or was changed by hand\. Write it again: careplane synth .* --out .*/);
  });

  it('refuses one that is older than the sources, or lacks a file', async () => {
    const folder = copyOfMedmo();
    const assembly = assembliesOf(folder);
    writeFileSync(
      join(folder, 'admin/service.yaml'),
      'name: admin\nsource: { github: medmo/admin }\nroutes: [{ host: staff }]\n',
    );
    expect(await check(folder, assembly)).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('is older') as string,
    });
    const lacking = assembliesOf(MEDMO, { unit: ['medmo-admin'] });
    rmSync(join(lacking, 'medmo-admin/medmo-admin-staging.assets.json'));
    expect(await check(MEDMO, lacking)).toMatchObject({ exit: 2 });
  });
});
