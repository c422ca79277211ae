import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployPlatformBuild, preparePlatformBuild } from './platform-builds';
import { namesIn, pack } from './testing/archive';
import { TRIVY } from './testing/builds';
import { machineWith, runBuild } from './testing/run-build';
import type { Machine, Ran } from './testing/run-build';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const BASE = 'fedcba9876543210fedcba9876543210fedcba98';
const RUN = {
  COMMIT,
  EXECUTION: 'run-1',
  PIPELINE: 'acme-main-prd-CFN',
  PLATFORM: 'acme',
  ACCOUNT: '111122223333',
  SCAN_REGION: 'us-east-2',
  EVIDENCE_BUCKET: 'evidence',
  EVIDENCE_PREFIX: 'acme/main',
};

/** Fails when the arguments hold $FAIL, and says one base or another, as the variable says. */
const NPX = `case "$*" in *"$FAIL"*) test -z "$FAIL" || exit 1 ;; esac
case "$*" in
  "careplane base"*) echo "$FOUND" ;;
  *"-t synth"*) test -n "$AFFECTED" || mkdir -p dist/assemblies "$CAREPLANE_CHANGE_SETS" ;;
  *config*) mkdir -p "$WORK/templates" ;;
esac`;

function machine(): Machine {
  const made = machineWith({
    curl: `while test "$1" != --output; do shift; done; cp "${'$0'}.archive" "$2"`,
    npm: 'mkdir -p node_modules',
    npx: NPX,
    aws: 'case "$*" in *--query*) echo "$APPROVALS" ;; esac',
  });
  const folder = join(made.folder, 'archive');
  mkdirSync(folder);
  writeFileSync(join(folder, 'trivy'), '#!/bin/sh\n');
  pack(join(made.folder, 'bin/curl.archive'), folder, 'trivy');
  return made;
}

function prepare(made: Machine, variables: Readonly<Record<string, string>> = {}): Ran {
  const archive = readFileSync(join(made.folder, 'bin/curl.archive'));
  return runBuild(made, preparePlatformBuild('apps/acme', TRIVY), {
    ...RUN,
    FAIL: '',
    AFFECTED: '',
    FOUND: BASE,
    TRIVY_SHA256: createHash('sha256').update(archive).digest('hex'),
    ...variables,
  });
}

const evidenceOf = ({ calls }: Ran, kept: string) =>
  calls.filter((call) => call.startsWith('aws s3 cp') && call.includes(`/prepared/${kept}`));
const toolkit = ({ calls }: Ran) => calls.filter((call) => /^np[mx] /.test(call));

describe('preparing', () => {
  it('finds the base once, checks everything and has the change sets written down, and hands on base, file and checksum', () => {
    const made = machine();
    const ran = prepare(made);
    expect({ ...ran, calls: toolkit(ran).map((call) => call.replace(/ --out .*/, '')) }).toMatchObject({
      succeeded: true,
      calls: [
        'npm ci --no-audit --no-fund',
        'npx careplane base apps/acme',
        `npx nx affected -t synth check cost diff --base=${BASE} --head=HEAD --output-style=static`,
        'npx careplane-scan config dist/assemblies',
      ],
      exported: { BASE, WORKSPACE_SHA256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    });
    const file = join(made.source, 'careplane-workspace/workspace.tar.gz');
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(ran.exported['WORKSPACE_SHA256']);
    const names = namesIn(file);
    expect(names).toEqual(expect.arrayContaining(['./dist/assemblies/', './dist/change-sets/']));
    expect(names.filter((name) => name.includes('node_modules'))).toEqual([]);
  });

  it.each([
    ['a check fails', '-t synth', 'report.txt'],
    ['Trivy’s checks say no', 'careplane-scan', 'templates'],
  ])('hands nothing on when %s, and keeps the report all the same', (_, fail, kept) => {
    const ran = prepare(machine(), { FAIL: fail });
    expect(ran).toMatchObject({ succeeded: false, exported: {} });
    expect(evidenceOf(ran, kept)).toHaveLength(1);
  });

  it('keeps the change sets as evidence, where there are any', () => {
    expect(evidenceOf(prepare(machine()), 'change-sets')).toHaveLength(1);
    const none = prepare(machine(), { AFFECTED: 'none' });
    expect({ succeeded: none.succeeded, kept: evidenceOf(none, 'change-sets') }).toEqual({ succeeded: true, kept: [] });
  });

  it.each([[''], ['--base'], ['HEAD~1'], [`${BASE} --skip`]])('stops when careplane base answers %j', (found) => {
    const ran = prepare(machine(), { FOUND: found });
    expect(ran.succeeded).toBe(false);
    expect(toolkit(ran).filter((call) => call.includes('affected'))).toEqual([]);
  });

  it('stops at a Trivy with other bytes, before anything else', () => {
    const ran = prepare(machine(), { TRIVY_SHA256: '0'.repeat(64) });
    expect({ succeeded: ran.succeeded, toolkit: toolkit(ran) }).toEqual({ succeeded: false, toolkit: [] });
  });
});

describe('deploying', () => {
  /** What was prepared arrives as the source of the second build. */
  function prepared(): { made: Machine; sha256: string } {
    const first = machine();
    const sha256 = prepare(first).exported['WORKSPACE_SHA256'] ?? '';
    const made = machine();
    copyFileSync(join(first.source, 'careplane-workspace/workspace.tar.gz'), join(made.source, 'workspace.tar.gz'));
    return { made, sha256 };
  }

  const deploy = (made: Machine, variables: Readonly<Record<string, string>>) =>
    runBuild(made, deployPlatformBuild(), { ...RUN, FAIL: '', FOUND: '', BASE, APPROVALS: '1', ...variables });

  it('unpacks what was prepared and executes it, without a synthesis', () => {
    const { made, sha256 } = prepared();
    const ran = deploy(made, { WORKSPACE_SHA256: sha256 });
    expect({ succeeded: ran.succeeded, toolkit: toolkit(ran) }).toEqual({
      succeeded: true,
      toolkit: [
        'npm ci --ignore-scripts --no-audit --no-fund',
        `npx nx affected -t deploy --base=${BASE} --head=HEAD --output-style=static --exclude-task-dependencies`,
      ],
    });
    expect(ran.calls.filter((call) => call.includes('s3://evidence/acme/main'))).toHaveLength(1);
  });

  it.each<[why: string, variables: Readonly<Record<string, string>>]>([
    ['the file is another one', { WORKSPACE_SHA256: '0'.repeat(64) }],
    ['nobody has approved this run', { APPROVALS: '0' }],
    ['the record cannot be read', { APPROVALS: '' }],
    ['the base is no revision', { BASE: '--base=x' }],
  ])('does nothing when %s', (_, variables) => {
    const { made, sha256 } = prepared();
    const ran = deploy(made, { WORKSPACE_SHA256: sha256, ...variables });
    expect({ succeeded: ran.succeeded, toolkit: toolkit(ran) }).toEqual({ succeeded: false, toolkit: [] });
  });
});
