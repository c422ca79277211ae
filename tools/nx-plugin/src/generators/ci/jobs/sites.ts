import { githubEnvironmentName, githubImageRoleName } from '@careplane/config';
import { IMAGE_OUTPUT } from '@careplane/pipeline/builds';
import { sitePackBuild, siteReleaseBuild, siteScanBuild } from '../site-builds';
import { COMMIT_CHECKOUT } from '../script';
import type { CiScope, CiTarget } from '../target';
import type { Job } from './job';
import { after, concurrency, FOUR_HOURS, ONE_HOUR, permissions, sharedBefore } from './job';
import { BUILT, checkout, credentials, download, nodeSetup, run, upload } from './job-steps';

/** The jobs that build, scan and release static sites in an environment. */
export function siteJobs(target: CiTarget, scope: CiScope): Job[] {
  const { platform, packages } = target;
  const { name, environment } = scope;
  if (environment === undefined) return [];
  const matrix = [
    'strategy:',
    '  fail-fast: false',
    '  matrix:',
    `    include: \${{ fromJSON(needs.check-${name}.outputs.sites) }}`,
  ];
  const service = { SERVICE: '${{ matrix.service }}' };
  const group = (job: string) => `site-${job}-${platform}-${name}-\${{ matrix.service }}`;
  return [
    {
      id: `site-build-${name}`,
      head: [
        `name: build the site \${{ matrix.service }} for ${name}`,
        `needs: check-${name}`,
        `if: needs.check-${name}.outputs.sites != '[]'`,
        'runs-on: ubuntu-24.04',
        'timeout-minutes: 60',
        ...matrix,
        ...concurrency(group('build'), true),
        ...permissions('contents: read'),
      ],
      steps: [
        checkout('one commit'),
        ...nodeSetup('${{ matrix.node }}'),
        ...(packages.setup.length === 0 ? [] : [packages.setup.join('\n')]),
        `- name: Install the workspace\n  run: ${packages.install}`,
        run('Build and pack the site', sitePackBuild(target, scope), { variables: service }),
        upload(`site-${name}-\${{ matrix.service }}`, IMAGE_OUTPUT, 1),
      ],
    },
    {
      id: `site-scan-${name}`,
      head: [
        `name: scan and push the site \${{ matrix.service }} for ${name}`,
        '# After the stacks: they have the image repository, and say how the site is released.',
        ...after(
          [`check-${name}`, `site-build-${name}`],
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
        download(`site-${name}-\${{ matrix.service }}`, BUILT),
        ...credentials(target, githubImageRoleName(platform, name, 'scan'), ONE_HOUR),
        run(
          'Scan, publish what was found, and push what the gate lets through',
          siteScanBuild(target, scope, environment),
          { variables: service, input: BUILT },
        ),
        upload(`scanned-site-${name}-\${{ matrix.service }}`, 'scanned'),
      ],
    },
    {
      id: `site-deploy-${name}`,
      head: [
        `name: release the site \${{ matrix.service }} to ${name}`,
        ...after([`check-${name}`, `site-scan-${name}`], []),
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
        download(`scanned-site-${name}-\${{ matrix.service }}`, 'scanned'),
        ...credentials(target, githubImageRoleName(platform, name, 'deploy'), FOUR_HOURS),
        run('Release the site by its digest', siteReleaseBuild(target, scope, environment), {
          variables: { ...service, GH_TOKEN: '${{ github.token }}' },
        }),
      ],
    },
  ];
}
