import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Names that nobody outside of this project would search for, each with the word that is used instead. */
const BANNED: Readonly<Record<string, string>> = {
  Bookkeeper: 'LedgerWriter',
  Complaint: 'the specific noun, such as RuleProblem',
  Concern: 'Risk',
  Judged: 'PricedResource',
  Outlook: 'DeployPlan',
  Prepared: 'PlannedStack',
  Standing: 'DeploymentStatus',
  Surroundings: 'the specific noun, such as StackContext',
};

const ROOT = join(__dirname, '../../..');

it.each(Object.entries(BANNED))('no source declares %s: it is %s', (name) => {
  expect(declarationsOf(name)).toEqual([]);
});

it('finds declarations', () => {
  expect(declarationsOf('RuleProblem').length).toBeGreaterThan(0);
});

/** Places that declare an interface, type, class, constant or function of this name. */
function declarationsOf(name: string): string[] {
  const pattern = `(interface|type|class|const|enum|function) ${name}([^A-Za-z0-9_]|$)`;
  try {
    const found = execFileSync(
      'git',
      ['grep', '-nE', pattern, '--', 'apps/*.ts', 'libs/*.ts', 'tools/*.ts', 'e2e/*.ts'],
      {
        cwd: ROOT,
        encoding: 'utf8',
      },
    );
    return found.trim().split('\n');
  } catch (error) {
    // git grep ends with 1 when nothing is found.
    if ((error as { status?: number }).status === 1) return [];
    throw error;
  }
}
