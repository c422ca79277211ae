import {
  CONTROLS,
  controlMatrix,
  judgeProposal,
  judgeTemplates,
  oscalDocuments,
  evidenceFiles,
} from '@careplane/compliance';
import type { CloudFormationTemplate, ControlMatrix, EvidenceInput } from '@careplane/compliance';
import { loadTarget } from '@careplane/platform/target';
import { assembliesOf, MEDMO, stacksIn } from '@careplane/platform/testing';
import { factsOf } from './judges';
import { MUTATIONS, PLAIN_LISTENER } from './testing/control-mutations';
import type { Mutation, Resources } from './testing/control-mutations';

const AT = '2026-11-28T12:00:00.000Z';

let original: EvidenceInput;
/** What the templates show as they are. Most tests ask for it, and it never changes: made once. */
let matrix: ControlMatrix;

beforeAll(() => {
  const { model } = loadTarget(MEDMO, {});
  const stacks = stacksIn(assembliesOf(MEDMO)).map(({ unit, stack, template }) => ({
    stackName: stack,
    region: model.region,
    file: `templates/${unit}/${stack}.template.json`,
    text: JSON.stringify(template, null, 1),
    template: template as CloudFormationTemplate,
  }));
  original = withVerdict({
    platform: model.name,
    account: model.account,
    region: model.region,
    at: AT,
    facts: factsOf(model),
    stacks,
    verdicts: [],
    reviewed: () => '2026-11-01',
  });
  matrix = controlMatrix(original);
});

/** The input with what the rules of our own say of its templates. */
function withVerdict(input: EvidenceInput): EvidenceInput {
  return { ...input, verdicts: [judgeTemplates(input.stacks, input.facts)] };
}

function mutated([, mutate]: Mutation): EvidenceInput {
  const stacks = original.stacks.map((stack) => {
    const template = JSON.parse(stack.text) as { Resources: Resources };
    return { ...stack, template: template as unknown as CloudFormationTemplate, resources: template.Resources };
  });
  mutate(stacks.map(({ resources }) => resources));
  return withVerdict({ ...original, stacks });
}

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
    const input = mutated(mutation);
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
  expect(statusOf(controlMatrix(mutated(PLAIN_LISTENER)), '164.312(e)(2)(ii)')).toBe('not met');
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

describe('OSCAL', () => {
  const values = (value: unknown, key: string): string[] => {
    if (Array.isArray(value)) return value.flatMap((item) => values(item, key));
    if (value === null || typeof value !== 'object') return [];
    return Object.entries(value).flatMap(([name, inner]) =>
      name === key && typeof inner === 'string' ? [inner] : values(inner, key),
    );
  };
  const everything = () => Object.fromEntries(oscalDocuments(original, matrix));

  it('has only identifiers that OSCAL allows, each used once in a document', () => {
    for (const document of Object.values(everything())) {
      const ids = values(document, 'uuid');
      expect(
        ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
      ).toEqual([]);
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

  it('finds what the rule in force accepts', () => {
    expect(of('164.312(b)(2)')).toMatchObject({ outcome: 'met' });
    expect(of('164.312(f)(2)(ii)')).toMatchObject({ outcome: 'met' });
  });
});
