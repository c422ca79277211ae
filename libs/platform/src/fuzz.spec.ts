import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationValidatePlugin } from 'aws-cdk-lib';
import { BadInput } from '@careplane/command-line';
import { sample, tuple } from 'fast-check';
import { parse, stringify } from 'yaml';
import { synthesize } from './synthesize';
import { loadTarget } from './target';
import type { Target } from './target';
import { clinic, folderWith } from './testing';
import { documentsLike } from './testing/arbitrary-models';
import { unitsOf } from './units';

/** Documents to try: few here, because a synthesis takes a second; `npm run fuzz` tries 10,000. */
const DOCUMENTS = Number(process.env['FUZZ_DOCUMENTS'] ?? 20);
/** Of those that load, so many are synthesized. */
const MODELS = Number(process.env['FUZZ_MODELS'] ?? 2);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);

/** `${HOME}` in a command is the shell's; the engine takes it for a forgotten Fn::Sub. */
const EMBEDDED = 'E1029';

/** The schemas that templates are checked against are CloudFormation's own, which aws-cdk-lib carries. */
const plugin = new CloudFormationValidatePlugin();

const folder = clinic();
const FILES = { platform: join(folder, 'platform.yaml'), service: join(folder, 'portal/service.yaml') };
const base = (file: string) => parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
const documents = tuple(
  documentsLike('platform', base(FILES.platform)),
  documentsLike('service', base(FILES.service)),
).map(([platform, service]) => ({ platform, service }));
const valid = { platform: base(FILES.platform), service: base(FILES.service) };

it(`models that load also synthesize, and CloudFormation's schemas accept their templates`, () => {
  const seen = { problems: 0, loaded: 0, synthesized: 0 };
  const faults = new Set<string>();
  const accepted = new Set(complaintsOf(modelOf(valid)));
  for (const [index, each] of sample(documents, { seed: SEED, numRuns: DOCUMENTS }).entries()) {
    // One of the two files is as it should be, so that more models load.
    const pair = index % 2 === 0 ? { ...each, service: valid.service } : { ...each, platform: valid.platform };
    try {
      const model = modelOf(pair);
      if (model === undefined) {
        seen.problems += 1;
        continue;
      }
      seen.loaded += 1;
      if (seen.synthesized >= MODELS) continue;
      seen.synthesized += 1;
      for (const complaint of complaintsOf(model))
        if (!accepted.has(complaint)) faults.add(`${complaint} <- ${changed(pair)}`);
    } catch (error) {
      faults.add(`${error instanceof Error ? error.message : String(error)} <- ${changed(pair)}`);
    }
  }
  if (process.env['FUZZ_MODELS'] !== undefined) process.stderr.write(`${JSON.stringify(seen)}\n`);
  expect([...faults]).toEqual([]);
  expect(seen.synthesized).toBe(MODELS);
});

type Documents = typeof valid;

/** The model of two files, or undefined where a problem was found. */
function modelOf({ platform, service }: Documents): Target | undefined {
  writeFileSync(FILES.platform, stringify(platform));
  writeFileSync(FILES.service, stringify(service));
  try {
    return loadTarget(folder, {});
  } catch (error) {
    if (error instanceof BadInput) return undefined;
    throw error;
  }
}

function complaintsOf(target: Target | undefined): string[] {
  if (target === undefined) throw new Error('the valid documents are refused');
  const out = folderWith();
  try {
    return unitsOf(target.model, target.selection).flatMap((unit) => {
      const { app, assembly } = synthesize(target.model, unit, join(out, unit.name));
      const { violations } = plugin.validate({
        appConstruct: app,
        templatePaths: assembly.stacks.map((stack) => stack.templateFullPath),
        stackTemplates: assembly.stacks.map((stack) => ({
          stackConstructPath: stack.hierarchicalId,
          templatePath: stack.templateFullPath,
          accountId: stack.environment.account,
          region: stack.environment.region,
        })),
      });
      return violations
        .filter(({ severity, ruleName }) => severity !== 'warning' && ruleName !== EMBEDDED)
        .map(({ ruleName, description }) => `${ruleName}: ${description}`);
    });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** The keys at the top that differ from the valid documents. */
function changed(pair: Documents): string {
  const differing = (one: object, other: object) =>
    Object.entries(one).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify((other as Documents['platform'])[key]),
    );
  return JSON.stringify([differing(pair.platform, valid.platform), differing(pair.service, valid.service)]).slice(
    0,
    1500,
  );
}
