// What bash offers, with the script that careplane prints.
import { report, suite } from '../harness';
import { careplane, run } from '../machine';

/** A line as far as it is typed, and what is offered for its last word. */
const CASES: readonly (readonly [words: readonly string[], offered: readonly string[]])[] = [
  [['careplane', 'sy'], ['synth']],
  [['careplane', 'cost', 'est'], ['estimate']],
  [['careplane', 'check', '--all'], ['--all-judges']],
  [
    ['careplane', 'cost', 'estimate', '--bud'],
    ['--budget', '--budget-figure'],
  ],
  // A folder: bash's own completion.
  [['careplane', 'plan', 'apps/'], []],
  // The name of a folder that is called like a command.
  [['careplane', 'plan', 'cost', '--all'], []],
];

suite<string>('completion', {
  setUp: () => run(process.execPath, [careplane, 'completion', 'bash']).stdout,
  tests: {
    bash: (script) => {
      const complete = `COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _careplane; printf '%s\\n' "\${COMPREPLY[@]}"`;
      for (const [words, offered] of CASES) {
        const { status, stdout, stderr } = run('bash', ['-c', `${script}\n${complete}`, 'bash', ...words]);
        const found = stdout.split('\n').filter((line) => line !== '');
        report(
          `${words.join(' ')}: ${offered.join(' ') || 'files'}`,
          status === 0 && stderr === '' && found.join() === offered.join(),
          stdout + stderr,
        );
      }
    },
  },
});
