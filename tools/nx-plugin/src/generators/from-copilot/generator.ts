import { basename, dirname } from 'node:path/posix';
import { logger, visitNotIgnoredFiles } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import { readYaml } from '@careplane/problems';
import { stringify } from 'yaml';
import { PLATFORM_FILE, SERVICE_FILE } from '../../units';
import init from '../init/generator';
import { checkName, MAX_LENGTH } from '../names';
import { problemsIn, refuseProblems } from '../preflight';
import { refuse } from '../refuse';
import { schemaLine } from '../schema-line';
import { checkFolder, checkFree, unitsOf } from '../tree-units';
import { writeMissing } from '../write';
import { accountPlaceIn } from './account-place';
import { convertAddons } from './addons';
import { aliasesOf } from './aliases';
import { fileSystemNames } from './file-systems';
import { fittingName } from './fitting-name';
import { isRecord, Manifest } from './manifest';
import { withCallers } from './internal-services';
import { namesOfHosts } from './names-of-hosts';
import { given } from './note';
import type { Note } from './note';
import { pipelineNotes } from './pipeline';
import { convertPlatform } from './platform';
import { report } from './report';
import { topicsOf } from './topics';
import { apart } from './same-routes';
import { convertService, SERVICE_TYPES } from './service';
import type { ConvertedService } from './service';

/** The options; the words are in schema.json. */
export interface FromCopilotOptions {
  readonly from: string;
  readonly platform?: string;
  /** From a command line it comes as a number. */
  readonly account?: string | number;
  readonly region?: string;
  readonly domain?: string;
}

/** Make a platform and its services of Copilot's manifests. Copilot's own files stay as they are. */
export default async function fromCopilot(tree: Tree, options: FromCopilotOptions): Promise<() => void> {
  const folder = folderOf(tree, options.from);
  const application = applicationOf(tree, folder, options.platform);
  const name = options.platform ?? application;
  checkName('platform', name);
  const root = `apps/${name}`;
  await checkFree(tree, name, root);
  const isNew = !tree.exists(`${root}/${PLATFORM_FILE}`);
  if (isNew) checkFolder(tree, root);
  const loaded = !isNew && problemsIn(tree, root, root).length === 0;

  const { services, environments, texts, addons, pipelines, sources, untouched } = read(tree, folder);
  const place = accountPlaceIn([...sources.values()]);
  const facts = {
    name,
    account: String(options.account ?? place?.account ?? NO_ACCOUNT),
    region: options.region ?? place?.region ?? NO_REGION,
    domain: options.domain ?? `${name}.example`,
  };
  const notes: Note[] = placeNotes(`${root}/${PLATFORM_FILE}`, options, place, facts);
  const described = environments.size > 0 ? environments : invented(folder, [...services.values()]);
  const names = serviceNames(services, notes);
  const aliases = aliasesOf(services, names, described);
  const hosts = options.domain === undefined ? namesOfHosts(aliases) : undefined;
  const stores = convertAddons(addons, new Map([...names].map(([file, own]) => [basename(dirname(file)), own])));
  const topics = topicsOf(services, names);
  const fileSystems = fileSystemNames(services.values());
  const origins = [...services].map(([file, document]) => {
    const own = names.get(file) ?? '';
    const service = convertService(file, document, {
      texts: texts.get(file) ?? document,
      name: own,
      hosts: hosts?.hosts.get(own) ?? [],
      aliases: (hosts?.mapped ?? []).filter(({ service }) => service === own),
      published: topics.published.get(own) ?? new Map(),
      subscribed: topics.subscribed.get(own) ?? new Map(),
      stores: stores.uses.get(own) ?? {},
      fileSystems,
    });
    return { file, document, converted: service };
  });
  const converted = apart(withCallers(origins));
  const platform = convertPlatform(facts, described, {
    queues: [
      ...converted.flatMap(({ queue }) => (queue === undefined ? [] : [queue])),
      ...Object.entries(topics.queues).map(([queue, settings]) => ({ name: queue, settings: { ...settings } })),
    ],
    topics: topics.topics,
    stores,
    fileSystems: mounted(converted),
    calledServices: namedBy(converted, 'calls'),
    domains: hosts?.domains ?? new Map(),
  });
  for (const service of converted) checkName('service', service.name);

  const write = (path: string, kind: 'platform' | 'service', data: object) =>
    writeMissing(tree, { [path]: `${schemaLine(tree, dirname(path), kind)}\n${stringify(data, { lineWidth: 0 })}` });
  write(`${root}/${PLATFORM_FILE}`, 'platform', platform.platform);
  for (const { name: service, service: data } of converted)
    write(`${root}/${service}/${SERVICE_FILE}`, 'service', data);
  // A manifest may contain values that the rules refuse, such as a password among the variables. The files are written
  // anyway, so that the user sees all remaining work at once.
  const problems = problemsIn(tree, root, root);
  // A working platform must not be broken by the new services.
  if (loaded) refuseProblems(`The platform ${name} with these services`, problems);
  notes.push(
    ...platform.notes,
    ...converted.flatMap((service) => service.notes),
    ...stores.notes,
    ...[...pipelines].flatMap(([file, document]) => pipelineNotes(file, document)),
  );
  writeMissing(tree, { [`${root}/COPILOT.md`]: report(application, { notes, untouched, problems }) });
  init(tree);
  const units = (await unitsOf(tree)).filter((unit) => (unit.platform ?? unit).name === name).length;
  const mend =
    problems.length === 0
      ? ''
      : `\n${problems.length} problems must be fixed before you can synthesize. They are listed first.`;
  return () =>
    logger.info(
      `${units} units. ${notes.length + untouched.length} values have no counterpart or need your decision: read ${root}/COPILOT.md.${mend}\nNext: nx run-many -t synth check --projects=tag:platform:${name}`,
    );
}

