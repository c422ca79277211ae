import { groupedDigits } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import { findCycle } from './cycles';
import { lineOf, type ResourceDeclaration, type StackTemplate } from './template';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_BYTES = 1_000_000;
const MOST_RESOURCES = 500;

/** The limits at which CloudFormation refuses a template before it reads any resource. */
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
      given: `${groupedDigits(bytes)} bytes`,
      allowed: `${groupedDigits(MOST_BYTES)} bytes`,
      fix: 'Split it into several stacks or nested stacks.',
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
      fix: 'Split it into several stacks or nested stacks.',
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
      message: 'depends on itself through other resources',
      given: cycle.join(' → '),
      allowed: 'resources without circular dependencies',
      fix: 'Remove one of these references, or move it to a separate resource.',
    },
  ];
}
