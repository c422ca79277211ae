import * as z from 'zod';
import { readConfigYaml } from './read-config-yaml';
import { PLATFORM, serviceYaml } from './testing/examples';
import { validate } from './validate';

jest.mock('zod', () => {
  const zod = jest.requireActual<typeof z>('zod');
  return { ...zod, toJSONSchema: jest.fn(zod.toJSONSchema) };
});

const made = jest.mocked(z.toJSONSchema);

function problemsIn(kind: 'platform' | 'service', text: string): number {
  const read = readConfigYaml('a.yaml', text);
  if (!read.ok) throw new Error('the test’s YAML is broken');
  return validate(kind, read.yaml).problems.length;
}

it('JSON Schemas are made for problems, and for nothing else: every command would wait for them', () => {
  expect(problemsIn('platform', PLATFORM)).toBe(0);
  expect(problemsIn('service', serviceYaml('api'))).toBe(0);
  expect(made).not.toHaveBeenCalled();
  expect(problemsIn('service', serviceYaml('api', 'prot: 80\n'))).toBe(1);
  expect(made).toHaveBeenCalled();
});