/** Names of the file systems that the services mount. */
function mounted(services: readonly ConvertedService[]): string[] {
  return [...new Set(services.flatMap(({ service }) => Object.keys(service['fileSystems'] ?? {})))];
}

/** What services name in a list, each once. */
function namedBy(services: readonly ConvertedService[], key: string): string[] {
  return [...new Set(services.flatMap(({ service }) => (service[key] ?? []) as readonly string[]))].sort();
}

function folderOf(tree: Tree, given: string): string {
  const folder = given.replace(/^\.\/|\/+$/g, '');
  if (folder.startsWith('/') || folder.split('/').includes('..')) {
    return refuse(`${given} is not in this workspace. Copy the folder copilot into it first.`);
  }
  const places = [folder, folder === '' || folder === '.' ? 'copilot' : `${folder}/copilot`];
  const found = places.find((place) => basename(place) === 'copilot' && tree.exists(place));
  return found ?? refuse(`${given} contains no folder named copilot. Name its parent folder.`);
}

function applicationOf(tree: Tree, folder: string, given: string | undefined): string {
  const text = tree.read(`${folder}/.workspace`, 'utf8');
  const document = text === null ? undefined : manifestIn(`${folder}/.workspace`, text);
  const name = isRecord(document) ? document['application'] : undefined;
  if (typeof name === 'string') return name;
  return given ?? refuse(`${folder}/.workspace does not name an application. Give --platform NAME.`);
}

/** No real account: the report says so first. */
const NO_ACCOUNT = '123456789012';
const NO_REGION = 'us-east-1';

/** Which account and region were taken, and why. */
function placeNotes(
  file: string,
  options: Pick<FromCopilotOptions, 'account' | 'region'>,
  place: ReturnType<typeof accountPlaceIn>,
  { account, region }: { readonly account: string; readonly region: string },
): Note[] {
  if (options.account !== undefined && options.region !== undefined) return [];
  const words =
    place === undefined
      ? 'No manifest names an account, so these are no real ones. Write yours before the first deploy.'
      : `Taken from ${place.from.slice(0, 80)}. Correct both if the platform is to run elsewhere.`;
  return [{ file, place: 'account, region', given: `${account}, ${region}`, words }];
}

