import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { BadInput } from '@careplane/command-line';
import { CloudFormationValidatePlugin } from 'aws-cdk-lib';
import { constantFrom, record, sample } from 'fast-check';
import { parse, stringify } from 'yaml';
import { synthesize } from '../synthesize';
import type { Synthesized } from '../synthesize';
import { loadTarget } from '../target';
import type { Target } from '../target';
import { unitsOf } from '../units';
import { documentsLike } from './arbitrary-models';
import { schemaFaults } from './schema-validator';

type Document = Readonly<Record<string, unknown>>;

/** The two files of a platform with one service. */
export interface Documents {
  readonly platform: Document;
  readonly service: Document;
}

/** What was tried. */
export interface FuzzCounts {
  /** Documents that were refused, with problems for a person. */
  readonly problems: number;
  /** Models that were synthesized to the end; CloudFormation's schemas may still complain. */
  readonly synthesized: number;
  /** Models of which a synthesis has thrown. */
  readonly failed: number;
  /** Different templates that CloudFormation's schemas have seen. */
  readonly templates: number;
}

export interface FuzzSettings {
  /** Of fast-check: the same seed gives the same documents. */
  readonly seed: number;
  /** Documents to try at most. */
  readonly documents: number;
  /** Ends after so many models. */
  readonly models: number;
  /** CloudFormation's schemas see every template. AWS's further rules take two seconds for a model: they see every n-th. @default none */
  readonly everyRuleEvery?: number;
  /** Called with each fault once, with the keys that differ from valid documents. */
  readonly onFault: (fault: string, changed: string) => void;
  /** Called after each model. */
  readonly onModel?: (counts: FuzzCounts) => void;
}

const read = (file: string) => parse(readFileSync(file, 'utf8')) as Document;
const MEDMO = resolve(__dirname, '../../../../apps/medmo');

/** Valid documents, with every kind of workload and every part of a platform between them. */
export const BASES: readonly Documents[] = [
  { platform: read(join(__dirname, 'clinic/platform.yml')), service: read(join(__dirname, 'clinic/portal.yml')) },
  { platform: read(join(__dirname, 'lab/platform.yml')), service: read(join(__dirname, 'lab/matcher.yml')) },
  { platform: read(join(__dirname, 'lab/platform.yml')), service: read(join(__dirname, 'lab/nightly.yml')) },
  { platform: read(join(MEDMO, 'platform.yaml')), service: read(join(MEDMO, 'api/service.yaml')) },
].map(withOneService);

/** A queue of a platform needs a consumer, a cache needs a user, and the platforms here have one service. */
function withOneService({ platform, service }: Documents): Documents {
  const used = Object.keys((service['queues'] ?? {}) as object);
  const queues = Object.entries((platform['queues'] ?? {}) as object).filter(([name]) => used.includes(name));
  const caches = Object.entries((platform['caches'] ?? {}) as object).filter(([name]) =>
    ((service['caches'] ?? []) as readonly string[]).includes(name),
  );
  const buckets = Object.entries((platform['buckets'] ?? {}) as object).filter(
    ([name]) => name in ((service['buckets'] ?? {}) as object),
  );
  const receiving = Object.fromEntries(used.map((name) => [name, 'both']));
  return {
    platform: {
      ...platform,
      ...(queues.length > 0 && { queues: Object.fromEntries(queues) }),
      ...('caches' in platform && { caches: Object.fromEntries(caches) }),
      ...('buckets' in platform && { buckets: Object.fromEntries(buckets) }),
    },
    service: { ...service, ...(used.length > 0 && { queues: receiving }) },
  };
}

/** Documents of which one differs from a valid one: with two, hardly any model would load. */
const documents = constantFrom(...BASES).chain((base) =>
  record({
    base: constantFrom(base),
    kept: constantFrom('platform' as const, 'service' as const),
    platform: documentsLike('platform', base.platform),
    service: documentsLike('service', base.service),
  }).map(({ kept, ...changed }) => ({ ...changed, [kept]: base[kept] })),
);

