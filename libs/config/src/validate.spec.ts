import { validate } from './validate';
import { readConfigYaml } from './read-config-yaml';
import type { DocumentKind } from './json-schema';
import { PLATFORM, serviceYaml } from './testing/examples';

function validated(kind: DocumentKind, text: string) {
  const result = readConfigYaml('a.yaml', text);
  if (!result.ok) throw new Error('the test’s YAML is broken');
  return validate(kind, result.yaml);
}

/** Every problem on a line: place, what is wrong, what was given, what to do. */
const problemsOf = (kind: DocumentKind, text: string) =>
  validated(kind, text).problems.map(
    ({ line, path, message, given, fix }) => `${line} ${path} ${message} | ${given} | ${fix}`,
  );

it.each<[what: string, more: string, problems: string[]]>([
  ['nothing wrong', 'port: 8080\n', []],
  ['an unknown key', 'prot: 80\n', ['3 prot is not a known key | "prot" | did you mean "port"?']],
  ['an unknown key that is like none', 'colour: red\n', ['3 colour is not a known key | "colour" | remove it']],
  [
    'a key of another place',
    'copyRegion: us-west-2\n',
    ['3 copyRegion is not a known key | "copyRegion" | write it in platform.yaml, under backup'],
  ],
  [
    'a name that others use',
    'variables: {}\n',
    ['3 variables is not a known key | "variables" | did you mean "environment"?'],
  ],
  [
    'an unknown key below',
    'environments:\n  staging:\n    replicas: 1\n    cpus: 256\n',
    [
      '5 environments.staging.replicas is not a known key | "replicas" | remove it',
      '6 environments.staging.cpus is not a known key | "cpus" | did you mean "cpu"?',
    ],
  ],
  [
    'a number in quotes',
    "port: '8080'\n",
    ['3 port must be a whole number from 1024 to 65535 | "8080" | remove the quotation marks'],
  ],
  [
    'too large a number',
    'port: 80800\n',
    ['3 port is too large: at most 65535 | 80800 | write a whole number from 1024 to 65535'],
  ],
  ['a broken number', 'cpu: 256.5\n', ['3 cpu must be a whole number | 256.5 | write a whole number']],
  [
    'a mistyped word',
    'architecture: arm46\n',
    ['3 architecture must be one of x86_64, arm64 | "arm46" | did you mean "arm64"?'],
  ],
  [
    'a mistyped word where there are several forms',
    'protocol: htps\n',
    ['3 protocol must be https, or http with a written reason | "htps" | did you mean "https"?'],
  ],
  [
    'plain HTTP without a reason, as it was once written',
    'protocol: http\n',
    ['3 protocol must be https, or http with a written reason | "http" | write "protocol: { http: { reason: … } }"'],
  ],
  [
    'plain HTTP with an empty form',
    'protocol: { http: }\n',
    ['3 protocol.http has no value | (an empty value) | write a value, or remove the key'],
  ],
  [
    'plain HTTP, the reason left out',
    'protocol: { http: {} }\n',
    ['3 protocol.http.reason is missing | (nothing) | add "reason:" with a value'],
  ],
  [
    'plain HTTP with a short excuse',
    'protocol: { http: { reason: later } }\n',
    ['3 protocol.http.reason is too short: at least 20 | "later" | write at least 20 characters'],
  ],
  [
    'another form',
    'protocol: { tcp: {} }\n',
    [
      '3 protocol.http is missing | (nothing) | add "http:" with a value',
      '3 protocol.tcp is not a known key | "tcp" | remove it',
    ],
  ],
  [
    'something else',
    'protocol: 8\n',
    ['3 protocol must be https, or http with a written reason | 8 | write https, or a map with the keys http'],
  ],
  ['no value', 'protocol:\n', ['3 protocol has no value | (an empty value) | write a value, or remove the key']],
  [
    'a list that is none',
    'secrets: A\n',
    [
      '3 secrets must be a list (at most 40 items) of: text | (1 characters, not shown) | write a list: one "- " item a line, or [a, b]',
    ],
  ],
  [
    'a bad list item',
    'writablePaths:\n  - /tmp\n  - var\n',
    ['5 writablePaths[1] must be an absolute path below / of letters, digits and . _ - / | "var" | write "/var"'],
  ],
  [
    'no item in a list',
    'routes: [{ paths: [] }]\n',
    ['3 routes[0].paths is too short: at least 1 | [] | write a list (1 to 20 items) of: text'],
  ],
  [
    'a bad name of an environment',
    'environments:\n  Staging: {}\n',
    [
      '4 environments.Staging has a name that must be lower-case letters, digits and single hyphens, starting with a letter | "Staging" | write "staging"',
    ],
  ],
  [
    'a missing key in a list',
    'scaling:\n  schedule:\n    - cron: 0 7 ? * * *\n      max: 2\n',
    ['5 scaling.schedule[0].min is missing | (nothing) | add "min:" with a value'],
  ],
])('%s', (_, more, problems) => expect(problemsOf('service', serviceYaml('api', more))).toEqual(problems));

