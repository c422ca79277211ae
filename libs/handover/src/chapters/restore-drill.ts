import { isClusterEngine } from '@careplane/aws-facts';
import type { DatabaseSettings, Environment } from '@careplane/config';
import { fileSystemDrill } from './file-system-drill';
import { code, commands, heading, paragraph, toChapter } from '../document/block';
import type { Block } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { ofType, physicalNameCommand } from '../facts/resources';
import { inWords } from '../facts/words';

/** The restore drill of an environment: its first database, then what is different for the others. */
export function restoreDrill(facts: HandoverFacts, environment: Environment): Block[] {
  const { databases, region } = environment;
  const [first] = databases;
  const name = first?.identifier ?? '';
  const drill = drillCommands(first, placeOf(facts, environment, first));
  return [
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
            `aws backup list-recovery-points-by-backup-vault --region ${region} --backup-vault-name ${facts.input.model.name}-${environment.name} --query "reverse(sort_by(RecoveryPoints,&CreationDate))[:3].[CreationDate,Status,RecoveryPointArn]" --output text`,
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
    ...otherDatabases(facts, environment),
    ...bucketDrill(facts),
    ...fileSystemDrill(facts, environment),
    paragraph('The commands were not tried on AWS.'),
  ];
}

/** Instances are restored by one command and clusters by two, so the first database of the other kind has its own commands. */
function otherDatabases(facts: HandoverFacts, environment: Environment): Block[] {
  const [first, ...others] = environment.databases;
  if (first === undefined) return [];
  const isCluster = ({ engine }: DatabaseSettings) => isClusterEngine(engine);
  const alike = others.filter((each) => isCluster(each) === isCluster(first));
  const [different, ...likeIt] = others.filter((each) => isCluster(each) !== isCluster(first));
  const same = (from: DatabaseSettings, names: readonly DatabaseSettings[]): Block[] =>
    names.length === 0
      ? []
      : [
          paragraph(
            `Do the same with ${inWords(names.map(({ identifier }) => identifier))}, in place of ${from.identifier}.`,
          ),
        ];
  if (different === undefined) return same(first, alike);
  const { restore, wait, remove } = drillCommands(different, placeOf(facts, environment, different));
  return [
    ...same(first, alike),
    paragraph(
      `${different.identifier} is ${isCluster(different) ? 'a cluster, which is restored without instances' : 'an instance'}. Its steps have these commands:`,
    ),
    commands(...restore, ...wait, ...remove),
    ...same(different, likeIt),
  ];
}

/** No restore test copies the objects of a bucket, so the drill does. */
function bucketDrill({ input }: HandoverFacts): Block[] {
  const { buckets } = input.model;
  if (buckets.length === 0) return [];
  return [
    paragraph(
      `No restore test copies objects of buckets. At the drill, restore a few objects of ${inWords(buckets.map(({ name }) => name))} from the vault into a new bucket, in the console of AWS Backup, compare them, and delete the new bucket. An object that was overwritten or deleted a short time ago is still in its bucket as an earlier version: `,
      code('aws s3api list-object-versions'),
      ' shows it.',
    ),
  ];
}

/** Where a database is restored. */
interface DrillPlace {
  readonly region: string;
  readonly name: string;
  readonly subnetGroup: string;
  readonly securityGroup: string;
}

/** The subnets of the database itself, and the security group of the restore tests. */
function placeOf(
  { resources, input }: HandoverFacts,
  { name, region }: Environment,
  database: DatabaseSettings | undefined,
): DrillPlace {
  const own = resources.filter(({ stack }) => stack === `${input.model.name}-data-${name}`);
  const identifier = database?.identifier ?? '';
  const running = own.find(
    (each) => ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'].includes(each.type) && each.name === identifier,
  );
  const groups = ofType(own, 'AWS::RDS::DBSubnetGroup');
  const subnets =
    groups.find(({ logicalId }) => JSON.stringify(running?.properties['DBSubnetGroupName'])?.includes(logicalId)) ??
    groups[0];
  const guarded = ofType(own, 'AWS::EC2::SecurityGroup').find(({ logicalId }) => logicalId.includes('RestoreTest'));
  const physical = (resource: typeof subnets) =>
    resource === undefined ? '' : `"$(${physicalNameCommand(resource)})"`;
  return { region, name: identifier, subnetGroup: physical(subnets), securityGroup: physical(guarded) };
}

/** The commands of a restore drill, by its steps. */
export interface DrillCommands {
  readonly restore: readonly string[];
  readonly wait: readonly string[];
  readonly remove: readonly string[];
}

/** Restores the latest second, waits, and deletes what was restored. A cluster is restored without instances, and gets one. */
export function drillCommands(database: DatabaseSettings | undefined, at: DrillPlace): DrillCommands {
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
