import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * An acknowledgement switches a check off, so all of them are looked at here, in the source: a synthesized template shows
 * only those that were needed for it.
 */
const ROOT = join(__dirname, '../../../..');
const MOST_STATEMENTS = 33;
const SHORTEST_REASON = 60;

interface Source {
  readonly file: string;
  readonly text: string;
}

/** What runs: no specs and no test fixtures. */
function sources(): Source[] {
  return ['libs', 'apps']
    .flatMap((group) => readdirSync(join(ROOT, group)).map((project) => join(ROOT, group, project, 'src')))
    .flatMap((folder) => {
      try {
        return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
      } catch {
        return []; // A platform's folder has no sources.
      }
    })
    .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|[\\/]testing[\\/]/.test(file))
    .map((file) => ({ file: relative(ROOT, file), text: readFileSync(file, 'utf8') }));
}

/** Reasons of the policies of people are data, beside the duties that they are about. */
const PEOPLE = ['identity.ts', 'people-group.ts'].map((file) => `libs/governance/src/identity/${file}`);
const PEOPLE_REASONS = 'libs/governance/src/identity/duty.ts';

const slashed = (file: string) => file.replaceAll('\\', '/');
const all = sources();
const statementsIn = (text: string): number => text.split('.acknowledge(').length - 1;
const acknowledging = all.filter(({ text }) => statementsIn(text) > 0);

/** Reasons written in a file, beside the id or in a constant above it. */
function reasonsIn({ file, text }: Source): { file: string; reason: string }[] {
  return [...text.matchAll(/\breason(?::| =)\s*(['"`])(.*?)(?<!\\)\1/gs)].map(([, , reason = '']) => ({
    file,
    reason,
  }));
}

test('the search finds the sources', () => {
  expect(acknowledging.map(({ file }) => file.replaceAll('\\', '/'))).toContain('libs/networking/src/load-balancer.ts');
  expect(all.length).toBeGreaterThan(60);
});

test(`there are at most ${MOST_STATEMENTS} statements that acknowledge a finding`, () => {
  const count = acknowledging.reduce((sum, { text }) => sum + statementsIn(text), 0);
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThanOrEqual(MOST_STATEMENTS);
});

test(`every reason has at least ${SHORTEST_REASON} characters`, () => {
  const data = all.filter(({ file }) => slashed(file) === PEOPLE_REASONS);
  const ofPeople = data.flatMap(({ file, text }) =>
    [...text.matchAll(/^ {2}\w+:\s*'([^']+)',$/gm)].map(([, reason = '']) => ({ file, reason })),
  );
  expect(ofPeople.length).toBeGreaterThan(3);
  const reasons = [...acknowledging.flatMap(reasonsIn), ...ofPeople];
  expect(reasons.filter(({ reason }) => reason.trim().length < SHORTEST_REASON)).toEqual([]);
});

test('wherever something is acknowledged, the reason stands in the same file', () => {
  const without = acknowledging.filter((source) => reasonsIn(source).length < statementsIn(source.text));
  expect(without.map(({ file }) => slashed(file)).filter((file) => !PEOPLE.includes(file))).toEqual([]);
});

test('every id has its pack’s prefix: without it, CDK drops the finding from the report', () => {
  const ids = acknowledging.flatMap(({ file, text }) =>
    [...text.matchAll(/(['"`])([^'"`]*\b(?:HIPAA\.Security|AwsSolutions)-[^'"`]*)/g)].map(([, , id = '']) => ({
      file,
      id,
    })),
  );
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.filter(({ id }) => !/^(HIPAA\.Security|AwsSolutions)::\1-/.test(id))).toEqual([]);
});

test('findings of our own rules are acknowledged in five places: the judge, partners, backups, routes, and the role for emergencies', () => {
  const files = all.filter(({ text }) => text.includes('careplane:acknowledged')).map(({ file }) => file);
  expect(files.map((file) => file.replaceAll('\\', '/')).sort()).toEqual([
    'libs/compliance/src/judges/own-rules.ts',
    'libs/compute/src/workloads/task/egress.ts',
    'libs/data/src/backup.ts',
    'libs/governance/src/identity/identity.ts',
    'libs/networking/src/routes.ts',
  ]);
});

test('nothing is suppressed by another way', () => {
  const others = /NagSuppressions|cdk_nag|SuppressedRules|ignore_checks/;
  expect(all.filter(({ text }) => others.test(text)).map(({ file }) => file)).toEqual([]);
});
