import { join } from 'node:path';
import { REPOSITORY } from '@careplane/platform/testing';

const SERVER = join(REPOSITORY, 'apps/medplum/server');

interface Target {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}
type Environment = Readonly<Record<string, string>>;

const { settingsFrom, NEEDED } = jest.requireActual<{
  settingsFrom(env: Environment): unknown;
  readonly NEEDED: readonly string[];
}>(join(SERVER, 'settings.cjs'));

const { databaseToken, signInWithTokens } = jest.requireActual<{
  databaseToken(target: Target & { readonly region: string; readonly credentials: object; readonly at: Date }): string;
  signInWithTokens(pg: { Pool: new (options: object) => { readonly options: object } }, env: Environment): void;
}>(join(SERVER, 'database-token.cjs'));

const ENVIRONMENT: Environment = {
  PORT: '8103',
  AWS_REGION: 'us-east-1',
  BUCKET_BINARIES_NAME: 'medplum-binaries',
  DATABASE_HOST: 'writer',
  DATABASE_PORT: '5432',
  DATABASE_NAME: 'medplum',
  DATABASE_USER: 'api',
  CACHE_WORK_HOST: 'cache',
  CACHE_WORK_PORT: '6379',
  CACHE_WORK_USER: 'medplum-work-production',
  CACHE_WORK_PASSWORD: 'made-by-the-platform',
  MEDPLUM_BASE_URL: 'https://api.medplum.example/',
  MEDPLUM_WORKERS: '{"enabled":[]}',
  MEDPLUM_REGISTER_ENABLED: 'false',
  MEDPLUM_DATABASE_MAX_CONNECTIONS: '12',
};

test('the variables of a container become the settings of Medplum', () => {
  expect(settingsFrom(ENVIRONMENT)).toEqual({
    port: 8103,
    awsRegion: 'us-east-1',
    baseUrl: 'https://api.medplum.example/',
    binaryStorage: 's3:medplum-binaries',
    database: {
      host: 'writer',
      port: 5432,
      dbname: 'medplum',
      username: 'api',
      maxConnections: 12,
      ssl: { rejectUnauthorized: true },
    },
    redis: {
      host: 'cache',
      port: 6379,
      username: 'medplum-work-production',
      password: 'made-by-the-platform',
      tls: {},
    },
    registerEnabled: false,
    workers: { enabled: [] },
  });
});

test('a container without connections says which variables are missing, and no value', () => {
  expect(() => settingsFrom({ CACHE_WORK_PASSWORD: 'made-by-the-platform' })).toThrow(
    `These variables are missing: ${NEEDED.filter((name) => name !== 'CACHE_WORK_PASSWORD').join(', ')}.`,
  );
});

const CREDENTIALS = { AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: 'secret/key+example', Token: 'token/with+signs==' };
const TARGET = { host: 'medplum.cluster-abc.us-east-1.rds.amazonaws.com', port: 5432, user: 'api' };

test('a token is signed as the SDK of AWS signs it: @smithy/signature-v4 5.7.5 gave this signature for the same request', () => {
  expect(
    databaseToken({
      ...TARGET,
      region: 'us-east-1',
      credentials: CREDENTIALS,
      at: new Date('2026-11-29T21:00:00Z'),
    }),
  ).toMatch(
    /^medplum\.cluster-abc\.us-east-1\.rds\.amazonaws\.com:5432\/\?Action=connect&DBUser=api&.*X-Amz-Expires=900&.*&X-Amz-Signature=13511db5dd0ffe7ca67f6a40e68bd004fe73945bbb0e311ea76c4b04d4c72305$/,
  );
});

describe('the pool of pg', () => {
  const fetched = jest.spyOn(globalThis, 'fetch');
  afterEach(() => fetched.mockReset());
  afterAll(() => fetched.mockRestore());

  const password = () => {
    const pg = {
      Pool: class {
        constructor(readonly options: object) {}
      },
    };
    signInWithTokens(pg, { AWS_REGION: 'us-east-1', AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/1' });
    return (new pg.Pool({ ...TARGET, password: undefined }).options as { password: () => Promise<string> }).password;
  };

  test('asks for a token at each connection, with the credentials of the task at that time', async () => {
    fetched.mockImplementation(() => Promise.resolve(new Response(JSON.stringify(CREDENTIALS))));
    const ask = password();
    expect(fetched).not.toHaveBeenCalled();
    for (const token of [await ask(), await ask()]) expect(token).toContain('DBUser=api');
    expect(fetched.mock.calls.map(([url]) => url)).toEqual(Array(2).fill('http://169.254.170.2/v2/credentials/1'));
  });

  test('has no token without credentials', async () => {
    fetched.mockResolvedValue(new Response('', { status: 500 }));
    await expect(password()()).rejects.toThrow('ECS gave no credentials for the database: status 500');
  });
});
