import type { Problem } from '../problem';
import { findCycle } from './cycles';
import { lineOf, type ResourceDeclaration, type StackTemplate } from './template';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_BYTES = 1_000_000;
const MOST_RESOURCES = 500;

/** Why CloudFormation would refuse a template before it looks at any resource. */
export function templateProblems(
  template: StackTemplate,
  resources: Readonly<Record<string, ResourceDeclaration>>,
): Problem[] {
  return [...tooLarge(template), ...tooMany(template, resources), ...circular(template, resources)];
}

function tooLarge({ file, text }: StackTemplate): Problem[] {
  const bytes = text.length > MOST_BYTES / 4 ? Buffer.byteLength(text) : 0;
  if (bytes <= MOST_BYTES) return [];
  return [
    {
      file,
      line: 1,
      path: '',
      message: 'is larger than a template may be',
      given: `${bytes.toLocaleString('en')} bytes`,
      allowed: `${MOST_BYTES.toLocaleString('en')} bytes`,
      fix: 'Split it into several stacks, or into nested ones.',
    },
  ];
}

function tooMany({ file, text }: StackTemplate, resources: Readonly<Record<string, unknown>>): Problem[] {
  const count = Object.keys(resources).length;
  if (count <= MOST_RESOURCES) return [];
  return [
    {
      file,
      line: lineOf(text, 'Resources'),
      path: 'Resources',
      message: 'has more resources than a stack may have',
      given: String(count),
      allowed: `${MOST_RESOURCES} resources`,
      fix: 'Split it into several stacks, or into nested ones.',
    },
  ];
}

function circular({ file, text }: StackTemplate, resources: Readonly<Record<string, ResourceDeclaration>>): Problem[] {
  const cycle = findCycle(resources);
  if (cycle === undefined) return [];
  return [
    {
      file,
      line: lineOf(text, cycle[0] ?? ''),
      path: `Resources.${cycle[0] ?? ''}`,
      message: 'waits for itself, over other resources',
      given: cycle.join(' → '),
      allowed: 'resources that can be created one after the other',
      fix: 'Take one of these references out, or move it into a resource of its own.',
    },
  ];
}
