import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkPlatformBuild, deployPlatformBuild, preparePlatformBuild } from './platform-builds';
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
  CAREPLANE_BUCKET: 'assets',
  CAREPLANE_KEY: 'acme/command/1.tar.gz',
};

/** Fails when the arguments hold $FAIL; synthesizes two units unless nothing is affected. */
const NPX = `case "$*" in *"$FAIL"*) test -z "$FAIL" || exit 1 ;; esac
case "$*" in
  "careplane base"*) echo "$FOUND" ;;
  *"-t synth"*) test -n "$AFFECTED" || { mkdir -p dist/assemblies/acme dist/assemblies/acme-api && touch dist/assemblies/acme/manifest.json dist/assemblies/acme-api/manifest.json; } ;;
  *config*) mkdir -p "$WORK/checks/templates" && echo '{}' > "$WORK/checks/templates/verdict.json" ;;
esac`;
/** The published command: notes its arguments as any program does; a diff writes down one change set. */
const NODE = `case "$2" in
  diff) test "$FAIL" != diff || exit 1; mkdir -p change-sets/acme && echo '{}' > change-sets/acme/staging.json && echo "acme-network 3 added" ;;
esac`;
/** A download of one archive, whatever is asked for; the CLI answers who approved, who wrote the commit, and how many approvals there are. */
const AWS = `case "$*" in
  *updatedBy*) echo arn:aws:iam::111122223333:user/sam ;;
  *get-commit*) printf 'dora@acme.example\\tDora\\tdora@acme.example\\tDora\\n' ;;
  *get-branch*) echo ${COMMIT} ;;
  *--query*) echo "$APPROVALS" ;;
  "s3 cp --only-show-errors s3://assets/"*) cp "$0.archive" "$5" ;;
esac`;

function machine(): Machine {
  const made = machineWith({
    curl: `while test "$1" != --output; do shift; done; cp "$0.archive" "$2"`,
    npm: 'mkdir -p node_modules',
    npx: NPX,
    node: NODE,
    aws: AWS,
    python3: `mkdir -p "$3/bin"
echo '#!/bin/sh' | tee "$3/bin/pip" > "$3/bin/cfn-lint"
echo 'echo "pip $*" >> "$LOG"' >> "$3/bin/pip"
chmod 755 "$3/bin/pip" "$3/bin/cfn-lint"`,
  });
  writeFileSync(join(made.source, 'package-lock.json'), '{}');
  download(made, 'curl', 'trivy', 'trivy');
  download(made, 'aws', 'careplane', 'bin/careplane.js');
  const workspace = join(made.source, 'apps/acme/api');
  mkdirSync(join(workspace, 'node_modules'), { recursive: true });
  for (const file of ['../platform.yaml', 'service.yaml', 'index.js', 'node_modules/other.yaml']) {
    writeFileSync(join(workspace, file), '');
  }
  return made;
}

/** The archive that a program downloads. */
function download(made: Machine, program: string, name: string, file: string): void {
  const folder = join(made.folder, `archive-${name}`);
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), '#!/bin/sh\n');
  pack(join(made.folder, `bin/${program}.archive`), folder, file);
}

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

function check(made: Machine, variables: Readonly<Record<string, string>> = {}): Ran {
  return runBuild(made, checkPlatformBuild('apps/acme', TRIVY), {
    ...RUN,
    LOG: join(made.folder, 'log'),
    FAIL: '',
    AFFECTED: '',
    FOUND: BASE,
    TRIVY_SHA256: sha256(join(made.folder, 'bin/curl.archive')),
    ...variables,
  });
}

/** What a build hands on arrives as the source of the next one: files, and no folder that has none. */
function next(first: Machine, output: string): Machine {
  const made = machine();
  cpSync(join(first.source, output), made.source, { recursive: true });
  return made;
}

function checked(variables: Readonly<Record<string, string>> = {}): Machine {
  const first = machine();
  check(first, variables);
  return next(first, 'careplane-checked');
}

function prepare(made: Machine, variables: Readonly<Record<string, string>> = {}): Ran {
  const CAREPLANE_SHA256 = sha256(join(made.folder, 'bin/aws.archive'));
  return runBuild(made, preparePlatformBuild('apps/acme'), { ...RUN, FAIL: '', CAREPLANE_SHA256, ...variables });
}

