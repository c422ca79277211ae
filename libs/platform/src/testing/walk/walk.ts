import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '@careplane/command-line';
import { parse, stringify } from 'yaml';
import { synthesize } from '../../synthesize';
import { loadTarget } from '../../target';
import { unitsOf } from '../../units';
import type { Template } from '../assemblies';
import { folderWith } from '../folders';
import { schemaFaults } from '../schema-validator';
import type { SchemaFault } from '../schema-validator';
import { candidatesFor } from './candidates';
import { WALK_FILES, leavesOf, walkTexts } from './documents';
import type { Leaf } from './documents';
import { limitsOf } from './probe';
import type { Value } from './probe';
import { differences, factorOf, sourcesOf } from './trace';
import type { LeafPair, PlacedTemplate, Scalar } from './trace';

/** A key whose value ends in a property. */
interface Reach {
  readonly scalar: Scalar;
  readonly pair: LeafPair;
}

export interface Walk {
  /** The keys that the documents have, those of chosen names included. */
  readonly keys: ReadonlySet<string>;
  /** The keys with two different values. */
  readonly varied: ReadonlySet<string>;
  /** The keys of which a property has the value. */
  readonly reaching: ReadonlySet<string>;
  /** A key and a property of a resource type that has its value: `key -> type property`. */
  readonly ways: ReadonlyMap<string, Reach>;
  /** Properties that differ, and that have no key's value. */
  readonly unexplained: ReadonlyMap<string, string>;
}

export const PATHS = {
  platform: 'platform.yaml',
  web: 'web/service.yaml',
  worker: 'worker/service.yaml',
  scheduled: 'job/service.yaml',
  static: 'site/service.yaml',
};

/** Synthesize the documents of the walk with both of their values, and find the properties that each value reaches. */
export function walk(): Walk {
  const [one, other] = [walkTexts(0), walkTexts(1)];
  const pairs = WALK_FILES.flatMap((file) => {
    const seconds = leavesOf(file, other[file] ?? '');
    return leavesOf(file, one[file] ?? '').map((leaf, index): LeafPair => ({
      leaf,
      second: seconds[index]?.value ?? '',
    }));
  });
  const ways = new Map<string, Reach>();
  const unexplained = new Map<string, string>();
  for (const scalar of differences(templatesOf(one), templatesOf(other))) {
    const property = `${scalar.type} ${scalar.property}`;
    const sources = sourcesOf(scalar, pairs);
    if (sources.length === 0) unexplained.set(property, `${String(scalar.one)} | ${String(scalar.other)}`);
    for (const pair of sources) {
      const way = `${pair.leaf.key} -> ${property}`;
      if (lengthOf(scalar) > lengthOf(ways.get(way)?.scalar)) ways.set(way, { scalar, pair });
    }
  }
  return {
    keys: new Set(pairs.map(({ leaf }) => leaf.key)),
    varied: new Set(pairs.filter(({ leaf, second }) => leaf.value !== second).map(({ leaf }) => leaf.key)),
    reaching: new Set([...ways.values()].map(({ pair }) => pair.leaf.key)),
    ways,
    unexplained,
  };
}

/**
 * Several resources have a value in the same property, such as names with different ends. The longest leaves the least room for the
 * value, so it stands for the others.
 */
function lengthOf(scalar: Scalar | undefined): number {
  return scalar === undefined ? -1 : String(scalar.one).length;
}

export interface Limits {
  /** Limits of properties that a key reaches: `type property rule`. */
  readonly enforced: ReadonlySet<string>;
  /** Values that CloudFormation refuses and that nothing of ours refuses, one for each way and limit. */
  readonly gaps: readonly string[];
  readonly probes: number;
}

/** Texts and numbers of which every limit refuses one. */
const EXTREMES: readonly Value[] = ['', 'x'.repeat(70_000), '\u0007\u00A7<|>', -1e15, 1e15];

/**
 * Ask CloudFormation's schemas what limits the properties have, and hold values that a key's own schema accepts against them.
 * What CloudFormation refuses must be refused when the documents are loaded.
 */
