import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { INSTANCE_CLASSES, instanceClass, maxConnections } from './instance-classes';

/** From AWS's table of instance classes, and its formula for the connections. */
test.each<[name: string, memoryGiB: number, connections: number, performanceInsights: boolean]>([
  ['db.t4g.micro', 1, 85, false],
  ['db.t4g.small', 2, 170, false],
  ['db.t4g.medium', 4, 341, true],
  ['db.t3.2xlarge', 32, 2730, true],
  ['db.m6g.large', 8, 682, true],
  ['db.m7i.16xlarge', 256, 16_000, true],
  ['db.r6g.large', 16, 1365, true],
  ['db.r7g.12xlarge', 384, 16_000, true],
])('%s has %i GiB, %i connections; Performance Insights: %s', (name, memoryGiB, connections, performanceInsights) => {
  const found = instanceClass(name);
  expect(found).toEqual({ name, memoryGiB, performanceInsights });
  expect(found && maxConnections(found)).toBe(connections);
});

test.each(['db.t2.micro', 't4g.medium', 'db.m6g.metal', 'db.t4g.16xlarge', ''])('"%s" is not known', (name) => {
  expect(instanceClass(name)).toBeUndefined();
});

test('each is there once, and is a class to the CDK too', () => {
  const names = INSTANCE_CLASSES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(() => new InstanceType(name.slice('db.'.length)).architecture).not.toThrow();
});