/** A name for each service, by its manifest: Copilot allows longer ones, and capital letters. */
function serviceNames(services: ReadonlyMap<string, unknown>, notes: Note[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    [...services].map(([file, document]) => {
      const written = String(isRecord(document) ? document['name'] : '');
      const name = fittingName(written, MAX_LENGTH.service, taken);
      taken.add(name);
      if (name !== written)
        notes.push({
          file,
          place: 'name',
          given: given(written),
          words: `The name of a service has ${MAX_LENGTH.service} lower-case letters, digits and single hyphens at most: it is ${name} now.`,
        });
      return [file, name] as const;
    }),
  );
}

/** The manifests by their files, and what is no manifest of ours, in words. */
function read(tree: Tree, folder: string) {
  const services = new Map<string, unknown>();
  const environments = new Map<string, unknown>();
  const texts = new Map<string, unknown>();
  const addons = new Map<string, string>();
  const pipelines = new Map<string, unknown>();
  const sources = new Map<string, string>();
  const untouched: string[] = [];
  const files: string[] = [];
  visitNotIgnoredFiles(tree, folder, (file) => files.push(file.replaceAll('\\', '/')));
  for (const file of files.sort()) {
    if (file === `${folder}/.workspace`) continue;
    const text = tree.read(file, 'utf8') ?? '';
    if (/\/addons\/[^/]+\.ya?ml$/.test(file)) {
      addons.set(file, text);
      continue;
    }
    if (!/\/manifest\.ya?ml$/.test(file)) {
      untouched.push(`\`${file}\`: overrides, build specifications and pipelines of Copilot have no counterpart.`);
      continue;
    }
    sources.set(file, text);
    const document = manifestIn(file, text);
    if (/\/pipelines\/[^/]+\/manifest\.ya?ml$/.test(file)) {
      pipelines.set(file, document);
      continue;
    }
    // A pipeline's manifest is the one kind that has no type.
    const type = isRecord(document) ? String(document['type'] ?? '(none)') : '(none)';
    if ((type === 'Environment' || SERVICE_TYPES.includes(type)) && !hasName(document))
      refuse(`${file} has no name. Add the key name: first.`);
    if (type === 'Environment') environments.set(file, document);
    else if (SERVICE_TYPES.includes(type)) {
      services.set(file, document);
      texts.set(file, manifestIn(file, text, true));
    } else untouched.push(`\`${file}\`: type ${type} has no counterpart.`);
  }
  if (services.size === 0)
    refuse(`${folder} contains no manifest of a web, backend or worker service, of a job or of a static site.`);
  return { services, environments, texts, addons, pipelines, sources, untouched };
}

/** Functions of CloudFormation, which Copilot does not know: each is listed with its argument. */
const FUNCTIONS = Object.fromEntries(
  ['GetAtt', 'ImportValue', 'Join', 'Ref', 'Select', 'Sub'].map((name) => [`!${name}`, name]),
);
/** The values of a manifest. Copilot's parser knows merge keys. */
function manifestIn(file: string, text: string, scalarsAsWritten = false): unknown {
  const read = readYaml(file, text, { kind: 'manifest', mergeKeys: true, tags: FUNCTIONS, scalarsAsWritten });
  if (read.ok) return read.yaml.value;
  const [{ line = 1, message = '', fix = '' } = {}] = read.problems;
  return refuse(`${file}:${line} ${message}. Correct it first: ${fix}.`);
}

function hasName(document: unknown): boolean {
  return isRecord(document) && typeof document['name'] === 'string';
}

/**
 * The environments of an application that describes none, as Copilot did not before its version 1.20: those that its
 * services name, or the two that most have.
 */
function invented(folder: string, services: readonly unknown[]): ReadonlyMap<string, unknown> {
  const named = (name: string) =>
    [`${folder}/environments/${name}/manifest.yml (missing)`, { name, type: 'Environment' }] as const;
  const overridden = new Set(services.flatMap((service) => new Manifest(service).keys('environments')));
  return new Map((overridden.size > 0 ? [...overridden].sort() : ['staging', 'production']).map(named));
}
