import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReadingCache } from './reading-cache';
import { TempWorkspace } from './testing/workspace';

const FLOW = '{ name: api, source: { path: . } }';
const API = { kind: 'unit', facts: { name: 'api', environments: [], sourcePath: '.' } };

let workspace: TempWorkspace;
beforeEach(() => {
  workspace = new TempWorkspace({});
});
afterEach(() => workspace.remove());

const place = () => join(workspace.root, 'data/units.json');
const cache = () => new ReadingCache(() => Promise.resolve(place()));

async function readOnce(text: string): Promise<unknown> {
  const one = cache();
  const reading = await one.parsed(text);
  await one.save();
  return reading;
}

it('keeps the content of a file, by its content', async () => {
  expect(await readOnce(FLOW)).toEqual(API);
  // Only a cache that is asked can say this.
  const text = JSON.stringify({
    ...(JSON.parse(workspace.read('data/units.json')) as object),
  }).replace('"name":"api"', '"name":"kept"');
  writeFileSync(place(), text);
  expect(await readOnce(FLOW)).toMatchObject({ facts: { name: 'kept' } });
  expect(await readOnce(`${FLOW} # changed`)).toEqual(API);
});

it('forgets files that are gone', async () => {
  await readOnce(FLOW);
  await readOnce('{ name: other }');
  expect(workspace.read('data/units.json')).not.toContain('api');
});

it.each(['', '{', '{"version":0,"readings":[["a","b"]]}', '[]'])(
  'reads again when what was kept is %j',
  async (kept) => {
    workspace.write('data/units.json', kept);
    expect(await readOnce(FLOW)).toEqual(API);
  },
);

it('writes nothing when there is nothing unusual', async () => {
  await cache().save();
  expect(existsSync(place())).toBe(false);
});

it('does without where it cannot be written', async () => {
  workspace.write('data', 'a file, where a folder is needed');
  expect(await readOnce(FLOW)).toEqual(API);
});
