// Platforms of any number of services, as people would write them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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

/** Two environments, and services each with a host of its own. */
export function writePlatform(folder: string, services: number, careplane: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'platform.yaml'), PLATFORM);
  const names = Array.from({ length: services }, (_, index) => `service-${index + 1}`);
  for (const name of names) writeService(folder, name);
  // Priorities come from a hash of the route; where two services get the same one, the report names a free one.
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { status, stderr } = spawnSync(
      process.execPath,
      [careplane, 'synth', folder, '--unit', 'bench', '--out', join(folder, 'out')],
      {
        encoding: 'utf8',
      },
    );
    if (status === 0) return;
    const found = [...stderr.matchAll(/(service-\d+)[\\/]service\.yaml:\d+\n[^]*?priority:\s+(\d+)"/g)];
    if (found.length === 0) throw new Error(`the platform of ${services} services does not load:\n${stderr}`);
    for (const [, name = '', priority] of found) writeService(folder, name, priority);
  }
  throw new Error(`the platform of ${services} services still has routes of the same priority`);
}

function writeService(folder: string, name: string, priority?: string): void {
  const route = `{ host: ${name}${priority === undefined ? '' : `, priority: ${priority}`} }`;
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(
    join(folder, name, 'service.yaml'),
    `name: ${name}\nsource: { path: . }\ndatabase: true\nsecrets: [SESSION_KEY]\nroutes: [${route}]\n`,
  );
}
