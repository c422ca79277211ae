import { deployBuild, imageBuild, rescanBuild, scanBuild } from '../app-builds';
import type { Build } from '../buildspec';
import { checkPlatformBuild, deployPlatformBuild, preparePlatformBuild } from '../platform-builds';
import { siteBuild, siteDeployBuild, siteRescanBuild, siteScanBuild } from '../site-builds';
import type { TrivySettings } from '../tools';

export const TRIVY: TrivySettings = {
  version: '0.74.0',
  sha256: '2ae6fe3ee734b7fdf11335663e18c75ea12dccc76062f09f164a3b0f8be4371a',
  url: 'https://github.com/aquasecurity/trivy/releases/download/v{version}/trivy_{version}_Linux-64bit.tar.gz',
  databaseRepository: 'public.ecr.aws/aquasecurity/trivy-db:2',
  javaDatabaseRepository: 'public.ecr.aws/aquasecurity/trivy-java-db:1',
  verdictHours: 72,
};

const SIDECARS = `proxy,public.ecr.aws/nginx/nginx,sha256:${'0d'.repeat(32)},linux/amd64`;

/** Every kind of build, by the name of its golden. */
export const BUILDS: Readonly<Record<string, Build>> = {
  'image-build': imageBuild({
    sourcePath: '.',
    dockerfile: 'Dockerfile',
    context: '.',
    buildName: 'localhost/acme-api:build',
  }),
  'image-scan': scanBuild({ ...TRIVY, exceptions: '', sourcePath: '.' }),
  'image-deploy': deployBuild(),
  'image-deploy-after-task': deployBuild('codecommit', { beforeDeploy: true }),
  'image-rescan': rescanBuild({ ...TRIVY, exceptions: 'exceptions.yaml', sourcePath: '.' }),
  'site-build': siteBuild({
    sourcePath: '.',
    command: 'npm ci --ignore-scripts && npm run build',
    output: 'dist',
    node: 22,
    buildName: 'localhost/acme-portal:build',
  }),
  'site-scan': siteScanBuild({ ...TRIVY, exceptions: '', sourcePath: '.', emptyBecause: '' }),
  'site-deploy': siteDeployBuild(),
  'site-rescan': siteRescanBuild({ ...TRIVY, exceptions: 'exceptions.yaml', sourcePath: '.', emptyBecause: '' }),
  'sidecars-scan': scanBuild({ ...TRIVY, exceptions: '', sourcePath: '.', sidecars: SIDECARS }),
  'sidecars-deploy': deployBuild('codecommit', { sidecars: true }),
  'sidecars-rescan': rescanBuild({ ...TRIVY, exceptions: 'exceptions.yaml', sourcePath: '.', sidecars: SIDECARS }),
  'platform-check': checkPlatformBuild('apps/acme', TRIVY),
  'platform-prepare': preparePlatformBuild('apps/acme'),
  'platform-deploy': deployPlatformBuild('apps/acme'),
};
