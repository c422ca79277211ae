import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTarget } from '@careplane/platform/target';
import type { TargetOptions } from '@careplane/platform/target';
import { assembliesOf, MEDMO } from '@careplane/platform/testing';
import type { Template } from '../assembly/template';
import { stackOf } from '../testing/stacks';
import { compareStacks } from './compare-stacks';
import { upgradeReport } from './report';
import { savedStacks } from './saved-stacks';

const QUEUE = 'AWS::SQS::Queue';
const ROLE = 'AWS::IAM::Role';

function template(resources: Readonly<Record<string, readonly [type: string, properties?: object]>>): Template {
  return {
    Resources: Object.fromEntries(
      Object.entries(resources).map(([id, [Type, Properties = {}]]) => [id, { Type, Properties }]),
    ),
  } as Template;
}
const stack = (name: string, ...resources: Parameters<typeof template>) => stackOf(name, template(...resources));

describe('compareStacks', () => {
  it('puts a replaced resource with data first, and counts what stays', () => {
    const comparison = compareStacks(
      [stack('medmo-api', { Jobs: [QUEUE, { FifoQueue: false }], Role: [ROLE, { Path: '/a/' }], Same: [ROLE] })],
      [stack('medmo-api', { Jobs: [QUEUE, { FifoQueue: true }], Role: [ROLE, { Path: '/b/' }], Same: [ROLE] })],
    );
    expect(comparison.losesData).toBe(true);
    expect(upgradeReport(comparison)).toMatchInlineSnapshot(`
      "HOLDS DATA, AND IS REPLACED, DELETED OR EMPTIED
        medmo-api/Jobs is replaced by a new, empty one (FifoQueue); the old one is
        deleted; this loses the messages in it

      REPLACED, WITHOUT DATA
        medmo-api/Role is replaced by a new one (Path)

      STACK      NEW  CHANGED  REPLACED  GONE  UNCHANGED
      medmo-api                       2                1

      CHANGES
        replaced medmo-api/Jobs: FifoQueue
        replaced medmo-api/Role: Path

      Cost: 0.10 USD a month more expected (low 0.00, high 0.10), with the usage of a
      modest month, before tax."
    `);
  });

  it('has nothing to say about the same templates', () => {
    const same = () => [stack('medmo-api', { Jobs: [QUEUE] })];
    const comparison = compareStacks(same(), same());
    expect(comparison).toMatchObject({ losesData: false, risks: [], left: [] });
    expect(upgradeReport(comparison)).toMatchInlineSnapshot(`
      "STACK      NEW  CHANGED  REPLACED  GONE  UNCHANGED
      medmo-api                                        1  unchanged

      Cost: no difference."
    `);
  });

  it('a replacement without data, an update and a new stack lose nothing', () => {
    const comparison = compareStacks(
      [stack('medmo-api', { Role: [ROLE, { Path: '/a/' }], Jobs: [QUEUE, { DelaySeconds: 1 }] })],
      [
        stack('medmo-api', { Role: [ROLE, { Path: '/b/' }], Jobs: [QUEUE, { DelaySeconds: 2 }] }),
        stack('medmo-more', { Role: [ROLE] }),
      ],
    );
    expect(comparison.losesData).toBe(false);
    expect(upgradeReport(comparison)).toMatchInlineSnapshot(`
      "REPLACED, WITHOUT DATA
        medmo-api/Role is replaced by a new one (Path)

      STACK       NEW  CHANGED  REPLACED  GONE  UNCHANGED
      medmo-api              1         1
      medmo-more    1                                      new stack

      CHANGES
        replaced medmo-api/Role: Path
        changed medmo-api/Jobs: DelaySeconds

      Cost: no difference expected, before tax."
    `);
  });

  it('counts the permissions of a new role, and shows one that opens it to everybody', () => {
    const trust = (principal: string) => ({
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: principal } }],
      },
    });
    const comparison = compareStacks(
      [stack('medmo-api', { Jobs: [QUEUE] })],
      [
        stack('medmo-api', {
          Jobs: [QUEUE],
          Own: [ROLE, trust('arn:aws:iam::111122223333:role/x')],
          Open: [ROLE, trust('*')],
        }),
      ],
    );
    const text = upgradeReport(comparison);
    expect(text).toContain('medmo-api/Open allows');
    expect(text).not.toContain('medmo-api/Own allows');
    expect(text).toContain('1 permission of new roles, policies and rules (--json lists them)');
  });

  it.each([
    ['with data', QUEUE, true, 'It holds data: Thing (AWS::SQS::Queue) with the messages in it.'],
    ['without data', ROLE, false, 'It holds no data.'],
  ])('a stack %s that is written no longer is named', (_, type, losesData, sentence) => {
    const comparison = compareStacks([stack('medmo-old', { Thing: [type] })], []);
    expect(comparison.losesData).toBe(losesData);
    expect(upgradeReport(comparison).replaceAll(/\s+/g, ' ')).toContain(sentence);
  });

  it('a resource with another logical id is a loss, although the new template has the same one', () => {
    const comparison = compareStacks(
      [stack('medmo-api', { JobsA1: [QUEUE] })],
      [stack('medmo-api', { JobsB2: [QUEUE] })],
    );
    expect(comparison.risks.map(({ logicalId, words }) => `${logicalId} ${words}`)).toEqual([
      'JobsA1 is deleted; this loses the messages in it',
    ]);
  });

  it('an output that changes is no change of a resource', () => {
    const before = stackOf('medmo-api', { Resources: {}, Parameters: {} });
    const comparison = compareStacks([before], [stackOf('medmo-api', { Resources: {} })]);
    expect(upgradeReport(comparison)).toContain('only outputs, parameters or notes');
  });
});

