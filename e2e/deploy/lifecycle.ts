// What becomes of a unit after its first deploy: who sees it, which order its commits have, and how it leaves the account.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../harness';
import { mustSucceed } from './world';
import type { World } from './world';

interface Shown {
  readonly unit: string;
  readonly environment: string;
  readonly leftover: boolean;
  readonly deployed: { readonly revision: string; readonly by: string } | null;
  readonly stacks: readonly { readonly name: string; readonly status: string; readonly image?: string }[] | null;
}

/** What runs where, as the account has it. */
export function statusIsShown(world: World): void {
  const ran = world.careplane(['status', 'apps/medmo', '--json']);
  const { units } = JSON.parse(mustSucceed(ran).stdout) as { units: Shown[] };
  const ledger = world.ledger();
  const complete = units.every(
    ({ unit, environment, deployed, stacks }) =>
      deployed?.revision === ledger[`${unit}/${environment}`]?.revision &&
      stacks !== null &&
      stacks.length > 0 &&
      stacks.every(({ status }) => /_COMPLETE$/.test(status)),
  );
  const image = units
    .find(({ unit, environment }) => unit === 'medmo-api' && environment === 'staging')
    ?.stacks?.find(({ name }) => name === 'medmo-api-staging')?.image;
  report(
    'careplane status: every unit and environment with its revision, its stacks and its image',
    complete && units.length === Object.keys(ledger).length && /^sha256:[0-9a-f]{64}$/.test(image ?? ''),
    JSON.stringify(units, null, 1),
  );
}

/** A rerun of an old pipeline must not take back what was deployed since. */
export function olderIsRefused(world: World): void {
  const branch = mustSucceed(world.inClone('git', ['rev-parse', '--abbrev-ref', 'HEAD'])).stdout.trim();
  mustSucceed(world.inClone('git', ['checkout', '--quiet', '--detach', 'HEAD~1']));
  const refused = world.deploy();
  mustSucceed(world.inClone('git', ['checkout', '--quiet', branch]));
  report(
    'an older commit over a newer one: exit 2, with --allow-older as the way on',
    refused.status === 2 && /is older than what is deployed[^]*--allow-older/.test(refused.stderr),
    `exit ${refused.status}\n${refused.stdout}${refused.stderr}`,
  );
}

/** A service whose file is deleted is listed until it is retired; the suite `retire` has what can go wrong with that. */
export function serviceLeaves(world: World): void {
  rmSync(join(world.clone, 'apps/medmo/lab'), { recursive: true });
  mustSucceed(world.inClone('git', ['commit', '--quiet', '--all', '--message', 'feat: no laboratory']));
  world.synth();
  const listed = world.careplane(['diff', 'apps/medmo', '--assembly', world.assembly]);
  report(
    'a service without a file is listed, with the command that retires it',
    listed.status === 0 && listed.stdout.includes('careplane retire apps/medmo medmo-lab'),
    `exit ${listed.status}\n${listed.stdout}${listed.stderr}`,
  );
  const agreed = ['--run', '--reason', 'the laboratory has closed', '--yes', 'medmo-lab'];
  const retired = world.careplane(['retire', 'apps/medmo', 'medmo-lab', ...agreed]);
  const after = world.careplane(['status', 'apps/medmo']);
  const rules = JSON.stringify(world.look().balancers);
  report(
    'the command removes it: no stack, no route and no record of it is left',
    retired.status === 0 && after.status === 0 && !after.stdout.includes('medmo-lab') && !rules.includes('lab.'),
    `exit ${retired.status}\n${retired.stderr}\n${after.stdout}${after.stderr}\n${rules}`,
  );
}
