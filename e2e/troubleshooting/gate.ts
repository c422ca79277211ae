// The trees "The gate blocked an image" and "An exception has expired", from a stored report: the suite scan-gate scans real images.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../harness';
import type { Ran } from '../machine';
import type { Reader } from './follow';
import { shown } from './stacks';

const EXCEPTIONS = 'careplane-exceptions.yaml';
const DAY_MS = 86_400_000;
const day = (ahead: number): string => new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10);

/** A finding without a fix blocks; an exception lets the image pass; when it is over, the finding blocks again. */
export function gateBlocks(reader: Reader): void {
  const { world } = reader;
  const samples = 'docs/guides/samples';
  const stored = JSON.parse(readFileSync(join(world.clone, samples, 'trivy.json'), 'utf8')) as Stored;
  // The finding that has a fix is repaired, as the first answer says; the other one has none.
  for (const result of stored.Results)
    result.Vulnerabilities = result.Vulnerabilities.filter(({ FixedVersion }) => !FixedVersion);
  writeFileSync(join(world.clone, 'trivy.json'), JSON.stringify(stored));
  const scan =
    `npx careplane scan report trivy.json --complete --warnings ${samples}/trivy-warnings.txt --repository medmo/admin ` +
    `--environment production --account 111122223333 --region us-east-2 --exceptions ${EXCEPTIONS} --out scan`;
  write(reader, 'exceptions: []\n');
  const blocked = reader.type([scan]);
  report(
    'a finding without a fix blocks',
    blocked.status === 1 && /blocked +critical CVE-2026-1002/.test(blocked.stdout),
    shown(blocked),
  );

  const gate = reader.tree('The gate blocked an image').answers.get('There is no fix yet');
  const stillBlocked = reader.type(gate);
  report(
    'The gate blocked an image: the command decides again, and blocks without an exception',
    stillBlocked.status === 1,
    shown(stillBlocked),
  );
  write(reader, exception(day(30)));
  const passed = reader.type(gate);
  report(
    'The gate blocked an image: with an exception the same command passes',
    passed.status === 0 && passed.stdout.includes('excepted'),
    shown(passed),
  );

  write(reader, exception(day(-1)));
  const expired = reader.type(gate);
  const names = /expired/i.test(expired.stdout + expired.stderr) && namesOwner(expired);
  report(
    'An exception has expired: the image is blocked, and the report names it and its owner',
    expired.status === 1 && names,
    shown(expired),
  );
  write(reader, exception(day(60)));
  const renewed = reader.type(gate);
  report('An exception has expired: with a new day the image passes', renewed.status === 0, shown(renewed));
}

interface Stored {
  readonly Results: { Vulnerabilities: { readonly FixedVersion?: string }[] }[];
}

function namesOwner({ stdout, stderr }: Ran): boolean {
  return `${stdout}${stderr}`.includes('platform@medmo.example');
}

function exception(expires: string): string {
  return `exceptions:
  - id: CVE-2026-1002
    scope: { repository: medmo/admin, package: openssl }
    reason: There is no fix yet, and the service reads no certificates that others send.
    owner: platform@medmo.example
    expires: ${expires}
`;
}

function write({ world }: Reader, text: string): void {
  writeFileSync(join(world.clone, EXCEPTIONS), text);
}
