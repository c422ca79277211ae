import { createInterface } from 'node:readline';
import { BadInput } from '@careplane/command-line';
import { allowanceOf } from './risks';
import type { Risk } from './risks';

/** A person who can be asked. */
export interface Asker {
  /** Whether a person is there. */
  readonly present: boolean;
  ask(question: string): Promise<string>;
}

export interface ApprovalSettings {
  /** Approved already: by the pipeline's approval. */
  readonly yes: boolean;
  /** Data losses that were allowed by name: `<stack>/<logicalId>`. */
  readonly allowed: readonly string[];
}

export type Answer = { readonly approved: true } | { readonly approved: false; readonly why: string };

/**
 * Whether what was shown may be done. A change that loses data needs its name in `--allow-replace`, or a person who types
 * the name of the platform.
 *
 * @param word what a person types when data is lost
 * @throws BadInput when there is no terminal to ask at
 */
export async function approve(
  risks: readonly Risk[],
  { yes, allowed }: ApprovalSettings,
  asker: Asker,
  word: string,
): Promise<Answer> {
  const unnamed = unnamedLosses(risks, allowed);
  if (yes) return unnamed.length === 0 ? { approved: true } : { approved: false, why: refusalOf(unnamed) };
  if (!asker.present) {
    throw new BadInput(
      'There is no terminal for a question. Review the changes with careplane diff, then run the same command again with --yes.',
    );
  }
  const careful = unnamed.length > 0;
  const answer = await asker.ask(
    careful ? `Data will be lost. Type ${word} to deploy anyway: ` : 'Deploy this? [y/N] ',
  );
  const good = careful ? answer.trim() === word : /^(y|yes)$/i.test(answer.trim());
  return good
    ? { approved: true }
    : { approved: false, why: 'Not deployed. The change sets are kept for the next run.' };
}

/** Data losses that were not acknowledged by name; each once. */
export function unnamedLosses(risks: readonly Risk[], allowed: readonly string[]): string[] {
  const losses = risks.filter(({ kind }) => kind === 'loses data').map(allowanceOf);
  return [...new Set(losses)].filter((name) => !allowed.includes(name));
}

function refusalOf(names: readonly string[]): string {
  return [
    'Not deployed: --yes does not allow data loss. To allow it, name the resource:',
    ...names.map((name) => `  --allow-replace ${name}`),
  ].join('\n');
}

/** The person at the terminal, asked on standard error: standard output is for data. One question at a time. */
export function personAtTerminal(): Asker {
  let last: Promise<unknown> = Promise.resolve();
  return {
    present: process.stdin.isTTY && process.stderr.isTTY,
    ask: (question) => {
      const answer = last.then(() => answerTo(question));
      last = answer;
      return answer;
    },
  };
}

function answerTo(question: string): Promise<string> {
  return new Promise((resolve) => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    // Ctrl-C and Ctrl-D are a no.
    terminal.on('SIGINT', () => terminal.close());
    terminal.on('close', () => resolve(''));
    terminal.question(question, (answer) => {
      resolve(answer);
      terminal.close();
    });
  });
}
