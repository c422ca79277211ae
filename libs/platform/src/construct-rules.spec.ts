import { load } from '@careplane/config';
import type { Problem } from '@careplane/problems';
import { toolkitRules } from './construct-rules';
import { folderWith } from './testing/folders';

const PLATFORM = `name: acme
account: '111122223333'
region: us-east-2
environments:
  staging:
    tier: nonproduction
    branch: main
    domain: staging.acme.example
    hostedZone: { id: Z08412345ABCDEFGHIJKL, name: acme.example }
  production:
    branch: stable
    domain: acme.example
    hostedZone: { id: Z08412345ABCDEFGHIJKL, name: acme.example }
alertEmails: [on-call@acme.example]
`;
const ELSEWHERE = PLATFORM.replace(
  '    branch: stable\n',
  "    branch: stable\n    account: '444455556666'\n    network: { cidr: 10.30.0.0/16 }\n",
);
const SERVICE = 'name: api\nsource: { path: src }\n';

function problems(platform: string, service = SERVICE): Problem[] {
  const folder = folderWith({ 'platform.yaml': platform, 'api/service.yaml': service });
  const loaded = load(folder, { rules: toolkitRules });
  if (loaded.ok) return [];
  return loaded.problems.map((problem) => ({ ...problem, file: problem.file.replace(`${folder}/`, '') }));
}

const short = ({ file, line, path, message }: Problem) => `${file}:${line} ${path} ${message}`;

describe('a VPC’s range', () => {
  it.each([
    ['10.20.0.0/16', []],
    ['10.20.0.0/22', []],
    ['10.20.0.0/15', ['platform.yaml:15 network.cidr is larger than a VPC may be']],
    [
      '10.20.0.0/23',
      [
        'platform.yaml:15 network.cidr is too small: a public subnet would have fewer than the 32 addresses a load balancer needs',
      ],
    ],
    ['10.20.7.0/16', ['platform.yaml:15 network.cidr does not begin at the first address of its range']],
    ['10.20.0.300/16', ['platform.yaml:15 network.cidr is not an IPv4 range']],
    ['8.8.0.0/16', ['platform.yaml:15 network.cidr is not private: its addresses belong to others on the internet']],
  ])('%s is judged', (cidr, expected) => {
    expect(problems(`${PLATFORM}network: { cidr: ${cidr} }\n`).map(short)).toEqual(expected);
  });

  it('of an environment elsewhere is judged where it is written', () => {
    expect(problems(ELSEWHERE)).toEqual([]);
    expect(problems(ELSEWHERE.replace('10.30.0.0/16', '10.30.0.0/28')).map(short)).toEqual([
      'platform.yaml:13 environments.production.network.cidr is too small: a public subnet would have fewer than the 32 addresses a load balancer needs',
    ]);
  });

  it('may not overlap the platform’s other VPC', () => {
    expect(problems(ELSEWHERE.replace('10.30.0.0/16', '10.20.128.0/17'))).toEqual([
      {
        file: 'platform.yaml',
        line: 13,
        path: 'environments.production.network.cidr',
        message: 'overlaps the platform’s VPC with 10.20.0.0/16',
        given: '"10.20.128.0/17"',
        allowed: 'a range that shares no address with it',
        fix: 'choose another range; it cannot be changed after the VPC is created',
      },
    ]);
  });

  it('may not overlap a reserved range, the platform’s or the environment’s own', () => {
    const reserved = (cidr: string) => `network: { cidr: 10.20.0.0/16, reserved: [192.168.0.0/24, ${cidr}] }\n`;
    expect(problems(PLATFORM + reserved('10.21.0.0/16'))).toEqual([]);
    expect(problems(PLATFORM + reserved('10.20.4.0/24')).map(short)).toEqual([
      'platform.yaml:15 network.cidr overlaps the reserved range 10.20.4.0/24',
    ]);
    expect(problems(PLATFORM + reserved('10.0.0.0/8')).map(short)).toEqual([
      'platform.yaml:15 network.cidr overlaps the reserved range 10.0.0.0/8',
    ]);
    expect(problems(ELSEWHERE + reserved('10.30.9.0/24')).map(short)).toEqual([
      'platform.yaml:13 environments.production.network.cidr overlaps the reserved range 10.30.9.0/24',
    ]);
    expect(problems(PLATFORM + reserved('10.999.0.0/24')).map(short)).toEqual([
      'platform.yaml:15 network.reserved[1] is not an IPv4 range',
    ]);
  });
});

