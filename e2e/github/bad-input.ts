// What must open nothing, or do nothing: tokens of others, a bundle that is another one, an account that is not ready.
import { ACCOUNT, REGION } from '../deploy/world';
import { left, report } from '../harness';
import { NIGHTLY, PLATFORM, WORKFLOW } from './hub';
import { assume, claimsOf } from './token';
import type { Assumed, Claims, JobAbout } from './token';
import type { Hub, Run } from './hub';

const COMMAND = `/careplane/${PLATFORM}/command/sha256`;
const BOOTSTRAP = '/cdk-bootstrap/hnb659fds/version';
const SCOPES = ['shared', 'staging', 'production'];
const NAMES = [
  'plan',
  'nightly',
  ...SCOPES.map((scope) => `deploy-${scope}`),
  ...['scan', 'deploy'].flatMap((task) => ['staging', 'production'].map((name) => `image-${task}-${name}`)),
];

/** Every role is asked for with every token that is not its own. */
export async function foreignTokens(hub: Hub): Promise<void> {
  const job = (about: Partial<JobAbout>) => claimsOf(hub, { ref: 'refs/heads/main', workflow: WORKFLOW, ...about });
  const own = job({});
  const tokens: Readonly<Record<string, Claims>> = {
    'a fork': { ...own, repository_id: '987654321', repository_owner_id: '7' },
    'a pull request': job({ ref: 'refs/pull/7/merge' }),
    'another branch': job({ ref: 'refs/heads/feature' }),
    'production’s environment on another branch': job({
      ref: 'refs/heads/feature',
      environment: `${PLATFORM}-production`,
    }),
    'production’s environment on staging’s branch': job({ environment: `${PLATFORM}-production` }),
    'another workflow': job({ workflow: '.github/workflows/other.yml' }),
    'another platform’s environment': job({ environment: 'lab-staging' }),
  };
  for (const [whose, claims] of Object.entries(tokens)) {
    const answers = await Promise.all(
      NAMES.map(async (name): Promise<[string, Assumed]> => {
        const role = `arn:aws:iam::${ACCOUNT}:role/${PLATFORM}-github-${name}`;
        return [name, await assume(hub.endpoint, REGION, role, claims)];
      }),
    );
    const opened = answers.filter(([, { refused = '' }]) => !/AccessDenied/.test(refused));
    report(
      `the token of ${whose} opens none of the ${NAMES.length} roles`,
      opened.length === 0,
      JSON.stringify(opened),
    );
  }
  const opens = async (claims: Claims) => {
    const roles = NAMES.map(async (name) => {
      const role = `arn:aws:iam::${ACCOUNT}:role/${PLATFORM}-github-${name}`;
      return (await assume(hub.endpoint, REGION, role, claims)).refused === undefined ? [name] : [];
    });
    return String((await Promise.all(roles)).flat());
  };
  const [byDay, atNight] = [await opens(own), await opens(job({ workflow: NIGHTLY }))];
  report('a job on main opens those two that have no environment', byDay === 'plan,image-scan-staging', byDay);
  report(
    'a job of the nightly workflow on main opens the role of the night, and no other',
    atNight === 'nightly',
    atNight,
  );
  const elsewhere = await Promise.all([
    opens(job({ workflow: NIGHTLY, ref: 'refs/heads/stable' })),
    opens(job({ workflow: NIGHTLY, environment: `${PLATFORM}-production` })),
  ]);
  report('nor does it open that one on another branch, or in an environment', String(elsewhere) === ',', elsewhere);
}

/** A job of a fork gets no role, and says what would have been allowed. */
export async function saysWhyRefused(hub: Hub): Promise<void> {
  const claims = { repository_id: '987654321', repository_owner_id: '7' };
  const { jobs } = await hub.push({ only: /^base$/, claims });
  const { result, output, roles } = left(jobs['base'], 'the job base');
  report(
    'a job of a fork: no role, and a sentence with what was given, what is allowed and the command that writes the roles again',
    result === 'failure' &&
      roles.length === 0 &&
      /Given: repository \S+ with the number 987654321, owner 7, ref refs\/heads\/main, .*Allowed: .* the number 123456789, owner 4242, /.test(
        output,
      ) &&
      output.includes('aws cloudformation deploy --stack-name acme-github-roles'),
    output,
  );
}

/** The checksum that an administrator has published decides, not the file. */
export async function badBundle(hub: Hub): Promise<void> {
  const before = await hub.world.asked('CreateChangeSet');
  const good = await hub.parameter(COMMAND);
  await hub.setParameter(COMMAND, 'f'.repeat(64));
  const { jobs } = await hub.push();
  const base = left(jobs['base'], 'the job base');
  await hub.setParameter(COMMAND, good);
  report(
    'a bundle with another checksum: nothing runs, and the job says which file it was',
    base.result === 'failure' &&
      /careplane\.tar\.gz: FAILED/.test(base.output) &&
      /has the SHA-256 [0-9a-f]{64}, and only f{64} is allowed/.test(base.output) &&
      base.output.includes(`careplane bootstrap apps/${PLATFORM} --run`) &&
      base.output.includes('It failed to fetch careplane') &&
      (await hub.world.asked('CreateChangeSet')) === before,
    base.output,
  );
}

/** Version 21 is the first that cannot be made to publish into another account's bucket. */
export async function oldBootstrap(hub: Hub, run: Run): Promise<void> {
  const version = await hub.parameter(BOOTSTRAP);
  await hub.setParameter(BOOTSTRAP, '6');
  await notPrepared(hub, run, 'an old bootstrap: a sentence with the command that renews it', /bootstrap/, /21/);
  await hub.removeParameter(BOOTSTRAP);
  await notPrepared(
    hub,
    run,
    'a bootstrap of another qualifier: a sentence with the command that makes ours',
    /bootstrap/,
  );
  await hub.setParameter(BOOTSTRAP, version);
}

/** Prepare what was checked, once more: it fails with these words, and makes no change set. */
async function notPrepared(hub: Hub, run: Run, name: string, ...words: RegExp[]): Promise<void> {
  const before = await hub.world.asked('CreateChangeSet');
  const { jobs } = await hub.again(run, /^prepare-shared$/);
  const { result, output } = left(jobs['prepare-shared'], 'the job prepare-shared');
  report(
    `${name}, and no change set`,
    result === 'failure' &&
      words.every((word) => word.test(output)) &&
      !/^\s+at /m.test(output) &&
      (await hub.world.asked('CreateChangeSet')) === before,
    output,
  );
}
