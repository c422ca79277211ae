import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { load } from './load';
import { PLATFORM, serviceYaml } from './testing/examples';
import { testdir } from './testing/testdir';

const MEDMO = join(__dirname, '../../../apps/medmo');

/** Problems in one line each, with paths as seen from the folder. */
function problemsOf(directory: string, at = ''): string[] {
  const result = load(join(directory, at));
  if (result.ok) return [];
  return result.problems.map(({ file, line, path, message }) => {
    return `${relative(directory, file)}:${line} ${path} ${message}`.replaceAll(`${directory}${sep}`, '');
  });
}

describe('medmo, the example', () => {
  it('loads as a platform', () => {
    const result = load(MEDMO);
    expect(result.ok && result.model.services.map(({ name }) => name)).toEqual(['admin', 'api', 'frontend']);
    expect(result.ok && 'focus' in result).toBe(false);
  });

  it.each(['admin', 'api', 'frontend'])('loads as the service %s', (name) => {
    const result = load(join(MEDMO, name));
    expect(result).toMatchObject({
      ok: true,
      focus: name,
      model: { name: 'medmo', services: [{ unit: `medmo-${name}` }] },
    });
  });
});

describe('finding the files', () => {
  const files = { 'platform.yaml': PLATFORM, 'api/service.yaml': serviceYaml('api') };

  it('passes over folders without a service, hidden ones, node_modules and dead links', () => {
    const directory = testdir({
      ...files,
      'docs/index.md': '',
      '.git/service.yaml': 'name: [',
      'node_modules/service.yaml': 'name: [',
      'deep/er/index.md': '',
      'service.yaml/nothing': '',
    });
    symlinkSync('nowhere', join(directory, 'dead'));
    const result = load(directory);
    expect(result.ok && result.model.services.map(({ name }) => name)).toEqual(['api']);
  });

  it.each(['api', 'api/', './api', 'api/.', 'api/../api', '../DIR/api/'])('knows the service as %s', (written) => {
    const directory = testdir(files);
    const before = process.cwd();
    process.chdir(directory);
    try {
      const result = load(written.replace('DIR', directory.split(sep).at(-1) ?? ''));
      expect(result).toMatchObject({ ok: true, focus: 'api', model: { services: [{ name: 'api' }] } });
    } finally {
      process.chdir(before);
    }
  });

  it.each(['.', './', '../api'])('knows the service from inside as %s', (written) => {
    const directory = testdir(files);
    const before = process.cwd();
    process.chdir(join(directory, 'api'));
    try {
      expect(load(written)).toMatchObject({ ok: true, focus: 'api', model: { services: [{ name: 'api' }] } });
    } finally {
      process.chdir(before);
    }
  });

  it.each<[what: string, files: Record<string, string | Buffer>, at: string, problem: string]>([
    ['no such folder', {}, 'gone', 'gone:1  cannot be read: it does not exist'],
    ['a file for a folder', { x: '' }, 'x', 'x:1  cannot be read: it is not a folder'],
    ['an empty folder', {}, '', ':1  contains neither platform.yaml nor service.yaml'],
    [
      'a service alone',
      { 'api/service.yaml': 'name: api' },
      'api',
      'api/service.yaml:1  belongs to no platform: there is no platform.yaml in ',
    ],
    [
      'a service in a hidden folder',
      { 'platform.yaml': PLATFORM, '.api/service.yaml': '' },
      '.api',
      '.api/service.yaml:1  is in a folder whose name services cannot use',
    ],
    ['a folder for a file', { 'platform.yaml/x': '' }, '', 'platform.yaml:1  cannot be read: it is a folder'],
    [
      'service.yml',
      { 'platform.yaml': PLATFORM, 'api/service.yml': '' },
      '',
      'api/service.yml:1  would be ignored because of its name',
    ],
    [
      'Service.yaml beside other files',
      { 'platform.yaml': PLATFORM, 'api/Dockerfile': '', 'api/Service.yaml': '' },
      '',
      'api/Service.yaml:1  would be ignored because of its name',
    ],
    [
      'services.yaml, by its own folder',
      { 'platform.yaml': PLATFORM, 'api/services.yaml': '' },
      'api',
      'api/services.yaml:1  would be ignored because of its name',
    ],
    ['platform.yml', { 'platform.yml': '' }, '', 'platform.yml:1  would be ignored because of its name'],
    [
      'letters in another order',
      { 'platform.yaml': PLATFORM, 'api/serivce.yaml': '' },
      '',
      'api/serivce.yaml:1  would be ignored because of its name',
    ],
    [
      'the ending of an editor',
      { 'platform.yaml': PLATFORM, 'api/service.yaml.txt': '' },
      '',
      'api/service.yaml.txt:1  would be ignored because of its name',
    ],
    [
      'a service beside its platform',
      { 'platform.yaml': PLATFORM, 'service.yaml': '' },
      '',
      'service.yaml:1  lies beside platform.yaml, so it would be ignored',
    ],
    [
      'a service in JSON',
      { 'platform.yaml': PLATFORM, 'api/service.json': '{}' },
      '',
      'api/service.json:1  would be ignored',
    ],
    ['a platform in JSON', { 'platform.json': '{}' }, '', 'platform.json:1  would be ignored'],
    ['a platform by the name of the tool', { '.careplane.yaml': PLATFORM }, '', '.careplane.yaml:1  would be ignored'],
    ['a hidden platform', { '.platform.yaml': PLATFORM }, '', '.platform.yaml:1  would be ignored'],
    ['a platform in capitals', { 'PLATFORM.YAML': PLATFORM }, '', 'PLATFORM.YAML:1  would be ignored'],
    ['two platforms', { 'platform.yaml': PLATFORM, 'platform.yml': PLATFORM }, '', 'platform.yml:1  would be ignored'],
    [
      'a copy of a service',
      { 'platform.yaml': PLATFORM, 'api/service.yaml.bak': '' },
      '',
      'api/service.yaml.bak:1  would be ignored',
    ],
    [
      'a service two folders too deep',
      { 'platform.yaml': PLATFORM, 'services/team/api/service.yaml': serviceYaml('api') },
      '',
      'services/team/api/service.yaml:1  is in a folder too deep, so it would be ignored',
    ],
    [
      'a service one folder too deep',
      { 'platform.yaml': PLATFORM, 'services/api/service.yaml': '' },
      '',
      'services/api/service.yaml:1  is in a folder too deep, so it would be ignored',
    ],
    ['a NUL', { 'platform.yaml': 'name: a\0b' }, '', 'platform.yaml:1  is not UTF-8 text'],
    ['no text', { 'platform.yaml': Buffer.from([0xff, 0xfe, 0x41, 0x00]) }, '', 'platform.yaml:1  is not UTF-8 text'],
  ])('%s', (_, given, at, problem) => {
    expect(problemsOf(testdir(given), at)).toEqual([expect.stringContaining(problem)]);
  });

  it('takes a byte order mark and Windows line ends', () => {
    const text = `\uFEFF${PLATFORM.replaceAll('\n', '\r\n')}`;
    expect(problemsOf(testdir({ 'platform.yaml': text }))).toEqual([]);
    expect(problemsOf(testdir({ 'platform.yaml': `${text}colour: red\r\n` }))).toEqual([
      'platform.yaml:10 colour is not a known key',
    ]);
  });

  it('a folder that may not be read is reported, not ignored', () => {
    const directory = testdir(files);
    chmodSync(directory, 0o755);
    mkdirSync(join(directory, 'closed'));
    chmodSync(join(directory, 'closed'), 0);
    expect(asNobody(() => problemsOf(directory))).toEqual(['closed:1  cannot be read: permission denied']);
  });
});

