import fc from 'fast-check';
import { batchBuildspec } from './batch-buildspec';

const MEDMO = {
  platform: 'medmo',
  units: ['medmo-api', 'medmo', 'medmo-web'],
  targets: ['synth', 'check'],
  builds: 20,
};
const graphOf = (batch: Parameters<typeof batchBuildspec>[0]) => batchBuildspec(batch).batch['build-graph'];
const unitsOf = (batch: Parameters<typeof batchBuildspec>[0]) =>
  graphOf(batch).map(({ env }) => env.variables['CAREPLANE_UNITS'] ?? '');

it('gives each unit a build of its own, and none waits', () => {
  expect(batchBuildspec({ ...MEDMO, environment: 'staging' })).toMatchSnapshot();
});

it('deploys the platform before its services', () => {
  const graph = graphOf({ ...MEDMO, targets: ['deploy'] });
  expect(graph.map(({ identifier, 'depend-on': after }) => [identifier, after])).toEqual([
    ['platform', undefined],
    ['units_1', ['platform']],
    ['units_2', ['platform']],
  ]);
});

it('waits for no platform that is not affected', () => {
  const graph = graphOf({ ...MEDMO, units: ['medmo-api'], targets: ['deploy'] });
  expect(graph.map(({ identifier, 'depend-on': after }) => [identifier, after])).toEqual([['units_1', undefined]]);
});

it('is empty when nothing is affected', () => {
  expect(graphOf({ ...MEDMO, units: [] })).toEqual([]);
});

it('runs each unit once, in no more builds than allowed, of about the same size', () => {
  const names = fc.uniqueArray(
    fc.nat(500).map((n) => `medmo-s${n}`),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(
      names,
      fc.integer({ min: 1, max: 100 }),
      fc.boolean(),
      fc.boolean(),
      (services, builds, own, deploys) => {
        const units = own ? ['medmo', ...services] : services;
        const found = unitsOf({ ...MEDMO, units, builds, targets: deploys ? ['deploy'] : ['check'] });
        expect(found.flatMap((group) => group.split(',')).sort()).toEqual([...units].sort());
        // With one build allowed, a platform and its services still need two.
        expect(found.length).toBeLessThanOrEqual(Math.max(builds, deploys && own ? 2 : 1));
        const sizes = found.slice(deploys && own ? 1 : 0).map((group) => group.split(',').length);
        if (sizes.length > 0) expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

it('names builds as CodeBuild allows', () => {
  const units = Array.from({ length: 100 }, (_, index) => `medmo-s${index}`);
  for (const { identifier } of graphOf({ ...MEDMO, units, builds: 100 }))
    expect(identifier).toMatch(/^[A-Za-z0-9_]{1,128}$/);
});

it.each(['check', 'deploy'])('releases at most 45 builds at once, with %s', (target) => {
  const units = ['medmo', ...Array.from({ length: 99 }, (_, index) => `medmo-s${index}`)];
  const graph = graphOf({ ...MEDMO, units, builds: 100, targets: [target] });
  expect(graph).toHaveLength(100);
  const done = new Set<string>();
  const waves: number[] = [];
  while (done.size < graph.length) {
    const released = graph.filter(
      ({ identifier, 'depend-on': after = [] }) => !done.has(identifier) && after.every((one) => done.has(one)),
    );
    waves.push(released.length);
    for (const { identifier } of released) done.add(identifier);
  }
  expect(waves).toEqual(target === 'deploy' ? [1, 45, 45, 9] : [45, 45, 10]);
});
