import { logger } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import type { PlatformModel } from '@careplane/config';
import { stringify } from 'yaml';
import type { Unit } from '../../units';
import { loadFrom, refuseProblems } from '../preflight';
import { refuse } from '../refuse';
import { unitsOf } from '../tree-units';
import { writeMissing } from '../write';
import { rolesTemplate } from './roles';
import type { CiTarget } from './target';
import { githubEnvironment } from './target';
import { workflow } from './workflow';

/** The options; the words are in schema.json. */
export interface CiOptions {
  readonly platform?: string;
  readonly provider?: 'github';
  readonly repository: string;
  readonly remoteCache?: string;
}

/** Make the workflow of a platform and the template of its roles. Files that are there are kept as they are. */
export default async function ci(tree: Tree, options: CiOptions): Promise<() => void> {
  const { provider = 'github', repository, remoteCache } = options;
  if (provider !== 'github') refuse(`--provider ${String(provider)} is not known. Known: github.`);
  if (!/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/.test(repository)) {
    refuse(`--repository ${repository} is not a repository. Write owner/repository, as in its address on GitHub.`);
  }
  if (remoteCache !== undefined && !/^https:\/\/[\w.:/-]+$/.test(remoteCache)) {
    refuse(`--remoteCache ${remoteCache} is not an address. Write one that begins with https://.`);
  }
  const platforms = (await unitsOf(tree)).filter((unit) => unit.platform === undefined);
  const platform = choose(platforms, options.platform);
  const loaded = loadFrom(tree, platform.root, platform.root);
  if (!loaded.ok) return refuseProblems(`The platform ${platform.name}`, loaded.problems) as never;
  const known = targetOf(platform, loaded.model, repository, platforms.length === 1);
  const target = remoteCache === undefined ? known : { ...known, remoteCache };
  const roles = `${platform.root}/github-roles.yaml`;
  writeMissing(tree, {
    [`.github/workflows/deploy-${platform.name}.yml`]: workflow(target),
    [roles]: `# Made by nx g @careplane/nx:ci; it is yours now.\n${stringify(rolesTemplate(target), { lineWidth: 0, aliasDuplicateObjects: false, version: '1.1' })}`,
  });
  return () => logger.info(nextSteps(target, roles));
}

function choose(platforms: readonly Unit[], name: string | undefined): Unit {
  const [first] = platforms;
  if (first === undefined)
    return refuse('There is no platform.yaml here yet. To make one: nx g @careplane/nx:platform NAME');
  const names = platforms.map((platform) => platform.name).join(', ');
  if (name === undefined && platforms.length > 1)
    return refuse(`There are several platforms: say --platform, one of ${names}.`);
  const found = name === undefined ? first : platforms.find((platform) => platform.name === name);
  return found ?? refuse(`There is no platform "${name}". There are: ${names}.`);
}

function targetOf(platform: Unit, model: PlatformModel, repository: string, alone: boolean): CiTarget {
  const home = { account: model.account, region: model.region };
  return {
    ...{ platform: platform.name, folder: platform.root, repository, alone },
    ...home,
    environments: model.environments.map(({ name, branch, account, region }) => {
      const copies = model.backup.copyRegion === undefined ? [] : [{ account, region: model.backup.copyRegion }];
      const places = [home, { account, region }, ...copies];
      const distinct = new Map(places.map((place) => [`${place.account}/${place.region}`, place]));
      return { name, branch, places: [...distinct.values()] };
    }),
  };
}

function nextSteps({ platform, region, environments }: CiTarget, roles: string): string {
  const names = environments.map(({ name }) => githubEnvironment(platform, name)).join(' and ');
  return [
    'Next:',
    `1. aws cloudformation deploy --stack-name ${platform}-github-roles --region ${region} \\`,
    `     --template-file ${roles} --capabilities CAPABILITY_NAMED_IAM`,
    `2. On GitHub, make the environments ${names}, and let those of production ask for reviewers and allow their branch only.`,
    '3. Protect the branches: who may push to them may deploy.',
  ].join('\n');
}
