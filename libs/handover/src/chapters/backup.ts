import { counted } from '@careplane/command-line';
import { code, heading, list, paragraph, tableOf } from '../document/block';
import type { Chapter, Text } from '../document/block';
import { databasePlace } from '../facts/databases';
import { productionOf } from '../facts/facts';
import type { HandoverFacts } from '../facts/facts';
import { handleOf, ofType } from '../facts/resources';
import { lostFiles } from './file-system-drill';
import { restoreDrill } from './restore-drill';

/** What is backed up, and the drill that shows that it can be restored. */
export function backup(facts: HandoverFacts): Chapter {
  const { resources, input, environments } = facts;
  const { recovery } = input.model;
  const vaults = ofType(resources, 'AWS::Backup::BackupVault');
  const environment = productionOf(facts) ?? environments[0];
  return {
    id: 'backup',
    title: 'Backup and restore',
    blocks: [
      paragraph(
        `At most ${counted(recovery.rpoHours, 'hour')} of data may be lost (recovery point objective), and the service is back within ${counted(recovery.rtoHours, 'hour')} (recovery time objective).`,
      ),
      list(backups(facts)),
      tableOf(
        'Vaults',
        ['vault', 'region', 'stack'],
        vaults.map((vault): Text[] => [code(handleOf(vault)), vault.region, code(vault.stack)]),
      ),
      ...(environment === undefined ? [] : restoreDrill(facts, environment)),
      heading('After a real loss'),
      list([
        'Tell the security contact first: a loss of data may have to be reported (45 CFR 164.400-414).',
        'Stop what destroys data: scale the services that write to zero tasks, or take the release back.',
        `Restore beside the running database as in the drill, with the moment before the loss: replace --use-latest-restorable-time by --restore-time.`,
        'Copy the lost rows or tables back. Careplane has no command that replaces the database of a stack: services authenticate at the running one, and its stack owns it.',
        ...(input.model.fileSystems.length === 0 ? [] : [lostFiles]),
        ...(input.model.backup.copyRegion === undefined
          ? ['If the vault of the region is lost as well, there is no other copy.']
          : [
              `If the vault of the region is lost as well, the copy in ${input.model.backup.copyRegion} is the source. Only production has one.`,
            ]),
      ]),
    ],
  };
}

/** What is saved how often, and for how long. */
function backups(facts: HandoverFacts): Text[] {
  const { environments, input } = facts;
  const { backup: settings, buckets, fileSystems } = input.model;
  const every = settings.intervalHours === 1 ? 'Every hour' : `Every ${settings.intervalHours} hours`;
  return [
    `${every} AWS Backup copies each database into a locked vault and keeps the copy for ${counted(settings.retentionDays, 'day')}.`,
    ...environments.flatMap((each) =>
      each.databases.map(
        (database) =>
          `${databasePlace(each, database)}: any second of the last ${counted(database.pointInTimeRecoveryDays, 'day')} can be restored.`,
      ),
    ),
    ...(buckets.length + fileSystems.length === 0
      ? []
      : [`As often, it copies ${objectsAndFiles(facts)} into the same vault, and keeps the copy for six years.`]),
    ...environments.flatMap((each) =>
      each.caches.map(
        ({ name, snapshotDays }) =>
          `cache ${name} in ${each.name}: a snapshot each day, kept for ${counted(snapshotDays, 'day')} and not in the vault. What must not be lost does not belong into a cache.`,
      ),
    ),
    settings.copyRegion === undefined
      ? 'No backup is copied into a second region.'
      : `Backups of production are copied into ${settings.copyRegion}.`,
    `AWS Backup restores the newest backup of each database every ${counted(settings.restoreTest.everyDays, 'day')} and keeps the restored one for ${counted(settings.restoreTest.validationHours, 'hour')}, so that a person can look into it.`,
  ];
}

function objectsAndFiles({ input }: HandoverFacts): string {
  const { buckets, fileSystems } = input.model;
  return [
    ...(buckets.length === 0 ? [] : ['the objects of each bucket']),
    ...(fileSystems.length === 0 ? [] : ['the files of each file system']),
  ].join(' and ');
}
