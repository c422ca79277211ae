import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../assembly-files';
import { synthesize } from '../synthesize';
import { loadTarget } from '../target';
import type { TargetOptions } from '../target';
import { unitsOf } from '../units';
import { folderWith } from './folders';
import { copyOfMade } from './made-once';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: string }>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

export interface SynthesizedStack {
  readonly unit: string;
  readonly stack: string;
  readonly template: Template;
}

/**
 * Folder with what `careplane synth` makes of a platform or service. The same platform is synthesized once in a run of Jest; each
 * caller gets a copy of its own, which it may change.
 *
 * @param options as the command line has them
 */
export function assembliesOf(folder: string, options: TargetOptions = {}): string {
  const out = join(folderWith(), 'out');
  const { model, selection } = loadTarget(folder, options);
  // Where the files lie is in the model, and in no template.
  const from = JSON.stringify({ model, selection }).replaceAll(realpathSync(folder), '').replaceAll(folder, '');
  copyOfMade(from, out, (fresh) => {
    for (const unit of unitsOf(model, selection)) synthesize(model, unit, join(fresh, unit.name));
  });
  return out;
}

/** All stacks of all units. */
export function stacksIn(assemblies: string): SynthesizedStack[] {
  return readdirSync(assemblies).flatMap((unit) =>
    readdirSync(join(assemblies, unit))
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => ({
        unit,
        stack: file.replace('.template.json', ''),
        template: JSON.parse(readFileSync(join(assemblies, unit, file), 'utf8')) as Template,
      })),
  );
}

/** Resources of all stacks, of one type when it is given. */
export function resourcesIn(stacks: readonly SynthesizedStack[], type?: string) {
  return stacks.flatMap(({ stack, template }) =>
    Object.entries(template.Resources)
      .filter(([, resource]) => type === undefined || resource.Type === type)
      .map(([id, resource]) => ({ stack, id, where: `${stack}/${id}`, ...resource })),
  );
}

/** Content of every file below a folder. */
export function contentsOf(folder: string): Record<string, string> {
  return Object.fromEntries(filesBelow(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** Everything in a value, however deep, that is a map with the key. */
export function findKey(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = !Array.isArray(value) && Object.hasOwn(value, key) ? [value] : [];
  return [...own, ...Object.values(value).flatMap((child) => findKey(child, key))];
}
