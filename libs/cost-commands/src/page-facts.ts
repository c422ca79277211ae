import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { sourceRevision } from '@careplane/command-line';
import type { StackTemplate } from '@careplane/cost-model/estimate';
import { originFacts } from '@careplane/pages';
import type { PageFact } from '@careplane/pages';
import { version } from '../package.json';

/**
 * What a page about costs was made from.
 *
 * @param about what the page is about
 * @param place the folder or file that was priced, or undefined if its commit is among the facts already
 * @param templates those that were priced: accounts and regions are theirs
 */
export function pageFacts(
  about: readonly PageFact[],
  place: string | undefined,
  templates: readonly StackTemplate[],
): PageFact[] {
  const inWords = (values: readonly (string | undefined)[]) =>
    [...new Set(values.filter((value) => value !== undefined))].sort().join(', ') || undefined;
  return originFacts(about, {
    account: inWords(templates.map(({ account }) => account)),
    region: inWords(templates.map(({ region }) => region)),
    revision: place === undefined ? undefined : sourceRevision(folderOf(place)).revision,
    day: new Date().toISOString().slice(0, 10),
    toolkitVersion: version,
  });
}

function folderOf(place: string): string {
  return existsSync(place) && !statSync(place).isDirectory() ? dirname(place) : place;
}
