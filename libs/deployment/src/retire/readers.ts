import { unitEnvironmentKey } from '@careplane/platform/unit-environments';
import type { UnitEnvironment } from '@careplane/platform/unit-environments';

/** Something outside of a retirement that needs something inside of it. */
export interface Reader {
  /** Who reads it: a stack, a rule or a unit. */
  readonly who: string;
  /** What it reads, and of which stack. */
  readonly what: string;
  /** What to do before it can be retired. */
  readonly fix: string;
}

/** A stack that stays, with the text of its template. */
export interface StayingStack {
  readonly name: string;
  readonly region: string;
  readonly template: string;
}

/** An SSM parameter that a stack to be deleted makes. */
export interface MadeParameter {
  readonly name: string;
  readonly stack: string;
  readonly region: string;
}

/** Properties that say who may read a parameter. Permission alone needs nothing: it is no reader. */
const POLICIES: ReadonlySet<string> = new Set(['AssumeRolePolicyDocument', 'Policies', 'PolicyDocument']);

/** A template without its policies; a template in YAML as it is. */
function withoutPolicies(template: string): string {
  try {
    return JSON.stringify(JSON.parse(template, (key, value: unknown) => (POLICIES.has(key) ? undefined : value)));
  } catch {
    return template;
  }
}

/** Stacks that stay and name a parameter that would be deleted: as input of the template, or in a dynamic reference. */
export function readersOfParameters(made: readonly MadeParameter[], staying: readonly StayingStack[]): Reader[] {
  return staying.flatMap(({ name, region, template }) => {
    const text = withoutPolicies(template);
    const read = made.filter((each) => each.region === region && names(text, each.name));
    const stacks = [...new Set(read.map(({ stack }) => stack))];
    return stacks.map((stack) => ({
      who: `stack ${name}`,
      what: `${read
        .filter((each) => each.stack === stack)
        .map((each) => each.name)
        .join(', ')} of ${stack}`,
      fix: `Retire ${name}, or deploy it without these parameters.`,
    }));
  });
}

/** Whether a text has a parameter's name as a whole: not as the beginning of a longer one. */
function names(text: string, parameter: string): boolean {
  for (let at = text.indexOf(parameter); at >= 0; at = text.indexOf(parameter, at + 1)) {
    if (!/[\w./-]/.test(text.charAt(at + parameter.length))) return true;
  }
  return false;
}

/** Stacks that import what a stack to be deleted exports. */
export function readersOfExport(
  name: string,
  stack: string,
  importers: readonly string[],
  retired: readonly string[],
): Reader[] {
  return importers
    .filter((importer) => !retired.includes(importer))
    .map((importer) => ({
      who: `stack ${importer}`,
      what: `the export ${name} of ${stack}`,
      fix: `Delete ${importer}, or deploy it without Fn::ImportValue of ${name}.`,
    }));
}

/** Rules of a listener that no stack of the retirement made: they lead to what is not retired. */
export function readersOfListener(
  listener: string,
  stack: string,
  rules: readonly string[],
  own: readonly string[],
): Reader[] {
  return rules
    .filter((rule) => !own.includes(rule))
    .map((rule) => ({
      who: `listener rule ${rule}`,
      what: `the listener ${listener} of ${stack}`,
      fix: `Delete the rule, or retire the service that it belongs to.`,
    }));
}

/** Units that still run in an environment whose platform stacks are retired. */
export function unitsInside(
  platformUnit: string,
  retired: readonly UnitEnvironment[],
  ledger: Iterable<string>,
): Reader[] {
  const keys = retired.map(unitEnvironmentKey);
  const environments = retired.filter(({ unit }) => unit === platformUnit).map(({ environment }) => environment);
  return [...ledger].flatMap((key) => {
    const environment = key.slice(key.indexOf('/') + 1);
    if (keys.includes(key) || !environments.includes(environment) || key.startsWith(`${platformUnit}-baseline/`))
      return [];
    return [
      {
        who: `unit ${key}`,
        what: `the cluster, network and data of ${platformUnit}/${environment}`,
        fix: `Retire it in the same command: careplane retire <folder> ${environment}`,
      },
    ];
  });
}
