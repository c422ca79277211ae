import {
  accountControls,
  CONTROLS,
  controlMatrix,
  judgeProposal,
  oscalDocuments,
  evidenceFiles,
} from '@careplane/compliance';
import type { ControlMatrix, EvidenceInput } from '@careplane/compliance';
import { ACCOUNT_MUTATIONS } from './testing/account-mutations';
import { MUTATIONS, PLAIN_LISTENER } from './testing/control-mutations';
import { evidenceOfDirectory, evidenceOfMedmo, mutated } from './testing/evidence-of-medmo';
import { set, unset, without } from './testing/mutate';
import { OSCAL_SHAPES, shapeFaults } from './testing/oscal-shapes';

let original: EvidenceInput;
/** What the templates show as they are. Most tests ask for it, and it never changes: made once. */
let matrix: ControlMatrix;

beforeAll(() => {
  original = evidenceOfMedmo();
  matrix = controlMatrix(original);
});

const statusOf = ({ rows }: ControlMatrix, citation: string) =>
  rows.find(({ control }) => control.citation === citation)?.status;
const automated = CONTROLS.filter(({ answer }) => answer.by === 'automation').map(({ citation }) => citation);

it('every safeguard that automation decides is met in medmo, and shown by a resource', () => {
  const { rows, coverage } = matrix;
  expect(rows.filter(({ status }) => status === 'not met').map(({ control }) => control.citation)).toEqual([]);
  expect(coverage).toMatchObject({ citations: 69, answered: 69, automation: 40, offline: 40, met: 40, notMet: 0 });
});

it('every automated safeguard but the review of reasons has a mutation', () => {
  expect([...Object.keys(MUTATIONS), '164.316(b)(2)(iii)'].sort()).toEqual([...automated].sort());
});

describe.each(Object.entries(MUTATIONS))('%s', (citation, mutation) => {
  it(`is not met if ${mutation[0]}`, () => {
    const input = mutated(original, mutation[1]);
    const [verdict] = input.verdicts;
    expect(verdict).toMatchObject({ judge: 'careplane', ran: true });
    expect(verdict?.ran === true && verdict.open.length > 0).toBe(true);
    expect(statusOf(matrix, citation)).toBe('met');
    expect(statusOf(controlMatrix(input), citation)).toBe('not met');
  });
});

it('reasons have to be reviewed each year', () => {
  const old = controlMatrix({ ...original, reviewed: () => '2025-11-01' });
  const unknown = controlMatrix({ ...original, reviewed: () => undefined });
  expect([old, unknown].map((matrix) => statusOf(matrix, '164.316(b)(2)(iii)'))).toEqual(['not met', 'not met']);
  expect(old.accepted[0]).toMatchObject({ rule: 'BackupKeptSixYears', reviewed: '2025-11-01', ageDays: 392 });
});

it('a plain listener breaks the proof of encryption, too', () => {
  expect(statusOf(controlMatrix(mutated(original, PLAIN_LISTENER[1])), '164.312(e)(2)(ii)')).toBe('not met');
});

it('the security official is a document as long as the account has a security contact', () => {
  const shown = matrix.rows.find(({ control }) => control.citation === '164.308(a)(2)');
  expect(shown).toMatchObject({
    status: 'document',
    proofs: [{ path: expect.stringContaining('Security') as string }],
  });
  const gone = mutated(original, without('Custom::CareplaneAlternateContact'));
  expect(statusOf(controlMatrix(gone), '164.308(a)(2)')).toBe('organization');
});

