import { basename, dirname } from 'node:path/posix';
import { readYaml } from '@careplane/problems';
import { isRecord } from './manifest';
import type { Note } from './note';
import { given } from './note';
import { fittingName } from './fitting-name';

/** Stores that addons become, by their names in platform.yaml. */
export interface ConvertedAddons {
  /** The first relational database of the application. */
  readonly database?: Readonly<Record<string, unknown>>;
  readonly databases: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly buckets: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What each service uses, as its service.yaml says. */
  readonly uses: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly notes: readonly Note[];
}

interface Found {
  readonly file: string;
  readonly service: string | undefined;
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const ENGINES: Readonly<Record<string, string>> = {
  'aurora-mysql': 'aurora-mysql',
  'aurora-postgresql': 'aurora-postgresql',
  mysql: 'mysql',
  postgres: 'postgres',
};

/** Functions of CloudFormation: the tag and its argument stay a value. */
const FUNCTIONS = Object.fromEntries(
  [
    'Base64',
    'Cidr',
    'Equals',
    'FindInMap',
    'GetAtt',
    'GetAZs',
    'If',
    'ImportValue',
    'Join',
    'Not',
    'Or',
    'And',
    'Ref',
    'Select',
    'Split',
    'Sub',
    'Condition',
  ].map((name) => [`!${name}`, name]),
);

/**
 * Stores of the templates in `addons`: relational databases and buckets. Everything else in them is listed by its name.
 *
 * @param files templates by their paths, below `<service>/addons` or `environments/addons`
 * @param services names that the services have now, by the folder of each
 */
export function convertAddons(
  files: ReadonlyMap<string, string>,
  services: ReadonlyMap<string, string>,
): ConvertedAddons {
  const notes: Note[] = [];
  const found = [...files].flatMap(([file, text]) => resourcesIn(file, text, services, notes));
  const databases: [string, Record<string, unknown>][] = [];
  const buckets: Record<string, Record<string, unknown>> = {};
  const uses = new Map<string, Record<string, unknown>>();
  const taken = new Set<string>();
  const freeName = (wanted: string, max: number) => {
    const name = fittingName(wanted, max, taken);
    taken.add(name);
    return name;
  };
  const use = (service: string | undefined, change: (keys: Record<string, unknown>) => void) => {
    // An addon of an environment is for every service of it.
    for (const each of service === undefined ? services.values() : [service]) {
      const keys = uses.get(each) ?? {};
      change(keys);
      uses.set(each, keys);
    }
  };
  for (const resource of found) {
    const { file, id, type, properties, service } = resource;
    const note = (value: unknown, words: string, place = `Resources.${id}`) =>
      notes.push({ file, place, given: given(value), words });
    const engine = ENGINES[String(properties['Engine'])];
    if ((type === 'AWS::RDS::DBCluster' || type === 'AWS::RDS::DBInstance') && engine !== undefined) {
      // An instance of a cluster is a part of it.
      if (type === 'AWS::RDS::DBInstance' && engine.startsWith('aurora')) {
        note(type, 'An instance of the cluster: the platform makes its own, and a reader in production.');
        continue;
      }
      const name = freeName(id, 16);
      databases.push([name, { engine, ...sizeOf(engine, properties) }]);
      use(service, (keys) => {
        if (databases.length === 1) keys['database'] = true;
        else keys['databases'] = [...((keys['databases'] as string[] | undefined) ?? []), name];
      });
      note(
        `${type}, ${engine}`,
        `${databases.length === 1 ? 'It is database' : `It is databases.${name}`} in platform.yaml, empty: copy the data, or restore a snapshot beside it. The password becomes a token of IAM, and the variables have other names: see docs/guides/databases.md.`,
      );
      for (const key of Object.keys(properties).filter((each) => each !== 'Engine')) {
        note(
          properties[key],
          'Look up this setting in docs/reference/platform-yaml.md; the platform has its own, or none.',
          `Resources.${id}.Properties.${key}`,
        );
      }
      continue;
    }
    if (type === 'AWS::S3::Bucket') {
      const name = freeName(id.replace(/bucket$/i, '') || id, 20);
      buckets[name] = {};
      use(service, (keys) => {
        keys['buckets'] = { ...((keys['buckets'] as object | undefined) ?? {}), [name]: 'both' };
      });
      note(
        type,
        `It is buckets.${name} in platform.yaml, empty: copy the objects. Its name is in BUCKET_${name.toUpperCase().replaceAll('-', '_')}_NAME. Encryption, versions and TLS are its own.`,
      );
      for (const key of Object.keys(properties)) {
        note(
          properties[key],
          'The bucket of the platform has its own setting, or none: see docs/guides/connections.md.',
          `Resources.${id}.Properties.${key}`,
        );
      }
      continue;
    }
    note(type, adviceForType(type));
  }
  const [first, ...further] = databases;
  return {
    ...(first === undefined ? {} : { database: first[1] }),
    databases: Object.fromEntries(further),
    buckets,
    uses,
    notes,
  };
}

function resourcesIn(file: string, text: string, services: ReadonlyMap<string, string>, notes: Note[]): Found[] {
  const read = readYaml(file, text, { kind: 'manifest', mergeKeys: true, tags: FUNCTIONS });
  if (!read.ok) {
    const [{ line = 1, message = '' } = {}] = read.problems;
    notes.push({
      file,
      place: `line ${line}`,
      given: '(not read)',
      words: `The template ${message}. Read it yourself.`,
    });
    return [];
  }
  const document = read.yaml.value;
  if (/\.parameters\.ya?ml$/.test(basename(file))) {
    const parameters = isRecord(document) && isRecord(document['Parameters']) ? document['Parameters'] : {};
    for (const [name, value] of Object.entries(parameters))
      notes.push({
        file,
        place: `Parameters.${name}`,
        given: given(value),
        words: 'A parameter of the templates beside it. See what becomes of them.',
      });
    return [];
  }
  const resources = isRecord(document) && isRecord(document['Resources']) ? document['Resources'] : {};
  if (Object.keys(resources).length === 0)
    notes.push({ file, place: 'Resources', given: '(none)', words: 'The template has no resources.' });
  const folder = basename(dirname(dirname(file)));
  const service = folder === 'environments' ? undefined : services.get(folder);
  return Object.entries(resources).map(([id, resource]) => ({
    file,
    service,
    id,
    type: isRecord(resource) ? String(resource['Type']) : '(none)',
    properties: isRecord(resource) && isRecord(resource['Properties']) ? resource['Properties'] : {},
  }));
}

/** Sizes that mean the same. Aurora Serverless of Copilot scales between two capacities; a volume has a size in GiB. */
function sizeOf(engine: string, properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (engine.startsWith('aurora')) {
    const written = properties['ServerlessV2ScalingConfiguration'] ?? properties['ScalingConfiguration'];
    const { MinCapacity: min, MaxCapacity: max } = isRecord(written) ? written : {};
    const usable = [min, max].every((each) => typeof each === 'number' && each >= 0.5 && each <= 256);
    return {
      instanceClass: 'db.serverless',
      capacity: usable && Number(max) >= 1 ? { min, max } : { min: 0.5, max: 8 },
    };
  }
  const size = Number(properties['AllocatedStorage']);
  return Number.isInteger(size) && size >= 20 && size <= 16_000 ? { storageGiB: size, maxStorageGiB: size * 2 } : {};
}

const ADVICE: readonly (readonly [type: RegExp, words: string])[] = [
  [
    /^AWS::DynamoDB::/,
    'There are no tables of DynamoDB. Keep the stack that has it, and name a policy for it under taskPolicyArns.',
  ],
  [
    /^AWS::EFS::/,
    'Write it under fileSystems in platform.yaml, and name it in service.yaml: it has mount targets, access points, backups and alarms.',
  ],
  [
    /^AWS::(?:SNS|Events)::/,
    'Create it outside of Careplane, and name a policy for it under taskPolicyArns; for messages between services, use the queues of platform.yaml.',
  ],
  [
    /^AWS::SQS::/,
    'Write it under queues in platform.yaml, and name it in service.yaml: it has a queue for dead letters, a key and alarms.',
  ],
  [/^AWS::ElastiCache::/, 'Write it under caches in platform.yaml, and name it in service.yaml.'],
  [/^AWS::RDS::|^AWS::SecretsManager::SecretTargetAttachment$/, 'A part of the database: the platform makes its own.'],
  [
    /^AWS::SecretsManager::Secret$/,
    'A password of a database becomes a token of IAM. Write every other secret under secrets in service.yaml.',
  ],
  [
    /^AWS::IAM::/,
    'Rights of the old task. Those for stores follow from service.yaml; name a customer-managed policy under taskPolicyArns for the others.',
  ],
  [/^AWS::EC2::SecurityGroup/, 'Each service and each store has its own security group.'],
  [
    /^AWS::S3::BucketPolicy$/,
    'The policy of a bucket is the platform’s: TLS alone, and roles of the services that name it.',
  ],
];

function adviceForType(type: string): string {
  const found = ADVICE.find(([pattern]) => pattern.test(type));
  return `Not taken over. ${found?.[1] ?? 'Keep the stack that has it, and give the service its address and a policy under taskPolicyArns.'}`;
}
