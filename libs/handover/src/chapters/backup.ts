import { isClusterEngine } from '@careplane/aws-facts';
import type { DatabaseSettings } from '@careplane/config';
import { code, heading, list, paragraph, tableOf, toChapter } from '../document/block';
import type { Chapter, Text } from '../document/block';
import { databasePlace } from '../facts/databases';
import { productionOf } from '../facts/facts';
import type { HandoverFacts } from '../facts/facts';
import { handleOf, ofType } from '../facts/resources';

/** What is backed up, and the drill that shows that it can be restored. */
export function backup(facts: HandoverFacts): Chapter {
  const { resources, input, environments } = facts;
  const { model } = input;
  const { backup: settings, recovery } = model;
  const vaults = ofType(resources, 'AWS::Backup::BackupVault');
  const environment = productionOf(facts) ?? environments[0];
  const name = `${model.name}-${environment?.name ?? ''}`;
  const others = (environment?.databases ?? []).slice(1).map(({ identifier }) => identifier);
  const region = environment?.region ?? model.region;
  const [group, securityGroup] = ['AWS::RDS::DBSubnetGroup', 'AWS::EC2::SecurityGroup'].map((type) =>
    ofType(resources, type).find(
      ({ stack, logicalId }) =>
        stack === `${model.name}-data-${environment?.name ?? ''}` &&
        (type !== 'AWS::EC2::SecurityGroup' || logicalId.includes('RestoreTest')),
    ),
  );
  const physical = (resource: typeof group) =>
    resource === undefined
      ? ''
      : `"$(aws cloudformation describe-stack-resource --region ${region} --stack-name ${resource.stack} --logical-resource-id ${resource.logicalId} --query StackResourceDetail.PhysicalResourceId --output text)"`;
  const drill = drillCommands(environment?.databases[0], {
    ...{ region, name },
    subnetGroup: physical(group),
    securityGroup: physical(securityGroup),
  });
  return {
    id: 'backup',
    title: 'Backup and restore',
    blocks: [
      paragraph(
        `At most ${recovery.rpoHours} hours of data may be lost (recovery point objective), and the service is back within ${recovery.rtoHours} hours (recovery time objective).`,
      ),
      list([
        `Every ${settings.intervalHours} hours AWS Backup copies each database into a locked vault and keeps the copy for ${settings.retentionDays} days.`,
        ...environments.flatMap((each) =>
          each.databases.map(
            (database) =>
              `${databasePlace(each, database)}: any second of the last ${database.pointInTimeRecoveryDays} days can be restored.`,
          ),
        ),
        settings.copyRegion === undefined
          ? 'No backup is copied into a second region.'
          : `Backups of production are copied into ${settings.copyRegion}.`,
        `AWS Backup restores the newest backup every ${settings.restoreTest.everyDays} days and keeps the database for ${settings.restoreTest.validationHours} hours, so that a person can look into it.`,
      ]),
      tableOf(
        'Vaults',
        ['vault', 'region', 'stack'],
        vaults.map((vault): Text[] => [code(handleOf(vault)), vault.region, code(vault.stack)]),
      ),
      heading('Restore drill'),
      paragraph(
        `The drill restores ${name} beside the running database. It changes nothing of the running one. Write down the time at each step.`,
      ),
      {
        kind: 'steps',
        steps: [
          {
            text: 'List the newest backups, and see that one is not older than the recovery point objective.',
            commands: [
              `aws backup list-recovery-points-by-backup-vault --region ${region} --backup-vault-name ${name} --query "reverse(sort_by(RecoveryPoints,&CreationDate))[:3].[CreationDate,Status,RecoveryPointArn]" --output text`,
            ],
          },
          {
            text: 'Restore the latest second into the isolated subnets, into a security group that nothing may reach.',
            commands: drill.restore,
          },
          {
            text: 'Wait until the database is available, and note the time since the step before. It must be shorter than the recovery time objective.',
            commands: drill.wait,
          },
          {
            text: 'Compare a few tables with the running database, with the people who know the data. For this, an administrator opens the security group of the restored database to one host for the time of the drill.',
          },
          {
            text: ['Delete the restored database, and sign the sheet in ', toChapter('the training', 'training'), '.'],
            commands: drill.remove,
          },
        ],
      },
      ...(others.length === 0
        ? []
        : [paragraph(`Do the same with the other databases: ${others.join(', ')} in place of ${name}.`)]),
      paragraph('The commands were not tried on AWS.'),
      heading('After a real loss'),
      list([
        'Tell the security contact first: a loss of data may have to be reported (45 CFR 164.400-414).',
        'Stop what destroys data: scale the services that write to zero tasks, or take the release back.',
        `Restore beside the running database as in the drill, with the moment before the loss: replace --use-latest-restorable-time by --restore-time.`,
        'Copy the lost rows or tables back. Careplane has no command that replaces the database of a stack: services authenticate at the running one, and its stack owns it.',
        'If the vault of the region is lost as well, the copy in the second region is the source.',
      ]),
    ],
  };
}

/** The commands of a restore drill, by its steps. */
export interface DrillCommands {
  readonly restore: readonly string[];
  readonly wait: readonly string[];
  readonly remove: readonly string[];
}

/** Restores the latest second, waits, and deletes what was restored. A cluster is restored without instances, and gets one. */
export function drillCommands(
  database: DatabaseSettings | undefined,
  at: { readonly region: string; readonly name: string; readonly subnetGroup: string; readonly securityGroup: string },
): DrillCommands {
  const { region, name } = at;
  const groups = `--db-subnet-group-name ${at.subnetGroup} --vpc-security-group-ids ${at.securityGroup}`;
  if (database !== undefined && isClusterEngine(database.engine)) {
    return {
      restore: [
        `aws rds restore-db-cluster-to-point-in-time --region ${region} --source-db-cluster-identifier ${name} --db-cluster-identifier ${name}-drill --use-latest-restorable-time --no-deletion-protection ${groups}`,
        `aws rds create-db-instance --region ${region} --db-cluster-identifier ${name}-drill --db-instance-identifier ${name}-drill-1 --engine ${database.engine} --db-instance-class db.t4g.medium --no-publicly-accessible`,
      ],
      wait: [`aws rds wait db-instance-available --region ${region} --db-instance-identifier ${name}-drill-1`],
      remove: [
        `aws rds delete-db-instance --region ${region} --db-instance-identifier ${name}-drill-1`,
        `aws rds delete-db-cluster --region ${region} --db-cluster-identifier ${name}-drill --skip-final-snapshot`,
      ],
    };
  }
  return {
    restore: [
      `aws rds restore-db-instance-to-point-in-time --region ${region} --source-db-instance-identifier ${name} --target-db-instance-identifier ${name}-drill --use-latest-restorable-time --no-publicly-accessible --no-deletion-protection ${groups}`,
    ],
    wait: [`aws rds wait db-instance-available --region ${region} --db-instance-identifier ${name}-drill`],
    remove: [
      `aws rds delete-db-instance --region ${region} --db-instance-identifier ${name}-drill --skip-final-snapshot`,
    ],
  };
}
