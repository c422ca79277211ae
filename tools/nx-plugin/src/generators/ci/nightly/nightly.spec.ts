import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { packagesNpm, targetOfAcme } from '../../../testing/ci';
import { scriptOf } from '../script';
import type { CiTarget } from '../target';
import { rolesTemplate } from '../roles';
import { nightlyAlarms } from './alarms';
import { nightlyCron } from './branch';
import { countBuild, NIGHTLY_METRIC } from './count';
import { servicesBuild } from './services';
import { nightlyWorkflow } from './workflow';

const TARGET: CiTarget = { ...targetOfAcme(), packages: packagesNpm, sites: true, slack: true };

interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly strategy?: { readonly 'fail-fast': boolean };
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
    readonly env?: Readonly<Record<string, string>>;
  }[];
}
interface Flow {
  readonly on: { readonly schedule: readonly { readonly cron: string }[] };
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}
const flowOf = (target: CiTarget) => parse(nightlyWorkflow(target)) as Flow;
const textOf = (job: Job | undefined) => job?.steps.map(({ run = '' }) => run).join('\n') ?? '';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'careplane-nightly-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the workflow', () => {
  it('starts every night between 02:00 and 05:00 UTC, never in the first minute of an hour, and by hand', () => {
    expect(Object.keys(flowOf(TARGET).on)).toEqual(['schedule', 'workflow_dispatch']);
    for (const name of ['acme', 'lab', 'medmo', 'a', 'b', 'c', 'd', 'e']) {
      expect(nightlyCron(name)).toMatch(/^(?:[1-9]|[1-5]\d) [2-4] \* \* \*$/);
    }
  });

  it('scans the services and sites of each environment, each in a job of its own', () => {
    const { jobs, permissions } = flowOf(TARGET);
    const scans = ['scan-staging', 'scan-sites-staging', 'scan-production', 'scan-sites-production'];
    expect(Object.keys(jobs)).toEqual(['services', ...scans, 'count']);
    expect(Object.keys(flowOf({ ...TARGET, sites: false }).jobs)).toEqual([
      'services',
      'scan-staging',
      'scan-production',
      'count',
    ]);
    expect(permissions).toEqual({});
    for (const scan of scans) {
      expect(jobs[scan]?.strategy?.['fail-fast']).toBe(false);
      // An environment would have its own branch, which a scheduled run is not on, and reviewers.
      expect(jobs[scan]?.environment).toBeUndefined();
    }
  });

  it('scans what the branch tag marks, with the exceptions of the branch, as the pipelines in AWS do', () => {
    const { jobs } = flowOf(TARGET);
    const job = jobs['scan-production'];
    expect(job?.steps[0]?.with).toMatchObject({ ref: 'stable', path: 'commit', 'persist-credentials': false });
    expect(job?.steps.find(({ env }) => env?.['BRANCH_TAG'])?.env).toMatchObject({
      BRANCH_TAG: 'stable',
      ENVIRONMENT: 'production',
      SERVICE: '${{ matrix.service }}',
    });
    expect(textOf(job)).toMatch(
      /crane digest "\$REGISTRY\/\$REPOSITORY:\$BRANCH_TAG"[^]*careplane-scan image [^]*--report-only[^]*nightly\/\$EXECUTION\/scan[^]*careplane-scan publish --from "\$SCAN_DIR" --fail-on-new-critical/,
    );
    expect(textOf(job)).toContain('$GITHUB_WORKSPACE/commit/apps/acme/$EXCEPTIONS');
    expect(textOf(jobs['scan-sites-staging'])).toMatch(
      /crane export[^]*careplane-scan site [^]*--fail-on-new-critical/,
    );
    for (const scan of Object.values(jobs)) {
      expect(textOf(scan)).not.toContain('CODEBUILD');
      expect(textOf(scan)).not.toMatch(/crane (?:push|tag)|npm ci|\bnx (?:affected|image|show|site) /);
      expect(textOf(scan)).not.toContain('${{');
    }
  });

  it('takes no image repository for nothing that runs, and any other answer of the registry for a failure', () => {
    expect(textOf(flowOf(TARGET).jobs['scan-staging'])).toContain(
      `grep -Eq 'MANIFEST_UNKNOWN|NAME_UNKNOWN' "$WORK/digest.log" || { cat "$WORK/digest.log" >&2; false; }`,
    );
  });

  it('gives a role to the jobs alone that run published commands', () => {
    const { jobs } = flowOf(TARGET);
    const roles = Object.entries(jobs).filter(([, { permissions }]) => permissions['id-token'] === 'write');
    expect(roles.map(([name]) => name)).toEqual(Object.keys(jobs).filter((name) => name !== 'services'));
  });

  it('is valid shell', () => {
    for (const { run } of Object.values(flowOf(TARGET).jobs).flatMap(({ steps }) => steps)) {
      if (run === undefined) continue;
      const { status, stderr } = spawnSync('sh', ['-n'], { input: run, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }
  });
});

describe('the role', () => {
  interface Role {
    readonly Properties: {
      readonly AssumeRolePolicyDocument: { readonly Statement: readonly { readonly Condition: object }[] };
      readonly Policies: readonly {
        readonly PolicyDocument: {
          readonly Statement: readonly { readonly Action: string[]; readonly Condition?: object }[];
        };
      }[];
    };
  }
  const roleOf = (target: CiTarget) => (rolesTemplate(target) as { Resources: { Nightly: Role } }).Resources.Nightly;

  it('trusts the nightly workflow on the default branch, without an environment', () => {
    const trust = (target: CiTarget) =>
      roleOf(target).Properties.AssumeRolePolicyDocument.Statement.map(({ Condition }) => Condition);
    const workflow = (branch: string) => `acme/health/.github/workflows/nightly-acme.yml@refs/heads/${branch}`;
    expect(trust(TARGET)).toEqual([
      {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:repository_id': '123456789',
          'token.actions.githubusercontent.com:repository_owner_id': '4242',
          'token.actions.githubusercontent.com:ref': ['refs/heads/main'],
          'token.actions.githubusercontent.com:job_workflow_ref': [workflow('main')],
        },
        Null: { 'token.actions.githubusercontent.com:environment': 'true' },
      },
    ]);
    expect(JSON.stringify(trust({ ...TARGET, defaultBranch: 'trunk' }))).toContain(workflow('trunk'));
  });

  it('pushes nothing, deploys nothing, and writes one metric', () => {
    const statements = roleOf(TARGET).Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    expect(statements.flatMap(({ Action }) => Action).sort()).toEqual([
      'cloudwatch:PutMetricData',
      'ecr:BatchGetImage',
      'ecr:GetAuthorizationToken',
      'ecr:GetDownloadUrlForLayer',
      'kms:GenerateDataKey',
      's3:GetObject',
      's3:PutObject',
      'securityhub:BatchImportFindings',
      'securityhub:GetFindings',
      'ssm:GetParameter',
    ]);
    expect(statements.find(({ Action }) => Action.includes('cloudwatch:PutMetricData'))?.Condition).toEqual({
      StringEquals: { 'cloudwatch:namespace': 'Careplane/acme' },
    });
  });
});

