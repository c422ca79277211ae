// Parts of bundles: the commands that libraries define, and what commands load late.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { root } from './bundle';
import type { AlikeCommands } from './bundle';
import { cdkInside } from './cdk-inside';

/** Entries of libraries that commands load late, each with its file beside the commands. */
const PARTS: Readonly<Record<string, string>> = {
  '@careplane/deployment/rollout': './rollout.js',
  '@careplane/handover/draw-change': './draw-change.js',
  '@careplane/platform/write-assemblies': './write-assemblies.js',
};

/** Leaves out of a command what lies beside it. */
export const partsBeside: Plugin = {
  name: 'parts beside the commands',
  setup({ onResolve }) {
    onResolve({ filter: /^@careplane\/(deployment|handover|platform)\// }, ({ path }) => {
      const part = PARTS[path];
      return part === undefined ? undefined : { path: part, external: true };
    });
  },
};

/** The YAML parser: templates that the CDK writes, and those of most tools, are JSON, and need none of its 160 KB. */
export const parser: AlikeCommands = { names: ['yaml'], from: () => 'node_modules/yaml/dist/index.js' };

/** Leaves the YAML parser out of commands: it lies beside them, and is loaded for the first text that is YAML. */
export const parserBeside: Plugin = {
  name: 'the YAML parser beside the commands',
  setup({ onResolve }) {
    onResolve({ filter: /^yaml$/ }, ({ kind }) =>
      kind === 'require-call' ? { path: './yaml.js', external: true } : undefined,
    );
  },
};

/** Processes that libraries start, each with its source. */
const PROCESSES: Readonly<Record<string, string>> = {
  'validate-templates': 'libs/compliance/src/judges/validate-templates.ts',
};

/** Leaves out of a command the processes that it starts, which lie beside it. */
export const processesBeside: Plugin = {
  name: 'processes beside the commands',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/[\w-]+$/ }, ({ path, kind }) =>
      kind === 'require-resolve' && path.slice(2) in PROCESSES ? { path: `${path}.js`, external: true } : undefined,
    );
  },
};

/** What commands start beside themselves. */
export const processes: AlikeCommands = {
  names: Object.keys(PROCESSES),
  from: (name) => PROCESSES[name] ?? '',
  external: ['aws-cdk-lib', 'constructs'],
};

/** What writes assemblies, with the CDK inside. */
export const assemblies: AlikeCommands = {
  names: ['write-assemblies'],
  from: () => 'libs/platform/src/write-assemblies.ts',
  external: ['aws-cdk-lib/package.json'],
  plugins: [cdkInside],
  minifySyntax: true,
  minifyWhitespace: true,
};

/** Files of the commands that a library defines: `cost-estimate` for `estimate` of libs/cost-commands. */
export function commandsOf(kind: 'cost' | 'scan' | 'service'): { names: string[]; from: (name: string) => string } {
  const folder = `libs/${kind}-commands/src/commands`;
  const names = readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => `${kind}-${basename(file, '.ts')}`);
  return { names, from: (name) => `${folder}/${name.slice(kind.length + 1)}.ts` };
}
