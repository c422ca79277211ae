import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { BadInput } from '@careplane/command-line';

/** Options of `careplane init`, as they are typed. */
export interface InitOptions {
  readonly name?: string;
  readonly account?: string;
  readonly region?: string;
  readonly domain?: string;
  readonly hostedZone?: string;
  readonly email?: string;
  readonly service?: string;
}

/** What a first platform needs. */
export type InitAnswers = Required<InitOptions>;

interface Question {
  readonly key: keyof InitAnswers;
  readonly flag: string;
  readonly asks: string;
  /** Taken where the answer is empty. */
  readonly otherwise?: string;
}

/** Whom to ask: undefined where standard input is no terminal. */
export type Ask = ((question: string) => Promise<string>) | undefined;

/**
 * Answers from the options, and for the rest from a person.
 *
 * @throws BadInput that names every option that is missing where standard input is no terminal
 */
export async function answersOf(folder: string, options: InitOptions, ask: Ask = person()): Promise<InitAnswers> {
  const questions = questionsFor(folder);
  const missing = questions.filter(({ key, otherwise }) => options[key] === undefined && otherwise === undefined);
  if (ask === undefined && missing.length > 0)
    throw new BadInput(
      `These options are missing, and no terminal is there to ask: ${missing.map(({ flag }) => flag).join(', ')}.`,
    );
  const answers: Partial<Record<keyof InitAnswers, string>> = {};
  for (const { key, asks, otherwise } of questions) {
    const hint = otherwise === undefined ? '' : ` [${otherwise}]`;
    const given = options[key] ?? (ask === undefined ? '' : await ask(`${asks}${hint}: `));
    answers[key] = given.trim() === '' ? (otherwise ?? '') : given.trim();
  }
  return answers as InitAnswers;
}

function questionsFor(folder: string): readonly Question[] {
  return [
    { key: 'name', flag: '--name', asks: 'Name of the platform', otherwise: basename(resolve(folder)) },
    { key: 'account', flag: '--account', asks: 'AWS account id, 12 digits' },
    { key: 'region', flag: '--region', asks: 'Region', otherwise: 'us-east-1' },
    { key: 'domain', flag: '--domain', asks: 'Domain of production, such as acme.example' },
    { key: 'hostedZone', flag: '--hosted-zone', asks: 'Id of the domain’s hosted zone in Route 53' },
    { key: 'email', flag: '--email', asks: 'E-mail address for alarms' },
    { key: 'service', flag: '--service', asks: 'Name of the first service', otherwise: 'web' },
  ];
}

/** Questions go to standard error, so that standard output has the files alone. */
function person(): Ask {
  if (!process.stdin.isTTY) return undefined;
  return async (question) => {
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await reader.question(question);
    } finally {
      reader.close();
    }
  };
}
