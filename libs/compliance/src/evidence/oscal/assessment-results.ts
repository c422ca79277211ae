import { counted } from '@careplane/problems';
import type { EvidenceInput } from '../input';
import type { ControlMatrix, MatrixRow } from '../matrix';
import { componentId } from './component-definition';
import { controlId, oneLine, uuidOf } from './ids';
import { metadataOf } from './metadata';

/** The assessment plan that OSCAL asks for: there is none but the judges, which a resource in the back matter says. */
const PLAN = 'plan';

/** One run of the judges: an observation for each rule and stack, and a finding for each citation that automation answers. */
export function oscalAssessmentResults(input: EvidenceInput, { rows }: ControlMatrix): object {
  const automated = rows.filter(({ control }) => control.answer.by === 'automation');
  const plan = uuidOf(input.platform, 'assessment-plan');
  return {
    'assessment-results': {
      uuid: uuidOf(input.platform, 'assessment-results', input.at),
      metadata: metadataOf(input, 'Results of careplane evidence'),
      'import-ap': { href: `#${plan}` },
      results: [
        {
          uuid: uuidOf(input.platform, 'result', input.at),
          title: 'Judges of careplane check',
          description: input.verdicts
            .map((verdict) => `${verdict.judge} ${verdict.ran ? verdict.version : `did not run: ${verdict.why}`}`)
            .join('; '),
          start: input.at,
          'reviewed-controls': {
            'control-selections': [
              { 'include-controls': automated.map(({ control }) => ({ 'control-id': controlId(control.citation) })) },
            ],
          },
          observations: automated.flatMap((row) => observationsOf(input, row)),
          findings: automated.map((row) => findingOf(input, row)),
        },
      ],
      'back-matter': {
        resources: [
          {
            uuid: plan,
            title: PLAN,
            description: 'No plan of its own: the judges and rules of careplane, all of them, on every template.',
          },
        ],
      },
    },
  };
}

/** What each rule of a row looked at, by stack; or that it found nothing to look at. */
function observationsOf(input: EvidenceInput, row: MatrixRow): object[] {
  const files = [...new Set(row.proofs.map(({ file }) => file))];
  const observation = (name: string, description: string, more: object): object => ({
    uuid: observationId(input, row, name),
    description,
    methods: ['TEST'],
    collected: input.at,
    ...more,
  });
  if (files.length === 0) return [observation('nothing', `${row.control.title}: no resource to look at.`, {})];
  return files.map((file) => {
    const stack = input.stacks.find((known) => known.file === file);
    const here = row.proofs.filter((proof) => proof.file === file);
    const rules = [...new Set(here.map(({ rule }) => rule))].join(', ');
    return observation(file, `${rules} looked at ${counted(here.length, 'resource')} of ${stack?.stackName ?? file}.`, {
      ...(stack !== undefined && {
        subjects: [{ 'subject-uuid': componentId(input, stack), type: 'component', title: stack.stackName }],
      }),
      'relevant-evidence': here.map(({ line, path }) => ({
        href: line === undefined ? file : `${file}#L${line}`,
        description: oneLine(path),
      })),
    });
  });
}

function observationId(input: EvidenceInput, { control }: MatrixRow, name: string): string {
  return uuidOf(input.platform, 'observation', input.at, control.citation, name);
}

function findingOf(input: EvidenceInput, row: MatrixRow): object {
  const files = [...new Set(row.proofs.map(({ file }) => file))];
  return {
    uuid: uuidOf(input.platform, 'finding', input.at, row.control.citation),
    title: oneLine(`${row.control.citation} ${row.control.title}`),
    description: row.open.length === 0 ? row.control.meaning : row.open.map(({ message }) => message).join('\n'),
    target: {
      type: 'objective-id',
      'target-id': controlId(row.control.citation),
      status: { state: row.status === 'met' ? 'satisfied' : 'not-satisfied' },
    },
    'related-observations': (files.length === 0 ? ['nothing'] : files).map((name) => ({
      'observation-uuid': observationId(input, row, name),
    })),
  };
}
