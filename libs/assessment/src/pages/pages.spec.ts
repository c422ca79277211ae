import type { JudgeVerdict } from '@careplane/compliance';
import type { Plan } from '../plan';
import { checkPage } from './check-page';
import { planPage } from './plan-page';
import { proofsPage } from './proofs-page';

const EVIL = '<script>alert(1)</script>';
const FACTS = [['Commit', 'abc']] as const;

const accepted = (at: string) => ({ rule: 'HIPAA.Security-X', reason: `covered ${EVIL}`, at, where: [at] });
const finding = (where: string) => ({ rule: 'E1', severity: 'error' as const, message: `wrong ${EVIL}`, where });

const CLEAN: JudgeVerdict = {
  judge: 'careplane',
  ran: true,
  version: '1.0.0',
  open: [],
  acknowledged: ['a/One', 'b/Two', 'c/Three'].map(accepted),
};
const OPEN: JudgeVerdict = {
  ...CLEAN,
  judge: 'cfn-lint',
  open: ['a/Bucket', 'b/Bucket'].map(finding),
  acknowledged: [],
};
const SILENT: JudgeVerdict = { judge: 'cfn-lint', ran: false, why: 'not on this machine', fix: 'pip install cfn-lint' };

const PLAN: Plan = {
  platform: 'medmo',
  account: '111122223333',
  region: 'us-east-2',
  environments: [],
  units: [{ name: 'medmo', stacks: [{ name: 'medmo-network', account: '1', region: 'us-east-2', resources: 43 }] }],
  pipelines: [],
  plainHttp: [{ service: 'web', reason: EVIL }],
  withoutPipeline: [],
  placeholders: [],
  cost: {
    lowUsd: '428.14',
    expectedUsd: '594.56',
    highUsd: '1328.36',
    pricesAsOf: '2026-01-01',
    unknownResources: 3,
    assumedResources: 140,
  },
  verdicts: [CLEAN],
  clean: true,
};

/** The sentence that answers, and how it is coloured. */
const answerIn = (page: string) => /<p class="answer (\w+)">([^<]*)<\/p>/.exec(page)?.slice(1);

describe('the page of a check', () => {
  const page = (...verdicts: JudgeVerdict[]) => checkPage({ platform: 'medmo', facts: FACTS, verdicts });

  it('answers yes only where every judge ran', () => {
    expect(answerIn(page(CLEAN))).toEqual(['good', 'No open findings of the judges that ran.']);
    expect(answerIn(page(CLEAN, SILENT))).toEqual([
      'neutral',
      'No open findings of the judges that ran. Not asked: cfn-lint.',
    ]);
    expect(answerIn(page(CLEAN, OPEN))).toEqual(['bad', 'Open findings: 2. Deploys are blocked.']);
  });

  it('names the judge that did not run, and how to run it', () => {
    expect(page(CLEAN, SILENT)).toContain('did not run: not on this machine');
    expect(page(CLEAN, SILENT)).toContain('<code>pip install cfn-lint</code>');
  });

  it('has a row for each reason and for each open finding, with their places', () => {
    const text = page(CLEAN, OPEN);
    expect(text).toContain('a/<wbr>One<details><summary>and 2 similar</summary>');
    expect(text).toContain('a/<wbr>Bucket<details><summary>and 1 similar</summary>');
    expect(text).toContain('covered &lt;script&gt;');
    expect(text).not.toContain('<script');
  });
});

