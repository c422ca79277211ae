import { assert, integer, property, string } from 'fast-check';
import type { Finding, ScannedArtifact } from '../finding';
import { scan, secret, stream, subject, vulnerability } from '../testing/examples';
import { toAsff } from './asff';
import { ASFF_LIMITS, clip, isWebPage, timestamp } from './asff-limits';
import type { AsffFinding } from './asff-type';

const times = { createdAt: '2026-11-25T08:01:00.000Z', updatedAt: '2026-11-25T08:01:00.000Z' };
const id = 'f'.repeat(64);

function asff(finding: Finding, of: Partial<ScannedArtifact> = {}): AsffFinding {
  return toAsff({ id, finding }, { ...subject, ...of }, times);
}
const lengthOf = (text: string | undefined): number => Array.from(text ?? '').length;
/** Characters of two UTF-16 units: who counts units cuts at half of the limit, or through a character. */
const emoji = (count: number): string => '😀'.repeat(count);

/** A field, its limit, and how to fill it with a number of characters. */
const FIELDS: readonly [string, number, (length: number) => string | undefined][] = [
  ['GeneratorId', 512, (n) => asff(vulnerability({ rule: emoji(n - 'careplane/vulnerability/'.length) })).GeneratorId],
  [
    'Title',
    256,
    (n) => asff(vulnerability({ title: emoji(n - 'CVE-2024-1234 in openssl 3.0.11-1~deb12u1: '.length) })).Title,
  ],
  ['Description', 1024, (n) => asff(vulnerability({ description: emoji(n) })).Description],
  ['Remediation text', 512, (n) => asff(vulnerability({ remediation: emoji(n) })).Remediation?.Recommendation.Text],
  [
    'Severity.Original',
    64,
    (n) => asff(vulnerability({ severityLabel: emoji(n) })).FindingProviderFields.Severity.Original,
  ],
  [
    'Resources[].Id',
    512,
    (n) => folder({ target: emoji(n - '111122223333/us-east-2/medmo-api/'.length) }).Resources[0]?.Id,
  ],
  ['Details.Other value', 1023, (n) => folder({ target: emoji(n) }).Resources[0]?.Details.Other['Target']],
  [
    'ProductFields value',
    2048,
    (n) => asff(vulnerability({ suppressed: { source: emoji(n) } })).ProductFields['careplane/suppressedBy'],
  ],
  ['Vulnerabilities[].Id', 128, (n) => asff(vulnerability({ rule: emoji(n) })).Vulnerabilities?.[0]?.Id],
  ['Vendor.Name', 32, (n) => asff(vulnerability({ severitySource: emoji(n) })).Vulnerabilities?.[0]?.Vendor?.Name],
];

function folder(changes: Partial<Finding>): AsffFinding {
  return asff(secret(changes), { scan: { ...scan, kind: 'folder' } });
}

describe.each(FIELDS)('%s: %i characters', (_, limit, fill) => {
  test('at its maximum is kept whole', () => {
    const text = fill(limit);
    expect(lengthOf(text)).toBe(limit);
    expect(text?.endsWith('😀')).toBe(true);
  });

  test('one beyond is cut to the maximum, and shows it', () => {
    const text = fill(limit + 1);
    expect(lengthOf(text)).toBe(limit);
    expect(text?.endsWith('😀…')).toBe(true);
  });
});

test('Id: a repository’s name of any length fits, and stays unlike every other', () => {
  const idOf = (repository: string): string =>
    toAsff({ id, finding: vulnerability() }, { stream: { ...stream, repository }, scan }, times).Id;
  for (const length of [1, 200, 201, 256, 1000]) expect(lengthOf(idOf('/'.repeat(length)))).toBeLessThanOrEqual(512);
  expect(idOf('a'.repeat(300))).not.toBe(idOf(`${'a'.repeat(299)}b`));
});

