import { logger } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import { githubNightlyFile, githubWorkflowFile } from '@careplane/config';
import { stringify } from 'yaml';
import { shellWord } from '@careplane/problems';
import type { Unit } from '../../units';
import { loadFrom, refuseProblems } from '../preflight';
import { refuse } from '../refuse';
import { remoteOf } from '../repository';
import { unitsOf } from '../tree-units';
import { writeMissing } from '../write';
import { environmentsScript } from './environments';
import { nightlyAlarms } from './nightly/alarms';
import { nightlyBranch } from './nightly/branch';
import { nightlyWorkflow } from './nightly/workflow';
import { identityOf } from './identity';
import type { IdentityOptions } from './identity';
import { packageManagerOf } from './package-manager';
import { pullRequests, pullRequestsFile } from './pull-requests';
import { rolesTemplate } from './roles';
import { accountsOf, branchesOf, scopesOf } from './target';
import type { CiTarget } from './target';
import { workflow } from './workflow';

/** The options; the words are in schema.json. */
export interface CiOptions extends IdentityOptions {
  readonly platform?: string;
  readonly provider?: 'github';
  /** owner/repository; absent or empty, what git calls origin. */
  readonly repository?: string;
  readonly remoteCache?: string;
  /** Absent, the branch of what all environments share. */
  readonly defaultBranch?: string;
}

/** Make the workflow of a platform and what it needs. Files that are there are kept as they are. */
export default async function ci(tree: Tree, options: CiOptions): Promise<() => void> {
  const { provider = 'github', remoteCache, defaultBranch } = options;
  if (provider !== 'github') refuse(`--provider ${String(provider)} is not known. Known: github.`);
  const repository = repositoryOf(tree, options.repository);
  if (remoteCache !== undefined && !/^https:\/\/[\w.:/-]+$/.test(remoteCache)) {
    refuse(`--remoteCache ${remoteCache} is not an address. Write one that begins with https://.`);
  }
  if (defaultBranch !== undefined && !/^[\w.][\w./-]*$/.test(defaultBranch)) {
    refuse(`--defaultBranch ${defaultBranch} is not a branch. Write its name, as in main.`);
  }
  const platforms = (await unitsOf(tree)).filter((unit) => unit.platform === undefined);
  const platform = choose(platforms, options.platform);
  const loaded = loadFrom(tree, platform.root, platform.root);
  if (!loaded.ok) return refuseProblems(`The platform ${platform.name}`, loaded.problems) as never;
  const { model } = loaded;
  const target: CiTarget = {
    ...{ platform: platform.name, folder: platform.root, repository, alone: platforms.length === 1 },
    packages: packageManagerOf(tree),
    identity: identityOf(repository, options),
    ...{ account: model.account, region: model.region, trivy: model.trivy },
    bootstrapQualifier: model.bootstrapQualifier,
    accounts: accountsOf(model),
    scopes: scopesOf(model),
    sites: model.services.some(({ kind, source }) => kind === 'static' && source.path !== undefined),
    slack: model.slack !== undefined,
    ...(remoteCache === undefined ? {} : { remoteCache }),
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
  };
  const roles = `${platform.root}/github-roles.yaml`;
  const alarms = `${platform.root}/github-alarms.yaml`;
  writeMissing(tree, {
    [githubWorkflowFile(platform.name)]: workflow(target),
    [pullRequestsFile(platform.name)]: pullRequests(target),
    [githubNightlyFile(platform.name)]: nightlyWorkflow(target),
    [roles]: templateText(rolesTemplate(target)),
    [alarms]: templateText(nightlyAlarms(target)),
    [`${platform.root}/github-environments.sh`]: environmentsScript(target),
  });
  return () => {
    logger.info(nextSteps(target, roles, alarms));
  };
}

/** CloudFormation reads YAML 1.1, which takes some words for others than YAML 1.2 does. */
function templateText(template: object): string {
  const text = stringify(template, { lineWidth: 0, aliasDuplicateObjects: false, version: '1.1' });
  return `# Made by nx g @careplane/nx:ci; it is yours now.\n${text}`;
}

function repositoryOf(tree: Tree, given: string | undefined): string {
  if (given !== undefined && given !== '') {
    if (/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/.test(given)) return given;
    return refuse(`--repository ${given} is not a repository. Write owner/repository, as in its address on GitHub.`);
  }
  const remote = remoteOf(tree.root);
  if (remote?.kind === 'github') return remote.name;
  return refuse(
    'Which repository on GitHub this is, git does not say: its remote "origin" is not on GitHub. Give --repository owner/repository.',
  );
}

function choose(platforms: readonly Unit[], name: string | undefined): Unit {
  const [first] = platforms;
  if (first === undefined)
    return refuse('There is no platform.yaml here yet. To make one: npx nx g @careplane/nx:platform NAME');
  const names = platforms.map((platform) => platform.name).join(', ');
  if (name === undefined && platforms.length > 1)
    return refuse(`There are several platforms: say --platform, one of ${names}.`);
  const found = name === undefined ? first : platforms.find((platform) => platform.name === name);
  return found ?? refuse(`There is no platform "${name}". There are: ${names}.`);
}

function nextSteps(target: CiTarget, roles: string, alarms: string): string {
  const { platform, folder, region } = target;
  return [
    'Next:',
    `1. With an administrator's credentials, once: npx careplane bootstrap ${shellWord(folder)} --run`,
    `2. aws cloudformation deploy --stack-name ${platform}-github-roles --region ${region} \\`,
    `     --template-file ${roles} --capabilities CAPABILITY_NAMED_IAM`,
    `3. sh ${shellWord(`${folder}/github-environments.sh`)} REVIEWER...   (makes the GitHub environments, their branches and reviewers)`,
    `4. Protect ${branchesOf(target).join(' and ')}: who may push there decides what is prepared.`,
    `5. After the first deploy of the shared stacks, which have the topics: aws cloudformation deploy --stack-name ${platform}-github-alarms --region ${region} \\`,
    `     --template-file ${alarms}   (${nightlyBranch(target)} must be the default branch on GitHub, or no nightly scan starts: --defaultBranch)`,
  ].join('\n');
}
