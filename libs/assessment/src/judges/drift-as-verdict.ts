import type { JudgeVerdict } from '@careplane/compliance';
import { isInSync, propertyWords } from '@careplane/deployment/drift';
import type { StackDrift } from '@careplane/deployment/drift';
import { version } from '../../package.json';

/** Name of the judge in reports. */
const JUDGE = 'careplane drift';

/** Drift as the verdicts of a judge: what differs is open, and a stack that is not known to be in sync was not judged. */
export function driftAsVerdicts(stacks: readonly StackDrift[]): JudgeVerdict[] {
  const open = stacks.flatMap(({ name: stack, resources }) =>
    resources.map(({ path, type, deleted, properties }) => ({
      rule: deleted ? 'resource-deleted' : 'resource-changed',
      severity: 'error' as const,
      message: deleted
        ? `${type} was deleted outside of CloudFormation.`
        : `${type} was changed outside of CloudFormation: ${properties.map(propertyWords).join('; ')}.`,
      where: path.startsWith(`${stack}/`) ? path : `${stack}/${path}`,
    })),
  );
  const unknown = stacks.filter((stack) => !isInSync(stack) && stack.verdict !== 'drifted');
  return [
    { judge: JUDGE, ran: true, version, open, acknowledged: [] },
    ...unknown.map(({ name, verdict, reason = '' }) => ({
      ...{ judge: JUDGE, ran: false as const, why: `${name} is ${verdict}. ${reason}`.trim() },
      fix: 'let CloudFormation compare it: careplane drift',
    })),
  ];
}
