import { githubDeployRoleName, githubEnvironmentName } from '@careplane/config';
import { CHECKED_OUTPUT, PREPARED_OUTPUT, PYTHON } from '@careplane/pipeline/builds';
import { ACTIONS } from '../actions';
import { checkBuild, deployScopeBuild, prepareBuild } from '../builds';
import type { CiScope, CiTarget } from '../target';
import type { Job } from './job';
import { concurrency, permissions, cache, after, sharedBefore, planRole, ONE_HOUR, FOUR_HOURS } from './job';
import { checkout, nodeSetup, run, upload, download, credentials } from './job-steps';

export function check(target: CiTarget, scope: CiScope): Job {
  const { name, branch, environment } = scope;
  const images: Record<string, string> =
    environment === undefined ? {} : { IMAGES: `\${{ needs.base.outputs.images-${name} }}` };
  return {
    id: `check-${name}`,
    head: [
      `name: check ${name}`,
      'needs: base',
      `if: github.ref_name == '${branch}'`,
      'runs-on: ubuntu-24.04',
      'timeout-minutes: 60',
      ...concurrency(`check-${target.platform}-${name}`, true),
      ...permissions('contents: read'),
      ...cache(target),
      ...(environment === undefined ? [] : ['outputs:', '  images: ${{ steps.check.outputs.images }}']),
      ...(environment === undefined || !target.sites ? [] : ['  sites: ${{ steps.check.outputs.sites }}']),
    ],
    steps: [
      checkout('whole'),
      ...nodeSetup(),
      `- uses: ${ACTIONS.setupPython}\n  with:\n    python-version: '${PYTHON}'`,
      ...(target.packages.setup.length === 0 ? [] : [target.packages.setup.join('\n')]),
      `- name: Install the workspace\n  run: ${target.packages.install}`,
      run('Synthesize, price and check what changed', checkBuild(target, scope), {
        id: 'check',
        variables: { BASE: `\${{ needs.base.outputs.${name} }}`, ...images },
      }),
      upload(`checked-${name}`, CHECKED_OUTPUT),
    ],
  };
}

export function prepare(target: CiTarget, { name, ...scope }: CiScope): Job {
  return {
    id: `prepare-${name}`,
    head: [
      `name: prepare ${name}`,
      ...after([`check-${name}`], sharedBefore(target, { name, ...scope })),
      'runs-on: ubuntu-24.04',
      'timeout-minutes: 60',
      ...concurrency(`prepare-${target.platform}-${name}`, false),
      ...permissions('id-token: write'),
      'outputs:',
      '  changes: ${{ steps.prepare.outputs.changes }}',
      '  sha256: ${{ steps.prepare.outputs.sha256 }}',
    ],
    steps: [
      ...nodeSetup(),
      download(`checked-${name}`, '.'),
      ...credentials(target, planRole(target), ONE_HOUR),
      run('Prepare the change sets, and write what is approved', prepareBuild(target, { name, ...scope }), {
        id: 'prepare',
      }),
      upload(`prepared-${name}`, PREPARED_OUTPUT),
    ],
  };
}

export function deploy(target: CiTarget, scope: CiScope): Job {
  const { platform } = target;
  const { name } = scope;
  return {
    id: `deploy-${name}`,
    head: [
      `name: deploy ${name}`,
      `needs: prepare-${name}`,
      '# Nobody is asked about nothing.',
      `if: needs.prepare-${name}.outputs.changes != '0'`,
      'runs-on: ubuntu-24.04',
      'timeout-minutes: 240',
      '# Waits here until the reviewers of this environment agree.',
      `environment: ${githubEnvironmentName(platform, name)}`,
      '# One deploy at a time, and none is cut off.',
      ...concurrency(`deploy-${platform}-${name}`, false),
      ...permissions('actions: read', 'id-token: write'),
    ],
    steps: [
      ...nodeSetup(),
      download(`prepared-${name}`, '.'),
      ...credentials(target, githubDeployRoleName(platform, name), FOUR_HOURS),
      run('Execute the change sets that were approved', deployScopeBuild(target, scope), {
        variables: {
          PREPARED_SHA256: `\${{ needs.prepare-${name}.outputs.sha256 }}`,
          GH_TOKEN: '${{ github.token }}',
        },
      }),
    ],
  };
}
