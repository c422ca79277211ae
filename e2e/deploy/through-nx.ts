// The whole of a continuous deploy: what is deployed says what is affected, and Nx runs what that needs.
import { report } from '../harness';
import { same } from './first';
import type { World } from './world';

/** `nx affected -t deploy` from the base that the ledger gives. */
export async function throughNx(world: World): Promise<void> {
  const before = world.ledger();
  const edit = (text: string) => text.replace('path: /healthz', 'path: /health');
  const revision = world.commit('feat: another path', 'apps/medmo/frontend/service.yaml', edit);
  const base = world.careplane(['base', 'apps/medmo']).stdout.trim();
  const ran = world.inClone(
    'npx',
    ['nx', 'affected', '-t', 'deploy', `--base=${base}`, '--head=HEAD', '--yes'],
    world.environment,
  );
  const after = world.ledger();
  const changed = Object.keys(after).filter((pair) => after[pair]?.digest !== before[pair]?.digest);
  report(
    'nx affected -t deploy, from careplane base: synthesizes, checks and deploys the changed unit',
    ran.status === 0 &&
      same(changed.sort(), ['medmo-frontend/production', 'medmo-frontend/staging']) &&
      changed.every((pair) => after[pair]?.revision === revision),
    `exit ${ran.status}, base ${base}, changed ${changed}\n${ran.stdout}${ran.stderr}`,
  );
}