describe('the page of a plan', () => {
  it('has the figures, what to read before signing, and no picture of a part', () => {
    const page = planPage(PLAN, { facts: FACTS });
    expect(page).toContain('<dt>USD a month expected</dt><dd>594.56</dd>');
    expect(page).toContain('428.14 to 1,328.36');
    expect(page).toContain('Not encrypted between the load balancer and the tasks');
    expect(page).not.toMatch(/<script|id="network"/);
    expect(page).toContain('id="signature"');
  });

  it('says so where the cost is not known', () => {
    const page = planPage({ ...PLAN, cost: { notPriced: EVIL } }, { facts: FACTS });
    expect(page).toContain('<dd>not known</dd>');
    expect(page).toContain('The cost is not known: &lt;script&gt;');
  });

  it('has the picture of the network, and what is in the account alone', () => {
    const diagram = { title: 'Network of production', description: 'Internet to api.', nodes: [], edges: [] };
    const layout = { width: 10, height: 10, nodes: [], edges: [] };
    const network = { diagram, picture: { wide: layout, tall: layout } };
    const page = planPage(PLAN, { facts: FACTS, network, leftovers: ['unit old', EVIL] });
    expect(page).toContain('<figcaption>Network of production</figcaption>');
    expect(page).toContain('unit old\n&lt;script&gt;');
  });
});

describe('the page of proofs', () => {
  const witness = {
    principal: 'role Web',
    arn: 'arn:aws:iam::111122223333:role/Web',
    action: 'iam:PassRole',
    resource: EVIL,
    conditions: { 'aws:PrincipalTag/x': ['y'], 'aws:MultiFactorAuthPresent': null },
    steps: ['assumes role Build'],
    allowedBy: [{ stack: 's', resource: 'Policy', statement: '0', file: 's.json', line: 7 }],
  };
  const PROVED = {
    ...{ name: 'no-one-passes', words: `no one passes a role ${EVIL}`, citations: ['164.308(a)(4)'] },
    ...{ verdict: 'proved' as const, principals: 3, resources: 2, refutations: [], undecided: [], accepted: [] },
  };
  const page = (...proofs: Parameters<typeof proofsPage>[0]['proofs']) =>
    proofsPage({ subject: 'medmo', facts: FACTS, proofs });

  it('answers yes only where nothing is refuted or undecided', () => {
    expect(answerIn(page(PROVED))?.[0]).toBe('good');
    expect(answerIn(page(PROVED, { ...PROVED, verdict: 'undecided' }))).toEqual([
      'bad',
      'Not proved: 1 of 2 properties. What is not proved is not a pass.',
    ]);
  });

  it('has who can do what, with the statement that allows it, as text', () => {
    const text = page({ ...PROVED, verdict: 'refuted', refutations: [witness] }).replaceAll('<wbr>', '');
    expect(text).toContain('role Web (it assumes role Build) can iam:PassRole on &lt;script&gt;');
    expect(text).toContain('with aws:PrincipalTag/x = y and without aws:MultiFactorAuthPresent');
    expect(text).toContain('statement 1 of s/Policy (s.json:7)');
    expect(text).not.toContain('<script');
  });

  it('lists the policies that are not known, with what to do, and has no such chapter without one', () => {
    const unknown = [
      {
        ...{
          file: 's.json',
          line: 4,
          path: EVIL,
          message: 'has a policy that is not known',
          given: 'arn:aws:iam::aws:policy/X',
        },
        ...{ allowed: 'a policy of the table', fix: 'write its statements into a template' },
      },
    ];
    const text = proofsPage({ subject: 'medmo', facts: FACTS, proofs: [PROVED], unknown }).replaceAll('<wbr>', '');
    expect(text).toContain('has a policy that is not known; given: arn:aws:iam::aws:policy/X');
    expect(text).toContain('s.json:4');
    expect(text).toContain('write its statements into a template');
    expect(text).not.toContain('<script');
    expect(page(PROVED)).not.toContain('id="not-known"');
  });

  it('says which policies were not read', () => {
    expect(page(PROVED).replaceAll('<wbr>', '')).toContain('of VPC endpoints are not read');
  });

  it('has the reason of what is accepted, once', () => {
    const accepted = [1, 2].map(() => ({ ...witness, reason: 'the deploy needs it' }));
    expect(page({ ...PROVED, accepted }).split('the deploy needs it')).toHaveLength(2);
  });
});
