import type { EvidenceStack } from '../evidence/input';
import { lineOf } from '../evidence/lines';
import { placeOf } from '../judges/own-rules';
import type { TemplateResource } from '../rules/rule';
import { tagOf } from '../rules/template-values';

/** A resource of the platform, as an inventory of technology assets lists it. */
export interface Asset {
  /** Construct path. */
  readonly path: string;
  readonly type: string;
  readonly region: string;
  /** Engine, platform or runtime with its version, where a resource has one. */
  readonly version?: string;
  /** Who is accountable: the tag `owner`. */
  readonly owner?: string;
  /** Whether patient data can be in it. */
  readonly store: boolean;
  readonly file: string;
  readonly line: number | undefined;
}

/** Types that hold data by themselves. */
const STORES = [
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBCluster',
  'AWS::S3::Bucket',
  'AWS::Backup::BackupVault',
  'AWS::Logs::LogGroup',
  'AWS::SecretsManager::Secret',
  'AWS::DynamoDB::Table',
  'AWS::EFS::FileSystem',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::ECR::Repository',
];

const VERSION_PROPERTIES = ['EngineVersion', 'PlatformVersion', 'Runtime'];

/** Every resource of the templates: nothing is left out, whatever its type. */
export function inventoryOf(stacks: readonly EvidenceStack[]): Asset[] {
  return stacks.flatMap(({ stackName, region, file, text, template }) =>
    Object.entries(template.Resources ?? {}).map(([logicalId, resource]) => {
      const owner = tagOf(resource, 'owner');
      const version = versionOf(resource);
      return {
        path: placeOf(stackName, logicalId, resource),
        type: resource.Type,
        region,
        ...(version === undefined ? {} : { version }),
        ...(owner === undefined ? {} : { owner }),
        store: STORES.includes(resource.Type),
        file,
        line: lineOf(text, logicalId),
      };
    }),
  );
}

function versionOf({ Properties = {} }: TemplateResource): string | undefined {
  const key = VERSION_PROPERTIES.find((name) => typeof Properties[name] === 'string');
  if (key === undefined) return undefined;
  const engine = Properties['Engine'];
  return [...(typeof engine === 'string' ? [engine] : []), String(Properties[key])].join(' ');
}
