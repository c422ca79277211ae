// Platforms of any number of services, as people would write them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '@careplane/config';
import type { Problem } from '@careplane/problems';

const PLATFORM = `name: bench
account: '111122223333'
region: us-east-2
environments:
  staging:
    tier: nonproduction
    branch: master
    domain: staging.bench.example
    hostedZone: { id: Z08412345ABCDEFGHIJKL, name: bench.example }
  production:
    branch: stable
    domain: bench.example
    hostedZone: { id: Z08412345ABCDEFGHIJKL, name: bench.example }
alertEmails: [operations@bench.example]
`;

/**
 * Whether a service is a web service with a database; the others are workers without one. They take turns, so that any range of
 * services has the same mix, and 100 services stay within the default quotas of security groups, which the loader checks: 59 web
 * services at a load balancer, 60 services at a database.
 */
const isWeb = (index: number): boolean => index % 2 === 1;

/** How many problems an error shows. A platform of 100 services can have hundreds of them, and all of one kind. */
const SHOWN_PROBLEMS = 3;

/** How often routes of the same priority are given free ones. */
const ATTEMPTS = 50;

/**
 * Write a platform with two environments: web services with a host each and workers, in turns.
 *
 * @throws Error with the first problems and their number, when the platform does not load
 */
export function writePlatform(folder: string, services: number): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'platform.yaml'), PLATFORM);
  for (let index = 1; index <= services; index += 1) writeService(folder, index);
  // Priorities come from a hash of the route; where two services get the same one, the problem names a free one.
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const loaded = load(folder);
    if (loaded.ok) return;
    const others = loaded.problems.filter((problem) => freePriority(problem) === undefined);
    if (others.length > 0) throw new Error(`the platform of ${services} services does not load: ${firstOf(others)}`);
    for (const problem of loaded.problems) writeService(folder, indexOf(problem), freePriority(problem));
  }
  throw new Error(`the platform of ${services} services still has routes of the same priority`);
}

function freePriority({ fix }: Problem): string | undefined {
  return /"priority: (\d+)"/.exec(fix)?.[1];
}

function indexOf({ file }: Problem): number {
  return Number(/service-(\d+)[\\/]service\.yaml$/.exec(file)?.[1]);
}

/** The first problems, one a line, and how many more there are. */
export function firstOf(problems: readonly Problem[]): string {
  const lines = problems
    .slice(0, SHOWN_PROBLEMS)
    .map(({ file, line, path, message, fix }) => `\n  ${file}:${line} ${path} ${message}; ${fix}`);
  const more = problems.length - lines.length;
  return `${lines.join('')}${more > 0 ? `\n  and ${more} more` : ''}`;
}

function writeService(folder: string, index: number, priority?: string): void {
  const name = `service-${index}`;
  const route = `{ host: ${name}${priority === undefined ? '' : `, priority: ${priority}`} }`;
  const lines = [
    `name: ${name}`,
    ...(isWeb(index) ? [] : ['kind: worker']),
    'source: { path: . }',
    ...(isWeb(index) ? ['database: true'] : []),
    'secrets: [SESSION_KEY]',
    ...(isWeb(index) ? [`routes: [${route}]`] : []),
  ];
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'service.yaml'), `${lines.join('\n')}\n`);
}
