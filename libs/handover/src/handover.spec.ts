import { lab } from '@careplane/platform/testing';
import { unitEnvironmentsOf } from '@careplane/platform/unit-environments';
import { calendarTasks } from './calendar/tasks';
import type { Chapter, Step } from './document/block';
import { slugOf } from './document/block';
import { chaptersOf } from './chapters/chapters';
import { DOSSIER_FILE, handoverFiles } from './files';
import { handoverFacts } from './facts/facts';
import { mayCall, peopleGroups } from './facts/people';
import type { DeployedUnit, HandoverInput } from './input';
import { AWS_COMMANDS, wrongAwsCommands } from './testing/aws-commands';
import { inputOf, withManyServices } from './testing/medmo';

const HOSTILE = '<script>alert(1)</script> | `x` [a](javascript:b)';

const EXCEPTION = {
  ids: ['CVE-2024-1234'],
  scope: 'everywhere',
  reason: 'The parser is not reachable from outside.',
  owner: 'platform@medmo.example',
  expires: '2027-03-31',
  file: 'careplane-exceptions.yaml',
  line: 2,
} as const;

let input: HandoverInput;
let files: ReadonlyMap<string, string>;
let page: string;
beforeAll(async () => {
  input = inputOf();
  files = await handoverFiles(input);
  page = files.get(DOSSIER_FILE) ?? '';
});

/** Texts of all pages in Markdown. */
const markdown = () => [...files].filter(([name]) => name.endsWith('.md'));

describe('the files', () => {
  it('are the same for the same input', async () => expect([...(await handoverFiles(inputOf()))]).toEqual([...files]));

  it('have a page for each chapter of the issue, the dossier, the calendar and the pictures', () => {
    expect([...files.keys()].filter((name) => !/^\d\d-/.test(name))).toEqual([
      'README.md',
      'dossier.html',
      'calendar.ics',
      'pictures/network-of-staging.svg',
      'pictures/network-of-staging-tall.svg',
      'pictures/network-of-production.svg',
      'pictures/network-of-production-tall.svg',
      'pictures/pipeline-medmo-main-prd-cfn.svg',
      'pictures/pipeline-medmo-main-prd-cfn-tall.svg',
      'pictures/pipelines-such-as-medmo-admin-staging-3.svg',
      'pictures/pipelines-such-as-medmo-admin-staging-3-tall.svg',
      'pictures/pipelines-such-as-medmo-admin-staging-nightly-6.svg',
      'pictures/pipelines-such-as-medmo-admin-staging-nightly-6-tall.svg',
      'pictures/pipelines-such-as-medmo-admin-production-3.svg',
      'pictures/pipelines-such-as-medmo-admin-production-3-tall.svg',
      'pictures/branches-and-environments.svg',
      'pictures/branches-and-environments-tall.svg',
    ]);
    expect(chaptersOf(input).map(({ id }) => id)).toMatchInlineSnapshot(`
      [
        "overview",
        "components",
        "network",
        "service-admin",
        "service-api",
        "service-frontend",
        "pipelines",
        "changes",
        "releases",
        "versions",
        "access",
        "cost",
        "controls",
        "risks",
        "backup",
        "troubleshooting",
        "calendar",
        "contacts",
        "evidence",
        "index",
        "training",
        "leaving",
        "glossary",
      ]
    `);
  });
});

