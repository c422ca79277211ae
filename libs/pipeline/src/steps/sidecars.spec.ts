import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineWith, runBuild } from '../testing/run-build';
import type { Ran } from '../testing/run-build';
import {
  compareSidecars,
  copySidecars,
  deployWithSidecars,
  pointSidecarTags,
  rescanSidecars,
  sidecarsVariable,
  takeSidecars,
} from './sidecars';
import type { Step } from '../buildspec';

const DIGEST = `sha256:${'0f'.repeat(32)}`;
const OTHER = `sha256:${'1e'.repeat(32)}`;
const IMAGE = `sha256:${'2d'.repeat(32)}`;
const TWO = sidecarsVariable(
  [
    { name: 'proxy', source: 'public.ecr.aws/nginx/nginx', digest: DIGEST },
    { name: 'log-router', source: 'public.ecr.aws/x/router', digest: OTHER },
  ],
  'x86_64',
);

/** What the world answers; each is a line of shell. */
interface World {
  /** Digests that crane tells, by a pattern of its last argument. */
  readonly digests?: string;
  readonly config?: string;
  readonly gate?: string;
  readonly publish?: string;
  readonly aws?: string;
}

function run(
  steps: readonly Step[],
  world: World = {},
  variables: Readonly<Record<string, string>> = {},
  exports: string[] = [],
): Ran {
  const machine = machineWith({
    crane: `case "$1 $*" in
  *digest*) case "$*" in ${world.digests ?? `*registry*) test -f "$WORK/pushed-$(printf %s "$2" | tr -c 'a-z0-9\\n' -)" || exit 1 ;;`} esac; printf '%s\\n' "\${3:-$2}" "\${4:-}" | grep -o 'sha256:[0-9a-f]*' ;;
  *config*) echo '${world.config ?? '{"os":"linux","architecture":"amd64"}'}' ;;
  *push*) touch "$WORK/pushed-$(printf %s "$3" | tr -c 'a-z0-9\\n' -)" ;;
esac`,
    'careplane-scan': `case "$1" in gate) ${world.gate ?? ':'} ;; publish) ${world.publish ?? ':'} ;; esac`,
    aws: world.aws ?? ':',
  });
  const work = join(machine.folder, 'work');
  mkdirSync(work);
  writeFileSync(join(work, 'parameters'), '');
  return runBuild(
    machine,
    { steps, variables: {}, exports },
    {
      WORK: work,
      SIDECARS: TWO,
      REGISTRY: 'registry.example',
      REPOSITORY: 'acme/api',
      ENVIRONMENT: 'staging',
      ACCOUNT: '111122223333',
      SCAN_REGION: 'us-east-2',
      EVIDENCE_BUCKET: 'evidence',
      EVIDENCE_PREFIX: 'acme/api/staging',
      EXECUTION: 'run-1',
      COMMIT: 'a'.repeat(40),
      BRANCH_TAG: 'develop',
      DIGEST: IMAGE,
      STACK: 'acme-api-staging',
      TARGET_REGION: 'us-east-2',
      ROLLOUT_ROLE_ARN: 'arn:aws:iam::111122223333:role/rollout',
      SOURCE_PATH: '.',
      EXCEPTIONS: '',
      ...variables,
    },
  );
}

const called = ({ calls }: Ran, what: string) => calls.filter((call) => call.includes(what));

describe('copies of sidecars', () => {
  it('are scanned in a stream of their own, kept as evidence, let through by the gate and pushed under their digest', () => {
    const ran = run([copySidecars], {}, {}, ['SIDECAR_DIGESTS']);
    expect(ran).toMatchObject({ succeeded: true });
    expect(ran.exported).toEqual({ SIDECAR_DIGESTS: `proxy=${DIGEST} log-router=${OTHER}` });
    expect(called(ran, 'crane pull')).toEqual([
      expect.stringMatching(/^crane pull --format=oci public\.ecr\.aws\/nginx\/nginx@sha256:0f/),
      expect.stringMatching(/^crane pull --format=oci public\.ecr\.aws\/x\/router@sha256:1e/),
    ]);
    expect(called(ran, 'careplane-scan image')[1]).toContain('--repository acme/api/log-router');
    expect(called(ran, 'aws s3 cp')[0]).toContain(
      `s3://evidence/acme/api/staging/${'a'.repeat(40)}/run-1/sidecars/proxy`,
    );
    expect(called(ran, 'crane push')[0]).toMatch(/registry\.example\/acme\/api\/proxy@sha256:0f/);
    expect(called(ran, 'crane tag')[0]).toBe(`crane tag registry.example/acme/api/proxy@${DIGEST} ${'a'.repeat(40)}`);
  });

  it('that are there are scanned again, and not pushed again', () => {
    const ran = run([copySidecars], { digests: 'nothing) ;;' });
    expect(ran.succeeded).toBe(true);
    expect(called(ran, 'crane pull')[0]).toContain('registry.example/acme/api/proxy@');
    expect(called(ran, 'careplane-scan gate')).toHaveLength(2);
    expect(called(ran, 'crane push')).toEqual([]);
  });

  it.each<[what: string, world: World, message: string]>([
    ['that the gate stops', { gate: 'exit 1' }, 'The gate stops the sidecar proxy'],
    ['whose findings are not published', { publish: 'exit 4' }, 'not every finding of the sidecar proxy'],
    ['without evidence', { aws: 'exit 1' }, 'the evidence of the sidecar proxy was not kept'],
    [
      'for another architecture',
      { config: '{"os":"linux","architecture":"arm64"}' },
      'is an image for linux/arm64, and the service runs on linux/amd64',
    ],
    [
      'by the digest of an index',
      { digests: `*registry*) exit 1 ;; *--platform*) echo ${IMAGE}; exit ;;` },
      `is an index of several images. Write ${IMAGE} in service.yaml, its image for linux/amd64.`,
    ],
    ['that cannot be read', { digests: '*) exit 1 ;;' }, 'cannot be read: public.ecr.aws/nginx/nginx@'],
  ])('%s stop the release, and nothing is pushed', (_, world, message) => {
    const ran = run([copySidecars], world);
    expect(ran.output).toContain(message);
    expect(ran.succeeded).toBe(false);
    expect(called(ran, 'crane push')).toEqual([]);
  });

  it('wait for published findings and evidence also when the gate stops them', () => {
    const ran = run([copySidecars], { gate: 'exit 1' });
    expect(called(ran, 'careplane-scan publish')).toHaveLength(1);
    expect(called(ran, 'aws s3 cp')).toHaveLength(1);
  });
});