const toolkit = ({ calls }: Ran) => calls.filter((call) => /^np[mx] /.test(call));
/** Arguments of the published command, without the folder that it was unpacked into. */
const published = ({ calls }: Ran) =>
  calls
    .filter((call) => call.startsWith('node '))
    .map((call) =>
      call
        .replace(/^node \S*\/bin\/careplane\.js /, '')
        // The shell lists folders in the order of the machine's language.
        .replace(/(?:--unit=\S+ )+/, (units) => `${units.trim().split(' ').sort().join(' ')} `),
    );
const evidence = ({ calls }: Ran, kept: string) =>
  calls.filter((call) => call.startsWith('aws s3 cp') && call.includes(`/prepared/${kept}`));

describe('checking', () => {
  it('runs no install script, finds the base, and asks for a verdict of every judge', () => {
    const ran = check(machine());
    expect({ succeeded: ran.succeeded, calls: toolkit(ran).map((call) => call.replace(/ --out .*/, '')) }).toEqual({
      succeeded: true,
      calls: [
        'npm ci --ignore-scripts --no-audit --no-fund',
        'npm run bundle --if-present --silent',
        'npx careplane base apps/acme',
        `npx nx affected -t synth cost --base=${BASE} --head=HEAD --exclude=*,!tag:platform:acme --output-style=static`,
        `npx nx affected -t check --base=${BASE} --head=HEAD --exclude=*,!tag:platform:acme --output-style=static --all-judges`,
        'npx careplane-scan config dist/assemblies',
      ],
    });
  });

  it('installs cfn-lint by the checksums of its packages, and of nothing else', () => {
    const [call = ''] = check(machine()).calls.filter((each) => each.startsWith('pip '));
    expect(call).toMatch(/ --only-binary :all: --no-deps --require-hashes --requirement \S+requirements\.txt$/);
  });

  it('hands on assemblies, YAML and its report, and no code', () => {
    const made = checked();
    expect(readdirSync(made.source, { recursive: true }).map(String).sort()).toEqual(
      expect.arrayContaining([
        'assemblies/acme/manifest.json',
        'assemblies/acme-api/manifest.json',
        'checks/report.txt',
        'checks/templates/verdict.json',
        'workspace/apps/acme/api/service.yaml',
        'workspace/apps/acme/platform.yaml',
      ]),
    );
    const files = readdirSync(join(made.source, 'workspace'), { recursive: true }).map(String);
    expect(files.filter((file) => /node_modules|\.js$/.test(file))).toEqual([]);
  });

  it('calls AWS for the ledger only, and writes nothing there', () => {
    const { calls } = check(machine());
    expect(calls.filter((call) => call.startsWith('aws '))).toEqual([]);
  });

  it.each([
    ['a judge says no, or did not run', '-t check'],
    ['something cannot be synthesized or costs too much', '-t synth'],
    ['a secret is in a template', 'careplane-scan'],
  ])('fails when %s, after both have spoken', (_, FAIL) => {
    const ran = check(machine(), { FAIL });
    expect(ran.succeeded).toBe(false);
    expect(toolkit(ran).filter((call) => call.includes('nx affected'))).toHaveLength(2);
  });

  it.each([[''], ['--base'], ['HEAD~1'], [`${BASE} --skip`]])('stops when careplane base answers %j', (FOUND) => {
    const ran = check(machine(), { FOUND });
    expect(ran.succeeded).toBe(false);
    expect(toolkit(ran).filter((call) => call.includes('affected'))).toEqual([]);
  });

  it('stops at a Trivy with other bytes, before anything else', () => {
    const ran = check(machine(), { TRIVY_SHA256: '0'.repeat(64) });
    expect({ succeeded: ran.succeeded, toolkit: toolkit(ran) }).toEqual({ succeeded: false, toolkit: [] });
    expect(ran.output).toMatch(
      /\.tar\.gz has the SHA-256 [0-9a-f]{64}, and only 0{64} is allowed\.\nNothing in it was run\. Start the build again\./,
    );
  });
});

