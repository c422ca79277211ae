import { counted } from '@careplane/command-line';
import { code, commands, heading, paragraph, tableOf } from '../document/block';
import type { Block, Chapter, Text } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { logGroupUrl } from '../facts/places';
import { keepsDeadLetters } from '../facts/queues';
import { handleOf, ofType, physicalNameCommand } from '../facts/resources';
import type { NamedResource } from '../facts/resources';

/** What people look for by name, each kind as a table. */
const KINDS: readonly (readonly [title: string, type: string])[] = [
  ['Log groups', 'AWS::Logs::LogGroup'],
  ['Alarms', 'AWS::CloudWatch::Alarm'],
  ['Pipelines', 'AWS::CodePipeline::Pipeline'],
  ['Builds', 'AWS::CodeBuild::Project'],
  ['Secrets', 'AWS::SecretsManager::Secret'],
  ['Queues', 'AWS::SQS::Queue'],
  ['Notification topics', 'AWS::SNS::Topic'],
  ['Database clusters', 'AWS::RDS::DBCluster'],
  ['Databases', 'AWS::RDS::DBInstance'],
  ['Caches', 'AWS::ElastiCache::ReplicationGroup'],
  ['Encryption keys', 'AWS::KMS::Key'],
  ['File systems', 'AWS::EFS::FileSystem'],
  ['Backup vaults', 'AWS::Backup::BackupVault'],
  ['Buckets', 'AWS::S3::Bucket'],
  ['Image repositories', 'AWS::ECR::Repository'],
  ['Functions', 'AWS::Lambda::Function'],
  ['Roles', 'AWS::IAM::Role'],
];

/** Where everything is: names and stacks, from the templates. */
export function places({ resources }: HandoverFacts): Chapter {
  const unnamed = resources.find(({ type, name }) => type === 'AWS::SQS::Queue' && name === undefined);
  return {
    id: 'index',
    title: 'Where everything is',
    blocks: [
      paragraph(
        'Names are those of the templates. Where CloudFormation chooses the name, the line has stack and logical id; the names of such alarms begin with stack, hyphen and logical id.',
      ),
      ...(unnamed === undefined
        ? []
        : [paragraph('To print a name that CloudFormation chose:'), commands(physicalNameCommand(unnamed))]),
      ...KINDS.flatMap(([title, type]) => kindBlocks(title, ofType(resources, type))),
    ],
  };
}

function kindBlocks(title: string, found: readonly NamedResource[]): Block[] {
  if (found.length === 0) return [];
  return [
    heading(title),
    tableOf(
      `${title}: ${found.length}`,
      ['name', 'stack', 'about'],
      found.map((resource) => [nameOf(resource), code(resource.stack), aboutOf(resource)]),
    ),
  ];
}

function nameOf(resource: NamedResource): Text {
  const { type, name, logicalId, region } = resource;
  if (name === undefined) return code(logicalId);
  return type === 'AWS::Logs::LogGroup' ? { link: name, url: logGroupUrl(region, handleOf(resource)) } : code(name);
}

function aboutOf(resource: NamedResource): string {
  const { type, about, properties, region } = resource;
  if (type === 'AWS::SQS::Queue')
    return `${keepsDeadLetters(resource) ? 'what could not be delivered or handled' : 'messages between services'}, ${region}`;
  if (type === 'AWS::EFS::FileSystem') return `${shownAs(resource)}, ${region}`;
  if (type === 'AWS::Logs::LogGroup')
    return `kept ${properties['RetentionInDays'] === undefined ? 'for ever' : `for ${counted(Number(properties['RetentionInDays']), 'day')}`}, ${region}`;
  return about === '' ? region : about;
}

/** AWS chooses the id of a file system; the console shows this tag beside it. */
function shownAs({ properties }: NamedResource): string {
  const tags = (properties['FileSystemTags'] ?? []) as readonly { readonly Key: string; readonly Value: string }[];
  return tags.find(({ Key }) => Key === 'Name')?.Value ?? 'a file system';
}