test.each<[string, number, (count: number) => number | undefined]>([
  [
    'reference URLs',
    ASFF_LIMITS.referenceUrls,
    (n) => asff(vulnerability({ references: urls(n) })).Vulnerabilities?.[0]?.ReferenceUrls?.length,
  ],
  [
    'other names',
    ASFF_LIMITS.relatedVulnerabilities,
    (n) => asff(vulnerability({ aliases: urls(n) })).Vulnerabilities?.[0]?.RelatedVulnerabilities?.length,
  ],
  [
    'scores',
    ASFF_LIMITS.cvss,
    (n) =>
      asff(vulnerability({ cvss: Array(n).fill({ source: 'nvd', version: '3.1', score: 1 }) })).Vulnerabilities?.[0]
        ?.Cvss?.length,
  ],
])('%s: at most %i', (_, limit, count) => {
  expect(count(limit)).toBe(limit);
  expect(count(limit + 1)).toBe(limit);
});

test('keys are far from their limits of 128 and 127', () => {
  const made = asff(vulnerability({ suppressed: { source: 'vex' } }));
  for (const key of Object.keys(made.ProductFields))
    expect(lengthOf(key)).toBeLessThanOrEqual(ASFF_LIMITS.productFieldKey);
  for (const key of Object.keys(made.Resources[0]?.Details.Other ?? {}))
    expect(lengthOf(key)).toBeLessThanOrEqual(ASFF_LIMITS.otherKey);
  expect(Object.keys(made.ProductFields).length).toBeLessThanOrEqual(50);
});

test('the largest finding there can be is smaller than 240 KB', () => {
  const long = emoji(5000);
  const worst: Finding = vulnerability({
    rule: long,
    aliases: Array(500).fill(long),
    severityLabel: long,
    severitySource: long,
    title: long,
    description: long,
    remediation: long,
    url: `https://example.com/${'x'.repeat(1000)}`,
    references: Array(500).fill(`https://example.com/${'x'.repeat(1000)}`),
    target: long,
    package: { name: long, purl: long, installedVersion: long, fixedVersion: long, path: long },
    location: { resource: long, startLine: 1, endLine: 2 ** 31 },
    cvss: Array(500).fill({ source: long, version: long, vector: long, score: 10 }),
    suppressed: { source: long },
  });
  const of: ScannedArtifact = {
    stream: { ...stream, repository: long, environment: long },
    scan: {
      ...scan,
      artifact: long,
      imageDigest: `sha256:${'a'.repeat(64)}`,
      scanner: long,
      scannerVersion: long,
      databaseUpdatedAt: long,
    },
  };
  const made = toAsff({ id, finding: worst }, of, times, { outcome: 'blocked', why: long });
  const bytes = Buffer.byteLength(JSON.stringify(made));
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThanOrEqual(ASFF_LIMITS.findingBytes);
});

function urls(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `https://example.com/${index}`);
}

describe('clip', () => {
  test('never longer than the limit, never half a character, and the beginning of the text', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 40 }), integer({ min: 1, max: 40 }), (text, max) => {
        const cut = clip(text, max);
        expect(lengthOf(cut)).toBeLessThanOrEqual(max);
        expect(cut).not.toMatch(/\p{Surrogate}/u);
        if (lengthOf(text) <= max) expect(lengthOf(cut)).toBe(lengthOf(text));
        else expect(cut.endsWith('…')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['a\u0000b\u001b[31mc', 20, 'a b [31mc'],
    ['line\nline', 20, 'line\nline'],
    ['\ud83d alone', 20, '\ufffd alone'],
    ['\ude00\ud83d', 20, '\ufffd\ufffd'],
  ])('%j', (text, max, expected) => expect(clip(text, max)).toBe(expected));
});

test.each([
  ['https://example.com/a?b=c#d', true],
  ['http://example.com', true],
  ['ftp://example.com', false],
  ['javascript:alert(1)', false],
  ['https://example.com/a b', false],
  ['https://example.com/ü', false],
  [`https://${'x'.repeat(1024)}`, false],
  ['', false],
  [undefined, false],
])('is %s a web page: %s', (url, expected) => expect(isWebPage(url)).toBe(expected));

test.each([
  ['2024-01-02T03:04:05Z', '2024-01-02T03:04:05.000Z'],
  ['2024-01-02T03:04:05.123456789Z', '2024-01-02T03:04:05.123Z'],
  ['2024-01-02T03:04:05+02:00', '2024-01-02T01:04:05.000Z'],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('the time %s is %s', (text, expected) => expect(timestamp(text)).toBe(expected));