/** The files that the services of the documents build from. */
const FILES: Readonly<Record<string, string>> = {
  'service/Dockerfile': 'FROM scratch\n',
  'service/docker/Dockerfile': 'FROM scratch\n',
  'service/exceptions.yaml': 'exceptions: []\n',
};

/**
 * Load documents that differ from valid ones, and synthesize every model: whatever loads has to synthesize, and CloudFormation's
 * schemas have to accept its templates.
 *
 * @throws only where the documents themselves cannot be made
 */
export function fuzzModels({ seed, documents: most, models, ...settings }: FuzzSettings): FuzzCounts {
  const fuzz = new Fuzz();
  const faults = new Set<string>();
  let [problems, synthesized, failed] = [0, 0, 0];
  const counts = (): FuzzCounts => ({ problems, synthesized, failed, templates: fuzz.templates });
  try {
    for (const { base, ...pair } of sample(documents, { seed, numRuns: most })) {
      if (synthesized + failed >= models) break;
      const note = (fault: string) => {
        if (!faults.has(fault)) settings.onFault(fault, changed(pair, base));
        faults.add(fault);
      };
      try {
        const model = fuzz.modelOf(pair);
        if (model === undefined) {
          problems += 1;
          continue;
        }
        const every = settings.everyRuleEvery ?? 0;
        const complaints = fuzz.complaintsOf(model, every > 0 && (synthesized + 1) % every === 0);
        synthesized += 1;
        for (const complaint of complaints) note(complaint);
      } catch (error) {
        failed += 1;
        note(error instanceof Error ? error.message : String(error));
      }
      settings.onModel?.(counts());
    }
    return counts();
  } finally {
    fuzz.close();
  }
}

/** Complaints about valid documents: none, or the fuzz shows nothing. `undefined` stands for documents that are refused. */
export function complaintsOfValid(): (readonly string[] | undefined)[] {
  const fuzz = new Fuzz();
  try {
    return BASES.map((pair) => {
      const model = fuzz.modelOf(pair);
      return model === undefined ? undefined : fuzz.complaintsOf(model);
    });
  } finally {
    fuzz.close();
  }
}

class Fuzz {
  private readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'careplane-fuzz-')));
  private readonly files = {
    platform: join(this.folder, 'platform.yaml'),
    service: join(this.folder, 'service/service.yaml'),
  };
  /** Templates that were judged already: a change in one file leaves most templates as they were. */
  private readonly judged = new Map<string, readonly string[]>();

  constructor() {
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  get templates(): number {
    return this.judged.size;
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The model of two files, or undefined where a problem was found. */
  modelOf({ platform, service }: Documents): Target | undefined {
    writeFileSync(this.files.platform, stringify(platform));
    writeFileSync(this.files.service, stringify(service));
    try {
      return loadTarget(this.folder, {});
    } catch (error) {
      if (error instanceof BadInput) return undefined;
      throw error;
    }
  }

  complaintsOf({ model, selection }: Target, everyRule = false): string[] {
    const out = join(this.folder, 'cdk.out');
    try {
      return unitsOf(model, selection).flatMap((unit) => {
        const synthesized = synthesize(model, unit, join(out, unit.name));
        const { stacks } = synthesized.assembly;
        const faults = stacks.flatMap((stack) =>
          this.faultsOf(readFileSync(stack.templateFullPath, 'utf8'), stack.environment.region),
        );
        return everyRule ? [...faults, ...violationsOf(synthesized)] : faults;
      });
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  }

  private faultsOf(template: string, region: string): readonly string[] {
    const key = `${region} ${template}`;
    const known =
      this.judged.get(key) ??
      schemaFaults(template, region).map((each) => `${each.type} ${each.property}: ${each.message}`);
    this.judged.set(key, known);
    return known;
  }
}

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

/** The keys at the top that differ from the valid documents. */
function changed(pair: Documents, base: Documents): string {
  const differing = (one: Document, other: Document) =>
    Object.entries(one).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(other[key]));
  return JSON.stringify([differing(pair.platform, base.platform), differing(pair.service, base.service)]).slice(
    0,
    1500,
  );
}
