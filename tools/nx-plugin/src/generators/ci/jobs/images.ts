import { githubEnvironmentName, githubImageRoleName } from '@careplane/config';
import { IMAGE_ARCHIVE, IMAGE_OUTPUT } from '@careplane/pipeline/builds';
import { imageDeployBuild, imageScanBuild } from '../builds';
import { COMMIT_CHECKOUT } from '../script';
import type { CiScope, CiTarget } from '../target';
import { indented, variableLines } from '../yaml-lines';
import type { Job } from './job';
import { concurrency, permissions, after, sharedBefore, ONE_HOUR, FOUR_HOURS } from './job';
import { BUILT, checkout, nodeSetup, upload, download, credentials, run } from './job-steps';

export function imageJobs(target: CiTarget, scope: CiScope): Job[] {
  const { platform, packages } = target;
  const { name, environment } = scope;
  if (environment === undefined) return [];
  const matrix = [
    'strategy:',
    '  fail-fast: false',
    '  matrix:',
    `    include: \${{ fromJSON(needs.check-${name}.outputs.images) }}`,
  ];
  const service = { SERVICE: '${{ matrix.service }}' };
  const group = (job: string) => `image-${job}-${platform}-${name}-\${{ matrix.service }}`;
  return [
    {
      id: `image-build-${name}`,
      head: [
        `name: build \${{ matrix.service }} for ${name}`,
        `needs: check-${name}`,
        `if: needs.check-${name}.outputs.images != '[]'`,
        'runs-on: ${{ matrix.runner }}',
        'timeout-minutes: 60',
        ...matrix,
        ...concurrency(group('build'), true),
        ...permissions('contents: read'),
      ],
      steps: [
        checkout('one commit'),
        ...nodeSetup(),
        ...(packages.setup.length === 0 ? [] : [packages.setup.join('\n')]),
        `- name: Install the workspace\n  run: ${packages.install}`,
        [
          '- name: Build the image',
          '  env:',
          indented(variableLines(service), 4),
          '  run: |',
          `    ${packages.exec} nx image "${platform}-$SERVICE" --tool=docker --pull --revision="$GITHUB_SHA" --archive=${IMAGE_OUTPUT}/${IMAGE_ARCHIVE}`,
        ].join('\n'),
        upload(`image-${name}-\${{ matrix.service }}`, IMAGE_OUTPUT, 1),
      ],
    },
    {
      id: `image-scan-${name}`,
      head: [
        `name: scan and push \${{ matrix.service }} for ${name}`,
        '# After the stacks: they have the image repository.',
        ...after(
          [`check-${name}`, `image-build-${name}`],
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
        download(`image-${name}-\${{ matrix.service }}`, BUILT),
        ...credentials(target, githubImageRoleName(platform, name, 'scan'), ONE_HOUR),
        run(
          'Scan, publish what was found, and push what the gate lets through',
          imageScanBuild(target, scope, environment),
          { variables: service, input: BUILT },
        ),
        upload(`scanned-${name}-\${{ matrix.service }}`, 'scanned'),
      ],
    },
    {
      id: `image-deploy-${name}`,
      head: [
        `name: deploy \${{ matrix.service }} to ${name}`,
        ...after([`check-${name}`, `image-scan-${name}`], []),
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
        download(`scanned-${name}-\${{ matrix.service }}`, 'scanned'),
        ...credentials(target, githubImageRoleName(platform, name, 'deploy'), FOUR_HOURS),
        run('Deploy the image by its digest', imageDeployBuild(target, scope, environment), {
          variables: { ...service, GH_TOKEN: '${{ github.token }}' },
        }),
      ],
    },
  ];
}
