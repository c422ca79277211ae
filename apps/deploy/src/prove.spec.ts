import { join } from 'node:path';
import { assembliesOf, copyOfMedmo, folderWith, MEDMO } from '@careplane/platform/testing';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { cli } from './testing/cli';
import type { ReportedAccessChange, ReportedProof } from '@careplane/assessment/proofs';

const template = (statement: object) =>
  JSON.stringify(
    {
      Resources: {
        Worker: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
              ],
            },
            Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }],
          },
        },
      },
    },
    null,
    1,
  );

const fileWith = (statement: object) =>
  join(folderWith({ 'worker.template.json': template(statement) }), 'worker.template.json');

/** A few of every kind: all properties take too long for a test of every commit. */
const SOME = [
  ...['staging-reads-no-production-secret', 'staging-deploys-nothing-to-production'],
  ...['no-principal-deletes-databases', 'no-principal-is-administrator', 'no-outsider-uses-keys'],
  ...['no-escalation-iam-008', 'no-escalation-iam-013', 'no-escalation-cloudformation-005'],
];

it('proves properties of the reference platform; what is accepted has a reason', async () => {
  const { exit, stdout } = await cli('prove', MEDMO, '--json', '--property', ...SOME);
  const { clean, proofs } = JSON.parse(stdout) as { clean: boolean; proofs: ReportedProof[] };
  expect(proofs.filter(({ verdict }) => verdict !== 'proved').map(({ name }) => name)).toEqual([]);
  expect({ exit, clean }).toEqual({ exit: 0, clean: true });
  const accepted = proofs.flatMap((proof) => proof.accepted);
  expect(accepted.map(({ principal }) => principal)).toContain('medmo-break-glass');
  expect(accepted.every(({ reason }) => reason.length > 60)).toBe(true);
});

it('refutes with the request, the statement, and its line in the template', async () => {
  const file = fileWith({ Effect: 'Allow', Action: 'iam:CreateAccessKey', Resource: '*' });
  const { exit, stdout } = await cli('prove', file, '--property', 'no-principal-makes-credentials');
  expect(exit).toBe(1);
  expect(stdout.replaceAll(file, 'worker.template.json')).toMatchInlineSnapshot(`
    "1 property: 0 proved, 1 refuted, 0 undecided.

    REFUTED: a principal can do what the property forbids

    no-principal-makes-credentials
      no principal makes users, access keys or passwords.
      worker-Worker-…
        can iam:CreateAccessKey on arn:aws:iam::111122223333:user/example
        allowed by statement 1 of worker/Worker
          (worker.template.json:24)

    Policies of an organization, of sessions and of VPC endpoints are not read. They
    can only deny: what is proved stays proved, and a request that is listed as
    refuted or undecided may be denied by one of them.
    "
  `);
});

it('prints SARIF with the principal in the message', async () => {
  const file = fileWith({ Effect: 'Allow', Action: '*', Resource: '*' });
  const { exit, stdout } = await cli('prove', file, '--property', 'no-principal-is-administrator', '--sarif');
  const { runs } = JSON.parse(stdout) as { runs: { results: { ruleId: string; message: { text: string } }[] }[] };
  expect(exit).toBe(1);
  expect(runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['no-principal-is-administrator']);
  expect(runs[0]?.results[0]?.message.text).toContain('worker-Worker-…');
});

it('names a policy that AWS would refuse, with its place', async () => {
  const { exit, stderr } = await cli('prove', fileWith({ Effect: 'Allow', Action: 'GetObject', Resource: '*' }));
  expect(exit).toBe(2);
  expect(stderr).toContain('has a policy that AWS refuses: the action "GetObject"');
});

it.each([
  [
    'a property that does not exist',
    [MEDMO, '--property', 'no-principal-is-administratr'],
    'Did you mean no-principal-is-administrator?',
  ],
  ['a file that is not there', [join(MEDMO, 'platform.json')], 'cannot be read'],
  [
    'a comma too many',
    [join(folderWith({ 'comma.json': '{\n  "Resources": {},\n}' }), 'comma.json')],
    'comma.json:2:18 is no JSON: a comma stands before }, where nothing follows it: remove the comma.',
  ],
  [
    'a template in YAML with the name of one in JSON',
    [join(folderWith({ 'yaml.json': 'Resources:\n  Data: {}\n' }), 'yaml.json')],
    'Templates in YAML can be converted: cfn-flip',
  ],
  [
    'a resource that is no object',
    [join(folderWith({ 'empty.json': '{"Resources":{"Data":null}}' }), 'empty.json')],
    'the resource Data is null.',
  ],
])('refuses %s', async (_, args, message) => {
  const { exit, stderr } = await cli('prove', ...args);
  expect({ exit, stderr }).toEqual({ exit: 2, stderr: expect.stringContaining(message) });
});

