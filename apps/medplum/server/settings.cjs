'use strict';

/**
 * Settings of Medplum's server, from the variables of its container: those of Careplane's connections, and MEDPLUM_… of service.yaml.
 * Medplum also reads variables by itself, but not every setting: workers.enabled is one that it takes from a file alone.
 *
 * @param {Readonly<Record<string, string | undefined>>} env variables of the container
 * @throws Error that names each variable that is missing
 */
function settingsFrom(env) {
  const missing = NEEDED.filter((name) => (env[name] ?? '') === '');
  if (missing.length > 0) {
    throw new Error(
      `These variables are missing: ${missing.join(', ')}. The connections of service.yaml give them: database, caches: [work], buckets: { binaries: both }.`,
    );
  }
  const settings = {
    port: Number(env.PORT ?? 8103),
    awsRegion: env.AWS_REGION,
    binaryStorage: `s3:${env.BUCKET_BINARIES_NAME}`,
    database: {
      host: env.DATABASE_HOST,
      port: Number(env.DATABASE_PORT),
      dbname: env.DATABASE_NAME,
      username: env.DATABASE_USER,
      // The certificates of RDS are in NODE_EXTRA_CA_CERTS.
      ssl: { rejectUnauthorized: true },
    },
    redis: {
      host: env.CACHE_WORK_HOST,
      port: Number(env.CACHE_WORK_PORT),
      username: env.CACHE_WORK_USER,
      password: env.CACHE_WORK_PASSWORD,
      tls: {},
    },
  };
  for (const [name, value] of Object.entries(env)) if (name.startsWith(PREFIX)) set(settings, name, value);
  return settings;
}

const PREFIX = 'MEDPLUM_';

const NEEDED = [
  'AWS_REGION',
  'BUCKET_BINARIES_NAME',
  'DATABASE_HOST',
  'DATABASE_PORT',
  'DATABASE_NAME',
  'DATABASE_USER',
  'CACHE_WORK_HOST',
  'CACHE_WORK_PORT',
  'CACHE_WORK_USER',
  'CACHE_WORK_PASSWORD',
  'MEDPLUM_BASE_URL',
];

/** Parts of the settings whose names begin the names of their variables: MEDPLUM_DATABASE_MAX_CONNECTIONS. */
const PARTS = ['database', 'redis', 'smtp'];

/** MEDPLUM_APP_BASE_URL becomes appBaseUrl. JSON becomes numbers, booleans and objects, as in a file of Medplum's. */
function set(settings, name, value = '') {
  const words = name.slice(PREFIX.length).toLowerCase();
  const part = PARTS.find((each) => words.startsWith(`${each}_`));
  const key = (part === undefined ? words : words.slice(part.length + 1)).replace(/_([a-z])/g, (_, letter) =>
    letter.toUpperCase(),
  );
  const target = part === undefined ? settings : (settings[part] ??= {});
  target[key] = /^(?:true|false|\d+|[[{].*)$/.test(value) ? JSON.parse(value) : value;
}

module.exports = { NEEDED, settingsFrom };
