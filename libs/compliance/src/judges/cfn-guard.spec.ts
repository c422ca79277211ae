import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RULES } from '../rules';
import { CFN_GUARD_VERSION, cfnGuard } from './cfn-guard';
import { SHARED_WITH_HIPAA } from './equivalent-rules';
import { GUARD_ANSWERS } from './guard-answers';

let directory: string;
let rules: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cfn-guard-'));
  rules = join(directory, 'rules.guard');
  writeFileSync(rules, 'rule X { Resources exists }\n');
});
afterAll(() => rmSync(directory, { recursive: true }));

/** What the pretended cfn-guard writes, and what it exits with. */
interface Answer {
  readonly out?: string;
  readonly err?: string;
  readonly status?: number;
}

/** For a shell that has nothing but its own commands. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

function pretend(answer: Answer, version = `cfn-guard ${CFN_GUARD_VERSION}`): NodeJS.ProcessEnv {
  const file = join(directory, 'pretended-cfn-guard');
  const script = `#!/bin/sh
if [ "$1" = --version ]; then echo '${version}'; exit 0; fi
printf '%s' ${quoted(answer.out ?? '[]')}
echo ${quoted(answer.err ?? '')} >&2
exit ${answer.status ?? 0}
`;
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return { ...process.env, CFN_GUARD_BIN: file };
}

/** As cfn-guard 3.2.1 complains of a file: its separator comes last. */
const cannotRead = (place: string) =>
  `Parsing error handling rule file = x, Error = Parser Error when parsing \`Parsing Error Error parsing file ${place}\n---\n`;

const TEMPLATES = [{ path: '/cdk.out/acme-network.template.json', region: 'us-east-2' }];

/** A report as cfn-guard 3.2.1 prints it: of each rule that fails, the checks that failed. */
const report = (...failed: readonly (readonly [name: string, ...paths: string[]])[]) =>
  JSON.stringify([
    {
      name: '/cdk.out/acme-network.template.json',
      status: failed.length === 0 ? 'PASS' : 'FAIL',
      not_applicable: [],
      compliant: ['ANOTHER_RULE'],
      not_compliant: failed.map(([name, ...paths]) => ({
        Rule: {
          name,
          checks: paths.map((path) => ({
            Clause: {
              Unary: {
                check: { Resolved: { value: { path, value: false } } },
                messages: { custom_message: '\n  Violation: "it" is open.;\n  Fix: close it.', error_message: 'x' },
              },
            },
          })),
        },
      })),
    },
  ]);

test('a rule that fails is open, at each resource that it names', async () => {
  const out = report(['OWN_RULE', '/Resources/Vpc/Properties/A', '/Resources/Vpc/Properties/B', '/Resources/Subnet']);
  const message = 'Violation: "it" is open. Fix: close it.';
  expect(await cfnGuard(TEMPLATES, rules, pretend({ out, status: 19 }))).toEqual({
    judge: 'cfn-guard',
    ran: true,
    version: CFN_GUARD_VERSION,
    open: [
      { rule: 'OWN_RULE', severity: 'error', message, where: 'acme-network/Vpc' },
      { rule: 'OWN_RULE', severity: 'error', message, where: 'acme-network/Subnet' },
    ],
    acknowledged: [],
  });
});

test('a rule that names no resource is at the stack', async () => {
  const verdict = await cfnGuard(TEMPLATES, rules, pretend({ out: report(['OWN_RULE']), status: 19 }));
  expect(verdict).toMatchObject({ open: [{ where: 'acme-network', message: 'The rule has no message.' }] });
});

test('a rule that another one decides is accepted, with the reason and the name of the other', async () => {
  const out = report(['RDS_MULTI_AZ_SUPPORT', '/Resources/Database/Properties/MultiAZ']);
  expect(await cfnGuard(TEMPLATES, rules, pretend({ out, status: 19 }))).toMatchObject({
    open: [],
    acknowledged: [{ at: 'acme-network/Database', reason: expect.stringContaining('RDSMultiAZSupport') as string }],
  });
});