describe('anchors', () => {
  const PRODUCTION = PLATFORM.replace('  production:\n', '  production: &p\n');

  it('repeat a value as a whole', () => {
    expect(PRODUCTION).not.toBe(PLATFORM);
    expect(problemsOf(testdir({ 'platform.yaml': `${PRODUCTION}tags: &t { team: care }\n` }))).toEqual([]);
  });

  it('a merge key is explained, and nothing else is reported about its keys', () => {
    const platform = PRODUCTION.replace(
      '  production: &p\n',
      '  staging: &s { tier: nonproduction }\n  production:\n    <<: *s\n',
    );
    expect(problemsOf(testdir({ 'platform.yaml': platform }))).toEqual([
      expect.stringMatching(
        /^platform\.yaml:\d+ environments\.production\.<< is a merge key, which YAML 1\.2 does not have/,
      ),
    ]);
  });
});

describe('all problems at once', () => {
  it('of a platform that cannot be read, and of its services what does not rest on it', () => {
    const directory = testdir({
      'platform.yaml': 'name: [\n',
      'a/service.yaml': serviceYaml('api', 'environment: { DB_PASSWORD: hunter2 }\n'),
      'b/service.yaml': serviceYaml('api', 'environments: { staging: {} }\n'),
    });
    expect(problemsOf(directory)).toEqual([
      'a/service.yaml:3 environment.DB_PASSWORD looks like a secret, judging by the name of the variable; everybody with read access to the task definition could read it',
      'b/service.yaml:1 name is also the name of the service in a/service.yaml',
      expect.stringContaining('platform.yaml:2  is not valid YAML'),
    ]);
  });

  it.each<[what: string, platform: string, service: string, problems: string[]]>([
    [
      'an environment lacks its certificate and has an unknown key',
      PLATFORM.replace(/hostedZone: .*/, 'colour: red'),
      '',
      [
        'platform.yaml:5 environments.production has no certificate, but the load balancer serves only HTTPS',
        'platform.yaml:8 environments.production.colour is not a known key',
      ],
    ],
    [
      'a mistyped key is not also reported as missing',
      PLATFORM.replace('hostedZone', 'hostedZon'),
      '',
      ['platform.yaml:8 environments.production.hostedZon is not a known key'],
    ],
    [
      'a faulty promise breaks no backup rule',
      `${PLATFORM}backup: { intervalHours: 24 }\nrecovery: { rpoHours: none }\n`,
      '',
      ['platform.yaml:11 recovery.rpoHours must be a whole number from 1 to 168'],
    ],
    [
      'a faulty connection is not missing in each service',
      `${PLATFORM}githubConnectionArn: mine\n`,
      'name: api\nsource: { github: acme/api }\n',
      ['platform.yaml:10 githubConnectionArn must be the ARN of a CodeConnections connection'],
    ],
    [
      'mistyped environments are not unknown to each service',
      PLATFORM.replace('environments:', 'enviroments:'),
      serviceYaml('api', 'environments: { production: { cpu: 512 } }\n'),
      ['platform.yaml:4 enviroments is not a known key'],
    ],
    [
      'a tier that is none makes no production of it',
      PLATFORM.replace('branch: main', 'tier: prod\n    branch: main\n    approval: false'),
      '',
      ['platform.yaml:6 environments.production.tier must be one of production, nonproduction'],
    ],
  ])('but no echo: %s', (_, platform, service, problems) => {
    const services: Record<string, string> = service === '' ? {} : { 'api/service.yaml': service };
    expect(problemsOf(testdir({ 'platform.yaml': platform, ...services }))).toEqual(problems);
  });
});

