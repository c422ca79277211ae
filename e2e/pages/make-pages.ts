// Every kind of page, made by the commands from medmo, with hostile texts wherever a text can come from outside.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../harness';
import { careplane, root, run } from '../machine';
import { HOSTILE_TITLE } from './checks';

/** Runs where it is not escaped, in an element and in an attribute. */
export const HOSTILE = `"><script>document.title='${HOSTILE_TITLE}'</script>`;

/** A page and the hostile texts that it must show. */
export interface MadePage {
  readonly name: string;
  readonly file: string;
  readonly hostile: readonly string[];
}

/** Pages by their names; those that a command did not write are reported. */
export function makePages(scratch: string): MadePage[] {
  const medmo = hostileMedmo(scratch);
  const assemblies = join(scratch, 'assemblies');
  run(process.execPath, [careplane, 'synth', medmo, '--out', assemblies]);
  const hostileStacks = hostileAssemblies(assemblies, join(scratch, 'hostile'));
  const bill = written(
    join(scratch, 'bill.csv'),
    `BilledCost,BillingCurrency,BillingPeriodStart,ChargeCategory,ServiceName
1200,USD,2026-08-01T00:00:00Z,Usage,Amazon Elastic Compute Cloud - Compute
1310.55,USD,2026-09-01T00:00:00Z,Usage,Amazon Relational Database Service
30,USD,2026-09-01T00:00:00Z,Usage,"${HOSTILE.replaceAll('"', '""')}"
`,
  );
  // Rows of AWS's report with the tags of CloudFormation: a resource of the estimate, one that is in no template, and another stack.
  const cur = written(join(scratch, 'cur.csv'), curReport());
  const trivy = written(join(scratch, 'trivy.json'), JSON.stringify(trivyReport()));
  const stream = ['--repository', 'medmo/api', '--environment', 'production', '--account', '111122223333'];
  const page = (name: string, args: readonly string[], hostile: readonly string[] = [], allowed = [0]): MadePage => {
    const file = join(scratch, `${name}.html`);
    const out = args[0] === 'scan' ? '--output' : '--out';
    const made = run(process.execPath, [careplane, ...args, '--format', 'html', out, file]);
    report(`careplane ${args.slice(0, 2).join(' ')} writes a page`, allowed.includes(made.status ?? -1), made.stderr);
    return { name, file, hostile };
  };
  const handover = join(scratch, 'handover');
  const handed = run(process.execPath, [careplane, 'handover', medmo, '--out', handover]);
  report('careplane handover writes the dossier', handed.status === 0, handed.stderr);
  return [
    { name: 'dossier', file: join(handover, 'dossier.html'), hostile: [HOSTILE] },
    page('plan', ['plan', medmo], [HOSTILE]),
    page('check', ['check', medmo, '--profile', 'nprm-2025']),
    page('estimate', ['cost', 'estimate', medmo, '--what-if', '--budget', '100'], [], [1]),
    page('hostile-estimate', ['cost', 'estimate', hostileStacks], [HOSTILE]),
    page('diff', ['cost', 'diff', assemblies, hostileStacks], [HOSTILE]),
    page('tco', ['cost', 'tco', medmo, '--billing', bill, '--migration-cost', '12000'], [HOSTILE]),
    page('actual', ['cost', 'actual', medmo, '--billing', cur], [HOSTILE]),
    page('evidence', ['evidence', medmo], [HOSTILE]),
    page('prove', ['prove', medmo]),
    page('prove-template', ['prove', hostilePolicy(scratch)], [HOSTILE], [1]),
    page('scan', ['scan', 'report', trivy, ...stream, '--region', 'us-east-2'], [HOSTILE], [1]),
  ];
}

/** A copy of medmo in a repository of its own: a hostile description, a hostile reason, and a hostile message of its commit. */
function hostileMedmo(scratch: string): string {
  const repository = join(scratch, 'repository');
  const medmo = join(repository, 'medmo');
  cpSync(join(root, 'apps/medmo'), medmo, { recursive: true });
  const frontend = join(medmo, 'frontend/service.yaml');
  const lines = readFileSync(frontend, 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('description:'));
  const quoted = (text: string) => JSON.stringify(text);
  writeFileSync(
    frontend,
    [
      ...lines,
      `description: ${quoted(`The application ${HOSTILE} of the patients.`)}`,
      `protocol: { http: { reason: ${quoted(`Its image has no certificate yet ${HOSTILE}.`)} } }`,
      '',
    ].join('\n'),
  );
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=Dana', '-c', 'user.email=dana@medmo.example', ...args], { cwd: repository });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', HOSTILE);
  return medmo;
}

