import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BadInput } from '@careplane/command-line';
import { CloudFormationValidatePlugin } from 'aws-cdk-lib';
import { stringify } from 'yaml';
import { synthesize } from '../../synthesize';
import type { Synthesized } from '../../synthesize';
import { loadTarget } from '../../target';
import type { Target } from '../../target';
import { unitsOf } from '../../units';
import type { Template } from '../assemblies';
import { schemaFaults } from '../schema-validator';
import { quotaFaults } from '../walk/quotas';
import type { StackContents } from '../../access';
import { makeAccessStacks } from './access-stacks';
import { documentsOf } from './attempts';
import type { Attempt, SampleSettings } from './attempts';
import { kindsOf } from './bases';
import type { Documents } from './bases';
import { problemFaults } from './problem-faults';

/** What was tried. */
export interface FuzzCounts {
  /** Documents that were refused, with problems for a person. */
  readonly problems: number;
  /** Models that were synthesized to the end; CloudFormation's schemas may still complain. */
  readonly synthesized: number;
  /** Documents of which loading or synthesis has thrown. */
  readonly failed: number;
  /** Different templates that CloudFormation's schemas have seen. */
  readonly templates: number;
  /** Different resources in them. */
  readonly resources: number;
  /** Keys that had another value in a model, `platform environments.*.domain`; refused documents do not count. */
  readonly keys: ReadonlySet<string>;
  /** The kinds of the services of a model: `scheduled web web`. */
  readonly kinds: ReadonlySet<string>;
}

export interface FuzzSettings extends SampleSettings {
  /** Ends after so many models. */
  readonly models: number;
  /** CloudFormation's schemas see every template. AWS's further rules take two seconds for a model: they see every n-th. @default none */
  readonly everyRuleEvery?: number;
  /** Called with each fault once, with the keys that differ from valid documents. */
  readonly onFault: (fault: string, changed: string) => void;
  /** Called after each document. */
  readonly onDocument?: (counts: FuzzCounts) => void;
}

/** The keys that the documents of the fuzz give another value, without loading one. */
export function keysGiven(settings: Pick<FuzzSettings, 'seed' | 'documents' | 'values'>): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const attempt of documentsOf(settings)) attempt.keys.forEach((key) => keys.add(key));
  return keys;
}

/**
 * Load documents that differ from valid ones, and synthesize every model: whatever loads has to synthesize and to have access stacks, and
 * CloudFormation's schemas have to accept its templates. What does not load has to be answered with problems that help.
 *
 * @throws only where the documents themselves cannot be made
 */
export function fuzzModels(settings: FuzzSettings): FuzzCounts {
  const fuzz = new Fuzz();
  const faults = new Set<string>();
  const [keys, kinds] = [new Set<string>(), new Set<string>()];
  let [problems, synthesized, failed] = [0, 0, 0];
  const counts = (): FuzzCounts => ({
    problems,
    synthesized,
    failed,
    templates: fuzz.templates.size,
    resources: fuzz.resources,
    keys,
    kinds,
  });
  try {
    for (const attempt of documentsOf(settings)) {
      if (synthesized + failed >= settings.models) break;
      const every = settings.everyRuleEvery ?? 0;
      const result = fuzz.try(attempt.tried, every > 0 && (synthesized + 1) % every === 0);
      if (result.outcome === 'refused') problems += 1;
      if (result.outcome === 'failed') failed += 1;
      if (result.outcome === 'synthesized') {
        synthesized += 1;
        attempt.keys.forEach((key) => keys.add(key));
        kinds.add(kindsOf(attempt.tried));
      }
      for (const fault of result.faults) {
        // The same fault with other names and numbers is one fault.
        const known = fault.replace(/"[^"]*"|'[^']*'|\d+/g, '…');
        if (!faults.has(known)) settings.onFault(fault, changed(attempt));
        faults.add(known);
      }
      settings.onDocument?.(counts());
    }
    return counts();
  } finally {
    fuzz.close();
  }
}

/** A generated platform, synthesized. */
export interface GeneratedPlatform {
  readonly model: Target['model'];
  /** Folder with the assembly of each unit, until the next platform is asked for. */
  readonly assemblies: string;
}

/**
 * Platforms that differ from valid ones, each synthesized, in the order of `fuzzModels`.
 *
 * @param count how many to make at most
 */
export function* generatedPlatforms(seed: number, count: number): Generator<GeneratedPlatform> {
  const fuzz = new Fuzz();
  let made = 0;
  try {
    for (const { tried } of documentsOf({ seed, documents: count * 30 })) {
      if (made >= count) return;
      const platform = fuzz.made(tried);
      if (platform === undefined) continue;
      made += 1;
      yield platform;
    }
  } finally {
    fuzz.close();
  }
}

/** What became of documents. */
interface Result {
  readonly outcome: 'refused' | 'synthesized' | 'failed';
  readonly faults: readonly string[];
}

/** The files that the services of the documents build from. */
const SOURCES: Readonly<Record<string, string>> = {
  Dockerfile: 'FROM scratch\n',
  'docker/Dockerfile': 'FROM scratch\n',
  'exceptions.yaml': 'exceptions: []\n',
};
const MOST_SERVICES = 3;