it('names a policy that is not known, with the nearest one, also if the property is not about it', async () => {
  const text = JSON.stringify({
    Resources: {
      Group: {
        Type: 'AWS::IAM::Group',
        Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAcces'] },
      },
    },
  });
  const file = join(folderWith({ 'group.json': text }), 'group.json');
  const { exit, stdout } = await cli('prove', file, '--property', 'no-outsider-uses-roles');
  expect(exit).toBe(0);
  expect(stdout).toContain('group/Group has a policy that is not known');
  expect(stdout.replace(/\s+/g, ' ')).toContain('Did you mean arn:aws:iam::aws:policy/AdministratorAccess?');
});

it('says what to do with templates in YAML, and with a folder of templates', async () => {
  const folder = folderWith({ 'a.yaml': 'Resources: {}', 'b.template.json': '{}' });
  const yaml = await cli('prove', join(folder, 'a.yaml'));
  expect([yaml.exit, yaml.stderr]).toEqual([2, expect.stringMatching(/cfn-flip \S+a\.yaml > template\.json/)]);
  const all = await cli('prove', folder);
  expect([all.exit, all.stderr]).toEqual([2, expect.stringMatching(/careplane prove \S+b\.template\.json/)]);
});

it('refuses a property that does not exist before it synthesizes', async () => {
  const { exit, stderr } = await cli('prove', MEDMO, '--property', 'nope');
  expect(exit).toBe(2);
  expect(stderr).toContain('--property nope does not exist.');
  expect(stderr).not.toContain('synthesizing');
});

it('decides the properties of platform.yaml, and refuses one about a name that does not exist', async () => {
  const folder = copyOfMedmo();
  const property = (name: string) => `
properties:
  - name: only-the-api-connects
    words: no container but that of the api connects to the database
    who: { kind: [task], not: ['${name}'] }
    cannot: ['rds-db:connect']
    on: { types: [database] }
`;
  appendFileSync(join(folder, 'platform.yaml'), property('medmo-apo-*'));
  const wrong = await cli('prove', folder, '--property', 'only-the-api-connects');
  expect(wrong.exit).toBe(2);
  expect(wrong.stderr).toContain('properties[0].who.not');
});

it('decides properties of the network of platform.yaml, and refuses names that no end has, with the nearest', async () => {
  const folder = copyOfMedmo();
  const own = (name: string, from: string) => `
  - name: ${name}
    words: nothing but the api opens a connection to a database
    from: { not: ['${from}'] }
    to: { kind: [database] }
    direct: true
`;
  const file = join(folder, 'platform.yaml');
  const before = readFileSync(file, 'utf8');
  const use = (...properties: string[]) => writeFileSync(file, `${before}\nnetworkProperties:${properties.join('')}`);
  use(own('only-the-api', 'medmo-api-*'), own('only-the-admin', 'medmo-admin-*'));
  const { exit, stdout } = await cli('prove', folder, '--json', '--property', 'only-the-api', 'only-the-admin');
  const { proofs, ends } = JSON.parse(stdout) as { proofs: ReportedProof[]; ends: { name: string }[] };
  expect([exit, ...proofs.map(({ verdict }) => verdict)]).toEqual([1, 'proved', 'refuted']);
  const [end = ''] = ends.flatMap(({ name }) => (name.startsWith('medmo-api-production/') ? [name] : []));
  use(own('only-the-api', end.replace('production', 'prodution')), own('internet-reaches-no-store', 'medmo-api-*'));
  const wrong = await cli('prove', folder, '--property', 'only-the-api');
  expect(wrong.exit).toBe(2);
  expect(wrong.stderr).toContain('networkProperties[0].from.not does not fit the name of an end');
  expect(wrong.stderr).toContain(`Did you mean ${end}?`);
  expect(wrong.stderr).toContain('networkProperties[1].name is the name of a property of the toolkit already');
});

