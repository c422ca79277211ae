import { githubNightlyRoleName } from '@careplane/config';
import type { Build } from '@careplane/pipeline/builds';
import { after, concurrency, jobText, ONE_HOUR, permissions } from '../jobs/job';
import type { Job } from '../jobs/job';
import { checkout, credentials, nodeSetup, run } from '../jobs/job-steps';
import { SERVICE } from '../jobs/releases';
import { COMMIT_CHECKOUT } from '../script';
import type { CiScope, CiTarget } from '../target';
import { nightlyCron } from './branch';
import { nightlyImageBuild, nightlySiteBuild } from './builds';
import { countBuild } from './count';
import { servicesBuild } from './services';

/** The text of the workflow that scans at night what runs. */
export function nightlyWorkflow(target: CiTarget): string {
  const { platform, folder } = target;
  const scans = target.scopes.flatMap((scope) => scanJobs(target, scope));
  const jobs = [services(target), ...scans, count(target, scans)];
  return `# Scans every night what runs of ${platform} with the vulnerability database of the day, and publishes what is found.
# Made by nx g @careplane/nx:ci; it is yours now. Its role is in ${folder}/github-roles.yaml, its alarms in ${folder}/github-alarms.yaml.
#
# GitHub starts it on the default branch alone, and no longer in a public repository without activity for 60 days. The
# alarms in AWS ring when no scan has succeeded for 36 hours.
name: nightly scan of ${platform}

on:
  schedule:
    - cron: '${nightlyCron(platform)}'
  workflow_dispatch:

# Nothing by default; each job says what it needs.
permissions: {}

defaults:
  run:
    shell: bash

env:
  NO_COLOR: '1'

jobs:
${jobs.map(jobText).join('\n')}`;
}

function services(target: CiTarget): Job {
  const kinds = ['images', ...(target.sites ? ['sites'] : [])];
  const outputs = target.scopes.flatMap(({ name, environment }) =>
    environment === undefined
      ? []
      : kinds.map((kind) => `  ${kind}-${name}: \${{ steps.services.outputs.${kind}-${name} }}`),
  );
  return {
    id: 'services',
    head: [
      'name: what may run',
      'runs-on: ubuntu-24.04',
      'timeout-minutes: 15',
      ...concurrency(`nightly-services-${target.platform}`, false),
      ...permissions('contents: read'),
      'outputs:',
      ...outputs,
    ],
    steps: [
      checkout('all branches'),
      run('The services of each environment', servicesBuild(target), { id: 'services' }),
    ],
  };
}

/** The scans of an environment: one job for each service, and one for each site. */
function scanJobs(target: CiTarget, scope: CiScope): Job[] {
  const { name, branch, environment } = scope;
  if (environment === undefined) return [];
  const job = (kind: 'images' | 'sites', id: string, words: string, build: Build): Job => {
    const found = `needs.services.outputs.${kind}-${name}`;
    return {
      id,
      head: [
        `name: ${words} \${{ matrix.service }} in ${name}`,
        'needs: services',
        `if: ${found} != '[]'`,
        'runs-on: ubuntu-24.04',
        'timeout-minutes: 60',
        ...['strategy:', '  fail-fast: false', '  matrix:', `    include: \${{ fromJSON(${found}) }}`],
        ...concurrency(`nightly-${kind}-${target.platform}-${name}-\${{ matrix.service }}`, false),
        ...permissions('contents: read', 'id-token: write'),
      ],
      steps: [
        // The exceptions of the branch now, so that one that is added today counts tonight.
        checkout('one commit', COMMIT_CHECKOUT, branch),
        ...nodeSetup(),
        ...credentials(target, githubNightlyRoleName(target.platform), ONE_HOUR),
        run('Scan what runs, and publish what was found', build, { variables: SERVICE }),
      ],
    };
  };
  return [
    job('images', `scan-${name}`, 'scan', nightlyImageBuild(target, scope, environment)),
    ...(target.sites
      ? [job('sites', `scan-sites-${name}`, 'scan the site', nightlySiteBuild(target, scope, environment))]
      : []),
  ];
}

function count(target: CiTarget, scans: readonly Job[]): Job {
  const [needs = ''] = after(['services', ...scans.map(({ id }) => id)], []);
  return {
    id: 'count',
    head: [
      'name: how the night was',
      needs,
      '# Also after a scan that has failed: that is what the alarm has to know.',
      'if: ${{ !cancelled() }}',
      'runs-on: ubuntu-24.04',
      'timeout-minutes: 15',
      ...concurrency(`nightly-count-${target.platform}`, false),
      ...permissions('id-token: write'),
    ],
    steps: [
      ...credentials(target, githubNightlyRoleName(target.platform), ONE_HOUR),
      run('Count the night in AWS', countBuild(target), {}),
    ],
  };
}
