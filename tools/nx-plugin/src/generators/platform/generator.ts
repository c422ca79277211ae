import { join } from 'node:path';
import { logger } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import init from '../init/generator';
import { checkName } from '../names';
import { problemsIn, refuseProblems } from '../preflight';
import { refuse } from '../refuse';
import { parseRepository, remoteOf } from '../repository';
import type { Remote } from '../repository';
import { schemaLine } from '../schema-line';
import { renderFolder } from '../templates';
import { checkFolder, checkFree, unitsOf } from '../tree-units';
import { writeMissing } from '../write';

/** The options; the words are in schema.json. */
export interface PlatformOptions {
  readonly name: string;
  readonly directory?: string;
  /** From a command line it comes as a number. */
  readonly account: string | number;
  readonly region: string;
  readonly domain?: string;
  readonly email?: string;
  /** `github:owner/repository`, `codecommit:name` or `none`; empty or absent, what git calls origin. */
  readonly repository?: string;
  readonly githubConnectionArn?: string;
}

/** Make a platform. Files that are there are kept as they are. */
export default async function platform(tree: Tree, options: PlatformOptions): Promise<() => void> {
  const { name, account, region, domain = `${name}.example` } = options;
  checkName('platform', name);
  const root = folderOf(options);
  await checkFree(tree, name, root);
  const there = (await unitsOf(tree)).find((unit) => unit.root === root);
  if (there !== undefined && there.name !== name) {
    refuse(`${root} contains the platform "${there.name}". Give another name, or another --directory.`);
  }
  // Deleted files are not written again, because they were deleted on purpose.
  if (there !== undefined) return () => logger.info(`${root} already exists. Nothing was changed.`);
  checkFolder(tree, root);
  const values = {
    ...{ name, account: String(account), region, domain, root, schema: schemaLine(tree, root, 'platform') },
    email: options.email ?? `operations@${domain}`,
  };
  const source = repositoryOf(tree, options, root);
  const files = renderFolder(join(__dirname, 'files'), { ...values, ...source });
  writeMissing(tree, Object.fromEntries(Object.entries(files).map(([file, text]) => [join(root, file), text])));
  refuseProblems(`The platform ${name}`, problemsIn(tree, root, root));
  init(tree);
  return () => logger.info(`${source.next}\nNext: nx run-many -t synth check --projects=tag:platform:${name}`);
}

/** What platform.yaml, the README and the last words say of the repository. */
interface RepositoryTexts extends Readonly<Record<string, string>> {
  readonly repository: string;
  readonly ci: string;
  readonly next: string;
}

function repositoryOf(tree: Tree, options: PlatformOptions, root: string): RepositoryTexts {
  const { name, region, repository: given = '', githubConnectionArn: connection } = options;
  const detected = given === '' ? remoteOf(tree.root) : undefined;
  const named = given === '' || given === 'none' ? undefined : parseRepository(given);
  const remote = detected ?? named;
  const folder = root === `apps/${name}` ? '' : `, folder: ${root}`;
  if (remote?.kind === 'codecommit' && (remote.region ?? region) === region) {
    return withPipeline(name, `repository: { codecommit: ${remote.name}${folder} }`, `CodeCommit, ${remote.name}`);
  }
  if (remote?.kind === 'github' && connection !== undefined) {
    const lines = [`githubConnectionArn: ${connection}`, `repository: { github: ${remote.name}${folder} }`];
    return withPipeline(name, lines.join('\n'), `GitHub, ${remote.name}`);
  }
  return withoutPipeline(name, remote);
}

function withPipeline(name: string, yaml: string, where: string): RepositoryTexts {
  return {
    repository: `# What is pushed to its branch (main, unless branch says otherwise) goes through the pipelines in AWS.\n${yaml}`,
    ci: `A push to the repository (${where}) starts the platform’s pipeline, \`${name}-main-prd-CFN\`: it checks, prepares change sets,
waits for an approval, and deploys. Services whose source is in this repository have pipelines of their own.`,
    next: `The repository is ${where}: platform.yaml names it, and the platform and its services get pipelines.`,
  };
}

function placeOf(remote: Remote): string {
  return remote.kind === 'github'
    ? `The repository is on GitHub (${remote.name})`
    : `The repository is in CodeCommit in another region (${remote.region})`;
}

/** Services whose source is in this repository then get no image: platform.yaml, the README and the output all say so. */
function withoutPipeline(name: string, remote: Remote | undefined): RepositoryTexts {
  const generator = `npx nx g @careplane/nx:ci --platform ${name}`;
  const where = remote === undefined ? 'No repository is configured' : placeOf(remote);
  const pipelines =
    remote?.kind === 'github'
      ? `githubConnectionArn and repository: { github: ${remote.name} }`
      : 'repository: { codecommit: NAME }';
  return {
    repository: [
      `# ${where}, so there are no pipelines in AWS. To create them, add:`,
      `#   ${pipelines}`,
      `# To deploy with GitHub Actions: ${generator}`,
    ].join('\n'),
    ci: `${where}, and no pipeline exists: neither ${name} nor services whose source is in this repository are deployed by a
push. For a workflow of GitHub Actions: \`${generator}\`. For pipelines in AWS, write in \`platform.yaml\`:
\`${pipelines}\`.`,
    next: `${where}: no pipeline deploys ${name} yet. For GitHub Actions: ${generator}. For pipelines in AWS: write ${pipelines} in platform.yaml.`,
  };
}

function folderOf({ name, directory }: PlatformOptions): string {
  const root = (directory ?? `apps/${name}`).replace(/^\.\/|\/+$/g, '');
  if (/^[\w@+][\w./@+ -]*$/.test(root) && !root.split('/').includes('..')) return root;
  return refuse(
    `--directory ${root} is not a folder of this workspace. Write the path from the root, such as apps/${name}.`,
  );
}
