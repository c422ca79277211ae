import { ACCOUNT, asked, document, guardOf, roleWith } from '../testing/callers';
import { decide } from './decide';
import { placesOf } from './places';

const BUCKET = 'arn:aws:s3:::records';
const KEY = `arn:aws:kms:us-east-2:${ACCOUNT}:key/k`;
const GUARDS = [guardOf(BUCKET, document()), guardOf(KEY, document(), { isRequired: true })];
const READS = asked('s3:GetObject', 'arn:*');
const DECRYPTS = { ...asked('kms:Decrypt', 'arn:*'), resources: READS.resources };

const touchedBy = (question: typeof READS, guards = GUARDS) =>
  placesOf(question, guards).touched.map(({ guard }) => guard.arn);

it('keeps the policies about some resources apart for each service, and for other policies', () => {
  expect(touchedBy(READS)).toEqual([BUCKET]);
  expect(touchedBy(DECRYPTS)).toEqual([KEY]);
  expect(touchedBy(READS, [])).toEqual([]);
  expect(touchedBy(READS)).toEqual([BUCKET]);
});

it('finds them once for all actions of a service', () => {
  const deletes = { ...asked('s3:DeleteObject', 'arn:*'), resources: READS.resources };
  expect(placesOf(deletes, GUARDS)).toBe(placesOf(READS, GUARDS));
});

it('answers each question by the policies of its own service, whichever is asked first', () => {
  const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource });
  const caller = roleWith({ identity: document(allow('s3:*', BUCKET), allow('kms:*', KEY)) });
  const verdicts = [READS, DECRYPTS].map((question) => decide(caller, question, GUARDS).verdict);
  expect(verdicts).toEqual(['yes', 'no']);
});
