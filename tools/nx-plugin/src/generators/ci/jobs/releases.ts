import { githubEnvironmentName, githubImageRoleName } from '@careplane/config';
import { IMAGE_OUTPUT } from '@careplane/pipeline/builds';
import type { Build } from '@careplane/pipeline/builds';
import { COMMIT_CHECKOUT } from '../script';
import type { CiEnvironment, CiScope, CiTarget } from '../target';
import type { Job } from './job';
import { after, concurrency, FOUR_HOURS, ONE_HOUR, permissions, sharedBefore } from './job';
import { BUILT, checkout, credentials, download, nodeSetup, run, upload } from './job-steps';

/** Variable of a job of one service. */
export const SERVICE = { SERVICE: '${{ matrix.service }}' };

/** What is built, scanned and released: the image of a service, or a static site. The jobs differ in nothing else. */
export interface Releasable {
  /** What the ids of the jobs begin with. */
  readonly kind: 'image' | 'site';
  /** Names of the jobs and of what they do; `${{ matrix.service }}` is the service. */
  readonly build: {
    readonly name: string;
    readonly runsOn: string;
    readonly nodeVersion?: string;
    readonly step: string;
  };
  readonly scan: { readonly name: string; readonly why: string; readonly build: (environment: CiEnvironment) => Build };
  readonly deploy: {
    readonly name: string;
    readonly step: string;
    readonly build: (environment: CiEnvironment) => Build;
  };
}

/** The jobs that build, scan and release in an environment: one of each for every service that the check has chosen. */
export function releaseJobs(target: CiTarget, scope: CiScope, { kind, build, scan, deploy }: Releasable): Job[] {
  const { platform, packages } = target;
  const { name, environment } = scope;
  if (environment === undefined) return [];
  const chosen = `needs.check-${name}.outputs.${kind}s`;
  const matrix = ['strategy:', '  fail-fast: false', '  matrix:', `    include: \${{ fromJSON(${chosen}) }}`];
  const group = (job: string) => `${kind}-${job}-${platform}-${name}-\${{ matrix.service }}`;
  const built = `${kind}-${name}-\${{ matrix.service }}`;
  const scanned = `scanned-${kind === 'image' ? '' : `${kind}-`}${name}-\${{ matrix.service }}`;
  return [
    {
      id: `${kind}-build-${name}`,
      head: [
        `name: ${build.name}`,
        `needs: check-${name}`,
        `if: ${chosen} != '[]'`,
        `runs-on: ${build.runsOn}`,
        'timeout-minutes: 60',
        ...matrix,
        ...concurrency(group('build'), true),
        ...permissions('contents: read'),
      ],
      steps: [
        checkout('one commit'),
        ...nodeSetup(build.nodeVersion),
        ...(packages.setup.length === 0 ? [] : [packages.setup.join('\n')]),
        `- name: Install the workspace\n  run: ${packages.install}`,
        build.step,
        upload(built, IMAGE_OUTPUT, 1),
      ],
    },
    {
      id: `${kind}-scan-${name}`,
      head: [
        `name: ${scan.name}`,
        `# After the stacks: ${scan.why}`,
        ...after(
          [`check-${name}`, `${kind}-build-${name}`],
          [...sharedBefore(target, scope), `prepare-${name}`, `deploy-${name}`],
        ),
        'runs-on: ubuntu-24.04',
        'timeout-minutes: 60',
        ...matrix,
        ...concurrency(group('scan'), false),
        ...permissions('contents: read', 'id-token: write'),
      ],
      steps: [
        // First, so that nothing of what was built can be in the way of git.
        checkout('one commit', COMMIT_CHECKOUT),
        ...nodeSetup(),
        download(built, BUILT),
        ...credentials(target, githubImageRoleName(platform, name, 'scan'), ONE_HOUR),
        run('Scan, publish what was found, and push what the gate lets through', scan.build(environment), {
          variables: SERVICE,
          input: BUILT,
        }),
        upload(scanned, 'scanned'),
      ],
    },
    {
      id: `${kind}-deploy-${name}`,
      head: [
        `name: ${deploy.name}`,
        ...after([`check-${name}`, `${kind}-scan-${name}`], []),
        'runs-on: ubuntu-24.04',
        'timeout-minutes: 90',
        ...matrix,
        '# Waits here until the reviewers of this environment agree.',
        `environment: ${githubEnvironmentName(platform, name)}`,
        ...concurrency(group('deploy'), false),
        ...permissions('actions: read', 'id-token: write'),
      ],
      steps: [
        ...nodeSetup(),
        download(scanned, 'scanned'),
        ...credentials(target, githubImageRoleName(platform, name, 'deploy'), FOUR_HOURS),
        run(deploy.step, deploy.build(environment), {
          variables: { ...SERVICE, GH_TOKEN: '${{ github.token }}' },
        }),
      ],
    },
  ];
}
