// careplane evidence of medmo: compliance-trestle reads the OSCAL documents, and refuses a broken one.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { report, suite } from '../harness';
import { careplane, root, run } from '../machine';
import { pythonEnvironment } from '../python-environment';

const VERSION = '5.2.0';
/** Where trestle expects each document. */
const PLACES = {
  'catalog.json': 'catalogs/medmo/catalog.json',
  'component-definition.json': 'component-definitions/medmo/component-definition.json',
  'assessment-results.json': 'assessment-results/medmo/assessment-results.json',
  'poam.json': 'plan-of-action-and-milestones/medmo/plan-of-action-and-milestones.json',
} as const;

suite('evidence', {
  setUp(scratch) {
    const commands = pythonEnvironment(`compliance-trestle-${VERSION}`, [`compliance-trestle==${VERSION}`]);
    return commands === undefined ? undefined : { trestle: join(commands, 'trestle'), scratch };
  },
  tests: { 'OSCAL documents that compliance-trestle reads': ({ trestle, scratch }) => validateAll(trestle, scratch) },
});

function validateAll(trestle: string, scratch: string): void {
  const out = join(scratch, 'evidence');
  const made = run(process.execPath, [careplane, 'evidence', join(root, 'apps/medmo'), '--out', out]);
  report('careplane evidence apps/medmo: 69 of 69 citations answered', made.stderr.includes('69 of 69'), made.stderr);
  const workspace = join(scratch, 'trestle');
  mkdirSync(workspace, { recursive: true });
  run(trestle, ['init', '--local'], { cwd: workspace });
  for (const [from, to] of Object.entries(PLACES)) {
    mkdirSync(dirname(join(workspace, to)), { recursive: true });
    writeFileSync(join(workspace, to), readFileSync(join(out, 'oscal', from)));
  }
  const validate = () => run(trestle, ['validate', '-a'], { cwd: workspace });
  const valid = validate();
  const count = (valid.stdout + valid.stderr).split('VALID: Model').length - 1;
  report(
    'compliance-trestle: four documents are valid',
    valid.status === 0 && count === 4,
    valid.stdout + valid.stderr,
  );
  const catalog = join(workspace, PLACES['catalog.json']);
  writeFileSync(catalog, readFileSync(catalog, 'utf8').replace('hipaa-164.312.a.2.iv"', '164.312(a)(2)(iv)"'));
  report('compliance-trestle refuses an id that is a citation', validate().status !== 0, '');
}
