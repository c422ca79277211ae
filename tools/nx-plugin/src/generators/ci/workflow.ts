import { ACTIONS } from './actions';
import { deployRole, githubEnvironment, planRole } from './target';
import type { CiEnvironment, CiTarget } from './target';

const ONE_HOUR = 3_600;
/** A first deploy waits for databases; credentials that end meanwhile would end it. */
const FOUR_HOURS = 14_400;

/** The text of the workflow. */
export function workflow(target: CiTarget): string {
  const branches = [...new Set(target.environments.map(({ branch }) => branch))];
  return `# Deploys ${target.platform} and its services: what has changed since it was last deployed, and nothing else.
# Made by nx g @careplane/nx:ci; it is yours now. The roles are in ${target.folder}/github-roles.yaml.
name: deploy ${target.platform}

on:
  push:
    branches: [${branches.map(quote).join(', ')}]
  workflow_dispatch:

# Nothing by default; each job says what it needs.
permissions: {}

env:
  NX_DAEMON: 'false'
  # No remote cache: a verdict that decides over a deploy is never taken from where others can write.
  NX_SELF_HOSTED_REMOTE_CACHE_SERVER: ''

jobs:
${target.environments.map((environment) => jobs(target, environment)).join('\n')}`;
}

function jobs(target: CiTarget, environment: CiEnvironment): string {
  const { platform, folder } = target;
  const { name } = environment;
  // Without a terminal Nx shows what a task has said only where it failed; a reviewer wants prices and changes.
  const range = '--base="$BASE" --head="$GITHUB_SHA" --output-style=static';
  const mine = target.alone ? '' : ` --exclude='*,!tag:platform:${platform}'`;
  return `  plan-${name}:
    name: plan ${name}
    if: github.ref_name == '${environment.branch}'
    runs-on: ubuntu-24.04
    timeout-minutes: 60
    permissions:
      contents: read
      id-token: write
    outputs:
      base: \${{ steps.base.outputs.revision }}
      changes: \${{ steps.changes.outputs.found }}
${cache(target)}    steps:
${setup(target, planRole(platform), ONE_HOUR)}
      - name: What is deployed
        id: base
        run: |
          revision=$(npx careplane base ${folder} --env ${name})
          echo "revision=$revision" >> "$GITHUB_OUTPUT"
      - name: Synthesize, check and price what changed, and prepare its change sets
        env:
          BASE: \${{ steps.base.outputs.revision }}
          CAREPLANE_CHANGE_SETS: dist/change-sets
        run: npx nx affected -t synth check cost diff -c ${name} ${range}${mine}
      - name: Is there anything to approve
        id: changes
        run: |
          mkdir -p dist/change-sets
          found=$(find dist/change-sets -name '*.json' | wc -l)
          echo "found=$found" >> "$GITHUB_OUTPUT"
      - name: Keep what was checked and prepared
        uses: ${ACTIONS.upload}
        with:
          name: prepared-${name}
          path: |
            dist/assemblies
            dist/change-sets
          include-hidden-files: true
          if-no-files-found: ignore

  deploy-${name}:
    name: deploy ${name}
    needs: plan-${name}
    # Nobody is asked about nothing.
    if: needs.plan-${name}.outputs.changes != '0'
    runs-on: ubuntu-24.04
    timeout-minutes: 180
    # Waits here until the reviewers of this environment agree.
    environment: ${githubEnvironment(platform, name)}
    # One deploy at a time, and none is cut off.
    concurrency:
      group: deploy-${platform}-${name}
      cancel-in-progress: false
    permissions:
      contents: read
      id-token: write
    env:
      # The base that was planned with: it must not be another one after the approval.
      BASE: \${{ needs.plan-${name}.outputs.base }}
    steps:
${setup(target, deployRole(platform, name), FOUR_HOURS)}
      - name: What was checked and prepared
        uses: ${ACTIONS.download}
        with:
          name: prepared-${name}
          path: dist/approved
      - name: The same again, byte for byte
        run: |
          npx nx affected -t synth check ${range}${mine}
          diff --recursive dist/approved/assemblies dist/assemblies
      - name: Execute the change sets that were approved
        env:
          CAREPLANE_CHANGE_SETS: dist/approved/change-sets
        run: npx nx affected -t deploy -c ${name} ${range}${mine}
`;
}

/** Only here: this job runs on protected branches, and what it finds is found again, without a cache, before the deploy. */
function cache({ remoteCache }: CiTarget): string {
  if (remoteCache === undefined) return '';
  return `    env:
      NX_SELF_HOSTED_REMOTE_CACHE_SERVER: ${remoteCache}
      NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: \${{ secrets.NX_CACHE_TOKEN }}
`;
}

function setup({ account, region }: CiTarget, role: string, seconds: number): string {
  return `      - uses: ${ACTIONS.checkout}
        with:
          # All of it: which revision is deployed can only be found in the whole history.
          fetch-depth: 0
          persist-credentials: false
      - uses: ${ACTIONS.setupNode}
        with:
          node-version: 22
      - run: npm ci
      - uses: ${ACTIONS.credentials}
        with:
          role-to-assume: arn:aws:iam::${account}:role/${role}
          role-duration-seconds: ${seconds}
          aws-region: ${region}
          mask-aws-account-id: true`;
}

function quote(branch: string): string {
  return /^[A-Za-z][\w-]*$/.test(branch) ? branch : `'${branch}'`;
}
