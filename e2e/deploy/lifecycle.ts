// What becomes of a unit after its first deploy: who sees it, which order its commits have, and how it leaves the account.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteStackCommand, UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import { DeleteParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { report } from '../harness';
import { mustSucceed, REGION } from './world';
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

/** A service whose file is deleted is listed until the printed commands have removed it. */
export async function serviceLeaves(world: World): Promise<void> {
  rmSync(join(world.clone, 'apps/medmo/lab'), { recursive: true });
  mustSucceed(world.inClone('git', ['commit', '--quiet', '--all', '--message', 'feat: no laboratory']));
  world.synth();
  const listed = world.careplane(['diff', 'apps/medmo', '--assembly', world.assembly]);
  const deletions = [...listed.stdout.matchAll(/delete-stack --stack-name (\S+)/g)].map(([, name = '']) => name);
  const records = [...listed.stdout.matchAll(/delete-parameter --name (\S+)/g)].map(([, name = '']) => name);
  report(
    'a service without a file is listed, with its stacks and records',
    listed.status === 0 &&
      ['medmo-lab-staging', 'medmo-lab-production'].every((name) => deletions.includes(name)) &&
      records.length === 2,
    `exit ${listed.status}\n${listed.stdout}${listed.stderr}`,
  );
  const client = world.cloudFormation();
  for (const StackName of deletions) {
    await client.send(new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }));
    await client.send(new DeleteStackCommand({ StackName }));
    await world.until(StackName, /^absent$/);
  }
  const credentials = await client.config.credentials();
  const ssm = new SSMClient({ region: REGION, endpoint: world.emulator.url, credentials });
  for (const Name of records) await ssm.send(new DeleteParameterCommand({ Name }));
  const after = world.careplane(['status', 'apps/medmo']);
  const rules = JSON.stringify(world.look().balancers);
  report(
    'the printed commands remove it in their order: no stack, no route and no record of it is left',
    after.status === 0 && !after.stdout.includes('medmo-lab') && !rules.includes('lab.'),
    `${after.stdout}${after.stderr}\n${rules}`,
  );
}
