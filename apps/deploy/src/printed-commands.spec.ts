import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from '@careplane/command-line';
import { retireAgain } from '@careplane/deployment/retire';
import { folderWith, MEDMO } from '@careplane/platform/testing';
import { shellWord } from '@careplane/problems';
import type { Command } from 'commander';
import { BIN, careplane } from './testing/careplane';
import { BINS, parseFault } from './testing/documented/parse-fault';
import { mark, printedCommands } from './testing/documented/printed';
import type { PrintedCommand } from './testing/documented/printed';

/** A line that a shell runs, with careplane as the command of this repository. */
function paste(line: string, cwd: string) {
  const { status, stdout, stderr, error } = spawnSync(
    '/bin/sh',
    ['-c', `careplane() { "$NODE" "$BIN" "$@"; }\n${line}`],
    { cwd, encoding: 'utf8', env: { NODE: process.execPath, BIN }, maxBuffer: 64 * 1024 * 1024 },
  );
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

const next = (stderr: string) => /^Next: (careplane .*)$/m.exec(stderr)?.[1] ?? `no command in ${stderr}`;

test('what plan, synth and check say next runs when it is pasted, in a folder with blanks and a quotation mark', () => {
  const folder = join(folderWith(), "dora's platforms");
  mkdirSync(folder);
  cpSync(MEDMO, join(folder, 'medmo'), { recursive: true });
  const planned = careplane(['plan', 'medmo', '--unit', 'medmo-admin'], { cwd: folder });
  expect(next(planned.stderr)).toBe('careplane synth medmo --unit medmo-admin --out cdk.out');
  expect(planned.stderr).toContain('Cost by resource: careplane cost estimate medmo\n');
  const absolute = careplane(
    ['synth', join(folder, 'medmo'), '--unit', 'medmo-admin', '--out', join(folder, 'cdk.out')],
    {
      cwd: folder,
    },
  );
  // The command names the folder and the assembly that were given.
  const { status, stderr, stdout } = paste(next(absolute.stderr), folder);
  expect([status, stderr]).toEqual([0, expect.not.stringContaining('error')]);
  expect(stdout).toContain('CloudFormation validation');
  expect(paste(next(planned.stderr), folder).status).toBe(0);
});

/** A folder whose name has everything that a shell takes for its own. */
const FOLDER = "dora's $HOME `folder`";
const OUTPUT = `${FOLDER} of documents`;

/** The parts of commands without quotation marks, each with a value that it may have, and why it needs none. */
const PLAIN: Readonly<Record<string, readonly [value: string, why: string]>> = {
  OUT: ['bootstrap', 'constant'],
  ASSEMBLIES: ['cdk.out', 'constant'],
  COST_BYTES: ['16000', 'constant'],
  'CHECKED.checks': ['checks', 'constant'],
  SHARED_SCOPE: ['shared', 'constant'],
  command: ['diff', 'the name of a command'],
  format: ['json', 'the name of a format'],
  name: ['api', 'schema: letters, digits and hyphens'],
  unit: ['medmo-api', 'schema: letters, digits and hyphens'],
  'unit.name': ['medmo-api', 'schema: letters, digits and hyphens'],
  'units[0]': ['medmo-api', 'schema: letters, digits and hyphens'],
  "units.join(' ')": ['medmo-api medmo-admin', 'schema: letters, digits and hyphens'],
  "others.join(' ')": ['medmo-api/staging', 'schema: letters, digits and hyphens'],
  platform: ['medmo', 'schema: letters, digits and hyphens'],
  'platform.name': ['medmo', 'schema: letters, digits and hyphens'],
  'platform.unit': ['medmo', 'schema: letters, digits and hyphens'],
  'model.name': ['medmo', 'schema: letters, digits and hyphens'],
  'service.name': ['api', 'schema: letters, digits and hyphens'],
  environment: ['staging', 'schema: letters, digits and hyphens'],
  'environment.name': ['staging', 'schema: letters, digits and hyphens'],
  account: ['111122223333', 'schema: 12 digits'],
  'model.account': ['111122223333', 'schema: 12 digits'],
  'model.region': ['us-east-2', 'schema: a region'],
  'pipeline?.region ?? names.region': ['us-east-2', 'schema: a region'],
  'names.pipeline?.region ?? names.region': ['us-east-2', 'schema: a region'],
  "model.repository?.branch ?? 'main'": ['main', 'schema: the characters of a branch'],
  'folderArgument(unit)': ['"{projectRoot}"', 'Nx fills it in; it has quotation marks of its own'],
};

/** A command that a person puts into the text itself is a command of a build, where a variable of the shell has the folder. */
const IN_A_BUILD = 'libs/pipeline/src/steps/fetch.ts';

/** Sentences that speak of Careplane and begin like a command: the words after the name. */
const PROSE = ['process', 'does', 'command', 'would', 'synthesizes', 'at'];

/** A command with values for all of its interpolations and placeholders; or what is wrong with it. */
function filled({
  where,
  text,
  interpolations,
}: PrintedCommand): { readonly line: string } | { readonly fault: string } {
  // A line of a build goes on with other commands.
  const command = text.replace(/ (?:< \/dev\/null .*|\|\| .*|\\)$/s, '');
  let line = command
    .replace(/<(?! )[^<>]*>/g, 'placeholder')
    .replace(/--out "\$(?:\w+)[^"]*"/g, `--out ${shellWord(OUTPUT)}`)
    .replace(/"\$(?:\w+)[^"]*"/g, shellWord(FOLDER));
  for (const [index, expression] of interpolations.entries()) {
    if (!line.includes(mark(index))) continue;
    const isQuoted = /\bshellWord\b/.test(expression) || where.startsWith(IN_A_BUILD);
    const value = isQuoted ? quotedLike(expression) : PLAIN[expression]?.[0];
    if (value === undefined) return { fault: `${expression} has no quotation marks: shellWord(${expression})` };
    // What a command writes is not what it reads.
    line = line.replaceAll(`--out ${mark(index)}`, () => `--out ${isQuoted ? shellWord(OUTPUT) : value}`);
    line = line.replaceAll(mark(index), () => value);
  }
  return { line: line.replace(/^npx /, '') };
}

/** A value in quotation marks; of an expression with an option in it, such as `--exceptions ${…}`, with the option. */
function quotedLike(expression: string): string {
  const option = /--[a-z-]+(?= \$\{shellWord)/.exec(expression)?.[0];
  return option === undefined ? shellWord(FOLDER) : ` ${option} ${shellWord(FOLDER)}`;
}

/** The words of lines as the system's shell splits them. */
function wordsOf(lines: readonly string[]): string[][] {
  const script = ["emit() { printf '%s\\037' \"$@\"; printf '\\036'; }", ...lines.map((line) => `emit ${line}`)].join(
    '\n',
  );
  const { stdout, stderr } = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8', env: {} });
  expect(stderr).toBe('');
  return stdout
    .split('\u001e')
    .slice(0, -1)
    .map((words) => words.split('\u001f').slice(0, -1));
}

/** The command that words name, with what follows its name. */
function named(words: readonly string[]): { readonly command: Command; readonly rest: readonly string[] } | undefined {
  const [bin = '', ...rest] = words;
  let command = BINS[bin]?.();
  while (command !== undefined && command.commands.length > 0) {
    const [name] = rest;
    const inner = command.commands.find((each) => each.name() === name);
    if (inner === undefined) break;
    rest.shift();
    command = inner;
  }
  return command === undefined || command.parent === null ? undefined : { command, rest };
}

describe('every command in a text of the sources', () => {
  const { texts, calls } = printedCommands();
  // One with nothing that a person fills in is mentioned in a sentence, as "what careplane check finds".
  const isPasted = ({ text }: PrintedCommand) => /\u2039|<|\$| --\w|\/\w/.test(text);
  const pasted = texts.filter((each) => isPasted(each) && !isMention(each));

  /** `careplane prove --property`: names an option, and leaves out what the command needs. */
  function isMention({ text }: PrintedCommand): boolean {
    return /^careplane(?:-\w+)?(?: [a-z]+)+ --[a-z-]+(?: asks it)?$|^careplane [a-z]+ writes for /.test(text);
  }

  it('is found', () => {
    expect(pasted.length).toBeGreaterThan(85);
    expect(texts.length - pasted.length).toBeGreaterThan(25);
    expect(calls.length).toBeGreaterThan(10);
  });

  it('has quotation marks around what a person has named, and no full stop at its end', () => {
    const faults = pasted.flatMap((each) => {
      const result = filled(each);
      const stop = each.endsInStop ? ['a full stop follows, which is pasted with the command'] : [];
      return [...('fault' in result ? [result.fault] : []), ...stop].map(
        (fault) => `${each.where}: ${each.text}: ${fault}`,
      );
    });
    expect(faults).toEqual([]);
  });

  it('is one that the command lines accept, with the words that a shell makes of it', () => {
    const lines = pasted.flatMap((each) => {
      const result = filled(each);
      return 'line' in result ? [{ ...each, line: result.line }] : [];
    });
    const words = wordsOf(lines.map(({ line }) => line));
    const faults = lines.flatMap(({ where, line }, index) => {
      const [bin = '', ...rest] = words[index] ?? [];
      const program = BINS[bin]?.();
      const fault = program === undefined ? `no command line is called ${bin}` : parseFault(program, rest);
      return fault === undefined ? [] : [`${where}: ${line}: ${fault}`];
    });
    expect(faults).toEqual([]);
    // The folder comes out of the shell as it went in.
    expect(words.filter((each) => each.includes(FOLDER)).length).toBeGreaterThan(40);
  });

  it('that is only mentioned exists, with its options', () => {
    const faults = texts
      .filter((each) => !pasted.includes(each))
      .flatMap(({ where, text }) => {
        const words = text.replace(/^npx /, '').split(' ');
        if (PROSE.includes(words[1] ?? '')) return [];
        const found = named(words);
        if (found === undefined) return [`${where}: ${text}: no such command`];
        const options = found.rest.filter((word) => word.startsWith('--') && word !== '--help');
        return options
          .filter((option) => !found.command.options.some(({ long }) => long === option))
          .map((option) => `${where}: ${text}: no option ${option}`);
      });
    expect(faults).toEqual([]);
  });

  it('each value without quotation marks is needed', () => {
    const used = new Set(
      pasted.flatMap(({ interpolations, text }) => interpolations.filter((_, index) => text.includes(mark(index)))),
    );
    expect(Object.keys(PLAIN).filter((expression) => !used.has(expression))).toEqual([]);
  });

  it('made by commandLine is accepted, with every option that its caller may pass on', () => {
    const given = {
      unit: ['medmo-api', 'medmo-admin'],
      env: 'staging',
      onlyEnv: true,
      assembly: FOLDER,
      changeSets: FOLDER,
      revision: 'a'.repeat(40),
    };
    const keys = Object.keys(given) as (keyof typeof given)[];
    const lines = calls.map(({ where, command, options }) => {
      const caller = /([a-z]+)\.ts:/.exec(where)?.[1] ?? '';
      const own = named(['careplane', caller])?.command.options.map((option) => option.attributeName()) ?? [];
      const passed = keys.filter(
        (key) => (options.includes('options') && own.includes(key)) || new RegExp(`\\b${key}\\b`).test(options),
      );
      const values = Object.fromEntries(passed.map((key) => [key, given[key]]));
      return { where, line: commandLine(command, FOLDER, values) };
    });
    const words = wordsOf(lines.map(({ line }) => line));
    const faults = lines.flatMap(({ where, line }, index) => {
      const fault = parseFault((BINS['careplane'] as () => Command)(), (words[index] ?? []).slice(1));
      return fault === undefined ? [] : [`${where}: ${line}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });

  it('of a retirement keeps reasons as they were written', () => {
    const reason = 'Dora\'s `clinic` closes: $HOME, "for good"';
    const line = retireAgain(FOLDER, ['medmo-x'], {
      reason,
      lastBackup: reason,
      deleteData: ['medmo-x/staging'],
      yes: ['111122223333'],
    });
    const [words = []] = wordsOf([line]);
    expect(words.filter((word) => word === reason)).toHaveLength(2);
    expect(words).toContain(FOLDER);
    expect(parseFault((BINS['careplane'] as () => Command)(), words.slice(1))).toBeUndefined();
  });
});

test.each(Object.keys(BINS))('every command of %s prints SARIF on request, its own or of its problems', (bin) => {
  const leaves = (command: Command): Command[] =>
    command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
  const without = leaves((BINS[bin] as () => Command)()).filter(
    ({ options }) =>
      !options.some(
        ({ long, argChoices = [] }) => long === '--sarif' || (long === '--format' && argChoices.includes('sarif')),
      ),
  );
  expect(without.map((command) => command.name())).toEqual([]);
});
