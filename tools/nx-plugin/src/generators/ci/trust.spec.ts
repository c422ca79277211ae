import { packagesNpm, targetOfAcme } from '../../testing/ci';
import { githubRoles } from './roles';
import { AUDIENCE, ISSUER, trustConditions } from './trust';

const target = { ...targetOfAcme(), packages: packagesNpm };
const WORKFLOW = 'acme/health/.github/workflows/deploy-acme.yml';

type Claims = Readonly<Record<string, string | undefined>>;

/** What GitHub puts into the token of a job of this workflow, on main, without an environment. */
const JOB: Claims = {
  aud: AUDIENCE,
  sub: 'repo:acme/health:ref:refs/heads/main',
  repository_id: '123456789',
  repository_owner_id: '4242',
  repository: 'acme/health',
  ref: 'refs/heads/main',
  job_workflow_ref: `${WORKFLOW}@refs/heads/main`,
};
const inStaging = { environment: 'acme-staging' };
const onStable = { ref: 'refs/heads/stable', job_workflow_ref: `${WORKFLOW}@refs/heads/stable` };
const inProduction = { ...onStable, environment: 'acme-production' };

/** The roles that a token opens: as STS compares, where an absent claim equals nothing. */
function opened(claims: Claims): string[] {
  return githubRoles(target)
    .filter(({ jobs }) => {
      const { StringEquals, Null } = trustConditions(target, jobs);
      const value = (key: string) => claims[key.slice(ISSUER.length + 1)];
      const equal = Object.entries(StringEquals).every(([key, wanted]) => [wanted].flat().includes(value(key) ?? ''));
      const absent = Object.entries(Null ?? {}).every(([key, is]) => (value(key) === undefined) === (is === 'true'));
      return equal && absent;
    })
    .map(({ id }) => id);
}

const FORMS = {
  'the old form of sub': JOB.sub,
  'the form since 2026-07-15': 'repo:acme@4242/health@123456789:ref:refs/heads/main',
  'a form of one’s own': 'repository_id:123456789',
};

describe.each(Object.entries(FORMS))('with %s', (_, sub) => {
  it.each<[string, Claims, string[]]>([
    ['a job on main', {}, ['Plan', 'ImageScanStaging']],
    ['a job on stable', onStable, ['Plan', 'ImageScanProduction']],
    ['a job in staging’s environment', inStaging, ['DeployStaging', 'ImageDeployStaging']],
    ['a job in the shared environment', { environment: 'acme-shared' }, ['DeployShared']],
    ['a job in production’s environment', inProduction, ['DeployProduction', 'ImageDeployProduction']],
  ])('%s takes its roles', (__, claims, roles) => {
    expect(opened({ ...JOB, sub, ...claims })).toEqual(roles);
  });
});

it.each<[string, Claims]>([
  ['a fork', { repository_id: '987654321', repository_owner_id: '7', repository: 'mallory/health' }],
  ['a fork of the same owner', { repository_id: '987654321' }],
  ['another owner’s repository of the same name', { repository_owner_id: '7' }],
  ['a pull request', { ref: 'refs/pull/7/merge', job_workflow_ref: `${WORKFLOW}@refs/pull/7/merge` }],
  ['another branch', { ref: 'refs/heads/feature', job_workflow_ref: `${WORKFLOW}@refs/heads/feature` }],
  ['a tag named like the branch', { ref: 'refs/tags/main', job_workflow_ref: `${WORKFLOW}@refs/tags/main` }],
  ['another workflow of the repository', { job_workflow_ref: 'acme/health/.github/workflows/x.yml@refs/heads/main' }],
  ['the workflow of another branch', { job_workflow_ref: `${WORKFLOW}@refs/heads/feature` }],
  [
    'a repository that was renamed, until the roles are written again',
    { job_workflow_ref: JOB.job_workflow_ref?.replace('acme/health', 'acme/other') },
  ],
  ['production’s environment from main', { environment: 'acme-production' }],
  ['staging’s environment from stable', { ...onStable, ...inStaging }],
  ['the shared environment from stable', { ...onStable, environment: 'acme-shared' }],
  ['an environment that does not exist', { environment: 'acme-demo' }],
  ['another platform’s environment', { environment: 'lab-staging' }],
  ['another audience', { aud: 'https://github.com/acme' }],
  ['a token without a number', { repository_id: undefined }],
  ['a token without a ref', { ref: undefined }],
])('%s takes no role', (_, claims) => {
  expect(opened({ ...JOB, ...claims })).toEqual([]);
});

it('compares everything for equality, and asks for ref and workflow in every role', () => {
  for (const { jobs } of githubRoles(target)) {
    const { StringEquals, Null = {} } = trustConditions(target, jobs);
    const keys = Object.keys(StringEquals).map((key) => key.slice(ISSUER.length + 1));
    const common = ['aud', 'repository_id', 'repository_owner_id', 'ref', 'job_workflow_ref'];
    expect(keys.slice(0, common.length)).toEqual(common);
    expect(keys.includes('environment')).toBe(jobs.scope !== undefined);
    expect(Object.keys(Null)).toHaveLength(jobs.scope === undefined ? 1 : 0);
    expect(JSON.stringify(StringEquals)).not.toMatch(/[*?]/);
  }
});