describe('a deploy with sidecars', () => {
  const digests = { SIDECAR_DIGESTS: `proxy=${DIGEST} log-router=${OTHER}` };
  const answers = (parameters: string, statusAfter = '') =>
    `case "$*" in
  *"[].[ParameterKey,ParameterValue]"*) printf '${parameters}' ;;
  *"'SidecarProxyDigest'"*) echo ${statusAfter === '' ? DIGEST : statusAfter} ;;
  *"'SidecarLogRouterDigest'"*) echo ${OTHER} ;;
  *StackStatus*) echo UPDATE_COMPLETE ;;
esac`;
  const parameters = (proxy: string) =>
    `ImageDigest\\t${IMAGE}\\nSidecarProxyDigest\\t${proxy}\\nSidecarLogRouterDigest\\t${OTHER}\\nKey\\t/careplane/key\\n`;

  it('sets what is new in one change, and keeps every other parameter', () => {
    const ran = run(
      [takeSidecars, pointSidecarTags, deployWithSidecars, compareSidecars],
      {
        digests: 'nothing) ;;',
        aws: answers(parameters(OTHER)),
      },
      digests,
    );
    expect(ran).toMatchObject({ succeeded: true });
    expect(called(ran, 'update-stack')).toEqual([
      expect.stringContaining(
        `--parameters ParameterKey=ImageDigest,UsePreviousValue=true ParameterKey=SidecarProxyDigest,ParameterValue=${DIGEST} ParameterKey=SidecarLogRouterDigest,UsePreviousValue=true ParameterKey=Key,UsePreviousValue=true`,
      ),
    ]);
    expect(called(ran, 'crane tag')).toEqual([
      `crane tag registry.example/acme/api/proxy@${DIGEST} develop`,
      `crane tag registry.example/acme/api/log-router@${OTHER} develop`,
    ]);
  });

  it('changes nothing where everything runs already', () => {
    const ran = run([takeSidecars, deployWithSidecars], { aws: answers(parameters(DIGEST)) }, digests);
    expect(ran.succeeded).toBe(true);
    expect(called(ran, 'update-stack')).toEqual([]);
  });

  it('stops where the stack has no such sidecar, before anything is changed', () => {
    const ran = run([takeSidecars, deployWithSidecars], { aws: answers(`ImageDigest\\t${IMAGE}\\n`) }, digests);
    expect(ran.succeeded).toBe(false);
    expect(ran.output).toContain('The stack acme-api-staging has no sidecar proxy');
    expect(called(ran, 'update-stack')).toEqual([]);
  });

  it('fails where the stack then runs another sidecar', () => {
    const ran = run([takeSidecars, compareSidecars], { aws: answers('', OTHER) }, digests);
    expect(ran.succeeded).toBe(false);
  });

  it.each([`proxy=latest`, `../api=${DIGEST}`, `=${DIGEST}`])('takes no other text for a digest: %s', (text) => {
    expect(run([takeSidecars], {}, { SIDECAR_DIGESTS: text }).succeeded).toBe(false);
  });

  it('of a service without sidecars deploys the image alone', () => {
    const ran = run(
      [takeSidecars, pointSidecarTags, deployWithSidecars, compareSidecars],
      {
        aws: answers(`ImageDigest\\t${DIGEST}\\nKey\\t/k\\n`),
      },
      { SIDECAR_DIGESTS: '' },
    );
    expect(ran.succeeded).toBe(true);
    expect(called(ran, 'update-stack')[0]).toContain(`ParameterKey=ImageDigest,ParameterValue=${IMAGE}`);
  });
});

describe('every night', () => {
  const running = { digests: `*develop*) echo ${DIGEST}; exit ;;` };

  it('all running sidecars are scanned, and a new critical finding in the first fails the build after the last', () => {
    const ran = run([rescanSidecars], { ...running, publish: 'case "$*" in *proxy*) exit 1 ;; esac' });
    expect(called(ran, 'careplane-scan image')).toHaveLength(2);
    expect(called(ran, 'aws s3 cp')[0]).toContain('nightly/run-1/sidecars/proxy');
    expect(ran.output).toContain('Not clean: proxy');
    expect(ran.succeeded).toBe(false);
  });

  it('a sidecar that is not deployed yet is named', () => {
    const ran = run([rescanSidecars], { digests: '*) echo MANIFEST_UNKNOWN >&2; exit 1 ;;' });
    expect(ran.succeeded).toBe(true);
    expect(ran.output).toContain('The sidecar proxy is not deployed yet.');
  });

  it('a registry that does not answer fails the build', () => {
    expect(run([rescanSidecars], { digests: '*) echo TIMEOUT >&2; exit 1 ;;' }).succeeded).toBe(false);
  });
});
