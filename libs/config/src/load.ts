import { dirname, join, relative } from 'node:path';
import { renderGiven, renderPath, sortProblems, visible } from '@careplane/problems';
import type { Path, Problem, YamlFile } from '@careplane/problems';
import { findFiles, readText, SERVICE_FILE } from './files';
import type { Result } from './files';
import type { ParsedAnyService, ParsedPlatform, PlatformModel } from './model';
import { valueAt } from './issue';
import { missingSources } from './missing-sources';
import { normalize } from './normalize';
import { standInPlatform } from './repair';
import { replacedTexts } from './replaced-texts';
import { builtInRules } from './rules';
import type { RuleProblem, Rules } from './rules/rule';
import type { DocumentKind } from './json-schema';
import { validate } from './validate';
import type { Validated } from './validate';
import { readConfigYaml } from './read-config-yaml';

export type LoadResult =
  | {
      readonly ok: true;
      /** The platform; of its services only the one asked for, when a service's folder was given. */
      readonly model: PlatformModel;
      /** Name of the service whose folder was given. */
      readonly focus?: string;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface LoadOptions {
  /** Rules besides the built-in ones: those that need a construct library's tables. */
  readonly rules?: Partial<Rules>;
  /**
   * Look on disk for what the pipelines build. False where the files are not written yet.
   *
   * @default true
   */
  readonly sourcesOnDisk?: boolean;
}

/** A file that was found: its text, or the problem of reading it. */
export interface TextFile {
  readonly file: string;
  readonly text: Result<string>;
}

/** The files of a platform, read but not parsed. */
export interface Texts {
  readonly platform: TextFile;
  readonly services: readonly (TextFile & { readonly directory: string })[];
  /** Folder of the one service that is asked for. */
  readonly focus?: string;
}

/** A document that was read, checked against its schema, and repaired if necessary. */
interface Checked<K extends DocumentKind> {
  readonly file: string;
  readonly yaml: YamlFile | undefined;
  readonly validated: Validated<K>;
}

/**
 * Read a platform from its folder, or one service from the service's.
 *
 * All problems come back together, of syntax, schema and rules, of every file. For a single service the problems of the
 * other services are left out, but not a clash with them; and nothing of them is in the model, so that a unit's output
 * cannot depend on its neighbours.
 */
export function load(directory: string, options: LoadOptions = {}): LoadResult {
  const found = findFiles(directory);
  if (!found.ok) return { ok: false, problems: [found.problem] };
  const { platformFile, serviceDirectories, focus } = found.value;
  const read = (file: string): TextFile => ({ file, text: readText(file) });
  const services = serviceDirectories.map((path) => ({ directory: path, ...read(join(path, SERVICE_FILE)) }));
  const texts = { platform: read(platformFile), services, ...(focus === undefined ? {} : { focus }) };
  const loaded = loadTexts(texts, options);
  const missing = loaded.ok && options.sourcesOnDisk !== false ? missingSources(loaded.model) : [];
  return missing.length === 0 ? loaded : { ok: false, problems: sortProblems(missing) };
}

/** The part of `load` that comes after the file system. */
export function loadTexts(
  { platform: platformText, services: serviceTexts, focus }: Texts,
  options: LoadOptions = {},
): LoadResult {
  const rules = merge(builtInRules, options.rules ?? {});
  const platform = check('platform', platformText);
  const services = serviceTexts.map((text) => ({ directory: text.directory, ...check('service', text) }));
  const wanted = services.filter((service) => focus === undefined || service.directory === focus);

  const problems = [...platform.validated.problems, ...wanted.flatMap((service) => service.validated.problems)];
  // If platform.yaml cannot be read, the rules still check the services. Their problems are kept unless they depend on
  // the platform.
  const parsed = platform.validated.value ?? standInPlatform();
  problems.push(...rules.platform.flatMap((rule) => place(rule(parsed), platform, platform)));
  for (const service of wanted) {
    const value = service.validated.value;
    if (value !== undefined) {
      problems.push(...place(ownProblems(rules, value, parsed), service, platform));
    }
  }
  const others = services.filter((service) => service.directory !== focus);
  const clashes = (among: typeof services) => clashProblems(rules, among, parsed, platform);
  // What the others lack or clash over without this service is no problem of this service.
  problems.push(...subtract(clashes(services), focus === undefined ? [] : clashes(others)));
  if (problems.length > 0) return { ok: false, problems: sortProblems(problems) };

  const files = wanted.map((service) => ({
    directory: service.directory,
    folder: relative(dirname(platformText.file), service.directory).replaceAll('\\', '/'),
    value: service.validated.value as ParsedAnyService,
  }));
  const focused = focus === undefined ? undefined : files[0]?.value.name;
  return { ok: true, model: normalize(parsed, files), ...(focused === undefined ? {} : { focus: focused }) };
}

function check<K extends DocumentKind>(kind: K, { file, text }: TextFile): Checked<K> {
  const nothing = (problems: readonly Problem[]): Checked<K> => ({
    file,
    yaml: undefined,
    validated: { value: undefined, problems: [...problems], repaired: [[]] },
  });
  if (!text.ok) return nothing([text.problem]);
  const yaml = readConfigYaml(file, text.value);
  if (!yaml.ok) return nothing(yaml.problems);
  const validated = validate(kind, yaml.yaml);
  const problems = [...validated.problems, ...replacedTexts(yaml.yaml)];
  return { file, yaml: yaml.yaml, validated: { ...validated, problems } };
}

/** What the rules for its kind say about a service. */
function ownProblems({ service, site }: Rules, value: ParsedAnyService, platform: ParsedPlatform): RuleProblem[] {
  return value.kind === 'static'
    ? site.flatMap((rule) => rule(value, platform))
    : service.flatMap((rule) => rule(value, platform));
}

/** Adds file and line to the problems of rules, and drops those that may only be consequences of schema errors. */
function place(
  complaints: readonly RuleProblem[],
  document: Checked<DocumentKind>,
  platform: Checked<'platform'>,
): Problem[] {
  return complaints
    .filter(
      ({ path, restsOn = [path], restsOnPlatform = [] }) =>
        !touches(document.validated.repaired, restsOn) && !touches(platform.validated.repaired, restsOnPlatform),
    )
    .map((complaint) => ({
      file: document.file,
      line: document.yaml?.lineOf(complaint.path) ?? 1,
      path: renderPath(complaint.path),
      // Rules quote what is written, and no one sees a zero-width space.
      message: visible(complaint.message),
      given: givenIn(complaint, document),
      allowed: visible(complaint.allowed),
      fix: visible(complaint.fix),
    }));
}

function givenIn(complaint: RuleProblem, document: Checked<DocumentKind>): string {
  if (!('given' in complaint)) return renderGiven(valueAt(document.yaml?.value, complaint.path), complaint.path);
  const { given } = complaint;
  return typeof given === 'string' && given.startsWith('(') ? given : renderGiven(given);
}

function clashProblems(
  rules: Rules,
  services: readonly Checked<'service'>[],
  parsed: ParsedPlatform,
  platform: Checked<'platform'>,
): Problem[] {
  const readable = services.filter((service) => service.validated.value !== undefined);
  const siblings = readable.map(({ file, validated }) => ({ file, value: withoutGuessedRoutes(validated) }));
  const containers = siblings.flatMap(({ file, value }, service) =>
    value.kind === 'static' ? [] : [{ service, sibling: { file, value } }],
  );
  const found = [
    ...rules.everyKind.flatMap((rule) => rule(siblings, parsed)),
    ...rules.platformWide
      .flatMap((rule) =>
        rule(
          containers.map(({ sibling }) => sibling),
          parsed,
        ),
      )
      .map((problem) => ({ ...problem, service: containers[Number(problem.service)]?.service ?? problem.service })),
  ];
  return found.flatMap((complaint) => {
    // A service that cannot be read may be the one that the others lack.
    if (complaint.service === 'platform') {
      const { restsOnServices = [] } = complaint;
      const unclear = readable.some(({ validated }) => touches(validated.repaired, restsOnServices));
      return unclear || readable.length < services.length ? [] : place([complaint], platform, platform);
    }
    const document = readable[complaint.service];
    return document === undefined ? [] : place([complaint], document, platform);
  });
}

/** A service whose routes could not be read has the default routes. Conflicts with these mean nothing. */
function withoutGuessedRoutes({ value, repaired }: Validated<'service'>): ParsedAnyService {
  const service = value as ParsedAnyService;
  if (service.kind !== 'web' || !repaired.some((path) => path.includes('routes'))) return service;
  const environments = Object.entries(service.environments).map(([name, override]) => [
    name,
    { ...override, routes: [] },
  ]);
  return { ...service, routes: [], environments: Object.fromEntries(environments) as typeof service.environments };
}

/** Problems that are not known; the fix does not count, for a free priority named there depends on who else is looked at. */
function subtract(problems: readonly Problem[], known: readonly Problem[]): Problem[] {
  const identity = ({ file, line, path, message }: Problem) => JSON.stringify([file, line, path, message]);
  const keys = new Set(known.map(identity));
  return problems.filter((problem) => !keys.has(identity(problem)));
}

function touches(repaired: readonly Path[], places: readonly Path[]): boolean {
  return repaired.some((fault) => places.some((path) => isPrefix(fault, path) || isPrefix(path, fault)));
}

function merge(a: Rules, b: Partial<Rules>): Rules {
  return {
    platform: [...a.platform, ...(b.platform ?? [])],
    service: [...a.service, ...(b.service ?? [])],
    platformWide: [...a.platformWide, ...(b.platformWide ?? [])],
    site: [...a.site, ...(b.site ?? [])],
    everyKind: [...a.everyKind, ...(b.everyKind ?? [])],
  };
}

function isPrefix(prefix: Path, path: Path): boolean {
  return prefix.length <= path.length && prefix.every((key, index) => key === path[index]);
}
