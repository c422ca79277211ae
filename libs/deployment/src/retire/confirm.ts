import { BadInput } from '@careplane/command-line';
import type { Answer, Asker } from '../review/approval';

/** A name that must be typed, and what is agreed to with it. */
export interface NameToType {
  readonly name: string;
  readonly question: string;
}

/**
 * Whether a retirement may begin: each name is typed at the terminal, or was given with `--yes`. Data that is deleted has a name of
 * its own, so that no one agrees to it together with the rest.
 *
 * @throws BadInput when there is no terminal to ask at
 */
export async function confirmNames(
  names: readonly NameToType[],
  given: readonly string[] | undefined,
  asker: Asker,
): Promise<Answer> {
  const missing = names.filter(({ name }) => given?.includes(name) !== true);
  if (given !== undefined) {
    if (missing.length === 0) return { approved: true };
    const options = names.map(({ name }) => `--yes ${name}`).join(' ');
    const why = `Not retired: --yes must give every name that a person would type: ${options}`;
    return { approved: false, why };
  }
  if (!asker.present) {
    const options = names.map(({ name }) => `--yes ${name}`).join(' ');
    throw new BadInput(
      `There is no terminal for a question. Look at what would be done, without --run; then run the same command again with ${options}`,
    );
  }
  for (const { name, question } of names) {
    const answer = await asker.ask(`${question} Type ${name} to agree: `);
    if (answer.trim() !== name) return { approved: false, why: 'Not retired. Nothing was changed.' };
  }
  return { approved: true };
}
