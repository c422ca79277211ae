import { join } from 'node:path';
import { REPOSITORY } from '@careplane/platform/testing';

/** A policy document, as IAM writes it. */
export interface Policy {
  readonly Version?: string;
  readonly Statement: object | readonly object[];
}

export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

/** Values of condition keys, by the key’s name. */
export type Context = Readonly<Record<string, string | string[]>>;

interface Question {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly account: string;
  readonly context: Context;
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: Policy;
  readonly resourcePolicy?: Policy;
}

interface Answer {
  readonly allowed: boolean;
  readonly fault?: string;
}

/**
 * Asks the judge of the emulator. It is found by its path: an import would make the deploy app depend on the workspace’s tools, so that
 * every unit would be affected by a change of theirs.
 */
export async function judge(question: Question): Promise<Answer> {
  const { judge: answer } = jest.requireActual<{ judge: (asked: Question) => Promise<Answer> }>(
    join(REPOSITORY, 'tools/emulator/judge.ts'),
  );
  return answer(question);
}
