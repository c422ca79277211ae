import type { Guard } from '../decide/question';
import { EVERY_REQUEST } from '../policy/statement';
import type { Statement } from '../policy/statement';
import { textWords } from '../policy/text';
import type { Resolver } from './resolver';
import { constructPath, isMap, resourcesOf } from './stack';

const LISTING = ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'];
const WRITING = ['s3:PutObject', 's3:DeleteObject'];

/** What the canned access control lists let everyone do (Amazon S3 User Guide, "Access control list (ACL) overview"). */
const CANNED: Readonly<Record<string, readonly string[]>> = {
  AuthenticatedRead: LISTING,
  PublicRead: LISTING,
  PublicReadWrite: [...LISTING, ...WRITING],
};

/** Buckets that are open by their access control list, unless the bucket ignores lists that are public. */
export function bucketListGuards(resolver: Resolver): Guard[] {
  const { account, name: stack } = resolver.stack;
  return resourcesOf(resolver.stack, 'AWS::S3::Bucket').flatMap(({ id, properties, resource }): Guard[] => {
    const list = properties['AccessControl'];
    const actions = list === undefined ? undefined : CANNED[resolver.literal(list) ?? ''];
    const blocks = properties['PublicAccessBlockConfiguration'];
    const isIgnored = isMap(blocks) && resolver.literal(blocks['IgnorePublicAcls']) === 'true';
    if (actions === undefined || isIgnored) return [];
    const arn = textWords(resolver.arnOf(id) ?? []);
    const path = constructPath(resource);
    const statement: Statement = {
      ...EVERY_REQUEST,
      effect: 'Allow',
      actions: actions.map((action) => [action]),
      resources: [[arn], [`${arn}/*`]],
      principals: [{ kind: '*', values: [] }],
      source: {
        stack,
        resource: id,
        ...(path === undefined ? {} : { path }),
        pointer: ['Resources', id, 'Properties', 'AccessControl'],
        statement: 'AccessControl',
      },
    };
    return [{ arn, account, statements: [statement], isRequired: false, alsoCovers: [`${arn}/*`] }];
  });
}
