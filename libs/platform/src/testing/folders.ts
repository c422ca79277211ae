import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Root of this repository. */
export const REPOSITORY = resolve(__dirname, '../../../..');

/** The reference platform. */
export const MEDMO = join(REPOSITORY, 'apps/medmo');

/** A temporary folder with these files, by their paths in it; gone after the tests of the file. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'careplane-deploy-')));
  made.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** The reference platform in a place of its own. */
export function copyOfMedmo(): string {
  const folder = join(folderWith(), 'medmo');
  cpSync(MEDMO, folder, { recursive: true });
  return folder;
}

/** The platform with every kind of workload, and with queues. */
export function lab(): string {
  return platformOf('lab', ['intake', 'matcher', 'letters', 'nightly', 'monthly', 'portal']);
}

/** The platform whose services call each other. */
export function ward(): string {
  return platformOf('ward', ['desk', 'api', 'records', 'rounds', 'census', 'stranger']);
}

function platformOf(name: string, services: readonly string[]): string {
  const folder = folderWith();
  cpSync(join(__dirname, name, 'platform.yml'), join(folder, 'platform.yaml'));
  for (const service of services) {
    mkdirSync(join(folder, service));
    cpSync(join(__dirname, name, `${service}.yml`), join(folder, service, 'service.yaml'));
    writeFileSync(join(folder, service, 'Dockerfile'), 'FROM scratch\n');
  }
  return folder;
}

/** The platform that uses what medmo does not. */
export function clinic(): string {
  const folder = folderWith();
  mkdirSync(join(folder, 'portal/docker'), { recursive: true });
  writeFileSync(join(folder, 'portal/docker/Dockerfile'), 'FROM scratch\n');
  writeFileSync(join(folder, 'portal/exceptions.yaml'), 'exceptions: []\n');
  cpSync(join(__dirname, 'clinic/platform.yml'), join(folder, 'platform.yaml'));
  cpSync(join(__dirname, 'clinic/portal.yml'), join(folder, 'portal/service.yaml'));
  return folder;
}