describe('links', () => {
  it('in Markdown lead to a file, and to a heading in it', () => {
    const anchors = new Map(
      markdown().map(([name, text]) => [
        name,
        [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => slugOf(title)),
      ]),
    );
    const dead = markdown().flatMap(([name, text]) =>
      [...text.matchAll(/\]\((?!https:)([^)#]*)(?:#([^)]*))?\)/g)]
        .filter(
          ([, file = '', anchor]) => !files.has(file) || (anchor !== undefined && !anchors.get(file)?.includes(anchor)),
        )
        .map(([link]) => `${name}: ${link}`),
    );
    expect(dead).toEqual([]);
    expect(
      markdown()
        .join('')
        .match(/\]\(\d\d-/g)?.length,
    ).toBeGreaterThan(30);
  });

  it('on the page lead to an element that is there once', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });
});

describe('the page', () => {
  it('loads nothing and runs nothing', () => {
    expect(page).not.toMatch(
      /<(?:script|link|img|iframe|object|embed|form|base|use|image)\b|\bsrc=|\son\w+=|url\(|@import|style="/i,
    );
    expect(page).toContain("default-src 'none'; style-src 'sha256-");
  });

  it('closes every element', () => {
    const open: string[] = [];
    for (const [, end, name = '', self] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/g)) {
      if (['meta', 'br', 'wbr'].includes(name) || self === '/') continue;
      if (end === '/') expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('shows hostile text as text, as Markdown does', async () => {
    const services = input.model.services.map((service) => ({ ...service, description: HOSTILE }));
    const made = await handoverFiles({ ...input, model: { ...input.model, services } });
    expect([...made.values()].join('\n')).not.toContain('<script');
    for (const [name, text] of made) if (name.endsWith('.md')) expect(text).not.toContain('](javascript');
    expect(made.get(DOSSIER_FILE)).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('of a hundred services is below 5 MB, and their picture has one box for all', async () => {
    const made = await handoverFiles(withManyServices(input, 100));
    expect(Buffer.byteLength(made.get(DOSSIER_FILE) ?? '')).toBeLessThan(5_000_000);
    expect(made.get('pictures/network-of-staging.svg')).toContain('100 services');
  });
});

describe('names', () => {
  const KINDS = [
    'Logs::LogGroup',
    'CloudWatch::Alarm',
    'CodePipeline::Pipeline',
    'SecretsManager::Secret',
    'IAM::Role',
    'SQS::Queue',
  ];

  it.each(KINDS)('every AWS::%s of the templates is in the documents', (kind) => {
    const text = files.get([...files.keys()].find((name) => name.endsWith('-index.md')) ?? '') ?? '';
    const deployed = input.evidence.stacks.flatMap(({ stackName, template }) =>
      Object.entries(template.Resources ?? {})
        .filter(([, { Type }]) => Type === `AWS::${kind}`)
        .map(([id, { Properties = {} }]) => ({ stackName, id, name: nameOf(Properties) })),
    );
    expect(deployed.length).toBeGreaterThan(0);
    const missing = deployed.filter(
      ({ stackName, id, name }) =>
        !text.split('\n').some((line) => line.includes(stackName) && line.includes(name ?? id)),
    );
    expect(missing).toEqual([]);
  });

  it('of log groups, secrets, stacks and logical ids in commands are those of the templates', () => {
    const known = JSON.stringify(input.evidence.stacks.map(({ stackName, template }) => [stackName, template]));
    const commands = commandLines(chaptersOf(input));
    const named = commands.flatMap((line) =>
      [
        ...line.matchAll(
          / (?:tail|--secret-id|--stack-name|--logical-resource-id|--pipeline-name|--cluster|--source-db-instance-identifier) ([^\s")]+)/g,
        ),
      ].map(([, name = '']) => name),
    );
    expect(named.length).toBeGreaterThan(60);
    // An administrator creates it with careplane bootstrap.
    expect(named.filter((name) => !known.includes(`"${name}"`))).toEqual(['medmo-access', 'medmo-access']);
  });
});

describe('commands of AWS', () => {
  it('exist, with their options', () => {
    // medmo has no queue.
    const lines = [input, inputOf(lab())].flatMap((each) => commandLines(chaptersOf(each)));
    expect(lines.flatMap(wrongAwsCommands)).toEqual([]);
    // medmo has no cluster of Aurora: backup.spec.ts has the commands of its drill.
    const ofClusters = /^rds (create-db-instance|\S+-db-cluster\S*)$/;
    for (const command of Object.keys(AWS_COMMANDS).filter((each) => !ofClusters.test(each)))
      expect([...lines, ...markdown().map(([, text]) => text)].join('\n')).toContain(`aws ${command}`);
  });

  it.each([
    ['aws logs tali x', ['aws logs tali is not a known command']],
    ['aws logs tail x --sinse 1h', ['aws logs tail has no option --sinse']],
    ['X="$(aws ssm get-parameters --name y)"', ['aws ssm get-parameters is not a known command']],
    [
      'aws ecs update-service --service "$(aws ssm get-parameter --nam y)"',
      ['aws ssm get-parameter has no option --nam'],
    ],
  ])('%s is refused', (line, wrong) => expect(wrongAwsCommands(line)).toEqual(wrong));
});

it('groups have their own policies alone: the emergency role approves nothing for its group', () => {
  const groups = peopleGroups(handoverFacts(input));
  const approvers = groups.filter((group) => mayCall(group, 'codepipeline:PutApprovalResult'));
  expect(groups.map(({ name, users }) => `${name}: ${users.length}`)).toEqual([
    'developers: 2',
    'systems-engineers: 2',
    'security-engineers: 1',
    'stakeholders: 1',
    'break-glass: 2',
  ]);
  expect(approvers.map(({ name }) => name)).toEqual(['systems-engineers']);
});

it('a platform without services has every chapter, and says that there is none', async () => {
  const made = await handoverFiles({ ...input, model: { ...input.model, services: [] } });
  expect(made.get(DOSSIER_FILE)).toContain('no service yet');
});

it('the calendar has what is due, by day', () => {
  const exceptions = [{ service: 'api', file: 'careplane-exceptions.yaml', exceptions: [EXCEPTION] }];
  const tasks = calendarTasks(handoverFacts({ ...input, exceptions }));
  expect(tasks.map(({ day, title }) => `${day} ${title.replace(/\d+ reasons?/, 'some reasons')}`))
    .toMatchInlineSnapshot(`
    [
      "2027-02-26 Review who has access",
      "2027-02-26 MySQL 8.4.9: has RDS upgraded the minor version, and is the next one announced?",
      "2027-02-26 Price list of 2026-01-01: estimate again, and compare with the bill",
      "2027-02-26 Careplane 1.2.3: is there a newer version?",
      "2027-02-26 Trivy 0.74.0: is there a newer version?",
      "2027-03-17 Exception of api for CVE-2024-1234 ends on 2027-03-31",
      "2027-05-27 Restore drill",
      "2027-05-27 Replace the secret SESSION_KEY of api",
      "2027-05-27 Replace the secret SMS_GATEWAY_KEY of api",
      "2027-11-28 Read some reasons of accepted findings again",
    ]
  `);
});

it('the calendar asks for the owner of a secret that has none', () => {
  const model = { ...input.model, handover: { ...input.model.handover, secretOwners: {} } };
  const tasks = calendarTasks(handoverFacts({ ...input, model }));
  expect(tasks.find(({ id }) => id === 'secret-api-SESSION_KEY')?.how).toContain('Owner: unknown');
});

describe('the ledger', () => {
  const revision = 'f'.repeat(40);
  const record = { at: '2026-11-01T00:00:00Z', by: 'arn:x', revision };
  const shown = (units: readonly DeployedUnit[]) => {
    const [overview] = chaptersOf({ ...input, deployed: { known: true, units } });
    const blocks = overview?.blocks ?? [];
    const table = blocks.find((block) => block.kind === 'table' && block.head.includes('commit'));
    return { rows: table?.kind === 'table' ? table.rows : [], text: JSON.stringify(blocks) };
  };

  it('is shown with units of another commit, units that are not deployed, and units that are in no file', () => {
    const { rows, text } = shown([
      { ...record, unit: 'medmo', environment: 'production' },
      { ...record, unit: 'medmo', environment: 'shared' },
      { ...record, unit: 'medmo', environment: 'staging', revision: input.evidence.revision ?? '' },
      { ...record, unit: 'medmo-reports', environment: 'staging' },
      { ...record, unit: 'medmo-api', environment: 'demo' },
    ]);
    expect(rows.map((row) => [row[0], row[1], row.at(-1)].join(' '))).toMatchInlineSnapshot(`
      [
        "medmo-baseline shared not deployed, according to the ledger",
        "medmo staging the same commit",
        "medmo production another commit; this document is of 2026-11-28",
        "medmo-admin staging not deployed, according to the ledger",
        "medmo-admin production not deployed, according to the ledger",
        "medmo-api staging not deployed, according to the ledger",
        "medmo-api production not deployed, according to the ledger",
        "medmo-frontend staging not deployed, according to the ledger",
        "medmo-frontend production not deployed, according to the ledger",
        "medmo shared another commit; this document is of 2026-11-28",
        "medmo-reports staging in the account, but in no file",
        "medmo-api demo in the account, but in no file",
      ]
    `);
    expect(text).toContain('Not deployed: 7 of 9 units and environments, medmo-baseline/shared, medmo-admin/staging');
  });

  it('has no sentence about gaps where all is deployed', () => {
    const units = unitEnvironmentsOf({ model: input.model, selection: {} }).map((each) => ({ ...each, ...record }));
    expect(shown(units).text).not.toContain('not deployed');
  });
});

function nameOf(properties: Readonly<Record<string, unknown>>): string | undefined {
  const name = ['LogGroupName', 'AlarmName', 'Name', 'RoleName', 'QueueName']
    .map((key) => properties[key])
    .find((value) => typeof value === 'string');
  return name as string | undefined;
}

/** Every shell line of some chapters. */
function commandLines(chapters: readonly Chapter[]): string[] {
  const ofSteps = (steps: readonly Step[]): string[] =>
    steps.flatMap(({ commands = [], answers = [] }) => [
      ...commands,
      ...answers.flatMap((answer) => ofSteps(answer.steps)),
    ]);
  return chapters.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.kind === 'commands') return block.lines;
      return block.kind === 'steps' ? ofSteps(block.steps) : [];
    }),
  );
}

describe('a platform with a worker, a scheduled job and a queue', () => {
  let own: ReadonlyMap<string, string>;
  const pageOf = (service: string) =>
    [...own].find(([name]) => name.endsWith(`-service-${service}.md`))?.[1].replaceAll('&#95;', '_') ?? '';
  beforeAll(async () => {
    own = await handoverFiles(inputOf(lab()));
  });

  it('has no arrow from the balancer to services that take no requests, and arrows to the queue', () => {
    const picture = own.get('pictures/network-of-production.svg') ?? '';
    const [, description = ''] = /<desc[^>]*>([^<]*)<\/desc>/.exec(picture) ?? [];
    expect(description).toContain('Load balancer to intake: ');
    expect(description).not.toMatch(/Load balancer to (matcher|nightly)/);
    expect(description).toContain('intake to results: sends, 443 HTTPS.');
    expect(description).toContain('matcher to results: receives, 443 HTTPS.');
  });

  it('has the queue on the page of its receiver, and what to do with dead letters', () => {
    const text = pageOf('matcher');
    expect(text).toMatch(/\| production \| results \| receives \| `\w+-data-production\/QueueResultsQueue\w+` \|/);
    expect(text).toContain('aws sqs start-message-move-task');
    expect(pageOf('intake')).not.toContain('start-message-move-task');
  });

  it('names production last, whatever the file does, so that examples are of it', () => {
    expect(pageOf('matcher')).toMatch(/such as \d+ in production/);
  });

  it('counts queues and dead-letter queues apart', () => {
    const text = [...own].find(([name]) => name.endsWith('-components.md'))?.[1] ?? '';
    expect(text).toMatch(/^\| Queue \| Holds messages/m);
    expect(text).toMatch(/^\| Dead-letter queue \|/m);
  });
});
