import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { instanceClass, instanceClassesOf, maxConnections } from './instance-classes';
import type { DatabaseEngineName } from './instance-classes';

/** From AWS's table of instance classes, and its formula for the connections. */
test.each<
  [engine: DatabaseEngineName, name: string, memoryGiB: number, connections: number, performanceInsights: boolean]
>([
  ['mysql', 'db.t4g.micro', 1, 85, false],
  ['mysql', 'db.t4g.small', 2, 170, false],
  ['mysql', 'db.t4g.medium', 4, 341, true],
  ['mysql', 'db.t3.2xlarge', 32, 2730, true],
  ['mysql', 'db.m6g.large', 8, 682, true],
  ['mysql', 'db.m7i.16xlarge', 256, 16_000, true],
  ['mysql', 'db.r6g.large', 16, 1365, true],
  ['mysql', 'db.r7g.12xlarge', 384, 16_000, true],
  ['postgres', 'db.t4g.micro', 1, 112, true],
  ['postgres', 'db.t4g.medium', 4, 450, true],
  ['postgres', 'db.r7g.12xlarge', 384, 5_000, true],
])(
  '%s on %s has %i GiB, %i connections; Performance Insights: %s',
  (engine, name, memoryGiB, connections, performanceInsights) => {
    const found = instanceClass(engine, name);
    expect(found).toEqual({ name, memoryGiB, performanceInsights });
    expect(found && maxConnections(engine, found)).toBe(connections);
  },
);

test.each(['db.t2.micro', 't4g.medium', 'db.m6g.metal', 'db.t4g.16xlarge', ''])('"%s" is not known', (name) => {
  expect(instanceClass('mysql', name)).toBeUndefined();
});

test.each(['mysql', 'postgres'] as const)('%s: each is there once, and is a class to the CDK too', (engine) => {
  const names = instanceClassesOf(engine).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(() => new InstanceType(name.slice('db.'.length)).architecture).not.toThrow();
});
