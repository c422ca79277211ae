import type { EvidenceStack } from '../evidence/input';
import type { CloudFormationTemplate } from '../rules/rule';
import { deniesPlainText, refersTo, resourcesOf } from '../rules/template-values';

/** What the maps call the stores below an environment's path in Parameter Store; another folder is called as it is. */
const NOUNS: Readonly<Record<string, string>> = {
  databases: 'database',
  caches: 'cache',
  queues: 'queue',
  topics: 'topic',
  buckets: 'bucket',
  'file-systems': 'file system',
};

/**
 * The store that a parameter of a template is about, as the maps call it: `database`, `database reports`, `queue results`.
 *
 * Stacks tell each other their values through Parameter Store, so the path of the parameter says what a reference means.
 *
 * @returns undefined for a value that is no store's, such as a subnet
 */
export function storeOf(template: CloudFormationTemplate, reference: unknown): string | undefined {
  const id = (reference as { readonly Ref?: unknown } | undefined)?.Ref;
  const path = typeof id === 'string' ? template.Parameters?.[id]?.Default : undefined;
  return typeof path === 'string' ? storeAt(path) : undefined;
}

/** The store whose value is at a path such as `/careplane/medmo/environments/production/queues/results/arn`. */
function storeAt(path: string): string | undefined {
  const [, folder = '', name = ''] = /\/environments\/[^/]+\/([^/]+)\/([^/]+)/.exec(path) ?? [];
  if (folder === 'database') return 'database';
  return /\/environments\/[^/]+\/[^/]+\/[^/]+\/[^/]+$/.test(path) ? `${NOUNS[folder] ?? folder} ${name}` : undefined;
}

/** Queues that a template makes, by their logical ids, with the names under which it publishes them. */
export function queueNames(template: CloudFormationTemplate): ReadonlyMap<string, string> {
  return publishedNames(template, 'queue', 'AWS::SQS::Queue');
}

/** Topics that a template makes, in the same way. */
export function topicNames(template: CloudFormationTemplate): ReadonlyMap<string, string> {
  return publishedNames(template, 'topic', 'AWS::SNS::Topic');
}

function publishedNames(template: CloudFormationTemplate, noun: string, type: string): ReadonlyMap<string, string> {
  return new Map(
    resourcesOf(template, 'AWS::SSM::Parameter').flatMap(({ properties }) => {
      const store = storeAt(String(properties['Name']));
      if (store?.startsWith(`${noun} `) !== true) return [];
      return resourcesOf(template, type)
        .filter(({ logicalId }) => refersTo(properties['Value'], logicalId))
        .map(({ logicalId }) => [logicalId, store] as const);
    }),
  );
}

/** Whether some queue of the templates accepts messages without TLS: no queue policy denies them. */
export function aQueueIsPlain(stacks: readonly Pick<EvidenceStack, 'template'>[]): boolean {
  return stacks.some(({ template }) =>
    resourcesOf(template, 'AWS::SQS::Queue').some(
      ({ logicalId }) =>
        !resourcesOf(template, 'AWS::SQS::QueuePolicy').some(
          ({ properties }) =>
            refersTo(properties['Queues'], logicalId) && deniesPlainText(properties['PolicyDocument']),
        ),
    ),
  );
}

/** Whether some file system of the templates accepts clients without TLS: its policy does not deny them. */
export function aFileSystemIsPlain(stacks: readonly Pick<EvidenceStack, 'template'>[]): boolean {
  return stacks.some(({ template }) =>
    resourcesOf(template, 'AWS::EFS::FileSystem').some(
      ({ properties }) => !deniesPlainText(properties['FileSystemPolicy']),
    ),
  );
}
