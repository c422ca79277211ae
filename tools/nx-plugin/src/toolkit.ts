import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package whose bin, `careplane`, synthesizes and checks. */
export const DEPLOY_PACKAGE = '@careplane/deploy';

const SCOPE = '@careplane/';
const DEPLOY_FOLDER = 'apps/deploy';

/**
 * Packages that work on an assembly once it is written: they decide what is said about it, not what is in it. Whatever
 * is not in this list counts as deciding the assembly: synthesizing once too often is cheap, once too seldom is not. The
 * scan command is not in it: a platform's assembly has it inside, for its pipelines to run.
 */
const AFTER_SYNTHESIS: ReadonlySet<string> = new Set(
  ['compliance', 'cost-model', 'handover'].map((name) => SCOPE + name),
);

/** What an output of the toolkit depends on, as Nx task inputs understand it. */
export interface ToolkitInputs {
  /** Nx projects of this workspace whose sources decide. */
  readonly projects: readonly string[];
  /** npm packages whose versions decide. */
  readonly packages: readonly string[];
}

/** The toolkit as this workspace has it. */
export interface Toolkit {
  /** Nx project of the deploy app, when its sources are in this workspace. */
  readonly deployProject?: string;
  readonly synth: ToolkitInputs;
  readonly check: ToolkitInputs;
}

interface Manifest {
  readonly name?: string;
  readonly nx?: { readonly name?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/**
 * Find the toolkit: as sources (this repository and forks of it), or as packages from npm. The deploy app's
 * `dependencies`, followed through the libraries, are the one list of what takes part: a new library needs no entry.
 */
export function findToolkit(workspaceRoot: string): Toolkit {
  const deploy = readManifest(workspaceRoot, DEPLOY_FOLDER);
  if (deploy?.name !== DEPLOY_PACKAGE) {
    const installed = existsSync(join(workspaceRoot, 'node_modules', DEPLOY_PACKAGE, 'package.json'));
    // Nx follows an npm package into its own dependencies: this covers the other packages and the CDK.
    const inputs = { projects: [], packages: installed ? [DEPLOY_PACKAGE] : [] };
    return { synth: inputs, check: inputs };
  }
  const deployProject = projectOf(deploy, DEPLOY_PACKAGE);
  return {
    deployProject,
    synth: collect(workspaceRoot, deploy, (name) => !AFTER_SYNTHESIS.has(name)),
    check: collect(workspaceRoot, deploy, () => true),
  };
}

function collect(workspaceRoot: string, deploy: Manifest, takesPart: (name: string) => boolean): ToolkitInputs {
  const projects = new Map<string, string>([[DEPLOY_PACKAGE, projectOf(deploy, DEPLOY_PACKAGE)]]);
  const packages = new Set<string>();
  const visit = (manifest: Manifest): void => {
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
      if (projects.has(name) || !takesPart(name)) continue;
      const library = name.startsWith(SCOPE)
        ? (readManifest(workspaceRoot, `libs/${name.slice(SCOPE.length)}`) ??
          readManifest(workspaceRoot, `apps/${name.slice(SCOPE.length)}`))
        : undefined;
      if (library === undefined) {
        packages.add(name);
      } else {
        projects.set(name, projectOf(library, name));
        visit(library);
      }
    }
  };
  visit(deploy);
  return { projects: [...projects.values()].sort(), packages: [...packages].sort() };
}

function projectOf(manifest: Manifest, packageName: string): string {
  return manifest.nx?.name ?? packageName;
}

/** A package.json that is absent or broken is npm's to complain about, with a better message than ours. */
function readManifest(workspaceRoot: string, folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(workspaceRoot, folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}
