import { isStartedByNpx, withNpx } from './started-by-npx';

test.each([
  ['Next: careplane check apps/medmo', 'Next: npx careplane check apps/medmo'],
  ['careplane doctor apps/x', 'npx careplane doctor apps/x'],
  [
    'Next: careplane synth a --out o, then careplane deploy a',
    'Next: npx careplane synth a --out o, then npx careplane deploy a',
  ],
  ['a\n  careplane-scan publish --from x', 'a\n  npx careplane-scan publish --from x'],
  ['internal error in careplane; please', 'internal error in careplane; please'],
  ['careplane: not built yet', 'careplane: not built yet'],
  ['the judge careplane has a finding', 'the judge careplane has a finding'],
])('%j', (text, expected) => expect(withNpx(text)).toBe(expected));

test.each([
  [{ npm_lifecycle_event: 'npx', npm_lifecycle_script: "'careplane' plan x" }, true],
  [{ npm_lifecycle_event: 'npx', npm_lifecycle_script: 'careplane-scan' }, true],
  [{ npm_lifecycle_event: 'npx', npm_lifecycle_script: 'jest' }, false],
  [{ npm_lifecycle_event: 'start', npm_lifecycle_script: 'careplane plan apps/medmo' }, false],
  [{}, false],
])('%j', (env, expected) => expect(isStartedByNpx(env)).toBe(expected));