class Fuzz {
  private readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'careplane-fuzz-')));
  /** Hashes of the templates that were judged. */
  readonly templates = new Set<string>();
  /** What CloudFormation's schemas say of a resource, by its hash. */
  private readonly judged = new Map<string, readonly string[]>();

  constructor() {
    for (let index = 0; index < MOST_SERVICES; index += 1) {
      for (const [path, text] of Object.entries(SOURCES)) this.write(`service-${index}/${path}`, text);
    }
  }

  get resources(): number {
    return this.judged.size;
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Load documents and synthesize them. */
  try(documents: Documents, everyRule: boolean): Result {
    try {
      const target = this.load(documents);
      return { outcome: 'synthesized', faults: this.complaintsOf(target, everyRule) };
    } catch (error) {
      if (!(error instanceof BadInput)) {
        return { outcome: 'failed', faults: [error instanceof Error ? error.message : String(error)] };
      }
      const without = error.problems.length === 0 ? [`ANSWER without problems: ${error.message}`] : [];
      return { outcome: 'refused', faults: [...without, ...error.problems.flatMap(problemFaults)] };
    }
  }

  /** The platform of some documents, synthesized; undefined if they are refused. */
  made(documents: Documents): GeneratedPlatform | undefined {
    try {
      const { model, selection } = this.load(documents);
      const assemblies = join(this.folder, 'cdk.out');
      rmSync(assemblies, { recursive: true, force: true });
      for (const unit of unitsOf(model, selection)) synthesize(model, unit, join(assemblies, unit.name));
      return { model, assemblies };
    } catch (error) {
      if (error instanceof BadInput) return undefined;
      throw error;
    }
  }

  private load({ platform, services }: Documents): Target {
    this.write('platform.yaml', text(platform));
    for (let index = 0; index < MOST_SERVICES; index += 1) {
      const service = services[index];
      if (service === undefined) rmSync(join(this.folder, `service-${index}/service.yaml`), { force: true });
      else this.write(`service-${index}/service.yaml`, text(service));
    }
    return loadTarget(this.folder, {});
  }

  private write(path: string, content: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
  }

  private complaintsOf({ model, selection }: Target, everyRule: boolean): string[] {
    const out = join(this.folder, 'cdk.out');
    const contents: StackContents[] = [];
    try {
      const found = unitsOf(model, selection).flatMap((unit) => {
        const synthesized = synthesize(model, unit, join(out, unit.name));
        const { stacks } = synthesized.assembly;
        const faults = stacks.flatMap((stack) => {
          const text = readFileSync(stack.templateFullPath, 'utf8');
          const template = JSON.parse(text) as Template;
          contents.push({ ...stack.environment, name: stack.stackName, template });
          return [...this.faultsOf(text, stack.environment.region), ...quotaFaults(stack.stackName, template)];
        });
        return everyRule ? [...faults, ...violationsOf(synthesized)] : faults;
      });
      makeAccessStacks(model, contents);
      return found;
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  }

  /** Resource by resource, because most of them were judged in another template. */
  private faultsOf(template: string, region: string): readonly string[] {
    this.templates.add(hash(`${region} ${template}`));
    const whole = JSON.parse(template) as Template;
    const resources = Object.entries(whole.Resources).map(([id, resource]) => {
      return { id, resource, key: hash(`${region} ${JSON.stringify(resource)}`) };
    });
    const fresh = resources.filter(({ key }) => !this.judged.has(key));
    if (fresh.length > 0) {
      const part = {
        ...whole,
        Outputs: {},
        Resources: Object.fromEntries(fresh.map(({ id, resource }) => [id, resource])),
      };
      const found = schemaFaults(JSON.stringify(part), region);
      for (const { id, key } of fresh) {
        const own = found.filter(({ logicalId }) => logicalId === id);
        this.judged.set(
          key,
          own.map((each) => `${each.type} ${each.property}: ${each.message}`),
        );
      }
      const nobodys = found.filter(({ logicalId }) => !fresh.some(({ id }) => id === logicalId));
      return [...nobodys.map(({ message }) => message), ...resources.flatMap(({ key }) => this.judged.get(key) ?? [])];
    }
    return resources.flatMap(({ key }) => this.judged.get(key) ?? []);
  }
}

const hash = (content: string) => createHash('sha256').update(content).digest('base64');

/** One value in two places is written twice: aliases are another matter. */
const text = (document: unknown) => stringify(document, { aliasDuplicateObjects: false });

/** E3050 takes an attribute for a reference; `libs/compliance` looks each one up in the template. */
const MISREAD = 'E3050';
const plugin = new CloudFormationValidatePlugin();

function violationsOf({ app, assembly }: Synthesized): string[] {
  const { violations } = plugin.validate({
    appConstruct: app,
    templatePaths: assembly.stacks.map((stack) => stack.templateFullPath),
    stackTemplates: assembly.stacks.map((stack) => ({
      stackConstructPath: stack.hierarchicalId,
      templatePath: stack.templateFullPath,
      accountId: stack.environment.account,
      region: stack.environment.region,
    })),
  });
  return violations
    .filter(({ severity, ruleName }) => severity !== 'warning' && ruleName !== MISREAD)
    .map(({ ruleName, description }) => `${ruleName}: ${description}`);
}

/** The keys at the top that differ from the valid documents, to repeat a fault by hand. */
function changed({ base, tried, keys }: Attempt): string {
  const differing = (one: object, other: object) =>
    Object.entries(one).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify((other as Record<string, unknown>)[key]),
    );
  const services = tried.services.map((service, index) => differing(service, base.services[index] ?? {}));
  const platform = tried.platform as { readonly name?: unknown };
  return JSON.stringify([platform.name, keys, differing(tried.platform, base.platform), ...services]).slice(0, 1500);
}
