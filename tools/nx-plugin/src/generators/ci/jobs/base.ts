import { baseBuild } from '../builds';
import type { CiTarget } from '../target';
import type { Job } from './job';
import { concurrency, permissions, planRole, ONE_HOUR } from './job';
import { checkout, nodeSetup, credentials, run } from './job-steps';

/** Which commits are deployed, and run: the one job with a role that has the repository's files and history. */
export function base(target: CiTarget): Job {
  const outputs = target.scopes.flatMap(({ name, environment }) => [
    `  ${name}: \${{ steps.base.outputs.${name} }}`,
    ...(environment === undefined ? [] : [`  images-${name}: \${{ steps.base.outputs.images-${name} }}`]),
  ]);
  return {
    id: 'base',
    head: [
      'name: what is deployed',
      'runs-on: ubuntu-24.04',
      'timeout-minutes: 15',
      ...concurrency(`base-${target.platform}-\${{ github.ref_name }}`, true),
      ...permissions('contents: read', 'id-token: write'),
      'outputs:',
      ...outputs,
    ],
    steps: [
      checkout('whole'),
      ...nodeSetup(),
      ...credentials(target, planRole(target), ONE_HOUR),
      run('What is deployed, and what runs', baseBuild(target), { id: 'base' }),
    ],
  };
}
