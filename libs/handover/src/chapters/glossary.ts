import { tableOf } from '../document/block';
import type { Chapter } from '../document/block';

/** Words of this handover that a new engineer may not know. */
const WORDS: readonly (readonly [word: string, meaning: string])[] = [
  [
    'acknowledged finding',
    'A finding of a judge that is accepted, with a written reason that is read again every year.',
  ],
  ['assembly', 'The CloudFormation templates of a unit, as files.'],
  ['baseline', 'The stacks that protect the account itself: audit trail, detection, alerts, budget.'],
  ['bootstrap', 'What an administrator does once in an account: bucket, deploy roles, published command.'],
  ['branch tag', 'The tag of an image that follows a branch. It points at the image that is deployed.'],
  ['change set', 'What CloudFormation would do to a stack, prepared before it does it.'],
  ['digest', 'The fingerprint of an image. What was scanned and what runs have the same digest.'],
  ['environment', 'A load balancer, a cluster and a database with their own domain and branch.'],
  [
    'evidence bucket',
    'The bucket in which pipelines store what they did. Object Lock keeps the records from being changed or deleted early.',
  ],
  ['exception', 'A finding of an image scan that passes until a day, with an owner who answers for it.'],
  ['gate', 'The step that decides whether an image may be pushed.'],
  ['judge', 'A program that checks templates: CDK’s validation, cdk-nag, Careplane’s own rules, cfn-lint.'],
  ['ledger', 'The record of what is deployed, in Parameter Store of the account.'],
  ['platform', 'What platform.yaml describes: the environments and what they share.'],
  ['promote', 'To merge the branch of an environment into the branch of the next one.'],
  ['recovery point objective (RPO)', 'The most data that may be lost, in hours.'],
  ['recovery time objective (RTO)', 'The longest time until the service is back, in hours.'],
  ['unit', 'A set of stacks that is deployed by itself: the baseline, the platform, or one service.'],
];

/** The words, in the order of the alphabet. */
export function glossary(): Chapter {
  return { id: 'glossary', title: 'Glossary', blocks: [tableOf('Words', ['word', 'meaning'], WORDS)] };
}
