// What bash, zsh and fish offer, each with the script that careplane prints for it.
import { join } from 'node:path';
import { missing, report, suite } from '../harness';
import { careplane, root, run } from '../machine';

/** A line as far as it is typed, and what is offered for its last word; nothing: files. */
const CASES: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['careplane sy', ['synth']],
  ['careplane cost est', ['estimate']],
  ['careplane check --all', ['--all-judges']],
  ['careplane cost estimate --bud', ['--budget', '--budget-figure']],
  ['careplane plan apps/medm', []],
  // The name of a folder that is called like a command.
  ['careplane plan cost --all', []],
];

/** The words of a line, and the last one of them. */
const wordsOf = (line: string) => line.split(' ');
const lastOf = (line: string) => wordsOf(line).at(-1) ?? '';

const isHere = (shell: string) => run(shell, ['--version']).error === undefined;

/** What a shell prints, without the line that it ends with. */
const linesOf = (text: string) => text.split(/\r?\n/).filter((line) => line !== '');

suite('completion', {
  setUp: () => ({
    scriptFor: (shell: string) => run(process.execPath, [careplane, 'completion', shell]).stdout,
  }),
  tests: {
    bash: ({ scriptFor }) => {
      const complete = `COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _careplane; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const script = `${scriptFor('bash')}\n${complete}`;
      for (const [line, offered] of CASES) {
        const { status, stdout, stderr } = run('bash', ['-c', script, 'bash', ...wordsOf(line)]);
        const good = status === 0 && stderr === '' && linesOf(stdout).join() === offered.join();
        report(titleOf(line, offered), good, stdout + stderr);
      }
    },
    fish: ({ scriptFor }) => {
      if (!isHere('fish')) return missing('fish, for its completion (apt-get install fish)');
      for (const [line, offered] of CASES) {
        const code = `${scriptFor('fish')}\ncomplete -C ${JSON.stringify(line)}`;
        const { status, stdout, stderr } = run('fish', ['--no-config', '-c', code], { cwd: root });
        // A word and its description, with a tab between them.
        const found = linesOf(stdout).map((each) => each.split('\t')[0] ?? '');
        const files = found.every((word) => word.startsWith(lastOf(line)) && !word.startsWith('-'));
        const good = offered.length === 0 ? files : found.join() === offered.join();
        report(titleOf(line, offered), status === 0 && stderr === '' && good, stdout + stderr);
      }
    },
    zsh: ({ scriptFor }) => {
      if (!isHere('zsh')) return missing('zsh, for its completion (apt-get install zsh)');
      const typed = CASES.map(([line]) => line);
      const { status, stdout, stderr } = run('zsh', ['-f', join(__dirname, '../parts/complete.zsh'), ...typed], {
        cwd: root,
        input: scriptFor('zsh'),
      });
      const found = linesOf(stdout);
      if (!report('the script is loaded', status === 0 && found.length === CASES.length, stdout + stderr)) return;
      for (const [index, [line, offered]] of CASES.entries()) {
        const before = line.slice(0, line.length - lastOf(line).length);
        // zsh puts in what all offers begin with, and of a folder that there is, the whole name.
        const whole = offered.length === 0 ? line.replace(/apps\/medm$/, 'apps/medmo/') : before + (offered[0] ?? '');
        report(titleOf(line, offered), found[index]?.trimEnd() === whole, found[index]);
      }
    },
  },
});

function titleOf(line: string, offered: readonly string[]): string {
  return `${line}: ${offered.join(' ') || 'files'}`;
}
