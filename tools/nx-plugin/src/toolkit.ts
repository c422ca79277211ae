import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package whose bin, `careplane`, synthesizes, checks and deploys. */
const DEPLOY_PACKAGE = '@careplane/deploy';
/** The package whose bin, `careplane-cost`, prices an assembly. */
const COST_PACKAGE = '@careplane/cost';
/** The package whose bin, `careplane-scan`, scans and gates an image. */
const SCAN_PACKAGE = '@careplane/scan';

const SCOPE = '@careplane/';

/**
 * Packages that judge a finished assembly. They decide the verdict, not the assembly. A package in neither of these two
 * lists counts as deciding the assembly, because an unnecessary synthesis is cheap, but a missing one is not. The scan
 * command is in neither: a platform's assembly has it inside, for its pipelines to run.
 */
const JUDGES = scoped('assessment', 'compliance');
/**
 * Judges that also import what decides no verdict, such as prices and the ledger. Their own files decide; as projects they would make
 * every unit affected by what they import.
 */
const JUDGES_BY_FILES = scoped('assessment');
/** Packages that decide neither the assembly nor the verdict. Their changes are no reason to check or deploy. */
const BESIDE = scoped('cost', 'cost-commands', 'cost-model', 'deployment', 'handover', 'service-commands');

/** What an output of the toolkit depends on, as Nx task inputs understand it. */
export interface ToolkitInputs {
  /** Nx projects of this workspace whose sources decide. */
  readonly projects: readonly string[];
  /** npm packages whose versions decide. */
  readonly packages: readonly string[];
  /** Folders of the deploy app and of libraries whose files decide, when they are in this workspace. */
  readonly folders?: readonly string[];
}

/** A command line of the toolkit. */
export interface Tool {
  /** Nx project that has to be bundled before the command runs, when its sources are in this workspace. */
  readonly bundleProject?: string;
}

/** The toolkit as this workspace has it. */
export interface Toolkit {
  readonly deploy: Tool;
  readonly cost: Tool;
  readonly scan: Tool;
  /** What decides an assembly, a verdict and an estimate. */
  readonly inputs: { readonly synth: ToolkitInputs; readonly check: ToolkitInputs; readonly cost: ToolkitInputs };
}

interface Manifest {
  readonly name?: string;
  readonly nx?: { readonly name?: string };
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/**
 * Find the toolkit: as sources (this repository and forks of it), or as packages from npm. The apps' `dependencies`,
 * followed through the libraries, are the one list of what takes part: a new library needs no entry.
 */
export function findToolkit(workspaceRoot: string): Toolkit {
  const inputsOf = (packageName: string, takesPart: (name: string) => boolean) =>
    collect(workspaceRoot, packageName, takesPart);
  return {
    deploy: toolOf(workspaceRoot, DEPLOY_PACKAGE),
    cost: toolOf(workspaceRoot, COST_PACKAGE),
    scan: toolOf(workspaceRoot, SCAN_PACKAGE),
    inputs: {
      synth: inputsOf(DEPLOY_PACKAGE, (name) => !JUDGES.has(name) && !BESIDE.has(name)),
      check: inputsOf(DEPLOY_PACKAGE, (name) => !BESIDE.has(name)),
      cost: inputsOf(COST_PACKAGE, () => true),
    },
  };
}

function collect(workspaceRoot: string, packageName: string, takesPart: (name: string) => boolean): ToolkitInputs {
  const app = readApp(workspaceRoot, packageName);
  if (app === undefined) {
    const installed = isInstalled(workspaceRoot, packageName);
    // Nx follows an npm package into its own dependencies: this covers the other packages and the CDK.
    return { projects: [], packages: installed ? [packageName] : [] };
  }
  const projects = new Map<string, string>();
  const packages = new Set<string>();
  const folders = packageName === DEPLOY_PACKAGE ? [folderOf('apps', packageName)] : [];
  const visit = (manifest: Manifest): void => {
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
      if (projects.has(name) || !takesPart(name)) continue;
      // Nx refuses to hash a package that is not installed.
      if (manifest.peerDependenciesMeta?.[name]?.optional === true && !isInstalled(workspaceRoot, name)) continue;
      const library = name.startsWith(SCOPE)
        ? (readManifest(workspaceRoot, folderOf('libs', name)) ?? readManifest(workspaceRoot, folderOf('apps', name)))
        : undefined;
      if (library === undefined) packages.add(name);
      else if (!folders.includes(folderOf('libs', name))) {
        if (JUDGES_BY_FILES.has(name)) folders.push(folderOf('libs', name));
        else projects.set(name, library.nx?.name ?? name);
        visit(library);
      }
    }
  };
  visit(app);
  if (packageName !== DEPLOY_PACKAGE) projects.set(packageName, app.nx?.name ?? packageName);
  return {
    projects: [...projects.values()].sort(),
    packages: [...packages].sort(),
    ...(folders.length === 0 ? {} : { folders }),
  };
}

function isInstalled(workspaceRoot: string, packageName: string): boolean {
  return existsSync(join(workspaceRoot, 'node_modules', packageName, 'package.json'));
}

/** The bin of an app starts from a bundle, where the app has one; a stale bundle would work with yesterday's sources. */
function toolOf(workspaceRoot: string, packageName: string): Tool {
  const app = readApp(workspaceRoot, packageName);
  return app?.scripts?.['bundle'] === undefined ? {} : { bundleProject: app.nx?.name ?? packageName };
}

function readApp(workspaceRoot: string, packageName: string): Manifest | undefined {
  const manifest = readManifest(workspaceRoot, folderOf('apps', packageName));
  return manifest?.name === packageName ? manifest : undefined;
}

function folderOf(kind: 'apps' | 'libs', packageName: string): string {
  return `${kind}/${packageName.slice(SCOPE.length)}`;
}

/** npm reports a missing or broken package.json with a better message. */
function readManifest(workspaceRoot: string, folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(workspaceRoot, folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}

function scoped(...names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => SCOPE + name));
}
