import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Problem } from '@careplane/problems';
import { nestedFile, nests } from './nested-file';
import { readTemplate, readTemplateFile } from './read-template';
import type { ResourceDeclaration, StackTemplate } from './template';

/** The templates that were read, and the problems of the others. */
export interface ReadTemplates {
  readonly templates: readonly StackTemplate[];
  readonly problems: readonly Problem[];
}

interface Manifest {
  readonly artifacts?: Readonly<Record<string, Artifact>>;
}

interface Artifact {
  readonly type?: string;
  readonly environment?: string;
  readonly displayName?: string;
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly directoryName?: string;
    readonly tags?: Readonly<Record<string, string>>;
  };
}

/**
 * Reads the templates at a path: a template; a cloud assembly that `cdk synth` wrote, with the assemblies that it
 * nests; or a folder of cloud assemblies, as `careplane synth` writes it, one for each unit.
 */
export function readTemplates(path: string): ReadTemplates {
  if (!existsSync(path)) return { templates: [], problems: [nothingThere(path, 'does not exist')] };
  if (!statSync(path).isDirectory()) {
    const result = readTemplateFile(path);
    return collect([
      'template' in result ? { template: withNested(result.template, dirname(path), [resolve(path)]) } : result,
    ]);
  }
  if (existsSync(join(path, 'manifest.json'))) return readAssembly(path);
  const units = readdirSync(path).filter((name) => existsSync(join(path, name, 'manifest.json')));
  if (units.length === 0) return { templates: [], problems: [nothingThere(path, 'contains no cloud assembly')] };
  return merge(units.sort().map((name) => readAssembly(join(path, name))));
}

function readAssembly(folder: string): ReadTemplates {
  const manifest = readManifest(folder);
  if (manifest === undefined)
    return { templates: [], problems: [nothingThere(folder, 'has an invalid manifest.json')] };
  const artifacts = Object.entries(manifest.artifacts ?? {});
  const stacks = artifacts.flatMap(([id, artifact]) =>
    artifact.type === 'aws:cloudformation:stack' ? [readStackArtifact(folder, id, artifact)] : [],
  );
  const nested = artifacts.flatMap(([, { type, properties }]) =>
    type === 'cdk:cloud-assembly' && properties?.directoryName !== undefined
      ? [readAssembly(join(folder, properties.directoryName))]
      : [],
  );
  return merge([collect(stacks), ...nested]);
}

function readStackArtifact(folder: string, id: string, { environment, properties, displayName }: Artifact) {
  const [, account, region] = /^aws:\/\/([^/]*)\/(.*)$/.exec(environment ?? '') ?? [];
  const result = readTemplateFile(join(folder, properties?.templateFile ?? `${id}.template.json`), {
    stack: properties?.stackName ?? displayName ?? id,
    ...(region !== undefined && !region.startsWith('unknown') && { region }),
    ...(account !== undefined && !account.startsWith('unknown') && { account }),
    ...(properties?.tags && { tags: properties.tags }),
  });
  return 'template' in result ? { template: withNested(result.template, folder) } : result;
}

/**
 * Adds the templates of nested stacks that lie beside their parent's: the CDK names them in its metadata, people by a
 * relative `TemplateURL`, as `aws cloudformation package` reads it, or by a URL that ends with the name of the file.
 *
 * @param above templates that this one is nested in: one that nests itself is read once
 */
function withNested(template: StackTemplate, folder: string, above: readonly string[] = []): StackTemplate {
  const nested: Record<string, StackTemplate> = {};
  for (const [logicalId, resource] of Object.entries(template.body.Resources ?? {})) {
    if (!nests(resource)) continue;
    const stack = `${template.stack}/${logicalId}`;
    const inline = inlineTemplate(resource, template.file);
    if (inline !== undefined) nested[logicalId] = { ...inline, stack };
    const { file, isByUrl = false } = nestedFile(resource, folder) ?? {};
    if (file === undefined || above.includes(resolve(file))) continue;
    const child = readTemplateFile(file, { stack, ...(isByUrl && { isByUrl }) });
    if ('template' in child) nested[logicalId] = withNested(child.template, dirname(file), [...above, resolve(file)]);
  }
  return Object.keys(nested).length > 0 ? { ...template, nested } : template;
}

/** The template that a stack set has in its own text. */
function inlineTemplate(resource: ResourceDeclaration | undefined, file: string): StackTemplate | undefined {
  if (resource?.Type !== 'AWS::CloudFormation::StackSet') return undefined;
  const text = resource.Properties?.['TemplateBody'];
  const read = typeof text === 'string' ? readTemplate(file, text) : undefined;
  return read !== undefined && 'template' in read ? read.template : undefined;
}

function readManifest(folder: string): Manifest | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? manifest : undefined;
  } catch {
    return undefined;
  }
}

function collect(results: readonly ReturnType<typeof readTemplateFile>[]): ReadTemplates {
  return {
    templates: results.flatMap((result) => ('template' in result ? [result.template] : [])),
    problems: results.flatMap((result) => ('problems' in result ? result.problems : [])),
  };
}

function merge(parts: readonly ReadTemplates[]): ReadTemplates {
  return {
    templates: parts.flatMap(({ templates }) => templates),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

function nothingThere(file: string, message: string): Problem {
  return {
    file,
    line: 1,
    path: '',
    message,
    given: file,
    allowed: 'a template, a cloud assembly, or a folder of cloud assemblies',
    fix: 'Give a template, or synthesize first: careplane synth <platform folder> --out cdk.out',
  };
}