test('a reason about one resource does not accept another', async () => {
  const [cdk, own] = ['CustomVpcRestrictDefaultSGCustomResourceProviderRole26592FE0', 'TaskRole'];
  const out = report(['IAM_NO_INLINE_POLICY_CHECK', `/Resources/${cdk}`, `/Resources/${own}/Properties/Policies`]);
  expect(await cfnGuard(TEMPLATES, rules, pretend({ out, status: 19 }))).toMatchObject({
    open: [{ where: `acme-network/${own}` }],
    acknowledged: [{ at: `acme-network/${cdk}` }],
  });
});

test('nothing is open if every rule holds', async () => {
  expect(await cfnGuard(TEMPLATES, rules, pretend({ out: report() }))).toMatchObject({ ran: true, open: [] });
});

test.each<[what: string, env: () => NodeJS.ProcessEnv, file: () => string, why: RegExp]>([
  ['no file of rules', () => pretend({}), () => join(directory, 'none'), /^there is no file of rules at/],
  ['no program', () => ({ PATH: directory }), () => rules, /^not on this machine$/],
  [
    'a program that is not there',
    () => ({ CFN_GUARD_BIN: join(directory, 'none') }),
    () => rules,
    /none, which does not/,
  ],
  ['another version', () => pretend({}, 'cfn-guard 2.1.0'), () => rules, /^this machine has 2\.1\.0, but 3\.2\.1/],
  [
    'rules that cannot be read',
    () => pretend({ err: 'Parser Error', status: 5 }),
    () => rules,
    /status 5: Parser Error/,
  ],
  [
    'a program that begins with a separator',
    () => pretend({ err: '---\nerror: unexpected argument\n\nUsage: cfn-guard validate', status: 2 }),
    () => rules,
    /status 2: error: unexpected argument$/,
  ],
  ['an answer that is no JSON', () => pretend({ out: 'hello' }), () => rules, /did not answer in JSON: hello/],
  ['a template without an answer', () => pretend({ out: '[]' }), () => rules, /^it answered about 0 of 1 templates$/],
])('%s: it has not run, and says why', async (_, env, file, why) => {
  const verdict = await cfnGuard(TEMPLATES, file(), env());
  expect(verdict).toMatchObject({ judge: 'cfn-guard', ran: false, why: expect.stringMatching(why) as string });
  expect(verdict.ran === false && verdict.fix).toContain('cargo install cfn-guard --version 3.2.1');
});

test.each<[string, Answer, why: string, fix: string]>([
  [
    'rules that break off',
    { err: cannotRead('acme.guard at line 2 at column 1, when handling , fragment `'), status: 5 },
    'it cannot read the rules: acme.guard:2:1 ends before the rule does',
    'correct RULES: https://docs.aws.amazon.com/cfn-guard/',
  ],
  [
    'two files that are no rules',
    {
      err: [
        cannotRead('a.guard at line 1 at column 1, when handling , fragment hello: world\n`'),
        cannotRead('b.guard at line 1 at column 35, when handling , fragment }\n`'),
      ].join(''),
      status: 5,
    },
    'it cannot read the rules: a.guard:1:1 is no rule from "hello: world" on; b.guard:1:35 is no rule from "}" on',
    'correct RULES',
  ],
  [
    'no rule at all, where nothing fails',
    { out: JSON.stringify([{ name: 'x', status: 'SKIP', not_compliant: [], not_applicable: [], compliant: [] }]) },
    'RULES has no rule',
    'name a file with rules, or leave --guard-rules out',
  ],
])('%s: it has not run, and says what to correct', async (_, answer, why, fix) => {
  const named = (text: string) => text.replace('RULES', rules);
  const expected = { ran: false, why: named(why), fix: expect.stringContaining(named(fix)) as string };
  expect(await cfnGuard(TEMPLATES, rules, pretend(answer))).toMatchObject(expected);
});

test('each rule that decides instead exists: one of ours, or one of cdk-nag’s pack for HIPAA', () => {
  const known = [...RULES.map(({ name }) => name), ...SHARED_WITH_HIPAA];
  expect(Object.values(GUARD_ANSWERS).filter(({ decidedBy }) => !known.includes(decidedBy))).toEqual([]);
  expect(Object.values(GUARD_ANSWERS).filter(({ reason }) => reason.length < 60)).toEqual([]);
});
