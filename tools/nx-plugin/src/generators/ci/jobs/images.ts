import { IMAGE_ARCHIVE, IMAGE_OUTPUT } from '@careplane/pipeline/builds';
import { imageDeployBuild, imageScanBuild } from '../builds';
import type { CiScope, CiTarget } from '../target';
import { indented, variableLines } from '../yaml-lines';
import type { Job } from './job';
import { releaseJobs, SERVICE } from './releases';

/** The jobs that build, scan and deploy images in an environment. */
export function imageJobs(target: CiTarget, scope: CiScope): Job[] {
  const { platform, packages } = target;
  const { name } = scope;
  const command = [
    '- name: Build the image',
    '  env:',
    indented(variableLines(SERVICE), 4),
    '  run: |',
    `    ${packages.exec} nx image "${platform}-$SERVICE" --tool=docker --pull --revision="$GITHUB_SHA" --archive=${IMAGE_OUTPUT}/${IMAGE_ARCHIVE}`,
  ];
  return releaseJobs(target, scope, {
    kind: 'image',
    build: {
      name: `build \${{ matrix.service }} for ${name}`,
      runsOn: '${{ matrix.runner }}',
      step: command.join('\n'),
    },
    scan: {
      name: `scan and push \${{ matrix.service }} for ${name}`,
      why: 'they have the image repository.',
      build: (environment) => imageScanBuild(target, scope, environment),
    },
    deploy: {
      name: `deploy \${{ matrix.service }} to ${name}`,
      step: 'Deploy the image by its digest',
      build: (environment) => imageDeployBuild(target, scope, environment),
    },
  });
}