describe('the services of a night', () => {
  const git = (...args: string[]) => {
    const { status, stderr } = spawnSync('git', ['-C', join(folder, 'repository'), ...args], { encoding: 'utf8' });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  };
  const write = (services: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries({ '..': 'name: acme\n', ...services })) {
      const file = join(folder, 'repository/apps/acme', name, name === '..' ? 'README.md' : 'service.yaml');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  };
  const commit = (...branches: string[]) => {
    git('add', '--all');
    git('-c', 'user.name=a', '-c', 'user.email=a@acme.example', 'commit', '--quiet', '--message', 'a');
    for (const branch of branches) git('update-ref', `refs/remotes/origin/${branch}`, 'HEAD');
  };
  const found = () => {
    const output = join(folder, 'output');
    writeFileSync(output, '');
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', scriptOf(servicesBuild(TARGET))], {
      cwd: join(folder, 'repository'),
      encoding: 'utf8',
      env: { PATH: `${process.env['PATH'] ?? ''}:/usr/bin:/bin`, RUNNER_TEMP: folder, GITHUB_OUTPUT: output },
    });
    return { status, printed: stdout + stderr, outputs: readFileSync(output, 'utf8').trim().split('\n') };
  };
  beforeEach(() => {
    mkdirSync(join(folder, 'repository'));
    git('init', '--quiet');
  });

  it('are those of the branch of each environment whose source is here', () => {
    write({
      web: 'name: web\nsource: { path: . }\n',
      job: "name: job\nkind: 'scheduled'\n",
      portal: 'name: portal\nkind: static\nsource:\n  path: .\n',
      there: 'name: there\nsource:\n  github: acme/there\n',
      beside: 'name: beside\nsource: { codecommit: beside }\n',
    });
    commit('main', 'stable');
    write({ late: 'name: late\n' });
    commit('main');
    expect(found()).toMatchObject({
      status: 0,
      outputs: [
        'images-staging=[{"service":"job"},{"service":"late"},{"service":"web"}]',
        'sites-staging=[{"service":"portal"}]',
        'images-production=[{"service":"job"},{"service":"web"}]',
        'sites-production=[{"service":"portal"}]',
      ],
    });
  });

  it('are none where the branch is not there yet', () => {
    write({ web: 'name: web\n' });
    commit('main');
    const { status, printed, outputs } = found();
    expect({ status, outputs }).toEqual({
      status: 0,
      outputs: [
        'images-staging=[{"service":"web"}]',
        'sites-staging=[]',
        'images-production=[]',
        'sites-production=[]',
      ],
    });
    expect(printed).toContain('There is no branch stable, so nothing of it is deployed to production.');
  });

  it('are not guessed where a file names none', () => {
    write({ web: 'kind: web\n' });
    commit('main');
    const { status, printed } = found();
    expect(status).toBe(1);
    expect(printed).toContain('apps/acme/web/service.yaml on main names no service');
  });
});