describe('savedStacks', () => {
  const synth = 'careplane synth apps/medmo';
  const without = (...units: string[]) => {
    const folder = assembliesOf(MEDMO);
    for (const unit of units) rmSync(join(folder, unit), { recursive: true });
    return folder;
  };

  it('reads what synth wrote: all of medmo, or an environment with the shared stacks', () => {
    const folder = assembliesOf(MEDMO);
    const all = savedStacks(folder, loadTarget(MEDMO, {}), synth);
    const staging = savedStacks(folder, loadTarget(MEDMO, { env: 'staging' }), synth);
    expect(new Set(staging.map(({ environment }) => environment))).toEqual(new Set([undefined, 'staging']));
    expect(all.length).toBeGreaterThan(staging.length);
    expect(compareStacks(all, all)).toMatchObject({ risks: [], left: [], losesData: false });
  });

  it('reads units that exist no longer, where everything is selected', () => {
    const folder = assembliesOf(MEDMO);
    cpSync(join(folder, 'medmo-api'), join(folder, 'medmo-old'), { recursive: true });
    const units = (options: TargetOptions) =>
      savedStacks(folder, loadTarget(MEDMO, options), synth).map(({ unit }) => unit);
    expect(units({})).toContain('medmo-old');
    expect(units({ unit: ['medmo-api'] })).not.toContain('medmo-old');
  });

  it('a baseline may be new', () => {
    const stacks = savedStacks(without('medmo-baseline'), loadTarget(MEDMO, {}), synth);
    expect(stacks.map(({ unit }) => unit)).toContain('medmo');
  });

  it('names every unit that is missing, and the command', () => {
    const folder = without('medmo-api', 'medmo-admin');
    expect(() => savedStacks(folder, loadTarget(MEDMO, {}), synth)).toThrow(
      `has no assembly of 2 units: medmo-admin, medmo-api. --from needs the folder that synth of the version before wrote. With that version, run: ${synth} --out ${folder}`,
    );
  });

  it('a damaged assembly is bad input', () => {
    const folder = assembliesOf(MEDMO);
    writeFileSync(join(folder, 'medmo/manifest.json'), '{');
    expect(() => savedStacks(folder, loadTarget(MEDMO, {}), synth)).toThrow(
      `The assembly of medmo in ${folder} cannot be read:`,
    );
  });
});
