import { branchesOf } from './target';
import type { CiScope, CiTarget } from './target';
import { base } from './jobs/base';
import { jobText } from './jobs/job';
import type { Job } from './jobs/job';
import { check, prepare, deploy } from './jobs/stacks';
import { imageJobs } from './jobs/images';
import { siteJobs } from './jobs/sites';

/** The text of the workflow. */
export function workflow(target: CiTarget): string {
  const jobs = [base(target), ...target.scopes.flatMap((scope) => scopeJobs(target, scope))];
  return `# Deploys ${target.platform} and its services: what has changed since it was last deployed, and nothing else.
# Made by nx g @careplane/nx:ci; it is yours now. The roles are in ${target.folder}/github-roles.yaml.
#
# Jobs with a role in AWS (id-token: write) run published commands only, by their checksums. Jobs that run this repository's
# own code, its install scripts included, have no role.
name: deploy ${target.platform}

on:
  push:
    branches: [${branchesOf(target).map(quote).join(', ')}]
  workflow_dispatch:

# Nothing by default; each job says what it needs.
permissions: {}

defaults:
  run:
    shell: bash

env:
  NO_COLOR: '1'
  NX_DAEMON: 'false'
  # No remote cache: a verdict that decides over a deploy is never taken from where others can write.
  NX_SELF_HOSTED_REMOTE_CACHE_SERVER: ''

jobs:
${jobs.map(jobText).join('\n')}`;
}

function scopeJobs(target: CiTarget, scope: CiScope): Job[] {
  return [
    check(target, scope),
    prepare(target, scope),
    deploy(target, scope),
    ...(scope.environment === undefined ? [] : imageJobs(target, scope)),
    ...(target.sites ? siteJobs(target, scope) : []),
  ];
}

function quote(branch: string): string {
  return /^[A-Za-z][\w-]*$/.test(branch) ? branch : `'${branch}'`;
}
