// AWS's public sample templates, which nobody here wrote: each is read and estimated without a crash, and each of its
// resources gets a verdict. They are cloned into the cache, at a pinned commit; CAREPLANE_SAMPLE_TEMPLATES names a folder
// that holds them (or others) already.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, missing, report, root, run } from '../harness.mjs';

const REPOSITORY = 'https://github.com/aws-cloudformation/aws-cloudformation-templates';
const COMMIT = '142ce6f283d285fa370adb7f9d332d7f46dac5fc';

export default function sampleTemplates(scratch) {
  const folder = process.env.CAREPLANE_SAMPLE_TEMPLATES || cloned();
  if (folder === undefined) {
    missing(
      `AWS's sample templates: ${REPOSITORY} cannot be cloned; CAREPLANE_SAMPLE_TEMPLATES may name a folder with them`,
    );
    return;
  }
  const ran = run(process.execPath, [join(root, 'tools/e2e/estimate-templates.cjs'), folder, scratch]);
  if (ran.status !== 0) return report('sample templates are estimated', false, ran.stdout + ran.stderr);
  const { templates, resources, verdicts, faults } = JSON.parse(ran.stdout);
  const counted = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  report(
    `${templates} sample templates, ${resources} resources: ${counted.join(', ')}`,
    templates > 0 && faults.length === 0,
    faults.join('\n'),
  );
}

/** The repository at its commit; undefined when it cannot be had. */
function cloned() {
  const place = join(cache, `sample-templates-${COMMIT.slice(0, 12)}`);
  if (existsSync(join(place, 'README.md'))) return place;
  mkdirSync(place, { recursive: true });
  const git = (...args) => run('git', ['-C', place, ...args], { env: { GIT_TERMINAL_PROMPT: '0' } });
  const steps = [
    ['init', '--quiet'],
    ['fetch', '--quiet', '--depth', '1', REPOSITORY, COMMIT],
    ['checkout', '--quiet', 'FETCH_HEAD'],
  ];
  if (steps.every((step) => git(...step).status === 0)) return place;
  rmSync(place, { recursive: true, force: true });
  return undefined;
}
