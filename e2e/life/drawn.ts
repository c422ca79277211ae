// careplane diff --diagram: what is deployed beside what would be, as a picture that Chromium shows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustSucceed } from '../deploy/world';
import type { World } from '../deploy/world';
import { report } from '../harness';
import { openBrowser, withPage } from '../pages/browser';

const NETWORK = ': tcp 3306';

/** One service opens a way to the database, and another one closes its own. */
export async function changeIsDrawn(world: World): Promise<void> {
  const before = mustSucceed(world.inClone('git', ['rev-parse', 'HEAD'])).stdout.trim();
  world.commit('feat: the frontend has the database', 'apps/medmo/frontend/service.yaml', (text) =>
    text.replace('port: 8080\n', 'port: 8080\ndatabase: true\n'),
  );
  world.commit('feat: the API has no database', 'apps/medmo/api/service.yaml', (text) =>
    text.replace('database: true\n', ''),
  );
  world.synth();
  const file = join(world.scratch, 'change.svg');
  const drawn = world.careplane([
    'diff',
    'apps/medmo',
    '--assembly',
    world.assembly,
    '--env',
    'staging',
    '--diagram',
    file,
  ]);
  const picture = drawn.status === 0 ? readFileSync(file, 'utf8') : '';
  const arrows = (/<desc id="d">([^<]*)/.exec(picture)?.[1] ?? '').split(/(?<=\.) (?=Added|Removed)/).slice(1);
  const network = arrows.filter((arrow) => arrow.includes(NETWORK));
  report(
    'diff --diagram against the account: the way that comes and the way that goes, and no other',
    network.length === 2 &&
      network.some((arrow) => /^Added: medmo-frontend-staging\/\S+ to medmo-data-staging\//.test(arrow)) &&
      network.some((arrow) => /^Removed: medmo-api-staging\/\S+ to medmo-data-staging\//.test(arrow)) &&
      arrows.every((arrow) => /^(?:Added: medmo-frontend|Removed: medmo-api)-staging\b/.test(arrow)),
    `exit ${drawn.status}\n${drawn.stderr}\n${arrows.join('\n')}`,
  );
  if (picture !== '') await isReadable(file);
  mustSucceed(world.inClone('git', ['reset', '--quiet', '--hard', before]));
}

/** Names fit into their boxes, and every arrow has a tip that can be seen. */
async function isReadable(file: string): Promise<void> {
  const browser = await openBrowser();
  if (browser === undefined) return;
  try {
    const faults = await withPage(browser, file, { width: 1280, colours: 'light' }, ({ page }) =>
      page.evaluate<string[]>(`[
        ...[...document.querySelectorAll('.node text')]
          .filter((text) => text.getBBox().width > text.parentElement.querySelector('rect').getBBox().width)
          .map((text) => 'wider than its box: ' + text.textContent),
        ...[...document.querySelectorAll('.tip')]
          .map((tip) => tip.getBBox())
          .filter(({ width, height }) => Math.abs(width - height) > 0.5 || width < 5)
          .map(({ width, height }) => 'a tip of ' + width + ' by ' + height),
        ...(document.querySelectorAll('.edge.added .tip').length === 0 ? ['no added arrow'] : []),
        ...(document.querySelectorAll('.edge.removed .tip').length === 0 ? ['no removed arrow'] : []),
      ]`),
    );
    report(
      'Chromium shows the picture: names in their boxes, and a tip on every arrow',
      faults.length === 0,
      faults.join('\n'),
    );
  } finally {
    await browser.close();
  }
}