it.each<[what: string, text: string, problems: string[]]>([
  ['an empty file', '', ['1  is empty | (nothing) | write the service into it; see the README for an example']],
  ['a list', '- a\n', ['1  must be a map with the keys']],
  [
    'a source of two kinds',
    'name: api\nsource: { path: a, github: b/c }\n',
    ['2 source must have exactly one of github, codecommit and path'],
  ],
  ['required keys that lack', 'port: 8080\n', ['1 name is missing', '1 source is missing']],
])('%s', (_, text, problems) => {
  expect(problemsOf('service', text)).toEqual(problems.map((start) => expect.stringContaining(start) as string));
});

it('an account without quotes is asked to add them, and none without environments', () => {
  const text = PLATFORM.replace("'111122223333'", '111122223333').replace(
    /environments:[^]*(?=alertEmails)/,
    'environments: {}\n',
  );
  expect(problemsOf('platform', text)).toEqual([
    '2 account must be text: AWS account, 12 digits in quotes | 111122223333 | put it in quotation marks',
    expect.stringContaining('4 environments must have at least one environment'),
  ]);
});

it('an e-mail address that is none is reported', () => {
  const text = PLATFORM.replace('on-call@acme.example', 'nobody');
  expect(problemsOf('platform', text)).toEqual([
    '9 alertEmails[0] must be an e-mail address, such as operations@medmo.example | "nobody" | write an e-mail address, such as operations@medmo.example',
  ]);
});

describe('what is faulty is taken out, so that the rules can look at the rest', () => {
  it.each<[what: string, text: string, repaired: string[]]>([
    ['a wrong value gets its default', PLATFORM + 'recovery: { rpoHours: many }\n', ['recovery.rpoHours']],
    ['an unknown key, and the one it was meant for', PLATFORM + 'recovry: {}\n', ['recovry', 'recovery']],
    ['an unknown key like one that is there', PLATFORM + 'nam: x\n', ['nam']],
    ['a missing name', PLATFORM.replace('name: acme\n', ''), ['name']],
    // A stand-in for the name would not be a domain: the zone goes.
    [
      'a zone of a bad name',
      PLATFORM.replace('name: acme.example }', 'name: -- }'),
      ['environments.production.hostedZone.name', 'environments.production.hostedZone'],
    ],
    ['one bad item takes its list', PLATFORM.replace('[on-call', '[nobody, on-call'), ['alertEmails']],
    [
      'a missing reason',
      PLATFORM + 'firewall: { countOnly: [{ reason: short }] }\n',
      ['firewall.countOnly.0.rule', 'firewall.countOnly.0.reason', 'firewall.countOnly'],
    ],
  ])('%s', (_, text, repaired) => {
    const result = validated('platform', text);
    expect(result.problems.length).toBeGreaterThan(0);
    expect(result.repaired.map((path) => path.join('.'))).toEqual(repaired);
    expect(result.value).toMatchObject({ region: 'us-east-2' });
  });

  it('but nothing is made of nothing', () => {
    expect(validated('platform', '7')).toMatchObject({ value: undefined, repaired: [[]] });
  });
});

// What people write before they have read how: the value may be a secret wherever it stands.
describe('no value of a variable or a secret is shown', () => {
  it.each([
    'environment: A=hunter2',
    'environment:\n  - A=hunter2',
    'environment:\n  - A: hunter2',
    'environment:\n  A: [hunter2]',
    'environment:\n  A: { value: hunter2 }',
    'environment:\n  A-B: hunter2',
    'environment: { A=hunter2 }',
    'environment: { A=hunter2: x }',
    'environments:\n  staging:\n    environment: [hunter2]',
    'environments:\n  staging: [{ password: hunter2 }]',
    'secrets: { A: hunter2 }',
    'secrets: [A=hunter2]',
    'secrets: hunter2',
    'PASSWORD=hunter2: x',
    'user: { password: hunter2 }',
  ])('%s', (more) => {
    const { problems } = validated('service', serviceYaml('api', more));
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('a number neither', () => {
    const { problems } = validated('service', serviceYaml('api', 'secrets: [424242]'));
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('424242');
  });
});
