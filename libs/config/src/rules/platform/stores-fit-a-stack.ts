import type { PlatformRule } from '../rule';

/**
 * CloudFormation takes 500 resources in a stack, and the database and its backups have about 60 of the environment's data stack.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const ROOM = 410;

/** Resources that one entry makes at most, with alarms, subscriptions and the parameters for the services. */
const RESOURCES_OF = { queues: 10, topics: 26, fileSystems: 12, caches: 32, buckets: 6 } as const;

/** Queues and stores have room in the stack of an environment. */
export const storesFitAStack: PlatformRule = (platform) => {
  const all = (['queues', 'topics', 'fileSystems', 'caches', 'buckets'] as const).flatMap((kind) =>
    Object.keys(platform[kind]).map((name) => ({ kind, name, resources: RESOURCES_OF[kind] })),
  );
  // Queues alone have a limit of their own.
  if (all.every(({ kind }) => kind === 'queues')) return [];
  let used = 0;
  const excess = all.filter(({ resources }) => {
    used += resources;
    return used > ROOM;
  });
  return excess.map(({ kind, name }) => ({
    path: [kind, name],
    given: name,
    message: `does not fit into the stack of an environment: queues and stores together make ${used} resources, and there is room for ${ROOM}`,
    allowed: `${Object.entries(RESOURCES_OF)
      .map(([each, resources]) => `${each} of ${resources} resources`)
      .join(', ')}: at most ${ROOM} in all`,
    fix: 'move some of them to another platform',
  }));
};
