import { lineOf } from '@careplane/access-analysis';
import type { AccessWorld, PolicyProblem } from '@careplane/access-analysis';
import type { Problem } from '@careplane/problems';
import type { StackWithText } from './analyzed-platform';

/** Policies that AWS would refuse, as problems of the templates that have them. They prove nothing. */
export function refusedPolicies({ problems }: AccessWorld, stacks: readonly StackWithText[]): Problem[] {
  return problems
    .filter(({ kind }) => kind === 'refused')
    .map((problem) => problemOf(problem, stacks, `has a policy that AWS refuses: ${problem.message}`));
}

/** Policies whose statements are in no template and in no table: what they allow is undecided. */
export function unknownPolicies({ problems }: AccessWorld, stacks: readonly StackWithText[]): Problem[] {
  return problems
    .filter(({ kind }) => kind === 'unknown')
    .map((problem) =>
      problemOf(
        problem,
        stacks,
        problem.message.replace(/^the policy .*? is not known: /, 'has a policy that is not known: '),
      ),
    );
}

function problemOf(
  { source, given, allowed, fix }: PolicyProblem,
  stacks: readonly StackWithText[],
  message: string,
): Problem {
  const stack = stacks.find(({ name }) => name === source.stack);
  const owner = source.attachedTo ?? source;
  const statement = source.statement === '' ? 'the policy' : `statement ${positionWords(source.statement)}`;
  return {
    file: stack?.file ?? source.stack,
    line: stack === undefined ? 0 : lineOf(stack.text, source.pointer),
    path: owner.path ?? `${source.stack}/${owner.resource}`,
    message,
    given: given === undefined || source.statement === '?' ? (given ?? statement) : `${given} in ${statement}`,
    allowed,
    fix,
  };
}

/** People count from 1; a Sid is a name. */
function positionWords(statement: string): string {
  return /^\d+$/.test(statement) ? String(Number(statement) + 1) : statement;
}
