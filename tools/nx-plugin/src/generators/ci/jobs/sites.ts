import { sitePackBuild, siteReleaseBuild, siteScanBuild } from '../site-builds';
import type { CiScope, CiTarget } from '../target';
import type { Job } from './job';
import { run } from './job-steps';
import { releaseJobs, SERVICE } from './releases';

/** The jobs that build, scan and release static sites in an environment. */
export function siteJobs(target: CiTarget, scope: CiScope): Job[] {
  const { name } = scope;
  return releaseJobs(target, scope, {
    kind: 'site',
    build: {
      name: `build the site \${{ matrix.service }} for ${name}`,
      runsOn: 'ubuntu-24.04',
      nodeVersion: '${{ matrix.node }}',
      step: run('Build and pack the site', sitePackBuild(target, scope), { variables: SERVICE }),
    },
    scan: {
      name: `scan and push the site \${{ matrix.service }} for ${name}`,
      why: 'they have the image repository, and say how the site is released.',
      build: (environment) => siteScanBuild(target, scope, environment),
    },
    deploy: {
      name: `release the site \${{ matrix.service }} to ${name}`,
      step: 'Release the site by its digest',
      build: (environment) => siteReleaseBuild(target, scope, environment),
    },
  });
}
