// The command lines of this repository itself: `npm run NAME -- …`. Each says how it is called, and refuses what it does not know.
import { parseArgs } from 'node:util';
import { nearest, wrap } from '@careplane/problems';

/** An option of a command. */
export interface CommandOption {
  /** `boolean` options take no value. */
  readonly type: 'string' | 'boolean';
  /** What the value is called: `FILE`. */
  readonly value?: string;
  /** What the option is for, without its default. */
  readonly help: string;
  readonly default?: string;
  /** Allowed values. @default any */
  readonly choices?: readonly string[];
  /** Whether it may be given more than once. */
  readonly multiple?: boolean;
}

/** How a command is called. */
export interface CommandUsage<Options extends Readonly<Record<string, CommandOption>>> {
  /** As in `npm run NAME`. */
  readonly name: string;
  /** One sentence. */
  readonly purpose: string;
  readonly options: Options;
  /** What its arguments are called, and which there are. @default it takes none */
  readonly names?: {
    readonly called: string;
    readonly allowed?: readonly string[];
    /** @default any number */
    readonly atMost?: number;
    /** @default none is needed */
    readonly atLeast?: number;
  };
  /** Anything else that a reader of the help needs. */
  readonly notes?: string;
}

type Values<Options extends Readonly<Record<string, CommandOption>>> = {
  readonly [Name in keyof Options]: Options[Name]['type'] extends 'boolean'
    ? boolean
    : Options[Name]['multiple'] extends true
      ? readonly string[]
      : Options[Name] extends { readonly default: string }
        ? string
        : string | undefined;
};

/** What a command was given. */
export interface Given<Options extends Readonly<Record<string, CommandOption>>> {
  readonly options: Values<Options>;
  readonly names: readonly string[];
}

/** What a person asked a command for that it cannot do. */
export class UsageError extends Error {}

/**
 * Read what a command was given. With --help, print how it is called, and end with 0; on a mistake, say it in a sentence with what was
 * meant, and end with 2.
 *
 * @param args as typed after `npm run NAME --`
 */
export function readCommand<const Options extends Readonly<Record<string, CommandOption>>>(
  usage: CommandUsage<Options>,
  args: readonly string[] = process.argv.slice(2),
): Given<Options> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(helpOf(usage));
    process.exit(0);
  }
  try {
    return given(usage, args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return refuseUsage(usage.name, error.message);
  }
}

/** Say a mistake of the one who called, and end with 2. */
export function refuseUsage(name: string, sentence: string): never {
  process.stderr.write(`${name}: ${sentence}\nTo see how it is called: npm run ${name} -- --help\n`);
  process.exit(2);
}

/** @throws UsageError with a sentence for people */
export function given<const Options extends Readonly<Record<string, CommandOption>>>(
  { options, names }: CommandUsage<Options>,
  args: readonly string[],
): Given<Options> {
  const known = Object.keys(options);
  const { tokens } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: Object.fromEntries(known.map((name) => [name, { type: options[name]?.type ?? 'string' }])),
  });
  const values: Record<string, string | boolean | string[] | undefined> = {};
  for (const [name, { type, default: standard, multiple }] of Object.entries(options)) {
    const single = type === 'boolean' ? false : standard;
    values[name] = multiple === true ? [] : single;
  }
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = options[token.name];
    if (option === undefined)
      throw new UsageError(
        unknown(
          token.rawName,
          known.map((name) => `--${name}`),
          'option',
        ),
      );
    const value = valueOf(token.rawName, option, token.value);
    const before = values[token.name];
    values[token.name] = Array.isArray(before) ? [...before, String(value)] : value;
  }
  checkNames(names, positionals);
  return { options: values as Values<Options>, names: positionals };
}

function valueOf(name: string, { type, choices, value: called }: CommandOption, value: string | undefined) {
  if (type === 'boolean') {
    if (value !== undefined) throw new UsageError(`${name} takes no value; remove =${value}.`);
    return true;
  }
  if (value === undefined || value.startsWith('-'))
    throw new UsageError(`${name} needs a value. Write ${name} ${choices?.join('|') ?? called ?? 'VALUE'}.`);
  if (choices !== undefined && !choices.includes(value))
    throw new UsageError(unknown(value, choices, `value of ${name}`));
  return value;
}

function checkNames(names: CommandUsage<Record<string, CommandOption>>['names'], given: readonly string[]): void {
  const { called = '', allowed, atMost = names === undefined ? 0 : Infinity, atLeast = 0 } = names ?? {};
  const [first = ''] = given;
  if (atMost === 0 && given.length > 0) throw new UsageError(`it takes no argument, and ${first} is one.`);
  if (allowed !== undefined) {
    // A bundle takes a folder behind the name.
    for (const name of atMost === Infinity ? given : given.slice(0, 1))
      if (!allowed.includes(name)) throw new UsageError(unknown(name, allowed, called));
  }
  if (given.length > atMost) throw new UsageError(`it takes ${called} only, and ${given.at(-1)} is one more.`);
  if (given.length < atLeast) throw new UsageError(`it needs ${called}.`);
}

function unknown(word: string, known: readonly string[], what: string): string {
  const meant = nearest(word, known);
  const all = known.length === 0 ? 'There is none but --help.' : `There are ${known.join(', ')}.`;
  return `there is no ${what} ${word}. ${meant === undefined ? '' : `Did you mean ${meant}? `}${all}`;
}

/**
 * A whole number of an option.
 *
 * @throws UsageError if it is none, or less or more than what is allowed
 */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(`--${name} ${text}: allowed is a whole number from ${least} to ${most}.`);
}

function helpOf({
  name,
  purpose,
  options,
  names,
  notes,
}: CommandUsage<Readonly<Record<string, CommandOption>>>): string {
  const entries = Object.entries(options);
  const words = [entries.length === 0 ? [] : '[OPTION…]', names === undefined ? [] : argumentOf(names)].flat();
  const lines = [
    `Usage: npm run ${name}${words.length === 0 ? '' : ` -- ${words.join(' ')}`}`,
    '',
    wrap(purpose, 0),
    ...(names?.allowed === undefined ? [] : ['', wrap(`${names.called}: ${names.allowed.join(', ')}`, 2)]),
    '',
    ...entries.flatMap(([key, option]) => [
      `  --${key}${option.type === 'boolean' ? '' : ` ${valueWord(option)}`}`,
      wrap(helpText(option), 6),
    ]),
    '  --help',
    '      print this',
    ...(notes === undefined ? [] : ['', wrap(notes, 0)]),
  ];
  return `${lines.join('\n')}\n`;
}

function argumentOf({
  called,
  atMost,
  atLeast = 0,
}: NonNullable<CommandUsage<Record<string, CommandOption>>['names']>): string {
  const word = called.toUpperCase().replaceAll(' ', '-');
  if (atLeast > 0) return word;
  return atMost === undefined ? `[${word}…]` : `[${word}]`;
}

function valueWord({ choices, value = 'VALUE' }: CommandOption): string {
  return choices?.join('|') ?? value;
}

function helpText({ help, default: standard }: CommandOption): string {
  return standard === undefined ? help : `${help}. Default: ${standard}`;
}
