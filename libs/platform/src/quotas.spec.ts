import { join } from 'node:path';
import { BadInput } from '@careplane/command-line';
import { stringify } from 'yaml';
import { synthesize } from './synthesize';
import { loadTarget } from './target';
import type { Target } from './target';
import { folderWith } from './testing';
import { schemaFaults } from './testing/schema-validator';
import { quotaFaults } from './testing/walk/quotas';
import type { Template } from './testing/assemblies';
import { unitsOf } from './units';

const zone = { id: 'Z08412345ABCDEFGHIJKL', name: 'acme.example' };
const numbered = <T>(count: number, name: string, value: (index: number) => T): Record<string, T> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index}`, value(index)]));

/** A platform with so many environments and queues, and a worker that uses every queue and has so many bytes of variables. */
function target(counts: { environments: number; queues: number; variableBytes: number }): Target {
  const folder = folderWith({
    'platform.yaml': stringify({
      name: 'acme',
      account: '111122223333',
      region: 'us-east-2',
      repository: { codecommit: 'acme' },
      environments: numbered(counts.environments, 'environment-', (index) => ({
        branch: `branch-${index}`,
        domain: `e${index}.acme.example`,
        hostedZone: zone,
        ...(index > 0 && { tier: 'nonproduction' }),
      })),
      queues: numbered(counts.queues, 'a-queue-with-a-long-name-', (index) => ({ fifo: index % 2 === 0 })),
      alertEmails: ['on-call@acme.example'],
    }),
    'worker/Dockerfile': 'FROM scratch\n',
    'worker/service.yaml': stringify({
      name: 'worker',
      kind: 'worker',
      source: { path: '.' },
      database: true,
      queues: numbered(counts.queues, 'a-queue-with-a-long-name-', () => 'both'),
      secrets: Object.keys(numbered(40, 'A_SECRET_WITH_A_LONG_NAME_', () => '')),
      environment: { LONG: 'x'.repeat(counts.variableBytes) },
    }),
  });
  return loadTarget(folder, {});
}

const most = { environments: 5, queues: 40, variableBytes: 50_000 };

// The stack of an environment holds its queues; the stacks of pipelines and repositories hold something of every environment.
test.each([
  { ...most, environments: 1 },
  { ...most, queues: 1 },
])('what is accepted stays within the quotas of AWS: %j', (counts) => {
  const { model, selection } = target(counts);
  const out = folderWith();
  const faults = unitsOf(model, selection).flatMap((unit) =>
    synthesize(model, unit, join(out, unit.name)).assembly.stacks.flatMap((stack) => [
      ...quotaFaults(stack.stackName, stack.template as Template),
      ...schemaFaults(JSON.stringify(stack.template), stack.environment.region).map(({ message }) => message),
    ]),
  );
  expect(faults).toEqual([]);
});

test.each(Object.entries({ environments: 6, queues: 41, variableBytes: 60_000 }))(
  'more %s are refused',
  (what, count) => {
    expect(() => target({ ...most, queues: 1, [what]: count })).toThrow(BadInput);
  },
);
