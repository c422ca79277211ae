import { join } from 'node:path';
import { findFiles, readText, SERVICE_FILE } from './files';
import type { ParsedPlatform, ParsedService, PlatformModel } from './model';
import { normalize } from './normalize';
import { renderGiven, renderPath, sortProblems } from './problem';
import type { Path, Problem } from './problem';
import { builtInRules } from './rules';
import type { Complaint, Rules } from './rules/rule';
import type { DocumentKind } from './json-schema';
import { validate, valueAt } from './validate';
import type { Validated } from './validate';
import { parseYaml } from './yaml';
import type { YamlFile } from './yaml';

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
}

/** A document on its way: read, checked against its schema, perhaps repaired. */
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
  const rules = merge(builtInRules, options.rules ?? {});

  const platform = checkFile('platform', platformFile);
  const services = serviceDirectories.map((path) => ({ directory: path, ...checkFile('service', join(path, SERVICE_FILE)) }));
  const wanted = services.filter((service) => focus === undefined || service.directory === focus);

  const problems = [...platform.validated.problems, ...wanted.flatMap((service) => service.validated.problems)];
  const parsed = platform.validated.value;
  if (parsed !== undefined) {
    problems.push(...rules.platform.flatMap((rule) => place(platform, rule(parsed))));
    for (const service of wanted) {
      const value = service.validated.value;
      if (value !== undefined) problems.push(...rules.service.flatMap((rule) => place(service, rule(value, parsed))));
    }
    const together = neighbourProblems(rules, services, parsed);
    const without = focus === undefined ? [] : neighbourProblems(rules, services.filter((service) => service.directory !== focus), parsed);
    problems.push(...subtract(together, without));
  }
  if (problems.length > 0 || parsed === undefined) return { ok: false, problems: sortProblems(problems) };

  const files = wanted.map((service) => ({ directory: service.directory, value: service.validated.value as ParsedService }));
  const focused = focus === undefined ? undefined : files[0]?.value.name;
  return { ok: true, model: normalize(parsed, files), ...(focused === undefined ? {} : { focus: focused }) };
}

function checkFile<K extends DocumentKind>(kind: K, file: string): Checked<K> {
  const nothing = (problems: readonly Problem[]): Checked<K> => ({
    file,
    yaml: undefined,
    validated: { value: undefined, problems: [...problems], repaired: [] },
  });
  const text = readText(file);
  if (!text.ok) return nothing([text.problem]);
  const yaml = parseYaml(file, text.value);
  if (!yaml.ok) return nothing(yaml.problems);
  return { file, yaml: yaml.yaml, validated: validate(kind, yaml.yaml) };
}

/** Give complaints their file and line; leave out those about a place that the schema has complained about already. */
function place(document: Checked<DocumentKind>, complaints: readonly Complaint[]): Problem[] {
  return complaints
    .filter(({ path }) => !document.validated.repaired.some((repaired) => isPrefix(repaired, path) || isPrefix(path, repaired)))
    .map((complaint) => ({
      file: document.file,
      line: document.yaml?.lineOf(complaint.path) ?? 1,
      path: renderPath(complaint.path),
      message: complaint.message,
      given: typeof complaint.given === 'string' && complaint.given.startsWith('(') ? complaint.given : renderGiven('given' in complaint ? complaint.given : valueAt(document.yaml?.value, complaint.path)),
      allowed: complaint.allowed,
      fix: complaint.fix,
    }));
}

function neighbourProblems(rules: Rules, services: readonly Checked<'service'>[], platform: ParsedPlatform): Problem[] {
  // A service whose routes could not be read has the default ones here; what they would clash with means nothing.
  const readable = services.filter(
    (service) => service.validated.value !== undefined && !service.validated.repaired.some((path) => path.includes('routes')),
  );
  const siblings = readable.map((service) => ({ file: service.file, value: service.validated.value as ParsedService }));
  return rules.platformWide.flatMap((rule) =>
    rule(siblings, platform).flatMap((complaint) => {
      const document = readable[complaint.service];
      return document === undefined ? [] : place(document, [complaint]);
    }),
  );
}

function subtract(problems: readonly Problem[], known: readonly Problem[]): Problem[] {
  const keys = new Set(known.map((problem) => JSON.stringify(problem)));
  return problems.filter((problem) => !keys.has(JSON.stringify(problem)));
}

function merge(a: Rules, b: Partial<Rules>): Rules {
  return {
    platform: [...a.platform, ...(b.platform ?? [])],
    service: [...a.service, ...(b.service ?? [])],
    platformWide: [...a.platformWide, ...(b.platformWide ?? [])],
  };
}

function isPrefix(prefix: Path, path: Path): boolean {
  return prefix.length <= path.length && prefix.every((key, index) => key === path[index]);
}

