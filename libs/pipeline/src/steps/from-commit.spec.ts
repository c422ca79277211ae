import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { rescanBuild, scanBuild } from '../app-builds';
import { siteRescanBuild, siteScanBuild } from '../site-builds';
import { TRIVY } from '../testing/builds';
import { machineWith, runBuild } from '../testing/run-build';

const SETTINGS = { ...TRIVY, sourcePath: 'apps/api', exceptions: 'accepted.yaml', emptyBecause: '' };
const SIDECARS = 'proxy,public.ecr.aws/nginx/nginx,sha256:0d,linux/amd64';

/** The options of the scans of a build that name a file with exceptions. */
function exceptionsOf(
  build: ReturnType<typeof scanBuild>,
  exceptions: string,
  folders: Readonly<Record<string, string>>,
) {
  const on = machineWith({
    'careplane-scan': '',
    crane: 'test "$1" != digest || echo sha256:0d',
    node: 'echo linux/amd64',
    tar: '',
    aws: '',
  });
  const WORK = join(on.folder, 'work');
  mkdirSync(WORK);
  const steps = build.steps.filter(
    ({ name }) => /exceptions|^scan$|check and copy/.test(name) && name !== 'count the exceptions',
  );
  const { calls } = runBuild(
    on,
    { ...build, steps },
    { WORK, DIGEST: 'sha256:0d', EXCEPTIONS: exceptions, ...folders },
  );
  return calls
    .filter((call) => /^careplane-scan (image|site)/.test(call))
    .map((call) => /--exceptions (\S+)/.exec(call)?.[1] ?? 'none');
}

const FOLDERS = { CODEBUILD_SRC_DIR: '/built', CODEBUILD_SRC_DIR_source: '/commit' };

test.each([
  ['an image', scanBuild(SETTINGS), 1],
  ['an image and its sidecar', scanBuild({ ...SETTINGS, sidecars: SIDECARS }), 2],
  ['a site', siteScanBuild(SETTINGS), 1],
])('the exceptions of %s are those of the commit, and not those that its build has handed on', (_, build, scans) => {
  const expected = (file: string) => Array.from({ length: scans }, () => file);
  expect(exceptionsOf(build, 'accepted.yaml', FOLDERS)).toEqual(expected('/commit/apps/api/accepted.yaml'));
  expect(exceptionsOf(build, '', FOLDERS)).toEqual(expected('none'));
});

test.each([
  ['an image', rescanBuild(SETTINGS)],
  ['a site', siteRescanBuild(SETTINGS)],
])('at night, those of %s are those of the branch', (_, build) => {
  const night = { CODEBUILD_SRC_DIR: '/branch' };
  expect(exceptionsOf(build, 'accepted.yaml', night)).toEqual(['/branch/apps/api/accepted.yaml']);
});
