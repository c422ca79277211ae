// What `nx scan` says of an image. A finding that service.yaml excepts no longer blocks, and does again when other exceptions are asked for.
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../../harness';
import { EXPRESS } from '../../scan/database';
import { scanned } from './looks-right';
import type { Verdict } from './looks-right';
import type { Stage } from '../stage';

/** An image in which nothing is known to be wrong. */
export function passes(stage: Stage, name: string): void {
  const { status, stdout, stderr, verdict } = scanned(stage, `acme-${name}`);
  report(`images: ${name}: nx scan lets it pass`, status === 0 && verdict?.passed === true, stdout + stderr);
}

/** @param name of the service whose image has the package with a vulnerability */
export function excepted(stage: Stage, name: string): void {
  const unit = `acme-${name}`;
  const ids = (findings: Verdict['blocked'] = []) => findings.map(({ finding }) => finding.rule).join(' ');
  const before = scanned(stage, unit);
  report(
    'images: nx scan blocks a known critical vulnerability of a package',
    before.status !== 0 && before.verdict?.passed === false && ids(before.verdict.blocked) === EXPRESS,
    before.stdout + before.stderr,
  );
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const folder = join(stage.workspace, 'apps/acme', name);
  const text = `exceptions:
  - id: ${EXPRESS}
    scope: { repository: acme/${name}, package: express }
    reason: There is no such vulnerability, it was made for a test.
    owner: platform@acme.example
    expires: ${tomorrow}
`;
  writeFileSync(join(folder, 'exceptions.yaml'), text);
  appendFileSync(join(folder, 'service.yaml'), 'image: { exceptions: exceptions.yaml }\n');
  const after = scanned(stage, unit);
  report(
    'images: what image.exceptions of service.yaml names no longer blocks, and is listed',
    after.status === 0 && after.verdict?.passed === true && ids(after.verdict.excepted) === EXPRESS,
    after.stdout + after.stderr,
  );
  writeFileSync(join(stage.workspace, 'none.yaml'), 'exceptions: []\n');
  const other = scanned(stage, unit, '--exceptions', 'none.yaml');
  report(
    'images: the option --exceptions comes before it',
    other.status !== 0 && ids(other.verdict?.blocked) === EXPRESS,
    other.stdout + other.stderr,
  );
}