describe('preparing', () => {
  it('runs the published command and nothing of the workspace, on the units that were handed on', () => {
    const ran = prepare(checked());
    expect({ succeeded: ran.succeeded, toolkit: toolkit(ran), published: published(ran) }).toEqual({
      succeeded: true,
      toolkit: [],
      published: [
        `diff workspace/apps/acme --unit=acme --unit=acme-api --assembly assemblies --change-sets change-sets --revision ${COMMIT}`,
      ],
    });
  });

  it('keeps report, change sets and the result of the check as evidence, and hands on the checksum of what goes on', () => {
    const made = checked();
    const ran = prepare(made);
    expect(['report.txt', 'change-sets', 'checks'].map((kept) => evidence(ran, kept).length)).toEqual([1, 1, 1]);
    const file = join(made.source, 'careplane-prepared/prepared.tar.gz');
    expect(ran.exported['PREPARED_SHA256']).toBe(sha256(file));
    expect(ran.exported['REPORT_SHA256']).toMatch(/^[0-9a-f]{64}$/);
    const names = namesIn(file);
    expect(names).toEqual(
      expect.arrayContaining(['change-sets/acme/staging.json', 'workspace/apps/acme/platform.yaml']),
    );
    expect(names.filter((name) => name.startsWith('checks'))).toEqual([]);
  });

  it('makes nothing, and says so, when no unit is affected', () => {
    const ran = prepare(checked({ AFFECTED: 'none' }));
    expect({ succeeded: ran.succeeded, published: published(ran) }).toEqual({ succeeded: true, published: [] });
    expect(ran.output).toContain('No unit is affected');
  });

  it('hands nothing on when the change sets cannot be made, and keeps the report all the same', () => {
    const ran = prepare(checked(), { FAIL: 'diff' });
    expect(ran).toMatchObject({ succeeded: false, exported: {} });
    expect(evidence(ran, 'report.txt')).toHaveLength(1);
  });

  it('stops at a command with other bytes', () => {
    const made = checked();
    const ran = prepare(made, { CAREPLANE_SHA256: '0'.repeat(64) });
    expect({ succeeded: ran.succeeded, published: published(ran) }).toEqual({ succeeded: false, published: [] });
    expect(ran.output).toContain(
      's3://assets/acme/command/1.tar.gz has the SHA-256 ' +
        `${sha256(join(made.folder, 'bin/aws.archive'))}, and only ${'0'.repeat(64)} is allowed.\nNothing in it was run. ` +
        'Publish the command again, with the credentials of an administrator: careplane bootstrap apps/acme --run',
    );
  });

  it('stops at a link among the files: it could lead out of the folder', () => {
    const made = checked();
    symlinkSync('/etc/passwd', join(made.source, 'assemblies/acme/passwd'));
    const ran = prepare(made);
    expect({ succeeded: ran.succeeded, published: published(ran) }).toEqual({ succeeded: false, published: [] });
  });

  it('takes the name of a folder for the name of a unit, and never for an option', () => {
    const made = checked();
    mkdirSync(join(made.source, 'assemblies/--change-sets=x'));
    expect(published(prepare(made))[0]).toContain(' --unit=--change-sets=x ');
  });
});

describe('deploying', () => {
  function prepared(): { made: Machine; PREPARED_SHA256: string } {
    const first = checked();
    const { PREPARED_SHA256 = '' } = prepare(first).exported;
    return { made: next(first, 'careplane-prepared'), PREPARED_SHA256 };
  }

  const deploy = (made: Machine, variables: Readonly<Record<string, string>>) =>
    runBuild(made, deployPlatformBuild('apps/acme'), {
      ...RUN,
      FAIL: '',
      APPROVALS: '1',
      CAREPLANE_SHA256: sha256(join(made.folder, 'bin/aws.archive')),
      ...variables,
    });

  it('executes what was prepared, with the published command and nothing of the workspace', () => {
    const { made, PREPARED_SHA256 } = prepared();
    const ran = deploy(made, { PREPARED_SHA256 });
    expect({ succeeded: ran.succeeded, toolkit: toolkit(ran), published: published(ran) }).toEqual({
      succeeded: true,
      toolkit: [],
      published: [
        `deploy workspace/apps/acme --unit=acme --unit=acme-api --assembly assemblies --change-sets change-sets --revision ${COMMIT}`,
      ],
    });
    expect(ran.calls.filter((call) => call.includes('s3://evidence/acme/main'))).toHaveLength(1);
  });

  it.each<[why: string, variables: Readonly<Record<string, string>>]>([
    ['the file is another one', { PREPARED_SHA256: '0'.repeat(64) }],
    ['this run is not approved', { APPROVALS: '0' }],
    ['the record cannot be read', { APPROVALS: '' }],
    ['the command is another one', { CAREPLANE_SHA256: '0'.repeat(64) }],
    ['the branch does not have the commit', { COMMIT: 'e'.repeat(40) }],
  ])('does nothing when %s', (_, variables) => {
    const { made, PREPARED_SHA256 } = prepared();
    const ran = deploy(made, { PREPARED_SHA256, ...variables });
    expect({ succeeded: ran.succeeded, published: published(ran) }).toEqual({ succeeded: false, published: [] });
  });
});
