// Random policies with a question about each, for the solver and for careplane.
import type { Policy } from '../../../tools/emulator/judge';
import { ask, questionOf, randomContext, randomPolicies } from '../compare';
import type { Policies } from '../compare';
import { ACCOUNT, ACTIONS, BUCKET, Chance, KEYS, ROLE } from '../random';
import type { AskedTwice } from './asked';
import type { Known, WrittenQuestion } from './encode';
import type { WrittenStatement } from './statement';

/** Sets of objects: in the bucket that has a policy, in part in other buckets, and outside of it. */
const RESOURCES = [
  ...['?*', 'team/?*', 'team/labs/?*', 'a*', '*b', 'team/*/b', '?', 'x:?'].map((key) => `${BUCKET}/${key}`),
  ...['arn:aws:s3:::*', 'arn:aws:s3:::medmo-*/team/*', 'arn:aws:s3:::other-*/a'],
];

/** A random question. The same for the same seed. */
export function randomQuestion(seed: number): AskedTwice {
  const chance = new Chance(seed + 3_000_000);
  const policies = randomPolicies(chance);
  const actions = chance.happens(0.4) ? ACTIONS : [chance.one(ACTIONS)];
  const resource = chance.one(RESOURCES);
  // Some requests are known but for a few of their keys, some not at all.
  const share = chance.one([0, 0, 0.5, 1]);
  const all = randomContext(chance);
  const context = Object.fromEntries(
    Object.keys(KEYS).flatMap((key) => (chance.happens(share) ? [[key, all[key]]] : [])),
  );
  return {
    name: `random ${seed}: ${actions.join(', ')} on ${resource} ${JSON.stringify(context)} ${JSON.stringify(policies)}`,
    ours: () => ask(policies, questionOf(actions, resource), context).verdict,
    written: () => written(policies, actions, resource, Object.entries(context)),
  };
}

function written(
  { identity, boundary, bucket }: Policies,
  actions: readonly string[],
  resource: string,
  context: readonly Known[],
): WrittenQuestion {
  return {
    caller: { arn: ROLE, account: ACCOUNT, isUser: false },
    identity: statementsOf(identity),
    boundary: boundary === undefined ? undefined : statementsOf(boundary),
    resourcesWithPolicies:
      bucket === undefined
        ? []
        : [{ arns: [BUCKET, `${BUCKET}/*`], policy: statementsOf(bucket), isRequired: false, known: [] }],
    known: [
      ['aws:principalarn', ROLE],
      ['aws:principaltag/absent', undefined],
      ...context.map(([key, value]): Known => [key.toLowerCase(), value]),
    ],
    ...{ actions, resources: [resource] },
  };
}

const statementsOf = ({ Statement }: Policy) => [Statement].flat() as readonly WrittenStatement[];