describe('the count of a night', () => {
  const counted = (results: string, aws = 0) => {
    const log = join(folder, 'log');
    mkdirSync(join(folder, 'bin'), { recursive: true });
    writeFileSync(join(folder, 'bin/aws'), `#!/bin/sh\necho "$@" >> '${log}'\nexit ${aws}\n`);
    chmodSync(join(folder, 'bin/aws'), 0o755);
    const { status, stdout } = spawnSync('/bin/sh', ['-c', scriptOf(countBuild(TARGET))], {
      encoding: 'utf8',
      env: {
        PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
        RESULTS: results,
        GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      },
    });
    const calls = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
    return { status, stdout, values: calls.map((call) => call.replace(/^.*Environment=(\S+) --value /, '$1 ')) };
  };

  it('asks for the result of every scan', () => {
    expect(countBuild(TARGET).variables['RESULTS']).toBe(
      'staging=${{ needs.services.result }}/${{ needs.scan-staging.result }}/${{ needs.scan-sites-staging.result }} production=${{ needs.services.result }}/${{ needs.scan-production.result }}/${{ needs.scan-sites-production.result }}',
    );
    const { jobs } = flowOf(TARGET);
    expect(jobs['count']?.needs).toEqual(Object.keys(jobs).filter((name) => name !== 'count'));
    expect(jobs['count']?.if).toBe('${{ !cancelled() }}');
  });

  it.each([
    ['success/success/success', 1],
    ['success/success/skipped', 1],
    ['success/skipped/skipped', 1],
    ['success/failure/success', 0],
    ['success/success/failure', 0],
    ['success/success/cancelled', 0],
    ['failure/skipped/skipped', 0],
    ['skipped/skipped/skipped', 0],
  ])('is for %s: %d', (results, value) => {
    expect(counted(`staging=${results} production=success/success/skipped`)).toMatchObject({
      status: 0,
      values: [`staging ${value}`, 'production 1'],
    });
  });

  it('fails where AWS does not take it', () => {
    expect(counted('staging=success/success/success', 254).status).not.toBe(0);
  });
});

describe('the alarms', () => {
  interface Template {
    readonly Parameters: Readonly<Record<string, { readonly Default: string }>>;
    readonly Resources: Readonly<Record<string, { readonly Properties: Readonly<Record<string, unknown>> }>>;
  }
  const alarms = (target: CiTarget = TARGET) => nightlyAlarms(target) as Template;

  it('ring in each environment for a night that failed, and for one that did not take place', () => {
    const { Resources } = alarms();
    expect(Object.keys(Resources)).toEqual(['FailedStaging', 'MissedStaging', 'FailedProduction', 'MissedProduction']);
    const metric = {
      Namespace: 'Careplane/acme',
      MetricName: NIGHTLY_METRIC,
      Dimensions: [{ Name: 'Environment', Value: 'production' }],
      Period: 3600,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      AlarmActions: [{ Ref: 'EmailTopic' }, { Ref: 'SlackTopic' }],
      OKActions: [{ Ref: 'EmailTopic' }, { Ref: 'SlackTopic' }],
    };
    expect(Resources['MissedProduction']?.Properties).toMatchObject({
      ...metric,
      ...{ Statistic: 'Sum', EvaluationPeriods: 36, TreatMissingData: 'breaching' },
    });
    expect(Resources['FailedProduction']?.Properties).toMatchObject({
      ...metric,
      ...{ Statistic: 'Minimum', EvaluationPeriods: 1, TreatMissingData: 'notBreaching' },
    });
    for (const { Properties } of Object.values(Resources)) {
      // What CloudWatch takes: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
      expect(String(Properties['AlarmDescription']).length).toBeLessThanOrEqual(1024);
    }
  });

  it('look at the metric that the workflow writes', () => {
    const script = scriptOf(countBuild(TARGET));
    for (const { Properties } of Object.values(alarms().Resources)) {
      expect(script).toContain(`--namespace '${String(Properties['Namespace'])}'`);
      expect(script).toContain(`--metric-name ${String(Properties['MetricName'])} --dimensions "Environment=`);
    }
  });

  it('go where the pipelines’ news go', () => {
    expect(alarms().Parameters).toMatchObject({
      EmailTopic: { Default: '/careplane/acme/pipelines/email-topic-arn' },
      SlackTopic: { Default: '/careplane/acme/pipelines/slack-topic-arn' },
    });
    expect(Object.keys(alarms({ ...TARGET, slack: false }).Parameters)).toEqual(['EmailTopic']);
  });
});
