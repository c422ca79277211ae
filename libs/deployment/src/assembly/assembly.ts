import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { BadInput } from '@careplane/command-line';
import { assemblyFiles } from '@careplane/platform/assembly-files';
import type { AssemblyFiles } from '@careplane/platform/assembly-files';
import { canonical } from './template';
import type { Template } from './template';

/** A stack of a synthesized unit, with all that a deploy needs to know of it. */
export interface AssembledStack {
  /** Account, region and name: unique over all units. */
  readonly key: string;
  readonly unit: string;
  /** Id in the assembly. */
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Environment that it belongs to; undefined for what environments share. */
  readonly environment: string | undefined;
  readonly template: Template;
  readonly terminationProtection: boolean;
  /** Role that may prepare and execute change sets here, with CloudFormation's placeholder for the partition. */
  readonly deployRoleArn: string | undefined;
  /** Role that may look at what is here, with the same placeholder. */
  readonly lookupRoleArn: string | undefined;
  /** What CDK's bootstrap must have left here. */
  readonly bootstrap: { readonly parameter: string; readonly version: number } | undefined;
  /** Ids of stacks of the same assembly that come first. */
  readonly after: readonly string[];
}

/** A unit as `careplane synth` wrote it. */
export interface Assembly {
  readonly unit: string;
  readonly folder: string;
  /** SHA-256 over all of its files. */
  readonly digest: string;
  /** SHA-256 of the stacks that no environment owns. */
  readonly sharedDigest: string;
  readonly stacks: readonly AssembledStack[];
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly terminationProtection?: boolean;
    readonly assumeRoleArn?: string;
    readonly lookupRole?: { readonly arn?: string };
    readonly requiresBootstrapStackVersion?: number;
    readonly bootstrapStackVersionSsmParameter?: string;
  };
}

/**
 * Files of a unit's assembly.
 *
 * @param synth command that would write it
 * @throws BadInput when there is none
 */
export function filesOf(assemblies: string, unit: string, synth: string): AssemblyFiles {
  const files = assemblyFiles(join(assemblies, unit));
  if (files === undefined) {
    throw new BadInput(`${join(assemblies, unit)} contains no assembly. Write it first: ${synth}`);
  }
  return files;
}

/** The stacks of a unit's assembly, where nothing else of it is needed. */
export function readStacks(assemblies: string, unit: string): readonly AssembledStack[] {
  const folder = join(assemblies, unit);
  const files = assemblyFiles(folder);
  if (files === undefined) throw new Error(`${folder} contains no assembly`);
  return stacksIn(files, unit);
}

/** Read a unit's assembly. The CDK is not needed for it: the manifest is JSON. */
export function readAssembly(files: AssemblyFiles, unit: string): Assembly {
  const stacks = stacksIn(files, unit);
  let shared: string | undefined;
  return {
    unit,
    folder: files.folder,
    digest: files.digest,
    // Few units are asked for it.
    get sharedDigest() {
      shared ??= sharedDigestOf(stacks);
      return shared;
    },
    stacks,
  };
}

function stacksIn(files: AssemblyFiles, unit: string): AssembledStack[] {
  const { artifacts = {} } = files.json('manifest.json') as { artifacts?: Record<string, Artifact> };
  const stacks = Object.entries(artifacts)
    .filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([id, artifact]) => readStack(files, unit, id, artifact));
  const ids = new Set(stacks.map(({ id }) => id));
  return stacks.map((stack) => ({ ...stack, after: stack.after.filter((id) => ids.has(id)) }));
}

/**
 * SHA-256 of the stacks that no environment owns. Templates name the files that they need by their contents, so a template's
 * digest covers its files.
 */
export function sharedDigestOf(stacks: readonly AssembledStack[]): string {
  const shared = stacks
    .filter(({ environment }) => environment === undefined)
    .map(({ key, template, terminationProtection }) => canonical([key, template, terminationProtection]));
  return createHash('sha256').update(shared.sort().join('\n')).digest('hex');
}

function readStack(files: AssemblyFiles, unit: string, id: string, artifact: Artifact): AssembledStack {
  const { properties = {}, environment = '', dependencies = [] } = artifact;
  const [account = '', region = ''] = environment.replace('aws://', '').split('/');
  const name = properties.stackName ?? id;
  const template = files.json(properties.templateFile ?? '') as Template;
  return {
    key: `${account}/${region}/${name}`,
    unit,
    id,
    name,
    account,
    region,
    environment: environmentOf(template),
    template,
    terminationProtection: properties.terminationProtection ?? false,
    deployRoleArn: properties.assumeRoleArn,
    lookupRoleArn: properties.lookupRole?.arn,
    bootstrap:
      properties.bootstrapStackVersionSsmParameter === undefined
        ? undefined
        : {
            parameter: properties.bootstrapStackVersionSsmParameter,
            version: properties.requiresBootstrapStackVersion ?? 0,
          },
    after: dependencies,
  };
}

/** Every resource of an environment's stack carries the environment as a tag, where its type takes tags. */
export function environmentOf({ Resources = {} }: Template): string | undefined {
  for (const { Properties } of Object.values(Resources)) {
    const tags = Properties?.['Tags'];
    const found = Array.isArray(tags)
      ? (tags as { Key?: unknown; Value?: unknown }[]).find(({ Key }) => Key === 'careplane:environment')?.Value
      : (tags as Record<string, unknown> | undefined)?.['careplane:environment'];
    if (typeof found === 'string') return found;
  }
  return undefined;
}
