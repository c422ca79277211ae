import { RULES } from '../../rules';
import type { Answer } from '../../controls/control';
import type { EvidenceInput, EvidenceStack } from '../input';
import type { ControlMatrix, MatrixRow, RowStatus } from '../matrix';
import { controlId, oneLine, uuidOf } from './ids';
import { metadataOf, OSCAL_FILES } from './metadata';

const NAMESPACE = 'https://careplane.dev/ns/oscal';

/** The stacks as components, each with the controls that its resources implement, and one component for what is not in templates. */
export function oscalComponentDefinition(input: EvidenceInput, { rows }: ControlMatrix): object {
  return {
    'component-definition': {
      uuid: uuidOf(input.platform, 'component-definition'),
      metadata: metadataOf(input, 'Components of the platform'),
      components: [
        ...input.stacks.flatMap((stack) => {
          const own = rows.filter((row) => row.proofs.some(({ file }) => file === stack.file));
          return own.length === 0 ? [] : [componentOf(input, stack, own)];
        }),
        {
          uuid: uuidOf(input.platform, 'component', 'outside'),
          type: 'policy',
          title: 'Outside of the templates',
          description: 'Documents, duties of the organization, and what no one answers.',
          'control-implementations': [
            implementations(
              input,
              'outside',
              rows.filter(({ proofs }) => proofs.length === 0),
            ),
          ],
        },
      ],
    },
  };
}

/** The identifier of a stack’s component, to which assessments refer. */
export function componentId({ platform }: EvidenceInput, { stackName, file }: EvidenceStack): string {
  return uuidOf(platform, 'component', stackName, file);
}

function componentOf(input: EvidenceInput, stack: EvidenceStack, rows: readonly MatrixRow[]): object {
  return {
    uuid: componentId(input, stack),
    type: 'service',
    title: stack.stackName,
    description: `The CloudFormation stack ${stack.stackName} in ${stack.region}.`,
    links: [{ href: stack.file, rel: 'reference' }],
    'control-implementations': [implementations(input, stack.file, rows)],
  };
}

function implementations(input: EvidenceInput, component: string, rows: readonly MatrixRow[]): object {
  return {
    uuid: uuidOf(input.platform, 'control-implementation', component),
    source: OSCAL_FILES.catalog.replace('oscal/', ''),
    description: 'Answers to the citations of the HIPAA Security Rule.',
    'implemented-requirements': rows.map((row) => requirement(input, component, row)),
  };
}

function requirement(input: EvidenceInput, component: string, { control, status, proofs }: MatrixRow): object {
  const own = proofs.filter(({ file }) => file === component);
  const rules = control.answer.by === 'automation' ? [...new Set(own.map(({ rule }) => rule))] : [];
  return {
    uuid: uuidOf(input.platform, 'implemented-requirement', component, control.citation),
    'control-id': controlId(control.citation),
    description: describe(control.answer, status),
    props: [
      { name: 'answered-by', ns: NAMESPACE, value: control.answer.by.replace(' ', '-') },
      { name: 'implementation-status', ns: NAMESPACE, value: status.replace(' ', '-') },
      ...rules.map((rule) => ({ name: 'Rule_Id', ns: NAMESPACE, value: rule })),
    ],
    ...(own.length > 0 && {
      links: own.map(({ file, line, path }) => ({
        href: line === undefined ? file : `${file}#L${line}`,
        rel: 'reference',
        text: oneLine(path),
      })),
    }),
  };
}

/** Who answers, in a sentence. A document that no template shows is not claimed. */
export function describe(answer: Answer, status: RowStatus): string {
  switch (answer.by) {
    case 'automation': {
      const what = answer.rules.map((name) => RULES.find((rule) => rule.name === name)?.name ?? name).join(', ');
      return `Decided by ${what}.${answer.remains === undefined ? '' : ` Remains: ${answer.remains}`}`;
    }
    case 'document':
      if (status === 'organization')
        return `The organization: no template shows ${answer.documents.join('; ')}.${answer.remains === undefined ? '' : ` ${answer.remains}`}`;
      return `Answered by ${answer.documents.join('; ')}.${answer.remains === undefined ? '' : ` Remains: ${answer.remains}`}`;
    case 'organization':
      return `The organization: ${answer.duty}`;
    case 'no one':
      return `No one answers: ${answer.why}`;
  }
}
