import { identityPlaceOf } from './identity-place';
import { loadTarget } from './target';
import { MEDMO } from './testing';

it('knows the pipelines of services by their environment, whatever services there are', () => {
  expect(identityPlaceOf(loadTarget(MEDMO, {}).model, []).pipelines).toEqual({
    production: ['medmo-*-production', 'medmo-main-prd-CFN'],
    other: ['medmo-*-staging'],
  });
});
