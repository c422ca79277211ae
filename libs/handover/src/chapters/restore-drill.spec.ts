import type { DatabaseSettings } from '@careplane/config';
import { AWS_COMMANDS, wrongAwsCommands } from '../testing/aws-commands';
import { drillCommands } from './restore-drill';

const CLUSTER: DatabaseSettings = {
  ...{ identifier: 'acme-production', name: 'acme', engine: 'aurora-postgresql', engineVersion: '17.9', port: 5432 },
  ...{ instanceClass: 'db.r7g.large', ioOptimized: false, multiAz: true, pointInTimeRecoveryDays: 14 },
};

it('the drill of a cluster restores it, adds an instance to look into it, and deletes both', () => {
  const { restore, wait, remove } = drillCommands(CLUSTER, {
    ...{ region: 'us-east-2', name: 'acme-production', subnetGroup: 'group', securityGroup: 'sg-1' },
  });
  const commands = [...restore, ...wait, ...remove];
  expect(commands.flatMap(wrongAwsCommands)).toEqual([]);
  expect(commands.map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
    'rds restore-db-cluster-to-point-in-time',
    'rds create-db-instance',
    'rds wait',
    'rds delete-db-instance',
    'rds delete-db-cluster',
  ]);
  const known = Object.keys(AWS_COMMANDS).filter((name) => /^rds (create-db-instance|\S+-db-cluster\S*)$/.test(name));
  for (const name of known) expect(commands.join('\n')).toContain(`aws ${name}`);
  expect(commands.join('\n')).not.toContain('--source-db-instance-identifier');
});
