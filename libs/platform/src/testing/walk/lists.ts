import { mkdtempSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BadInput } from '@careplane/command-line';
import { parse, stringify } from 'yaml';
import { synthesize } from '../../synthesize';
import { loadTarget } from '../../target';
import { unitsOf } from '../../units';
import type { Template } from '../assemblies';
import { schemaFaults } from '../schema-validator';
import { WALK_FILES, walkTexts } from './documents';
import { quotaFaults } from './quotas';
import { PATHS } from './walk';

/** A list of a document, or a map with names of the user's own. */
export interface List {
  readonly file: string;
  readonly path: readonly (string | number)[];
  readonly entries: readonly unknown[] | Readonly<Record<string, unknown>>;
}

/** What was tried with the lists, and what passed although AWS refuses it. */
export interface ListFigures {
  readonly lists: number;
  readonly tried: number;
  readonly accepted: number;
  readonly gaps: readonly string[];
}

/** More than most lists take, and few enough to be synthesized in seconds. */
const MANY = 130;

/** The ways in which a list may go wrong: an entry twice, many entries, none. */
const CHANGES: Readonly<Record<string, (list: List) => unknown>> = {
  twice: ({ entries }) => (Array.isArray(entries) ? [...entries, entries[0]] : undefined),
  many: ({ entries }) =>
    Array.isArray(entries)
      ? Array.from({ length: MANY }, (_, index) => varied(entries[0], index))
      : manyNames(entries as Record<string, unknown>),
  none: ({ entries }) => (Array.isArray(entries) ? [] : {}),
};

/**
 * Change each list of the walk's documents in each way. What is not refused is synthesized, and held against CloudFormation's schemas
 * (numbers of entries, entries that are twice there) and quotas.
 *
 * @param wanted only these lists, by the name of the file and the path
 * @param onTried called with each list, the way in which it was changed, and what came of it
 */
export function walkLists(
  wanted: (name: string) => boolean = () => true,
  onTried: (result: string) => void = () => undefined,
): ListFigures {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'careplane-lists-')));
  const documents = Object.fromEntries(
    WALK_FILES.map((file) => [file, parse(walkTexts(0)[file] ?? '') as unknown] as const),
  );
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  write('job/Dockerfile', 'FROM scratch\n');
  const gaps: string[] = [];
  let [tried, accepted] = [0, 0];
  const lists = Object.entries(documents)
    .flatMap(([file, document]) => listsIn(file, document, []))
    .filter((list) => wanted(nameOf(list)));
  try {
    for (const list of lists) {
      for (const [way, change] of Object.entries(CHANGES)) {
        const value = change(list);
        if (value === undefined) continue;
        tried += 1;
        for (const file of WALK_FILES) {
          const document = file === list.file ? withValue(documents[file], list.path, value) : documents[file];
          write(PATHS[file], stringify(document, { aliasDuplicateObjects: false }));
        }
        const faults = faultsIn(folder);
        onTried(`${nameOf(list)} ${way}: ${faults === undefined ? 'refused' : faults.join('; ') || 'accepted'}`);
        if (faults === undefined) continue;
        accepted += 1;
        gaps.push(...faults.map((fault) => `${nameOf(list)} ${way}: ${fault}`));
      }
    }
    return { lists: lists.length, tried, accepted, gaps };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What AWS refuses of the documents in a folder; undefined where they are refused when they are loaded. */
function faultsIn(folder: string): string[] | undefined {
  const out = join(folder, 'cdk.out');
  try {
    const { model, selection } = loadTarget(folder, {});
    const faults = unitsOf(model, selection).flatMap((unit) =>
      synthesize(model, unit, join(out, unit.name)).assembly.stacks.flatMap((stack) => {
        const text = JSON.stringify(stack.template);
        return [
          ...schemaFaults(text, stack.environment.region).map(
            ({ type, property, message }) => `${type} ${property}: ${message}`,
          ),
          ...quotaFaults(stack.stackName, stack.template as Template),
        ];
      }),
    );
    return [...new Set(faults)].slice(0, 3);
  } catch (error) {
    if (error instanceof BadInput) return undefined;
    return [String(error).slice(0, 300)];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

const nameOf = ({ file, path }: List) => `${file} ${path.join('.')}`;

function listsIn(file: string, value: unknown, path: readonly (string | number)[]): List[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, each]) =>
    listsIn(file, each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  const isMap = MAPS.has(String(path.at(-1))) && !Array.isArray(value);
  return Array.isArray(value) || isMap ? [{ file, path, entries: value as List['entries'] }, ...inner] : inner;
}

/** Keys whose names the user chooses. */
const MAPS = new Set([
  'environments',
  'calledServices',
  'queues',
  'caches',
  'topics',
  'fileSystems',
  'subscribers',
  'buckets',
  'egress',
  'sidecars',
  'tags',
  'variables',
  'secrets',
  'tasks',
  'leftOut',
  'users',
]);

/** The first entry under many names; a name is varied as its own kind allows. */
function manyNames(entries: Readonly<Record<string, unknown>>): unknown {
  const [[name, value] = ['', undefined]] = Object.entries(entries);
  return Object.fromEntries(
    Array.from({ length: MANY }, (_, index) => [String(varied(name, index)), varied(value, index)]),
  );
}

/** Another value of the same kind: a text or number with a number in it that no other one has. */
function varied(value: unknown, index: number): unknown {
  if (index === 0) return value;
  if (typeof value === 'number') return value + index;
  if (Array.isArray(value)) return value.map((each) => varied(each, index));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, varied(each, index)]));
  }
  if (typeof value !== 'string') return value;
  // Before an @, a dot or the end, where most patterns take digits.
  const at = value.search(/[@]|\.example|$/);
  return `${value.slice(0, at)}${index}${value.slice(at)}`;
}

function withValue(within: unknown, [step, ...rest]: List['path'], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(within)) return within.with(Number(step), withValue(within[Number(step)], rest, value));
  return { ...(within as object), [step]: withValue((within as Record<string, unknown>)[step], rest, value) };
}