it('proofs lead to the line of the template on which the resource begins', () => {
  const proofs = matrix.rows.flatMap((row) => row.proofs);
  const wrong = proofs.filter(({ file, line }) => {
    const text = original.stacks.find((stack) => stack.file === file)?.text.split('\n') ?? [];
    return line === undefined || !/^ {2}"\w+": \{$/.test(text[line - 1] ?? '');
  });
  expect(proofs.length).toBeGreaterThan(200);
  expect(wrong).toEqual([]);
});

describe('controls of the account', () => {
  const openRows = ({ rows }: ControlMatrix) =>
    rows.filter(({ status, open }) => status === 'not met' && open.length > 0).map(({ control }) => control.citation);

  it('39 are answered for: made, left to people, or not made with a reason', () => {
    const rows = accountControls(original);
    expect(new Set(rows.map(({ control }) => control.id)).size).toBe(39);
    expect(rows.filter(({ found }) => ['missing', 'off'].includes(found.state))).toEqual([]);
    const reasons = rows.flatMap(({ found }) => (found.state === 'not made' ? [found.reason] : []));
    expect(reasons.filter((reason) => reason.length < 30)).toEqual([]);
  });

  it('each that the templates make has a mutation, and no other has', () => {
    const made = accountControls(original).filter(({ found }) => found.state === 'made');
    expect(Object.keys(ACCOUNT_MUTATIONS).sort()).toEqual(made.map(({ control }) => control.id).sort());
  });

  const mutations = Object.entries(ACCOUNT_MUTATIONS).flatMap(([id, all]) => all.map((one) => [id, ...one] as const));
  it.each(mutations)('%s, weakened (%s), opens its rows of the matrix', (_, __, mutate, citations) => {
    expect(openRows(controlMatrix(mutated(original, mutate)))).toEqual(expect.arrayContaining([...citations]));
  });

  const makers = accountControls(evidenceOfMedmo()).flatMap(({ control: { id, source, citations }, found }) =>
    found.state === 'made' && 'types' in source ? [[id, source, citations] as const] : [],
  );
  it('are taken out one by one: 24 and more', () => {
    expect(makers.length).toBeGreaterThanOrEqual(24);
  });
  it.each(makers)(
    '%s, taken out whole: a rule of ours fails, and a row of the matrix changes',
    (_, source, citations) => {
      const gone = mutated(original, (all) => {
        for (const resources of all) {
          if (source.part !== undefined && resources['Owner'] === undefined) continue;
          for (const [logicalId, { Type, Properties }] of Object.entries(resources)) {
            const isMade = Object.entries(source.properties ?? {}).every(([name, value]) => Properties[name] === value);
            if (source.types.includes(Type) && isMade) delete resources[logicalId];
          }
        }
      });
      const [verdict] = gone.verdicts;
      expect(verdict?.ran === true ? verdict.open.length : 0).toBeGreaterThan(0);
      const after = controlMatrix(gone);
      const changed = citations.filter((citation) => statusOf(after, citation) !== statusOf(matrix, citation));
      expect(changed).not.toEqual([]);
    },
  );

  it('one that is switched off has its reason, and one that is gone is called missing', () => {
    const { stacks } = mutated(original, (all) => {
      without('AWS::Budgets::Budget')(all);
      without('AWS::AccessAnalyzer::Analyzer')(all);
      const owner = all.map((resources) => resources['Owner']).find((each) => each?.Metadata !== undefined);
      Object.assign(owner?.Metadata?.['careplane:baseline'] ?? {}, { off: { budget: 'The organization has one.' } });
    });
    const of = (id: string) => accountControls({ stacks }).find(({ control }) => control.id === id)?.found;
    expect(of('budgets')).toEqual({ state: 'off', reason: 'The organization has one.' });
    expect(of('access-analyzer')).toEqual({ state: 'missing' });
    expect(of('groups')).toMatchObject({ state: 'made', path: expect.stringContaining('/developers/') as string });
  });
});

describe('people from Identity Center', () => {
  let directory: EvidenceInput;
  beforeAll(() => {
    directory = evidenceOfDirectory();
  });
  const sets = (properties: Readonly<Record<string, unknown>>) =>
    String(properties['ManagedPolicyName']).startsWith('medmo-developers-');

  it('have permission sets in the place of groups, and the matrix is as it was', () => {
    const found = Object.fromEntries(accountControls(directory).map(({ control, found }) => [control.id, found]));
    expect(found['permission-sets']).toMatchObject({ state: 'made' });
    // The named people who may take the role for emergencies are IAM users here, too.
    expect(found['groups']).toMatchObject({ state: 'made', path: 'medmo-identity/Identity/break-glass/Users/Group' });
    expect(controlMatrix(directory).coverage).toEqual(matrix.coverage);
  });

  it.each([
    ['no permission sets', without('AWS::SSO::PermissionSet'), '164.308(a)(3)(i)'],
    ['permission sets for no one', without('AWS::SSO::Assignment'), '164.308(a)(3)(i)'],
    [
      'permission sets without rights',
      unset('AWS::SSO::PermissionSet', 'CustomerManagedPolicyReferences'),
      '164.312(d)',
    ],
    ['policies that are gone', without('AWS::IAM::ManagedPolicy', sets), '164.308(a)(3)(i)'],
    ['sessions of half a day', set('AWS::SSO::PermissionSet', 'SessionDuration', 'PT12H'), '164.312(a)(2)(iii)'],
  ] as const)('%s open a row', (_, mutate, citation) => {
    expect(statusOf(controlMatrix(directory), citation)).toBe('met');
    expect(statusOf(controlMatrix(mutated(directory, mutate)), citation)).toBe('not met');
  });
});

describe('OSCAL', () => {
  const values = (value: unknown, key: string): string[] => {
    if (Array.isArray(value)) return value.flatMap((item) => values(item, key));
    if (value === null || typeof value !== 'object') return [];
    return Object.entries(value).flatMap(([name, inner]) =>
      name === key && typeof inner === 'string' ? [inner] : values(inner, key),
    );
  };
  const everything = () => Object.fromEntries(oscalDocuments(original, matrix));

  it('has only keys and values that OSCAL allows, with and without findings', () => {
    const broken = mutated(original, without('AWS::GuardDuty::Detector'));
    const silent = original.verdicts.map((verdict) => ({ ...verdict, open: [], acknowledged: [] }));
    const nothing = { ...original, stacks: [], verdicts: silent };
    for (const input of [original, broken, nothing]) {
      const documents = oscalDocuments(input, controlMatrix(input));
      expect([...documents.keys()].sort()).toEqual(Object.keys(OSCAL_SHAPES).sort());
      for (const [file, document] of documents) expect(shapeFaults(OSCAL_SHAPES[file] ?? {}, document)).toEqual([]);
    }
  });

  it('uses each identifier once in a document', () => {
    for (const document of Object.values(everything())) {
      const ids = values(document, 'uuid');
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('refers only to controls that the catalogue has, and has all 69', () => {
    const documents = everything();
    const known = values(documents['oscal/catalog.json'], 'id').filter(
      (id) => /^hipaa-164\.\d{3}\./.test(id) && !id.endsWith('_smt'),
    );
    expect(known).toHaveLength(69);
    expect(known).toContain('hipaa-164.312.a.2.iv');
    const named = [
      ...values(documents, 'control-id'),
      ...values(documents['oscal/assessment-results.json'], 'target-id'),
    ];
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((id) => !known.includes(id))).toEqual([]);
  });

  it('follows every reference to an observation, a component, a risk and a resource', () => {
    const documents = everything();
    const ids = values(documents, 'uuid');
    const references = ['observation-uuid', 'subject-uuid', 'risk-uuid', 'component-uuid'].flatMap((key) =>
      values(documents, key),
    );
    const hrefs = values(documents, 'href')
      .filter((href) => href.startsWith('#'))
      .map((href) => href.slice(1));
    expect(references.length).toBeGreaterThan(40);
    expect(hrefs).toHaveLength(1);
    expect([...references, ...hrefs].filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('leads to files and lines that are among the evidence', () => {
    const files = evidenceFiles(original, matrix, ['oscal', 'markdown', 'json']);
    const hrefs = values(everything(), 'href').filter((href) => href.startsWith('templates/'));
    expect(hrefs.length).toBeGreaterThan(200);
    expect(hrefs.filter((href) => !files.has(href.replace(/#L\d+$/, '')))).toEqual([]);
  });

  it('gives the same bytes twice', () => {
    const files = () => [...evidenceFiles(original, controlMatrix(original), ['oscal', 'markdown', 'json'])];
    expect(files()).toEqual(files());
  });
});

describe('the proposal of 2025', () => {
  const answers = (restores: readonly number[] = []) => judgeProposal(original, matrix, restores);
  const of = (section: string, restores: readonly number[] = []) =>
    answers(restores).find((one) => one.section === section);

  it('decides 31 of 48 requirements, and each that is not met has a fix', () => {
    expect(answers()).toHaveLength(48);
    expect(answers().filter(({ decidedBy }) => decidedBy !== undefined)).toHaveLength(31);
    expect(answers().filter(({ outcome, fix }) => (outcome === 'not met') !== (fix !== undefined))).toEqual([]);
    expect(answers().filter(({ decidedBy, proof }) => decidedBy !== undefined && proof.length === 0)).toEqual([]);
  });

  it('needs a measured restore within the promised hours', () => {
    expect(of('164.308(a)(13)(ii)')).toMatchObject({ outcome: 'not met', proof: ['no measured restore was given'] });
    expect(of('164.308(a)(13)(ii)', [1.5, 3])).toMatchObject({ outcome: 'met' });
    expect(of('164.308(a)(13)(ii)', [9])).toMatchObject({ outcome: 'not met', proof: ['a restore took 9.0 hours'] });
  });

  it('knows what scans again what runs, and misses it', () => {
    const scanned = ['164.308(a)(4)', '164.312(h)(2)(i)', '164.312(h)(2)(ii)', '164.312(h)(2)(iv)'];
    expect(scanned.map((section) => of(section)?.outcome)).toEqual(scanned.map(() => 'met'));
    const gone = mutated(original, (all) => {
      set('Custom::CareplaneInspector', 'ResourceTypes', ['EC2'])(all);
      set('AWS::Events::Rule', 'State', 'DISABLED')(all);
    });
    const outcomes = judgeProposal(gone, controlMatrix(gone)).filter(({ section }) => scanned.includes(section));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(scanned.map(() => 'not met'));
  });

  it('finds what the rule in force accepts', () => {
    expect(of('164.312(b)(2)')).toMatchObject({ outcome: 'met' });
    expect(of('164.312(f)(2)(ii)')).toMatchObject({ outcome: 'met' });
  });
});
