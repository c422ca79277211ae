import fc from 'fast-check';
import { chunksOf } from '../testing/chunks';
import { countOf, imageReport, recorded } from '../testing/reports';
import { readReport } from './read-report';

/** Reports to be spoilt; the recorded ones without most of their bulk. */
const SEEDS = [imageReport(), recorded('sources'), recorded('templates')].map((report) => {
  const { Results: results, ...rest } = report;
  return Buffer.from(JSON.stringify({ ...rest, Results: (results as unknown[]).slice(-4) }));
});

/** Bytes that mean something in JSON, and some that mean trouble. */
const TROUBLE = Buffer.from('{}[]",:\\0-.eE\u0000\n nulltrue"\xff', 'latin1');

type Spoil = (bytes: Buffer, at: number, length: number, byte: number) => Buffer;
const SPOILS: readonly Spoil[] = [
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at, length) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]),
  (bytes, at, length) => Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]),
  (bytes, at, _, byte) => Buffer.concat([bytes.subarray(0, at), Buffer.from([byte]), bytes.subarray(at)]),
  (bytes, at, _, byte) => Buffer.concat([bytes.subarray(0, at), Buffer.from([byte]), bytes.subarray(at + 1)]),
  (bytes, at, length) =>
    Buffer.concat([
      bytes.subarray(0, at),
      Buffer.from(bytes.subarray(at, at + length)).reverse(),
      bytes.subarray(at + length),
    ]),
];

const position = fc.double({ min: 0, max: 1, noNaN: true });
const spoil = fc.record({
  how: fc.constantFrom(...SPOILS),
  at: position,
  length: fc.integer({ min: 1, max: 200 }),
  byte: fc.oneof(fc.constantFrom(...TROUBLE), fc.integer({ min: 0, max: 255 })),
});
const spoilt = fc
  .tuple(fc.constantFrom(...SEEDS), fc.array(spoil, { minLength: 1, maxLength: 3 }))
  .map(([seed, spoils]) =>
    spoils.reduce<Buffer>(
      (bytes, { how, at, length, byte }) => how(bytes, Math.floor(at * bytes.length), length, byte),
      seed,
    ),
  );

/** Values of any kind at the places of a report where another kind is due. */
const anything = fc.jsonValue({ maxDepth: 2 });
const shaped = fc
  .record(
    {
      SchemaVersion: fc.constantFrom<unknown>(2, 2, 2, 2, 1, '2', null),
      ArtifactName: fc.oneof(fc.constant('medmo/api:1'), fc.constant('medmo/api:1'), anything),
      Metadata: fc.oneof(
        anything,
        fc.record({
          OS: fc.record({
            Family: fc.oneof(fc.string(), anything),
            EOSL: fc.constantFrom<unknown>(true, false, 'true'),
          }),
        }),
      ),
      Results: fc.oneof(
        anything,
        fc.array(
          fc.record(
            {
              Target: fc.oneof(fc.string(), fc.constant('a'), anything),
              Class: fc.constantFrom('os-pkgs', 'lang-pkgs', 'config', 'secret', 'other'),
              Vulnerabilities: fc.oneof(
                anything,
                fc.array(
                  fc.record(
                    {
                      VulnerabilityID: fc.constantFrom<unknown>('CVE-1', 1),
                      PkgName: fc.constantFrom<unknown>('a', null),
                      CVSS: anything,
                      References: anything,
                      PkgIdentifier: anything,
                    },
                    { requiredKeys: [] },
                  ),
                ),
              ),
              Secrets: fc.oneof(
                anything,
                fc.array(fc.record({ RuleID: fc.constantFrom<unknown>('r', 1), Match: anything, StartLine: anything })),
              ),
              Misconfigurations: fc.oneof(
                anything,
                fc.array(
                  fc.record({
                    ID: fc.constantFrom<unknown>('r', []),
                    Status: fc.constantFrom<unknown>('PASS', 'FAIL', 1),
                    CauseMetadata: anything,
                  }),
                ),
              ),
              ExperimentalModifiedFindings: fc.oneof(
                anything,
                fc.array(fc.record({ Type: fc.constantFrom('secret', 'vulnerability', 'x'), Finding: anything })),
              ),
              Other: anything,
            },
            { requiredKeys: ['Target'] },
          ),
          { maxLength: 3 },
        ),
      ),
    },
    { requiredKeys: ['SchemaVersion', 'ArtifactName'] },
  )
  .map((report) => Buffer.from(JSON.stringify(report)));

const noise = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  fc.array(fc.constantFrom(...TROUBLE), { maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map((json) => Buffer.from(json)),
);

/** It answers with findings or a problem; and with findings only for JSON, and then with all of them. */
function holds(bytes: Buffer, size: number): void {
  let handed = 0;
  const outcome = readReport(chunksOf(bytes, size), () => (handed += 1));
  if ('problems' in outcome) {
    expect(outcome.problems.length).toBeGreaterThan(0);
    return;
  }
  expect(outcome.findings).toBe(handed);
  expect(handed).toBe(countOf(JSON.parse(bytes.toString('utf8'))));
}

describe('10,000 reports that are none, or not quite', () => {
  it.each([
    ['spoilt', 6000, spoilt],
    ['of values of the wrong kind', 2500, shaped],
    ['noise', 1500, noise],
  ] as const)('%s, %i times: findings or a problem, nothing else', (_, numRuns, bytes) => {
    let read = 0;
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 5000 }), (given, size) => {
        read += 1;
        holds(given, size);
      }),
      { numRuns },
    );
    expect(read).toBeGreaterThanOrEqual(numRuns);
  });
});