export function limitsAlong({ ways }: Walk): Limits {
  const enforced = new Set<string>();
  const gaps: string[] = [];
  const refused = new Map<string, boolean>();
  const { isRefused, faultsOf } = changeable();
  let probes = 0;
  for (const [way, { scalar, pair }] of ways) {
    const property = `${scalar.type} ${scalar.property}`;
    const probe = (values: readonly Value[]) => {
      probes += values.length;
      const limits = limitsOf(scalar, values);
      for (const limit of limits) if (limit !== undefined) enforced.add(`${property} ${limit.rule}`);
      return limits;
    };
    if (probe(EXTREMES).every((limit) => limit === undefined)) continue;
    const candidates = candidatesFor(pair.leaf);
    const known = new Set<string>();
    for (const [index, limit] of probe(candidates.map((value) => asProperty(scalar, pair, value))).entries()) {
      const value = candidates[index];
      if (limit === undefined || value === undefined || known.has(limit.rule)) continue;
      const key = JSON.stringify([pair.leaf.key, value]);
      if (!refused.has(key)) refused.set(key, isRefused(pair.leaf, value));
      if (refused.get(key) === true) continue;
      known.add(limit.rule);
      // A property need not have the whole value: a name that would be too long may be cut. The templates say what it has.
      const isSeen = faultsOf(pair.leaf, value).some(
        (fault) => fault.type === scalar.type && fault.rule === limit.rule,
      );
      if (isSeen) gaps.push(`${way}: ${JSON.stringify(value).slice(0, 80)}: ${limit.message.slice(0, 160)}`);
    }
  }
  return { enforced, gaps, probes };
}

/** What a property has when the key has another value. */
function asProperty(scalar: Scalar, pair: LeafPair, value: Value): Value {
  const factor = factorOf(scalar, pair);
  if (factor === undefined) return String(scalar.one).replaceAll(String(pair.leaf.value), () => String(value));
  return typeof scalar.one === 'number' ? Number(value) * factor : String(Number(value) * factor);
}

const templatesOf = (texts: Readonly<Record<string, string>>): PlacedTemplate[] => templatesIn(folderOf(texts));

function templatesIn(folder: string): PlacedTemplate[] {
  const { model, selection } = loadTarget(folder, {});
  return unitsOf(model, selection).flatMap((unit) =>
    synthesize(model, unit, folderWith()).assembly.stacks.map((stack) => ({
      template: stack.template as Template,
      region: stack.environment.region,
    })),
  );
}

function folderOf(texts: Readonly<Record<string, string>>): string {
  const files = WALK_FILES.map((file) => [PATHS[file], texts[file] ?? '']);
  return folderWith({ ...Object.fromEntries(files), 'job/Dockerfile': 'FROM scratch\n' });
}

/** Documents of the walk that are changed and loaded again and again: only what changes is written. */
function changeable() {
  const texts = { ...walkTexts(0) };
  const documents = Object.fromEntries(WALK_FILES.map((file) => [file, parse(texts[file] ?? '') as unknown]));
  const folder = folderOf(texts);
  /** A text changes wherever it is, so that the documents stay consistent. */
  const change = ({ file, path, value: was }: Leaf, value: Value): void => {
    for (const each of WALK_FILES) {
      const document = documents[each];
      const own = each === file ? withValue(document, path, value) : document;
      const text = stringify(typeof was === 'string' ? replaced(document, was, String(value)) : own);
      if (text !== texts[each]) writeFileSync(join(folder, PATHS[each]), text);
      texts[each] = text;
    }
  };
  return {
    /** Whether the documents are refused with another value for a key. */
    isRefused(leaf: Leaf, value: Value): boolean {
      change(leaf, value);
      try {
        loadTarget(folder, {});
        return false;
      } catch (error) {
        if (error instanceof BadInput) return true;
        throw error;
      }
    },
    /** What CloudFormation's schemas refuse in the templates of the documents with another value for a key. */
    faultsOf(leaf: Leaf, value: Value): SchemaFault[] {
      change(leaf, value);
      return templatesIn(folder).flatMap(({ template, region }) => schemaFaults(JSON.stringify(template), region));
    },
  };
}

function replaced(within: unknown, from: string, to: string): unknown {
  if (typeof within === 'string') return within.replaceAll(from, () => to);
  if (Array.isArray(within)) return within.map((each) => replaced(each, from, to));
  if (typeof within !== 'object' || within === null) return within;
  const entries = Object.entries(within).map(([key, each]) => [
    key.replaceAll(from, () => to),
    replaced(each, from, to),
  ]);
  return Object.fromEntries(entries) as unknown;
}

function withValue(within: unknown, [step, ...rest]: Leaf['path'], value: Value): unknown {
  if (step === undefined) return value;
  if (Array.isArray(within)) return within.with(Number(step), withValue(within[Number(step)], rest, value));
  return { ...(within as object), [step]: withValue((within as Record<string, unknown>)[step], rest, value) };
}
