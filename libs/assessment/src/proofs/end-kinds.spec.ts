import { END_KINDS } from '@careplane/access-analysis';
import { PROPERTY_END_KINDS } from '@careplane/config';

it('takes in platform.yaml the kinds of ends that the proofs know, and no others', () => {
  expect(PROPERTY_END_KINDS).toEqual(END_KINDS);
});
