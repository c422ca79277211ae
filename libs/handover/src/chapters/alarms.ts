import { heading, paragraph, tableOf, toChapter } from '../document/block';
import type { Block, Text } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { ofType } from '../facts/resources';

/** Alarms that ask for the same, by the end of their logical ids. */
interface AlarmKind {
  readonly what: string;
  readonly ids: RegExp;
  /** The first thing to do: a sentence, or a decision tree. */
  readonly first: Text | GoTo;
}

/** A decision tree that an alarm leads to. */
interface GoTo {
  readonly tree: string;
  /** What the sentence calls it. */
  readonly words: string;
}

/** An alarm of a load balancer is there before a service has a tree. */
const NO_TREE = 'No service that could be the cause is in the files. Look at what is deployed, with careplane status.';

const KINDS: readonly AlarmKind[] = [
  {
    what: 'Unhealthy targets of a service, or 5xx of the load balancer itself',
    ids: /^(?:ServiceTrafficAlarms(?:OfServices)?UnhealthyTargets|(?:Internal)?LoadBalancerServerErrors)/,
    first: { tree: 'A target is unhealthy', words: 'a target is unhealthy' },
  },
  {
    what: 'Slow answers, or 5xx of a service',
    ids: /^ServiceTrafficAlarms(?:OfServices)?(?:Latency|ServerErrors)/,
    first: [
      'Read the log of the service of that time. If it began with the newest release, ',
      toChapter('roll back', 'releases', 'Roll back'),
      '. If the alarms of the database are raised as well, begin there.',
    ],
  },
  {
    what: 'Tasks that end by themselves, or are missing',
    ids: /^ServiceRunning(?:AlarmsRestarts|MissingTasks)/,
    first: { tree: 'A deploy was rolled back', words: 'a deploy that was rolled back, at tasks that stopped' },
  },
  {
    what: 'CPU or memory of a service',
    ids: /^ServiceRunningAlarms(?:Cpu|Memory)/,
    first:
      'Scaling has added what it may. Have more tasks at once with the commands on the page of the service, then raise scaling.max, cpu or memoryMiB in service.yaml.',
  },
  {
    what: 'Runs of a job',
    ids: /^ServiceRunning(?:Failed|Dropped|Missed)Runs/,
    first: { tree: 'A scheduled run failed or was missed', words: 'a scheduled run failed or was missed' },
  },
  {
    what: 'Dead letters',
    ids: /^Queue\w*Failed/,
    first: { tree: 'A queue has dead letters', words: 'a queue has dead letters' },
  },
  {
    what: 'Messages that wait too long',
    ids: /^Queue\w*Delayed/,
    first:
      'More messages come than are handled. Read the log of the service that receives them; if it works, raise its scaling.max or lower messagesPerTask.',
  },
  {
    what: 'Storage of a database',
    ids: /^Database\w*Alarms(?:Local)?Storage/,
    first: 'The description of the alarm says which limit. Raise maxStorageGiB, or the class, in platform.yaml.',
  },
  {
    what: 'Transaction ids of PostgreSQL',
    ids: /^Database\w*TransactionIds/,
    first:
      'Begin today: the database stops taking writes when they run out. The description of the alarm says what holds it up.',
  },
  {
    what: 'CPU, memory, connections, capacity or lag of a database',
    ids: /^Database\w*Alarms(?:Cpu|Memory|Connections|Capacity|ReplicaLag)/,
    first: [
      'Read the slow statements in the log group of the database, in ',
      toChapter('where everything is', 'index', 'Log groups'),
      '. Mend the statement or the number of connections of the service; if the load is its usual one, choose a larger class in platform.yaml.',
    ],
  },
  {
    what: 'CPU, memory or sign-ins of a cache',
    ids: /^Cache\w*Alarms/,
    first: 'The description of the alarm says what to do. A larger nodeType is written into platform.yaml.',
  },
  {
    what: 'Size or load of a file system',
    ids: /^FileSystem\w*(?:Size|Load)/,
    first:
      'The description of the alarm says which limit. Find out which service writes, in the metrics of its tasks; delete what is not needed, or raise alarmGiB in platform.yaml.',
  },
  {
    what: 'A backup that is missing or failed',
    ids: /^(?:Backup|StoreBackup)/,
    first: [
      'Look at the failed jobs in the console of AWS Backup, remove the cause, and start a backup by hand, before the next one is due. See ',
      toChapter('backup and restore', 'backup'),
      '.',
    ],
  },
  {
    what: 'Messages of a topic that no queue got',
    ids: /^Topic\w*Lost/,
    first:
      'Look at the policy and the key of the subscribed queue, which the alarm names. Messages that had a dead-letter queue wait there; the others are lost, and their sender has to send them again.',
  },
  {
    what: 'Errors of a static site',
    ids: /^SiteAlarms(?:ServerErrors|MissingPages)/,
    first: [
      'Open the site, then read the log of its requests of that time. If it began with the newest release, ',
      toChapter('roll back', 'releases', 'Roll back'),
      '.',
    ],
  },
  {
    what: 'A nightly scan that did not run, or has failed and was not repaired',
    ids: /^NightlyScans/,
    first:
      'Look at the newest run of the pipeline that the alarm names. If there was none last night, look at the EventBridge rule that starts it. Start it by hand, so that what runs is scanned today.',
  },
  {
    what: 'Events that were not delivered',
    ids: /Undelivered/,
    first: 'Read the message in the queue that the alarm names, repair the target, and delete the message.',
  },
  {
    what: 'Calls in the account, and what protects it',
    ids: /^(?:Trail|Alerts|Threats|Identity|BreakGlass|Governance|Recorder|Findings|Budget|Settings|AuditAlarms)/,
    first: [
      'Ask who made the call, from where, and whether it was meant. If no one knows, go to ',
      toChapter('a security incident', 'contacts', 'A security incident'),
      '.',
    ],
  },
];

/** Kinds of alarms that a logical id belongs to: one, for every alarm that the toolkit makes. */
export function alarmKindsOf(logicalId: string): string[] {
  return KINDS.filter(({ ids }) => ids.test(logicalId)).map(({ what }) => what);
}

/** From an alarm to the first thing to do, for the alarms that the templates have. @param trees titles of the decision trees that there are */
export function alarmBlocks({ resources }: HandoverFacts, trees: readonly string[]): Block[] {
  const alarms = ofType(resources, 'AWS::CloudWatch::Alarm');
  const rows = KINDS.flatMap(({ what, ids, first }): Text[][] => {
    const count = alarms.filter(({ logicalId }) => ids.test(logicalId)).length;
    return count === 0 ? [] : [[what, String(count), firstOf(first, trees)]];
  });
  if (rows.length === 0) return [];
  return [
    heading('An alarm was raised'),
    paragraph(
      'The message has the name and the description of the alarm. ',
      toChapter('Where everything is', 'index', 'Alarms'),
      ' lists every alarm.',
    ),
    tableOf('Alarms by what they ask for', ['alarm', 'number', 'first'], rows),
  ];
}

function firstOf(first: Text | GoTo, trees: readonly string[]): Text {
  if (typeof first !== 'object' || !('tree' in first)) return first;
  if (!trees.includes(first.tree)) return NO_TREE;
  return ['Go to ', toChapter(first.words, 'troubleshooting', first.tree), '.'];
}
