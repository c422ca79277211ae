// Where the template of a nested stack lies: by its asset, by a relative path, or beside its parent under the name that ends
// its URL.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ResourceDeclaration } from './template';
import { isMap, type Value } from './value';

/** The file of a nested template. */
export interface NestedFile {
  readonly file: string;
  /** The file has the path that ends the URL or place that the template names: AWS will read another copy. @default false */
  readonly isByUrl?: true;
}

/** The property with the path of a nested template, by type. */
const TEMPLATE_PROPERTY: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::CloudFormation::StackSet', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
]);

/** Whether a resource is deployed from another template, which lies in a file of its own or in a text of the resource. */
export function nests(resource: ResourceDeclaration | undefined): boolean {
  return TEMPLATE_PROPERTY.has(resource?.Type ?? '');
}

/**
 * The file with the template of a nested stack; undefined if there is none.
 *
 * @param folder of the parent's template
 */
export function nestedFile(resource: ResourceDeclaration | undefined, folder: string): NestedFile | undefined {
  const property = TEMPLATE_PROPERTY.get(resource?.Type ?? '');
  if (property === undefined) return undefined;
  const place = resource?.Metadata?.['aws:asset:path'] ?? resource?.Properties?.[property];
  if (typeof place === 'string' && !place.includes('://')) {
    const file = [join(folder, place), sourceOf(join(folder, place))].find(isFile);
    if (file !== undefined) return { file };
    // A build that copies templates together changes how many folders up a path begins.
    const beside = besideParent(endOfPlace(place), folder);
    return beside === undefined ? undefined : { file: beside, isByUrl: true };
  }
  const application = applicationName(place);
  const file = application === undefined ? besideParent(endOfUrl(place), folder) : ofApplication(application, folder);
  return file === undefined ? undefined : { file, isByUrl: true };
}

/** Where `sam build` and `sam package` take a template from that they write below `.aws-sam`. */
function sourceOf(file: string): string {
  return file.replace(/[/\\]\.aws-sam[/\\].*$/, '/template.yaml');
}

/** The name of an application of the Serverless Application Repository. */
function applicationName(place: unknown): string | undefined {
  const { ApplicationId: id } = isMap(place as Value) ? (place as Record<string, unknown>) : {};
  return typeof id === 'string' ? /^arn:.*:applications\/([\w-]+)$/.exec(id)?.[1] : undefined;
}

/** A file or a folder with the name of an application, beside the parent. */
function ofApplication(name: string, folder: string): string | undefined {
  const names = [`${name}.yaml`, `${name}.yml`, `${name}.json`, join(name, 'template.yaml')];
  return names.map((each) => join(folder, each)).find(isFile);
}

/** The parts of a relative path without the folders up with which it begins. */
function endOfPlace(place: string): readonly string[] {
  const parts = place.split('/').filter((part) => part !== '' && part !== '.');
  const down = parts.slice(parts.lastIndexOf('..') + 1);
  // A name alone says too little to look for it elsewhere.
  return down.length > 1 && down.length < parts.length ? down : [];
}

/** The parts of a URL's path that are written out, from its end: `['templates', 'vpc.yaml']`. */
function endOfUrl(url: unknown): readonly string[] {
  const text = endOfText(url);
  const path =
    /^([^?#]*\.(?:ya?ml|json|template))(?:[?#]|$)/i.exec(text.replace(/^[a-z0-9]+:\/\/[^/]*/i, ''))?.[1] ?? '';
  const parts = path.split('/').filter((part) => part !== '');
  return parts.includes('..') ? [] : parts;
}

/** What a string, a `Fn::Sub` or a `Fn::Join` ends with, behind its last variable. */
function endOfText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!isMap(value as Value)) return '';
  const { 'Fn::Sub': substituted, 'Fn::Join': joined, 'Fn::If': either } = value as Record<string, unknown>;
  if (Array.isArray(either)) return endOfBoth(either);
  const text: unknown = Array.isArray(substituted) ? substituted[0] : substituted;
  if (typeof text === 'string') return text.slice(text.lastIndexOf('}') + 1);
  const [delimiter, parts] = (Array.isArray(joined) ? joined : []) as unknown[];
  if (typeof delimiter !== 'string' || !Array.isArray(parts)) return '';
  const last = (parts as unknown[]).findLastIndex((part) => typeof part !== 'string');
  return (parts as string[]).slice(last + 1).join(delimiter);
}

/** What both values of a condition end with, in whole folders: buckets for tests and for releases have the same files. */
function endOfBoth([, yes, no]: readonly unknown[]): string {
  const [one, other] = [endOfText(yes).split('/'), endOfText(no).split('/')];
  const length = one.findIndex((_, index) => one.at(-1 - index) !== other.at(-1 - index));
  return (length === -1 ? one : one.slice(one.length - length)).join('/');
}

/**
 * The longest end of a path that is a file in the parent's folder or in one above. The further up, the more of the path must be there: a
 * name alone is looked for beside the parent, and in the folders beside the parent's if one of them alone has it; a repository that
 * lies beside the parent's is found by its name, its folder and its file.
 */
function besideParent(parts: readonly string[], folder: string): string | undefined {
  for (let start = 0; start < parts.length; start += 1) {
    const end = parts.slice(start);
    const bases = FOLDERS_UP.filter((_, up) => up === 0 || end.length > up);
    const file = bases.flatMap((up) => spellings(resolve(folder, up, ...end))).find(isFile);
    if (file !== undefined) return file;
  }
  const name = parts.at(-1);
  return name === undefined ? undefined : inOneSibling(name, folder);
}

/** The folders in which an end of a path is looked for; the third and the fourth hold repositories beside the parent's. */
const FOLDERS_UP = ['.', '..', '../..', '../../..'];

/** A file, and the files that a build renames to it: AWS's solutions are published as `.template` and kept as YAML or JSON. */
function spellings(file: string): readonly string[] {
  if (!file.endsWith('.template')) return [file];
  const stem = file.slice(0, -'.template'.length);
  return [file, ...['.yaml', '.yml', '.json'].map((extension) => stem + extension)];
}

/** The one file of a name in the folders beside the parent's: templates of several folders are copied into one place of a bucket. */
function inOneSibling(name: string, folder: string): string | undefined {
  const above = resolve(folder, '..');
  const found = foldersIn(above)
    .map((each) => join(above, each, name))
    .filter(isFile);
  return found.length === 1 ? found[0] : undefined;
}

/** More folders than a project has beside each other: a folder of temporary files, or of all homes. */
const TOO_MANY = 500;

function foldersIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    return names.length > TOO_MANY ? [] : names;
  } catch {
    // A folder that may not be read has nothing for us.
    return [];
  }
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}