/** Assemblies whose resources have a hostile path, as a library of constructs could write it, and a larger database. */
function hostileAssemblies(from: string, to: string): string {
  cpSync(from, to, { recursive: true });
  const data = readdirSync(join(to, 'medmo')).filter((file) => /^medmo-data-.*\.template\.json$/.test(file));
  for (const name of data) {
    const file = join(to, 'medmo', name);
    const text = readFileSync(file, 'utf8')
      .replaceAll('/Database/Instance', `/Database${JSON.stringify(HOSTILE).slice(1, -1)}/Instance`)
      .replaceAll('db.t4g.medium', 'db.r7g.large');
    writeFileSync(file, text);
  }
  return to;
}

/** A report of Trivy with many findings, of which one has a hostile title and one a hostile package. */
function trivyReport(): object {
  const vulnerability = (number: number, severity: string, more: object = {}) => ({
    VulnerabilityID: `CVE-2026-${number}`,
    PkgName: `lib${number % 7}`,
    InstalledVersion: '1.0',
    ...(number % 3 === 0 ? {} : { FixedVersion: '1.1' }),
    Severity: severity,
    Title: `Overflow in the parser of headers, number ${number}`,
    PrimaryURL: `https://avd.aquasec.com/nvd/cve-2026-${number}`,
    ...more,
  });
  const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const;
  return {
    SchemaVersion: 2,
    Trivy: { Version: '0.74.0' },
    CreatedAt: '2026-11-20T09:59:00Z',
    ArtifactName: 'medmo/api:1',
    ArtifactType: 'container_image',
    Metadata: { OS: { Family: 'debian', Name: '12.5' } },
    Results: [
      {
        Target: 'medmo/api:1 (debian 12.5)',
        Class: 'os-pkgs',
        Type: 'debian',
        Packages: [{ Name: 'base-files' }],
        Vulnerabilities: [
          vulnerability(1000, 'CRITICAL', { Title: HOSTILE, PrimaryURL: 'javascript:document.title="ran"' }),
          vulnerability(1001, 'HIGH', { PkgName: HOSTILE }),
          ...Array.from({ length: 60 }, (_, index) => vulnerability(index, severities[index % 4] ?? 'LOW')),
        ],
      },
    ],
  };
}

/** A month of a bill, as a Cost and Usage Report. */
function curReport(): string {
  const tag = 'resourceTags/aws:cloudformation:';
  const head = `bill/BillingPeriodStartDate,lineItem/LineItemType,lineItem/ProductCode,lineItem/UsageType,lineItem/UsageAmount,lineItem/UnblendedCost,${tag}stack-name,${tag}logical-id`;
  const hostile = `"${HOSTILE.replaceAll('"', '""')}"`;
  return [
    head,
    '2026-10-01,Usage,AmazonEC2,USE2-NatGateway-Hours,744,33.48,medmo-network,NetworkVpcpublicSubnet1NATGateway',
    `2026-10-01,Usage,AmazonEC2,${hostile},10,7.74,medmo-network,${hostile}`,
    `2026-10-01,Usage,${hostile},USE2-TimedStorage-ByteHrs,100,2.3,other,Bucket`,
    '',
  ].join('\n');
}

/** A template with a policy that lets a role give itself rights; its names are hostile. @returns its file */
function hostilePolicy(scratch: string): string {
  const trust = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const statement = { Sid: HOSTILE, Effect: 'Allow', Action: '*', Resource: '*' };
  const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
  const Policies = [{ PolicyName: 'everything', PolicyDocument: document(statement) }];
  const Properties = { RoleName: HOSTILE, AssumeRolePolicyDocument: document(trust), Policies };
  const Resources = { Role: { Type: 'AWS::IAM::Role', Properties, Metadata: { 'aws:cdk:path': HOSTILE } } };
  return written(join(scratch, 'policy.json'), JSON.stringify({ Resources }));
}

function written(file: string, text: string): string {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
}