it('rules of the application are asked too', () => {
  const complaint = { path: ['name'], message: 'is not nice', allowed: 'nice names', fix: 'think' };
  const directory = testdir({ 'platform.yaml': PLATFORM, 'api/service.yaml': serviceYaml('api') });
  const rules = {
    platform: [() => [complaint]],
    service: [() => [{ ...complaint, given: '(see above)' }]],
    platformWide: [() => [{ ...complaint, message: 'is not nice among the others', service: 0 }]],
  };
  const result = load(directory, { rules });
  expect(
    result.ok ? [] : result.problems.map(({ file, given, message }) => [relative(directory, file), given, message]),
  ).toEqual([
    [join('api', 'service.yaml'), '(see above)', 'is not nice'],
    [join('api', 'service.yaml'), '"api"', 'is not nice among the others'],
    ['platform.yaml', '"acme"', 'is not nice'],
  ]);
});

/** The superuser may read everything, so for the time of a call the process has another user. */
function asNobody<T>(run: () => T): T {
  if (process.geteuid?.() !== 0) return run();
  process.seteuid?.(65534);
  try {
    return run();
  } finally {
    process.seteuid?.(0);
  }
}

it('a list that AWS refuses with one entry twice is refused', () => {
  const service = serviceYaml('api', 'image: { triggerPaths: [a/**, a/**] }\n');
  const result = load(testdir({ 'platform.yaml': PLATFORM, 'api/service.yaml': service }));
  expect(result.ok ? [] : result.problems).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ path: 'image.triggerPaths', message: 'must list each entry once' }),
    ]),
  );
});

it('a duty that a group has twice is refused: IAM takes each statement id once', () => {
  const user = (name: string) => `{ users: [{ name: ${name}, email: ${name}@acme.example }]`;
  const identity = [
    'identity:',
    '  groups:',
    `    developers: ${user('dora')}, duties: [who-am-i, who-am-i] }`,
    `    systemsEngineers: ${user('sam')} }`,
    `    securityEngineers: ${user('sue')} }`,
    `    stakeholders: ${user('stan')} }`,
    `  breakGlass: { users: [{ name: one, email: one@acme.example }, { name: two, email: two@acme.example }] }`,
    '',
  ].join('\n');
  const result = load(testdir({ 'platform.yaml': `${PLATFORM}\n${identity}` }));
  expect(result.ok ? [] : result.problems).toContainEqual(
    expect.objectContaining({ path: 'identity.groups.developers.duties', message: 'must list each entry once' }),
  );
});