describe('the effect of a change', () => {
  const s3 = (Action: string, Resource: string) => fileWith({ Effect: 'Allow', Action, Resource });
  const narrow = s3('s3:GetObject', 'arn:aws:s3:::records/a/*');
  const wide = s3('s3:GetObject', 'arn:aws:s3:::records/*');

  it('is a request that was refused before, and the answer is no', async () => {
    const { exit, stdout } = await cli('prove', wide, '--against', narrow);
    expect([exit, stdout.split('\n')[0]]).toEqual([1, 'WHO CAN DO WHAT']);
    expect(stdout).toContain('can now s3:GetObject on arn:aws:s3:::records/*');
  });

  it('is a picture, whose arrows have a sign, a kind of line, and words', async () => {
    const picture = async (before: string, after: string) => {
      const file = join(folderWith(), 'change.svg');
      const { stderr } = await cli('prove', after, '--against', before, '--diagram', file);
      return { stderr, svg: readFileSync(file, 'utf8') };
    };
    const added = await picture(narrow, wide);
    expect(added.stderr).toContain('1 arrow added, 0 arrows removed');
    expect(added.svg).toContain('<g class="edge added">');
    expect(added.svg).toContain('>+ s3:GetObject<');
    expect(added.svg).toMatch(/<desc id="d">[^<]*Added: worker-Worker-… to s3 records\/\*: s3:GetObject\.<\/desc>/);
    const removed = await picture(wide, narrow);
    expect(removed.svg).toContain('<g class="edge removed">');
    expect(removed.svg).toContain('Removed: worker-Worker-… to s3 records/*');
    expect((await picture(wide, wide)).svg).toContain('No arrow comes or goes');
  });

  it('is no picture without an earlier state', async () => {
    const { exit, stderr } = await cli('prove', wide, '--diagram', join(folderWith(), 'change.svg'));
    expect([exit, stderr]).toEqual([2, expect.stringContaining('needs --against')]);
  });

  it('is a loss, and the answer is yes', async () => {
    const { exit, stdout } = await cli('prove', narrow, '--against', wide);
    expect([exit, stdout]).toEqual([0, expect.stringContaining('can no longer s3:GetObject')]);
  });

  it('as data, it has the statement and its line', async () => {
    const { stdout } = await cli('prove', wide, '--against', narrow, '--json');
    const { access } = JSON.parse(stdout) as { access: readonly ReportedAccessChange[] };
    expect(access).toHaveLength(1);
    expect(access[0]).toMatchObject({ direction: 'gains', action: 's3:GetObject', verdict: 'yes' });
    expect(access[0]?.example?.allowedBy[0]).toMatchObject({ resource: 'Worker', statement: '0', line: 24 });
  });

  it('goes into a file, as data or as text', async () => {
    const out = join(folderWith(), 'effect.json');
    const { exit, stdout } = await cli('prove', wide, '--against', narrow, '--out', out);
    expect([exit, stdout]).toEqual([1, '']);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ access: [{ direction: 'gains' }] });
    const { stdout: data } = await cli('prove', wide, '--against', narrow, '--format', 'json');
    expect(JSON.parse(data)).toMatchObject({ access: [{ direction: 'gains' }] });
  });

  it('is none between two syntheses of the same sources', async () => {
    const earlier = assembliesOf(MEDMO);
    const { exit, stdout } = await cli('prove', MEDMO, '--assembly', assembliesOf(MEDMO), '--against', earlier);
    expect([exit, stdout.replaceAll('\n', ' ')]).toEqual([
      0,
      expect.stringMatching(/^Access: No principal can do what/),
    ]);
  });

  it('refuses an earlier state that is not there before it synthesizes, and a file that is no template', async () => {
    const { exit, stderr } = await cli('prove', MEDMO, '--against', '/nowhere');
    expect([exit, stderr.split('\n')[0]]).toEqual([2, expect.stringContaining('--against /nowhere has no assembly.')]);
    const other = await cli('prove', wide, '--against', '/nowhere.json');
    expect([other.exit, other.stderr]).toEqual([2, expect.stringContaining('/nowhere.json cannot be read')]);
  });

  it.each([
    [['--against', '/nowhere'], 'has no assembly. Write one from the earlier commit: careplane synth'],
    [['--against', '/nowhere', '--format', 'html'], '--against has the formats table and json, and not html.'],
    [['--against', '/nowhere', '--list'], "option '--against <path>' cannot be used with option '--list'"],
  ])('refuses %j', async (args, sentence) => {
    const { exit, stderr } = await cli('prove', MEDMO, '--assembly', assembliesOf(MEDMO), ...args);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });
});
