// careplane evidence of medmo: compliance-trestle reads the OSCAL documents, and refuses a broken one.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { careplane, missing, pythonEnvironment, report, root, run } from '../harness.mjs';

const TRESTLE = 'compliance-trestle==5.2.0';
/** Where trestle expects each document. */
const PLACES = {
  'catalog.json': 'catalogs/medmo/catalog.json',
  'component-definition.json': 'component-definitions/medmo/component-definition.json',
  'assessment-results.json': 'assessment-results/medmo/assessment-results.json',
  'poam.json': 'plan-of-action-and-milestones/medmo/plan-of-action-and-milestones.json',
};

export default function evidence(scratch) {
  const commands = pythonEnvironment('compliance-trestle-5.2.0', [TRESTLE]);
  if (commands === undefined) return missing('compliance-trestle');
  const out = join(scratch, 'evidence');
  const made = run(process.execPath, [careplane, 'evidence', join(root, 'apps/medmo'), '--out', out]);
  report('careplane evidence apps/medmo: 69 of 69 citations answered', made.stderr.includes('69 of 69'), made.stderr);
  const workspace = join(scratch, 'trestle');
  mkdirSync(workspace, { recursive: true });
  run(join(commands, 'trestle'), ['init', '--local'], { cwd: workspace });
  for (const [from, to] of Object.entries(PLACES)) {
    mkdirSync(dirname(join(workspace, to)), { recursive: true });
    writeFileSync(join(workspace, to), readFileSync(join(out, 'oscal', from)));
  }
  const validate = () => run(join(commands, 'trestle'), ['validate', '-a'], { cwd: workspace });
  const valid = validate();
  const count = (valid.stdout + valid.stderr).split('VALID: Model').length - 1;
  report(
    'compliance-trestle: four documents are valid',
    valid.status === 0 && count === 4,
    valid.stdout + valid.stderr,
  );
  const broken = join(workspace, PLACES['catalog.json']);
  writeFileSync(broken, readFileSync(broken, 'utf8').replace('hipaa-164.312.a.2.iv"', '164.312(a)(2)(iv)"'));
  report('compliance-trestle refuses an id that is a citation', validate().status !== 0, '');
}
