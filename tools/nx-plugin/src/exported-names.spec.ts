import { readFileSync, existsSync } from 'node:fs';
import { join, dirname } from 'node:path';
import * as ts from 'typescript';

/** One name, one meaning: a name that one package exports is not exported by another package with something else behind it. */
const ROOT = join(__dirname, '../../..');

/** Names that several packages may export, with the reason. An entry that is no longer needed fails the test. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  Backup: 'the section of platform.yaml, and the construct that is made from it; only the platform library knows both',
  BuildSize:
    'the key of the YAML files, and the same sizes as the pipelines take them; pipeline does not import config',
  Firewall: 'the section of platform.yaml, and the construct that is made from it',
  HealthCheck: 'the section of service.yaml, and the health check of a task with every default filled in',
  Route: 'the section of service.yaml, and the listener rule that is made from it',
  Scaling: 'the section of service.yaml, and the scaling of an ECS service with every default filled in',
  Service: 'a service of the model, and the ECS service that is made from it',
  counted: 'the same function: command-line hands on that of problems, for commands, which import command-line anyway',
  jsonSchemaOf:
    'the JSON Schema of the documents of config, and of those of findings; the two import nothing of each other',
  program: 'the command line of careplane-cost, and of careplane-scan; only its bin imports it',
};

interface Package {
  readonly name: string;
  readonly folder: string;
  readonly exports: string | Readonly<Record<string, unknown>> | undefined;
}

const packages = workspaces();
const exported = new Map<string, Set<string>>();
for (const { name, folder, exports } of packages) {
  for (const entry of entriesOf(exports)) {
    for (const each of namesOf(join(folder, entry), new Set()))
      exported.set(each, (exported.get(each) ?? new Set()).add(name));
  }
}

it('reads the packages', () => {
  expect(packages.length).toBeGreaterThan(10);
  expect(exported.size).toBeGreaterThan(400);
});

it('no name is exported by two packages, but for those with a reason', () => {
  const twice = [...exported].filter(([name, owners]) => owners.size > 1 && !Object.hasOwn(EXCEPTIONS, name));
  expect(twice.map(([name, owners]) => `${name}: ${[...owners].join(', ')}`)).toEqual([]);
});

it('each exception is needed', () => {
  expect(Object.keys(EXCEPTIONS).filter((name) => (exported.get(name)?.size ?? 0) < 2)).toEqual([]);
});

function workspaces(): readonly Package[] {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>;
  };
  return Object.keys(lock.packages)
    .filter((place) => place !== '' && !place.includes('node_modules'))
    .map((place) => {
      const manifest = JSON.parse(readFileSync(join(ROOT, place, 'package.json'), 'utf8')) as {
        name: string;
        exports?: Package['exports'];
      };
      return { name: manifest.name, folder: join(ROOT, place), exports: manifest.exports };
    });
}

/** The TypeScript files that a package exports. Helpers for tests are not for users and do not count. */
function entriesOf(exports: Package['exports']): string[] {
  const entries = typeof exports === 'string' ? { '.': exports } : (exports ?? {});
  return Object.entries(entries).flatMap(([key, target]) =>
    typeof target === 'string' && target.endsWith('.ts') && !key.includes('testing') ? [target] : [],
  );
}

/** Every name that a file exports, also through other files of the same package. */
function namesOf(file: string, seen: Set<string>): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause: clause, moduleSpecifier: from } = statement;
      if (clause !== undefined)
        return ts.isNamedExports(clause) ? clause.elements.map(({ name }) => name.text) : [clause.name.text];
      const target =
        from !== undefined && ts.isStringLiteral(from) && from.text.startsWith('.') ? from.text : undefined;
      return target === undefined ? [] : namesOf(fileOf(join(dirname(file), target)), seen);
    }
    const isExported = ts.canHaveModifiers(statement) && isExport(ts.getModifiers(statement));
    if (!isExported) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
    }
    const { name } = statement as ts.DeclarationStatement;
    return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
  });
}

function isExport(modifiers: readonly ts.Modifier[] | undefined): boolean {
  return (modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function fileOf(path: string): string {
  return existsSync(`${path}.ts`) ? `${path}.ts` : join(path, 'index.ts');
}
