import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Names that no one outside of this project would search for, each with the word that is used instead. */
const BANNED: Readonly<Record<string, string>> = {
  Band: 'Range, with low, expected and high',
  Bookkeeper: 'LedgerWriter',
  ChargeDraft: 'Charge',
  Complaint: 'the specific noun, such as RuleProblem',
  Concern: 'Risk',
  Draft: 'Charge',
  Judged: 'PricedResource',
  Outlook: 'DeployPlan',
  Pair: 'UnitEnvironment',
  Prepared: 'PlannedStack',
  Proposal: 'ApprovedChangeSets',
  Standing: 'DeploymentStatus',
  Subject: 'ScannedArtifact, or ScanTarget',
  Surroundings: 'the specific noun, such as StackContext',
  handOver: 'a command registered in the same process',
  lookAt: 'planDeployment',
  outdated: 'stale',
  standings: 'statuses',
  surroundings: 'context',
  told: 'reported',
  unfit: 'stale',
  wayOut: 'recoverySteps',
};

/** Words that make a reader ask who or what is meant. Name the caller, the run, the scanner; report, print, return. */
const VAGUE = ['told', 'said', 'nobody', 'somebody'];

/** Files that may have such a word, with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'libs/assessment/src/testing/acknowledged-facts/data.ts': 'quotes a reason that is in the templates',
  'libs/assessment/src/testing/escalation/chain.spec.ts': 'the name of a role',
  'libs/compliance/src/evidence/reviews.ts': 'quotes a reason that is in the templates',
  'libs/compute/src/workloads/task/service-secrets.ts': 'a reason that is in the templates of deployed stacks',
  'libs/config/src/rules/platform/index.ts': 'the name of a rule',
  'libs/config/src/rules/platform/names-tell-stacks-apart.ts': 'to tell apart',
  'libs/config/src/validate.spec.ts': 'a wrong e-mail address',
  'libs/cost-commands/src/diff.spec.ts': 'the author of a commit',
  'libs/deployment/src/ledger/lock.spec.ts': 'the holder of a lock',
  'libs/governance/src/alerts/audit-alarms.ts': 'a title that is in the templates',
  'libs/pipeline/src/pipeline-news.spec.ts': 'quotes a message that is in the templates',
  'libs/pipeline/src/pipeline-news.ts': 'a message that is in the templates of deployed stacks',
  'libs/pipeline/src/steps/prepare-platform.ts': 'a comment in the buildspecs of deployed stacks',
  'libs/platform/src/access/place.ts': 'to tell apart',
  'libs/platform/src/assembly-store.spec.ts': 'the name of a case',
  'tools/nx-plugin/src/generators/ci/jobs/stacks.ts': 'a comment in generated workflows',
  'tools/nx-plugin/src/generators/repository.spec.ts': 'the user in an address',
  'tools/nx-plugin/src/glossary.spec.ts': 'this list',
};

const ROOT = join(__dirname, '../../..');

it.each(Object.entries(BANNED))('no source declares %s: it is %s', (name) => {
  expect(declarationsOf(name)).toEqual([]);
});

it('finds declarations', () => {
  expect(declarationsOf('RuleProblem').length).toBeGreaterThan(0);
});

it('no source has a word that hides who acts', () => {
  const files = grep(
    ['-liwE', VAGUE.join('|')],
    ['apps/*.ts', 'libs/*.ts', 'tools/*.ts', ':!tools/e2e', ':!libs/problems'],
  );
  expect(files.filter((file) => !Object.hasOwn(EXCEPTIONS, file))).toEqual([]);
  expect(Object.keys(EXCEPTIONS).filter((file) => !files.includes(file))).toEqual([]);
});

/** Words that have two spellings, by the one that is not used: AWS and 45 CFR write the other one. */
const SPELLINGS: Readonly<Record<string, string>> = { organis: 'organiz, as AWS Organizations and 45 CFR write it' };

it.each(Object.entries(SPELLINGS))('no file has %s…: it is written %s', (spelling) => {
  expect(grep(['-liI', spelling], ['*', ':!tools/nx-plugin/src/glossary.spec.ts'])).toEqual([]);
});

/** Places that declare an interface, type, class, constant or function of this name. */
function declarationsOf(name: string): string[] {
  return grep(
    ['-nE', `(interface|type|class|const|enum|function) ${name}([^A-Za-z0-9_]|$)`],
    ['apps/*.ts', 'libs/*.ts', 'tools/*.ts', 'e2e/*.ts'],
  );
}

function grep(options: readonly string[], paths: readonly string[]): string[] {
  try {
    const found = execFileSync('git', ['grep', ...options, '--', ...paths], { cwd: ROOT, encoding: 'utf8' });
    return found.trim().split('\n');
  } catch (error) {
    // git grep ends with 1 when nothing is found.
    if ((error as { status?: number }).status === 1) return [];
    throw error;
  }
}
