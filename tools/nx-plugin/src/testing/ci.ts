import type { PackageManager } from '../generators/ci/package-manager';
import type { CiTarget } from '../generators/ci/target';

/** The package manager of most workspaces. */
export const packagesNpm: PackageManager = { name: 'npm', setup: [], install: 'npm ci', exec: 'npx' };

/** What the generator knows of the platform acme, with staging on main and production on stable. */
export function targetOfAcme(): Omit<CiTarget, 'packages'> {
  const account = '123456789012';
  const environment = { account, region: 'us-east-1' };
  return {
    platform: 'acme',
    bootstrapQualifier: 'hnb659fds',
    folder: 'apps/acme',
    repository: 'acme/health',
    identity: { repositoryId: '123456789', ownerId: '4242' },
    alone: true,
    sites: false,
    account,
    region: 'us-east-1',
    accounts: [{ account, scopes: ['shared', 'staging', 'production'] }],
    trivy: {
      version: '0.74.0',
      sha256: 'a'.repeat(64),
      url: 'https://trivy.example/{version}.tar.gz',
      databaseRepository: 'public.ecr.aws/aquasecurity/trivy-db:2',
      javaDatabaseRepository: 'public.ecr.aws/aquasecurity/trivy-java-db:1',
      verdictHours: 72,
    },
    scopes: [
      { name: 'shared', branch: 'main', approval: true },
      { name: 'staging', branch: 'main', approval: false, environment: { ...environment, imageTag: 'main' } },
      { name: 'production', branch: 'stable', approval: true, environment: { ...environment, imageTag: 'stable' } },
    ],
  };
}