describe('an instance class', () => {
  it.each([
    ['db.t4g.medium', []],
    ['db.r7g.16xlarge', []],
  ])('%s is known', (name, expected) => {
    expect(problems(`${PLATFORM}database: { instanceClass: ${name} }\n`)).toEqual(expected);
  });

  it.each([
    ['db.t4g.medum', 'did you mean "db.t4g.medium"?'],
    ['db.m9q.large', 'did you mean "db.m6g.large"?'],
    ['db.zzzzzz.metal', 'choose one of these'],
  ])('%s is not known, and the nearest is named', (name, fix) => {
    const [problem, ...more] = problems(`${PLATFORM}database: { instanceClass: ${name} }\n`);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      line: 15,
      path: 'database.instanceClass',
      message: 'is not a known RDS instance class for MySQL',
      given: `"${name}"`,
      fix,
    });
    expect(problem?.allowed).toMatch(/^one of db\.t3\.micro, .*db\.r7i\.16xlarge$/);
  });

  it('of an environment is judged where it is written', () => {
    const platform = PLATFORM.replace(
      '    branch: stable\n',
      '    branch: stable\n    database: { instanceClass: db.t4g.huge }\n',
    );
    expect(problems(platform).map(short)).toEqual([
      'platform.yaml:12 environments.production.database.instanceClass is not a known RDS instance class for MySQL',
    ]);
  });
});

describe('a task’s size', () => {
  it.each([
    ['', []],
    ['cpu: 512\nmemoryMiB: 4096\n', []],
    [
      'cpu: 512\nmemoryMiB: 8192\n',
      [['service.yaml', 4, 'memoryMiB', 'write cpu: 512 with memoryMiB: 4096, or cpu: 1024 with memoryMiB: 8192']],
    ],
    ['cpu: 300\nmemoryMiB: 512\n', [['service.yaml', 4, 'memoryMiB', 'write cpu: 512 with memoryMiB: 1024']]],
    ['cpu: 2048\n', [['service.yaml', 3, 'cpu', 'write cpu: 2048 with memoryMiB: 4096']]],
    [
      'environments: { production: { memoryMiB: 700 } }\n',
      [
        [
          'service.yaml',
          3,
          'environments.production.memoryMiB',
          'write cpu: 256 with memoryMiB: 512, or cpu: 256 with memoryMiB: 1024',
        ],
      ],
    ],
    [
      'environments: { production: { cpu: 1024 } }\n',
      [['service.yaml', 3, 'environments.production.cpu', 'write cpu: 1024 with memoryMiB: 2048']],
    ],
  ])('%j is judged once, with the nearest legal sizes', (more, expected) => {
    const found = problems(PLATFORM, SERVICE + more);
    expect(found.map(({ file, line, path, fix }) => [file.replace('api/', ''), line, path, fix])).toEqual(expected);
  });

  it('says which memory goes with the CPU, or which CPU sizes there are', () => {
    const allowed = (more: string) => problems(PLATFORM, SERVICE + more)[0];
    expect(allowed('cpu: 512\nmemoryMiB: 512\n')).toMatchObject({
      message: 'is a task size that Fargate does not offer: 512 CPU units with 512 MiB',
      given: '{"cpu":512,"memoryMiB":512}',
      allowed: 'with 512 CPU units: 1024, 2048, 3072, 4096 MiB',
    });
    expect(allowed('cpu: 300\n')?.allowed).toBe(
      '256, 512, 1024, 2048, 4096, 8192, 16384 CPU units, each with its own memory sizes',
    );
  });
});

describe('a partner', () => {
  const partner = (range: string) =>
    problems(PLATFORM, `${SERVICE}egress: { lab: { protocol: mllp, to: [${range}] } }\n`).map(short);

  it.each([
    ['203.0.113.7/32', []],
    ['198.51.0.0/16', []],
    ['0.0.0.0/0', ['is a large part of the internet, and a way out for data that no one named']],
    ['198.0.0.0/15', ['is a large part of the internet, and a way out for data that no one named']],
    ['203.0.113.700/32', ['is not an IPv4 range']],
    ['203.0.113.7/24', ['does not begin at the first address of its range, and EC2 would open 203.0.113.0/24']],
    ['127.0.0.1/32', ['has addresses that no partner has: the task itself']],
    [
      '169.254.169.254/32',
      ['has addresses that no partner has: services of AWS beside the task, such as its credentials'],
    ],
    ['224.0.0.1/32', ['has addresses that no partner has: groups of computers (multicast)']],
    ['10.20.3.0/24', ['is in the network of the platform, 10.20.0.0/16']],
  ])('at %s', (range, messages) => {
    expect(partner(range)).toEqual(messages.map((message) => `api/service.yaml:3 egress.lab.to[0] ${message}`));
  });
});
