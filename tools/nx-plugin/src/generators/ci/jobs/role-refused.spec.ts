import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { packagesNpm, targetOfAcme } from '../../../testing/ci';
import { githubRoles } from '../roles';
import { trustConditions } from '../trust';
import { workflow } from '../workflow';
import { CREDENTIALS_STEP, sayWhyRefused } from './role-refused';

const target = { ...targetOfAcme(), packages: packagesNpm };

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

const stepFor = (role: string) => (parse(sayWhyRefused(target, role)) as [Step])[0];

/** What the step prints in a job whose token has these claims. */
function printed(role: string, claims: Readonly<Record<string, string>>): string {
  const { run = '', env } = stepFor(role);
  const job = {
    GITHUB_REPOSITORY: 'acme/health',
    GITHUB_REPOSITORY_ID: '123456789',
    GITHUB_REPOSITORY_OWNER_ID: '4242',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_WORKFLOW_REF: 'acme/health/.github/workflows/deploy-acme.yml@refs/heads/main',
  };
  const all = { ...process.env, ...job, ...env, ...claims };
  const { status, stdout } = spawnSync('sh', ['-e', '-c', run], { env: all, encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout;
}

it.each([
  [
    'a token from a fork',
    'acme-github-plan',
    { GITHUB_REPOSITORY: 'mallory/health', GITHUB_REPOSITORY_ID: '987654321', GITHUB_REPOSITORY_OWNER_ID: '7' },
    'Given: repository mallory/health with the number 987654321, owner 7, ',
    'Allowed: repository acme/health with the number 123456789, owner 4242, ref refs/heads/main or refs/heads/stable, ',
  ],
  [
    'a token of another branch for an environment',
    'acme-github-deploy-production',
    {},
    'ref refs/heads/main, workflow acme/health/.github/workflows/deploy-acme.yml@refs/heads/main, environment acme-production.',
    'ref refs/heads/stable, workflow acme/health/.github/workflows/deploy-acme.yml of that ref, environment acme-production.',
  ],
])(
  '%s: the job says what was given, what is allowed, and the command that fixes it',
  (_, role, claims, given, allowed) => {
    const text = printed(role, claims);
    expect(text).toContain(
      `::error title=careplane::AWS did not give the role ${role} to this job, and nothing was changed.`,
    );
    expect(text).toContain(given);
    expect(text).toContain(allowed);
    expect(text).toContain('nx g @careplane/nx:ci --platform acme');
    expect(text).toContain('--template-file apps/acme/github-roles.yaml');
  },
);

it.each(githubRoles(target).map((role) => [role.name, role] as const))(
  '%s: names all that its trust asks for',
  (name, { jobs }) => {
    const { StringEquals } = trustConditions(target, jobs);
    const wanted = Object.entries(StringEquals).flatMap(([key, values]) =>
      key.endsWith(':aud') ? [] : [values].flat(),
    );
    const { ALLOWED = '' } = stepFor(name).env ?? {};
    // ALLOWED names the workflow once for all refs.
    expect(wanted.filter((value) => !ALLOWED.includes(value.replace(/@refs\/heads\/.*$/, '')))).toEqual([]);
  },
);

it('comes after every step that asks for a role, and runs only where that step has failed', () => {
  const { jobs } = parse(workflow(target)) as { jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>> };
  const pairs = Object.values(jobs).flatMap(({ steps }) =>
    steps.flatMap((step, index) => {
      const role = /:role\/(\S+)$/.exec(String(step.with?.['role-to-assume'] ?? ''))?.[1];
      return role === undefined ? [] : [{ step, next: steps[index + 1], role }];
    }),
  );
  expect(pairs.length).toBeGreaterThan(8);
  for (const { step, next, role } of pairs) {
    expect(step.id).toBe(CREDENTIALS_STEP);
    expect(next).toEqual(stepFor(role));
    expect(next?.if).toBe(`failure() && steps.${CREDENTIALS_STEP}.outcome == 'failure'`);
  }
});
