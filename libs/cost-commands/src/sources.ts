import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { BadInput, counted } from '@careplane/command-line';
import type { Terminal } from '@careplane/command-line';
import { readTemplates } from '@careplane/cost-model/estimate';
import { shellWord } from '@careplane/problems';
import type { ReadTemplates, StackTemplate } from '@careplane/cost-model/estimate';
import { synthesize } from './synthesize';

const PLATFORM_FILES = ['platform.yaml', 'platform.yml', 'service.yaml', 'service.yml'];

export interface SourceOptions {
  /** Of a platform: only this environment's stacks. */
  readonly env?: string;
}

/**
 * The templates at some places: template files, assemblies, folders of them; a platform or service is synthesized first,
 * into a folder that is gone afterwards.
 *
 * @throws BadInput with all problems at once
 */
export async function templatesAt(
  places: readonly string[],
  options: SourceOptions,
  terminal: Terminal,
): Promise<StackTemplate[]> {
  const found = places.map(folderOfPlatform);
  const read: ReadTemplates[] = [];
  // One after the other: the problems of the first are shown first.
  for (const place of found) {
    read.push(isPlatform(place) ? await synthesized(place, options, terminal) : readTemplates(place));
  }
  const problems = read.flatMap((each) => each.problems);
  if (problems.length > 0) {
    const hint = hintFor(found.filter((_, index) => read[index]?.templates.length === 0));
    throw new BadInput(`${counted(problems.length, 'problem')}: nothing was priced.${hint}`, problems);
  }
  if (options.env !== undefined && !found.some(isPlatform)) {
    throw new BadInput('--env applies only to platforms, which are synthesized, and not to assemblies or templates.');
  }
  return read.flatMap(({ templates }) => templates);
}

/** Whether a place is a platform or a service, which is synthesized before it is priced. */
export function namesPlatform(place: string): boolean {
  return isPlatform(folderOfPlatform(place));
}

/** Whoever names the file of a platform or service means its folder. */
function folderOfPlatform(place: string): string {
  return PLATFORM_FILES.includes(basename(place)) ? dirname(place) : place;
}

/** What a person probably meant by places that hold nothing. */
function hintFor(places: readonly string[]): string {
  const [place] = places;
  if (place === undefined) return '';
  if (/^https?:/.test(place)) return '\nDownload the template first, then give its path.';
  if (existsSync(place) && !statSync(place).isDirectory()) return '';
  const platforms = platformsBelow(existsSync(place) ? place : '.', 2);
  const meant = platforms.find((folder) => basename(folder) === basename(place)) ?? platforms[0];
  return meant === undefined
    ? ''
    : `\nThere is a platform in ${meant}. Next: careplane-cost estimate ${shellWord(meant)}`;
}

function platformsBelow(folder: string, depth: number): string[] {
  if (isPlatform(folder)) return [folder];
  if (depth === 0) return [];
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map(({ name }) => name);
  return names.sort().flatMap((name) => platformsBelow(join(folder, name), depth - 1));
}

/** A folder with a platform.yaml or service.yaml, and no assembly of its own. */
function isPlatform(place: string): boolean {
  return !existsSync(join(place, 'manifest.json')) && PLATFORM_FILES.some((file) => existsSync(join(place, file)));
}

async function synthesized(place: string, options: SourceOptions, terminal: Terminal): Promise<ReadTemplates> {
  const folder = mkdtempSync(join(tmpdir(), 'careplane-'));
  try {
    await synthesize(place, folder, options, terminal);
    return readTemplates(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Templates under the name that their stack has in the account.
 *
 * @param stack the name; undefined to keep the names of the templates
 * @throws BadInput if there are several stacks
 */
export function deployedAs(stack: string | undefined, templates: readonly StackTemplate[]): readonly StackTemplate[] {
  const [only, ...others] = templates;
  if (stack === undefined || only === undefined) return templates;
  if (others.length > 0)
    throw new BadInput('--stack applies only to one template; these have the names of their stacks.');
  return [{ ...only, stack }];
}
