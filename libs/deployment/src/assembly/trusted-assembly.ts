import { CLOUDFRONT_REGION } from '@careplane/aws-facts';
import { BadInput } from '@careplane/command-line';
import {
  accessRoleName,
  assetBucketName,
  assetPrefix,
  bootstrapVersionParameter,
  MIN_BOOTSTRAP_VERSION,
} from '@careplane/config';
import type { AccessRoleKind, PlatformModel } from '@careplane/config';
import { scopeOfStack } from '@careplane/platform/access';
import type { AssemblyFiles } from '@careplane/platform/assembly-files';
import { environmentOf } from './assembly';
import type { Template } from './template';

/** What CDK's manifests say of a stack or a file; anything may be missing or of another kind. */
type Loose = Readonly<Record<string, unknown>>;

/** Kinds of artifact that are read. A report about feature flags is in every assembly; it is ignored. */
const STACK = 'aws:cloudformation:stack';
const ASSETS = 'cdk:asset-manifest';
const KNOWN = [STACK, ASSETS, 'cdk:feature-flag-report'];

/**
 * Refuse an assembly that is not what `careplane synth` writes for this platform. Whoever wrote it may not be trusted yet, and
 * the CDK's toolkit would do much that an assembly asks for: run a program to build an asset, read files elsewhere on this
 * machine, publish to another bucket, or take another role.
 *
 * @throws BadInput with everything that is not as it should be
 */
export function refuseForeignAssembly(model: PlatformModel, unit: string, files: AssemblyFiles): void {
  const wrong = [
    ...files.oddPaths.map((path) => `${path} is neither a file nor a folder`),
    ...manifestFaults(model, unit, files),
  ];
  if (wrong.length === 0) return;
  throw new BadInput(
    [
      `The assembly of ${unit} in ${files.folder} is not an assembly that careplane synth writes for ${model.name}. Nothing was done with it:`,
      ...wrong.slice(0, 10).map((line) => `  ${line}`),
      ...(wrong.length > 10 ? [`  and ${wrong.length - 10} more`] : []),
      `Write it again from sources that you trust: careplane synth <folder of ${model.name}> --out <folder>`,
    ].join('\n'),
  );
}

function manifestFaults(model: PlatformModel, unit: string, files: AssemblyFiles): string[] {
  const manifest = jsonIn(files, 'manifest.json');
  const artifacts = Object.entries(loose(manifest?.['artifacts']));
  if (manifest === undefined || artifacts.length === 0) return ['manifest.json is empty'];
  return [
    ...(listOf(manifest['missing']).length > 0 ? ['manifest.json requests a lookup in the account'] : []),
    ...artifacts.flatMap(([id, artifact]) => {
      const { type, properties } = loose(artifact);
      if (type === STACK) return stackFaults(model, unit, files, id, loose(artifact));
      if (type === ASSETS) return assetFaults(model, files, id, loose(properties));
      return KNOWN.includes(String(type)) ? [] : [`${id} has the type ${String(type)}`];
    }),
  ];
}

function stackFaults(model: PlatformModel, unit: string, files: AssemblyFiles, id: string, artifact: Loose): string[] {
  const properties = loose(artifact['properties']);
  const name = String(properties['stackName'] ?? id);
  const [account = '', region = ''] = String(artifact['environment']).replace('aws://', '').split('/');
  const scope = scopeOfStack(model, name);
  const role = (kind: AccessRoleKind) => roleArn(model, account, scope, kind);
  const allowed: Record<string, unknown> = {
    assumeRoleArn: role('deploy'),
    cloudFormationExecutionRoleArn: role('execution'),
    requiresBootstrapStackVersion: MIN_BOOTSTRAP_VERSION,
    bootstrapStackVersionSsmParameter: bootstrapVersionParameter(model),
    validateOnSynth: false,
    lookupRole: {
      arn: role('look'),
      requiresBootstrapStackVersion: MIN_BOOTSTRAP_VERSION,
      bootstrapStackVersionSsmParameter: bootstrapVersionParameter(model),
    },
  };
  const free = [
    'stackName',
    'templateFile',
    'terminationProtection',
    'stackTemplateAssetObjectUrl',
    'additionalDependencies',
  ];
  const template = ownFile(files, properties['templateFile']);
  const content = template === undefined ? undefined : jsonIn(files, template);
  const environment = content === undefined ? undefined : environmentOf(content as Template);
  const url = String(properties['stackTemplateAssetObjectUrl']);
  const place = `s3://${assetBucketName(model, account, region)}/${assetPrefix(model.name, scope)}`;
  return [
    ...(name === `${model.name}-access` || !(name === unit || name.startsWith(`${model.name}-`))
      ? [`${name} is not the name of a stack of ${model.name}`]
      : []),
    ...(placesOf(model).includes(`${account}/${region}`)
      ? []
      : [`${name} is for ${account} ${region}, where ${model.name} has no stacks`]),
    ...(template === undefined ? [`${name} has no template in the assembly`] : []),
    ...(template !== undefined && content === undefined ? [`${template} is damaged: it is not JSON`] : []),
    ...(environment !== undefined && environment !== scope
      ? [`${name} has the tag of ${environment}, but its name belongs to ${scope}`]
      : []),
    ...(url.startsWith(place) && !url.includes('..') ? [] : [`${name} reads its template from ${url}`]),
    ...Object.keys({ ...properties, ...allowed })
      .filter((key) => !free.includes(key) && JSON.stringify(properties[key]) !== JSON.stringify(allowed[key]))
      .map((key) => `${name} has an unexpected ${key}: ${JSON.stringify(properties[key])}`),
  ];
}

