import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { buildspec } from './buildspec';
import { BUILDS } from './testing/builds';

interface Parsed {
  readonly env: { readonly shell: string; readonly variables: Readonly<Record<string, string>> };
  readonly phases: Readonly<Record<string, { readonly 'on-failure': string; readonly commands: readonly string[] }>>;
}

const names = Object.keys(BUILDS);
const specOf = (name: string): string => buildspec(BUILDS[name] ?? { steps: [], variables: {} });

describe.each(names)('the buildspec %s', (name) => {
  it('is what the golden shows (UPDATE_GOLDENS=1 writes it)', () => {
    const file = join(__dirname, 'goldens', `${name}.buildspec.yml`);
    if (process.env['UPDATE_GOLDENS'] !== undefined) writeFileSync(file, specOf(name));
    expect(existsSync(file)).toBe(true);
    expect(specOf(name)).toBe(readFileSync(file, 'utf8'));
  });

  it('has the commands of its steps, in their order, and nothing else', () => {
    const { phases } = parse(specOf(name)) as Parsed;
    const written = Object.values(phases).flatMap(({ commands }) => commands);
    const steps = BUILDS[name]?.steps ?? [];
    const wanted = ['install', 'pre_build', 'build'].flatMap((phase) =>
      steps.filter((step) => step.phase === phase).flatMap(({ commands }) => commands),
    );
    expect(written).toEqual(wanted);
    expect(wanted.length).toBeGreaterThan(3);
  });

  it('stops at the first failure, and has no phase that runs after one', () => {
    const { phases } = parse(specOf(name)) as Parsed;
    expect(Object.keys(phases)).not.toContain('post_build');
    expect(new Set(Object.values(phases).map((phase) => phase['on-failure']))).toEqual(new Set(['ABORT']));
  });

  it('says what each step is for, above its commands', () => {
    for (const step of BUILDS[name]?.steps ?? []) expect(specOf(name)).toContain(`# ${step.name}: ${step.why}`);
  });
});
