// Z3, from PyPI: a process that answers many problems of SMT-LIB, one after the other.
import { join } from 'node:path';
import { run } from '../../machine';
import { pythonEnvironment } from '../../python-environment';

const VERSION = '5.4.1.0';

/**
 * Steps that Z3 may take for one problem. Its own measure, so that a slow machine decides as many as a fast one; most problems need a
 * few thousand, and 10 million are about 5 seconds.
 */
const STEPS = Number(process.env['ACCESS_SOLVER_STEPS'] ?? '2000000');
/** Problems that one process answers. */
const AT_ONCE = 200;

export type Answer = 'sat' | 'unsat' | 'unknown';

export interface Solved {
  readonly answer: Answer;
  /** Why the answer is not known; of a problem with a solution, what the solution is. */
  readonly words: string;
}

/** Folder with the command, or undefined where it cannot be had: `missing` has said why. */
export function z3(): string | undefined {
  const commands = pythonEnvironment(`z3-solver-${VERSION}`, [`z3-solver==${VERSION}`]);
  return commands === undefined ? undefined : join(commands, 'z3');
}

/**
 * The answers to some problems, in their order.
 *
 * @throws Error if Z3 does not understand a problem
 */
export function solve(command: string, problems: readonly string[]): Solved[] {
  const batches = Array.from({ length: Math.ceil(problems.length / AT_ONCE) }, (_, batch) =>
    problems.slice(batch * AT_ONCE, (batch + 1) * AT_ONCE),
  );
  return batches.flatMap((batch) => solveBatch(command, batch));
}

function solveBatch(command: string, problems: readonly string[]): Solved[] {
  const input = problems
    .map((problem) =>
      [
        '(reset)',
        `(set-option :rlimit ${STEPS})`,
        problem,
        `(echo "${MARK}")`,
        '(check-sat)',
        '(get-info :reason-unknown)',
        '(get-value (action resource))',
      ].join('\n'),
    )
    .join('\n');
  const { stdout, stderr, signal } = run(command, ['-in', '-smt2'], { input });
  const parts = stdout.split(MARK);
  const complaint = /\(error (?!"[^"]*model is not available).*/.exec(stdout)?.[0];
  if (complaint !== undefined || parts.length - 1 !== problems.length) {
    throw new Error(
      `Z3: ${complaint ?? `${parts.length - 1} answers to ${problems.length} problems`} ${stderr} ${signal ?? ''}`,
    );
  }
  return parts.slice(1).map((part) => {
    const [answer = '', ...words] = part.trim().split('\n');
    if (answer !== 'sat' && answer !== 'unsat' && answer !== 'unknown') throw new Error(`Z3: ${part}`);
    return { answer, words: words.join(' ') };
  });
}

const MARK = '@ next problem @';