function assetFaults(model: PlatformModel, files: AssemblyFiles, id: string, properties: Loose): string[] {
  const file = ownFile(files, properties['file']);
  const manifest = file === undefined ? undefined : jsonIn(files, file);
  if (manifest === undefined) return [`${id} has no list of files in the assembly`];
  return [
    ...Object.keys(loose(manifest['dockerImages'])).map((image) => `${id} requests the container image ${image}`),
    ...Object.values(loose(manifest['files'])).flatMap((asset) => {
      const source = loose(loose(asset)['source']);
      const path = String(source['path']);
      const odd = Object.keys(source).filter((key) => !['path', 'packaging'].includes(key));
      return [
        ...odd.map((key) => `${id} has a file with "${key}", which the toolkit would execute`),
        ...(ownFile(files, source['path']) === undefined
          ? [`${id} publishes ${path}, which is outside the assembly`]
          : []),
        ...Object.values(loose(loose(asset)['destinations'])).flatMap((to) => destinationFaults(model, id, loose(to))),
      ];
    }),
  ];
}

function destinationFaults(model: PlatformModel, id: string, to: Loose): string[] {
  const text = JSON.stringify(to);
  const [, account = ''] = /:iam::(\d{12}):role\//.exec(String(to['assumeRoleArn'])) ?? [];
  const region = String(to['region']);
  const scopes = [...model.environments.map(({ name }) => name), 'shared'];
  const scope = scopes.find((each) => to['assumeRoleArn'] === roleArn(model, account, each, 'publish'));
  const good =
    scope !== undefined &&
    placesOf(model).includes(`${account}/${region}`) &&
    to['bucketName'] === assetBucketName(model, account, region) &&
    String(to['objectKey']).startsWith(assetPrefix(model.name, scope)) &&
    Object.keys(to).every((key) => ['assumeRoleArn', 'bucketName', 'objectKey', 'region'].includes(key));
  return good ? [] : [`${id} publishes to ${text}`];
}

/** Accounts and regions in which a platform has stacks. */
export function placesOf(model: PlatformModel): string[] {
  const { copyRegion } = model.backup;
  const hasSites = model.services.some(({ kind }) => kind === 'static');
  return [
    `${model.account}/${model.region}`,
    ...model.environments.flatMap(({ account, region, production }) => [
      `${account}/${region}`,
      ...(production && copyRegion !== undefined ? [`${account}/${copyRegion}`] : []),
      // Static sites are where CloudFront is, and the baseline of their account is there, too.
      ...(hasSites ? [`${account}/${CLOUDFRONT_REGION}`] : []),
    ]),
  ].filter((place, index, all) => all.indexOf(place) === index);
}

/** With CloudFormation's placeholder for the partition, as synthesis writes it. */
function roleArn(model: PlatformModel, account: string, scope: string, kind: AccessRoleKind): string {
  return `arn:\${AWS::Partition}:iam::${account}:role/${accessRoleName(model.name, scope, kind)}`;
}

/** A plain name directly in the assembly's folder; undefined for anything else. */
function ownFile(files: AssemblyFiles, name: unknown): string | undefined {
  if (typeof name !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return undefined;
  return files.names.has(name) ? name : undefined;
}

function jsonIn(files: AssemblyFiles, file: string): Loose | undefined {
  try {
    return loose(files.json(file));
  } catch {
    return undefined;
  }
}

function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
