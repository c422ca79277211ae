// The decisions of careplane beside those of Z3: where both decide, they are the same.
import { report } from '../../harness';
import type { AskedTwice } from './asked';
import { encode } from './encode';
import { NotEncoded } from './keys';
import { solve } from './z3';
import type { Solved } from './z3';

/** Ask both, and report what each has decided. */
export function agreesWithZ3(z3: string, about: string, questions: readonly AskedTwice[]): void {
  const leftOut = new Map<string, number>();
  const encoded: { readonly question: AskedTwice; readonly problems: readonly string[] }[] = [];
  for (const question of questions) {
    try {
      encoded.push({ question, problems: encode(question.written()) });
    } catch (error) {
      if (!(error instanceof NotEncoded)) throw error;
      leftOut.set(error.message, (leftOut.get(error.message) ?? 0) + 1);
    }
  }
  const solved = solve(
    z3,
    encoded.flatMap(({ problems }) => problems),
  );
  const counts = { yes: 0, no: 0, undecided: 0, unknown: 0 };
  const wrong: string[] = [];
  let next = 0;
  for (const { question, problems } of encoded) {
    const { answer, words } = oneOf(solved.slice(next, next + problems.length));
    next += problems.length;
    const ours = question.ours();
    if (answer === 'unknown') counts.unknown += 1;
    else if (ours === 'undecided') counts.undecided += 1;
    else if ((ours === 'yes') === (answer === 'sat')) counts[ours] += 1;
    else wrong.push(`careplane says ${ours}, Z3 says ${answer} ${words}: ${question.name}`);
  }
  const figures = [
    `${questions.length} questions about ${about}`,
    `${questions.length - encoded.length} left out`,
    `${counts.unknown} that Z3 gives up`,
    `${counts.undecided} that careplane leaves undecided`,
    `${counts.yes} yes and ${counts.no} no by both`,
    `${wrong.length} disagreements`,
  ].join(', ');
  const left = [...leftOut].map(([reason, count]) => `${count} × ${reason}`).join('\n');
  report(figures, wrong.length === 0, wrong.slice(0, 5).join('\n'));
  const least = questions.length / 4;
  report(`${about}: both answers are common`, counts.yes > least && counts.no > least, `${figures}\n${left}`);
}

/** The answer to a question, from those to its parts. */
function oneOf(solved: readonly Solved[]): Solved {
  return (
    solved.find(({ answer }) => answer === 'sat') ??
    solved.find(({ answer }) => answer === 'unknown') ?? { answer: 'unsat', words: '' }
  );
}
