import { array, assert, boolean, constantFrom, integer, option, property, record, subarray } from 'fast-check';
import type { Baseline } from './baseline';
import type { Exception } from './exceptions/exception';
import type { Finding, Severity } from './finding';
import { SEVERITIES } from './finding';
import { decide } from './gate';
import type { GateRules } from './gate';
import { identifyAll } from './identity';
import { CLASSES, DEFAULT_POLICY, KNOWN_SEVERITIES } from './policy';
import type { Policy } from './policy';
import {
  anyFinding,
  examination,
  exceptionWith,
  misconfiguration,
  now,
  scan,
  secret,
  stream,
  subject,
  vulnerability,
} from './testing/examples';
import type { Verdict } from './verdict';

const exception = exceptionWith();
const endOfLife: Finding = {
  ...vulnerability(),
  class: 'end-of-life',
  rule: 'debian 10',
  severity: 'unknown',
  package: undefined,
};

function judge(findings: readonly Finding[], rules: Partial<GateRules> = {}): Verdict {
  return decide(identifyAll(findings, stream), subject, { policy: DEFAULT_POLICY, ...rules }, now, examination);
}
const policyWith = (changes: Partial<Policy>): Policy => ({ ...DEFAULT_POLICY, ...changes });
const why = (findings: readonly Finding[], rules: Partial<GateRules> = {}): string[] =>
  judge(findings, rules).blocked.map(({ decision }) => decision.why);

describe('by default', () => {
  test.each<[string, Finding, boolean]>([
    ['a critical vulnerability', vulnerability(), true],
    ['a critical vulnerability without a fix', vulnerability({ package: { name: 'openssl' } }), true],
    ['a high vulnerability', vulnerability({ severity: 'high' }), false],
    ['an informational vulnerability', vulnerability({ severity: 'informational' }), false],
    ['a vulnerability of unknown severity', vulnerability({ severity: 'unknown' }), true],
    ['a secret, however low', secret({ severity: 'informational' }), true],
    ['a secret of unknown severity', secret({ severity: 'unknown' }), true],
    ['a system without updates', endOfLife, true],
    ['a critical misconfiguration', misconfiguration({ severity: 'critical' }), false],
    ['a check that held', secret({ passed: true }), false],
    ['a secret the scanner was configured to leave out', secret({ suppressed: { source: '.trivyignore' } }), true],
  ])('%s', (_, finding, blocks) => {
    expect(judge([finding]).passed).toBe(!blocks);
    expect(judge([finding]).blocked).toHaveLength(blocks ? 1 : 0);
  });

  test('nothing found passes', () => {
    expect(judge([])).toMatchObject({ passed: true, weakerThanDefault: [], refused: [], counts: { total: 0 } });
  });

  test('says why, in the words of the field', () => {
    expect(why([vulnerability(), secret(), endOfLife, vulnerability({ severity: 'unknown' })])).toEqual([
      'critical vulnerability',
      'low secret',
      'end-of-life of unknown severity, which counts as critical',
      'vulnerability of unknown severity, which counts as critical',
    ]);
  });
});

test('a scan that did not see everything never passes, with nothing found', () => {
  const verdict = decide(
    [],
    { stream, scan: { ...scan, complete: false } },
    { policy: DEFAULT_POLICY },
    now,
    examination,
  );
  expect(verdict.passed).toBe(false);
  expect(verdict.refused).toEqual(['the scan is incomplete, and unscanned parts do not pass']);
});

describe('unknown severity', () => {
  const unknown = vulnerability({ severity: 'unknown', severityLabel: 'UNKNOWN' });

  test('that may pass is named all the same, and so is the weakness', () => {
    const verdict = judge([unknown], {
      policy: policyWith({ unknownSeverity: 'report', reason: 'new CVEs wait for NVD' }),
    });
    expect(verdict.passed).toBe(true);
    expect(verdict.unknownSeverity).toHaveLength(1);
    expect(verdict.weakerThanDefault).toEqual(['findings of unknown severity do not block']);
  });

  test('in a class that never blocks is reported, and named', () => {
    const verdict = judge([misconfiguration({ severity: 'unknown' })]);
    expect(verdict.passed).toBe(true);
    expect(verdict.unknownSeverity).toHaveLength(1);
  });

  test('has no grace', () => {
    const graceDays = { critical: 365, high: 365, medium: 365, low: 365, informational: 365 };
    expect(judge([unknown], { policy: policyWith({ graceDays }) }).passed).toBe(false);
  });
});

describe('exceptions', () => {
  test('cover a finding: it passes with reason and owner', () => {
    const verdict = judge([vulnerability()], { exceptions: [exception] });
    expect(verdict.passed).toBe(true);
    expect(verdict.excepted[0]?.decision.why).toBe('The parser is not reachable from outside. (platform)');
    expect(verdict.unmatched).toEqual([]);
  });

  test('that have expired count again, and are named', () => {
    const expired = { ...exception, expires: '2026-11-24' };
    const verdict = judge([vulnerability(), secret()], { exceptions: [expired] });
    expect(verdict.blocked).toHaveLength(2);
    expect(verdict.expired).toEqual([{ exception: expired, findings: 1 }]);
    expect(verdict.unmatched).toEqual([]);
  });

  test('that have expired are named even where nothing is left of them', () => {
    const expired = { ...exception, expires: '2026-11-24' };
    expect(judge([], { exceptions: [expired] }).expired).toEqual([{ exception: expired, findings: 0 }]);
  });

  test('one that holds beats one that has expired', () => {
    const expired = { ...exception, expires: '2026-11-24' };
    const verdict = judge([vulnerability()], { exceptions: [expired, exception] });
    expect(verdict.passed).toBe(true);
    expect(verdict.expired).toEqual([{ exception: expired, findings: 0 }]);
  });

  test('that match nothing are named, unless they are for another stream', () => {
    const mistyped = { ...exception, ids: ['CVE-2024-1235'] };
    const elsewhere: Exception = { ...exception, scope: { repository: 'medmo-admin' } };
    expect(judge([], { exceptions: [mistyped, elsewhere] }).unmatched).toEqual([mistyped]);
  });

  test('do not help a scan that did not see everything', () => {
    const of = { stream, scan: { ...scan, complete: false } };
    const rules = { policy: DEFAULT_POLICY, exceptions: [exception] };
    expect(decide(identifyAll([vulnerability()], stream), of, rules, now, examination).passed).toBe(false);
  });
});

describe('grace', () => {
  const policy = policyWith({ graceDays: { ...DEFAULT_POLICY.graceDays, critical: 7 }, reason: 'patches take a week' });
  const published = (publishedAt: string | undefined) => judge([vulnerability({ publishedAt })], { policy });

  test.each<[string | undefined, boolean]>([
    ['2026-11-24T00:00:00Z', true],
    ['2026-11-18T08:01:00.001Z', true],
    ['2026-11-18T08:01:00.000Z', false],
    ['2026-11-01T00:00:00Z', false],
    // Clocks differ by hours; a date next month is a mistake.
    ['2026-11-25T20:00:00Z', true],
    ['2026-12-25T00:00:00Z', false],
    [undefined, false],
    ['', false],
    ['soon', false],
  ])('of seven days, published %s: %s', (at, graceful) => {
    expect(published(at).passed).toBe(graceful);
    expect(published(at).inGrace).toHaveLength(graceful ? 1 : 0);
  });

  test('says when it ends', () => {
    expect(published('2026-11-24T00:00:00Z').inGrace[0]?.decision).toEqual({
      outcome: 'in-grace',
      why: 'blocks from 2026-12-01',
      blocksFrom: '2026-12-01T00:00:00.000Z',
    });
  });

  test('is for vulnerabilities: a secret has none', () => {
    const all = { critical: 7, high: 7, medium: 7, low: 7, informational: 7 };
    expect(
      judge([secret({ publishedAt: '2026-11-24T00:00:00Z' })], { policy: policyWith({ graceDays: all }) }).passed,
    ).toBe(false);
  });

  describe('from the day it was first seen', () => {
    const firstSeen = { ...policy, graceFrom: 'first-seen' } as const;
    const id = identifyAll([vulnerability()], stream)[0]?.id ?? '';
    const baselineOf = (firstSeenAt?: string): Baseline => ({
      findings: new Map([[id, firstSeenAt ? { firstSeenAt } : {}]]),
    });

    test.each<[string, Baseline | undefined, boolean]>([
      ['no baseline: the time is unknown, and it would never end', undefined, false],
      ['not in the baseline: seen now', { findings: new Map() }, true],
      ['seen yesterday', baselineOf('2026-11-24T00:00:00Z'), true],
      ['seen a month ago', baselineOf('2026-10-24T00:00:00Z'), false],
      ['in the baseline, the time is unknown', baselineOf(), false],
    ])('%s', (_, baseline, graceful) => {
      expect(judge([vulnerability()], { policy: firstSeen, ...(baseline && { baseline }) }).passed).toBe(graceful);
    });
  });
});

describe('new only', () => {
  const policy = policyWith({ newOnly: true, reason: 'the old ones are being worked on' });
  const baseline: Baseline = {
    findings: new Map(
      identifyAll([vulnerability()], stream).map(({ id }) => [id, { firstSeenAt: '2026-10-01T00:00:00Z' }]),
    ),
  };

  test('lets pass what the baseline knows, in a new version too, and blocks the rest', () => {
    const newVersion = vulnerability({
      package: { ...vulnerability().package, name: 'openssl', installedVersion: '3.0.12' },
    });
    expect(judge([newVersion], { policy, baseline }).passed).toBe(true);
    expect(judge([vulnerability({ rule: 'CVE-2026-1' })], { policy, baseline }).passed).toBe(false);
  });

  test('without a baseline everything is new', () => {
    expect(judge([vulnerability()], { policy }).passed).toBe(false);
  });

  test('each finding says since when it is known', () => {
    const found = identifyAll([vulnerability(), secret()], stream);
    const rules = { policy: DEFAULT_POLICY, baseline };
    expect(decide(found, subject, rules, now, examination).blocked.map(({ firstSeenAt }) => firstSeenAt)).toEqual([
      '2026-10-01T00:00:00Z',
      '2026-11-25T08:01:00.000Z',
    ]);
  });
});

test('fixable only: what has no fix does not block, and a secret has nothing to do with it', () => {
  const policy = policyWith({ fixableOnly: true, reason: 'nothing can be done about them yet' });
  const unfixed = vulnerability({ package: { name: 'zlib', fixedVersion: '' } });
  expect(judge([unfixed], { policy }).passed).toBe(true);
  expect(judge([vulnerability()], { policy }).passed).toBe(false);
  expect(judge([secret()], { policy }).passed).toBe(false);
});

test('findings that the scanner was configured to omit may be accepted', () => {
  const policy = policyWith({ scannerSuppressions: 'accept', reason: 'VEX statements are reviewed by us' });
  const finding = vulnerability({ suppressed: { source: 'vex.json' } });
  expect(judge([finding], { policy }).passed).toBe(true);
});

describe('whatever the rules', () => {
  const anyPolicy = record<Policy>({
    block: record(Object.fromEntries(CLASSES.map((of) => [of, subarray([...KNOWN_SEVERITIES])])) as never),
    unknownSeverity: constantFrom('block', 'report'),
    graceDays: record(Object.fromEntries(KNOWN_SEVERITIES.map((of) => [of, integer({ min: 0, max: 30 })])) as never),
    graceFrom: constantFrom('published', 'first-seen'),
    fixableOnly: boolean(),
    newOnly: boolean(),
    scannerSuppressions: constantFrom('count', 'accept'),
  });
  const findings = array(anyFinding, { maxLength: 12 });

  test('every finding has exactly one outcome', () => {
    assert(
      property(findings, anyPolicy, option(constantFrom(exception)), (found, policy, one) => {
        const { counts } = judge(found, { policy, exceptions: one ? [{ ...one, ids: ['a'] }] : [] });
        const outcomes = Object.values(counts.byOutcome).reduce((sum, count) => sum + count, 0);
        expect(outcomes).toBe(found.length);
        expect(counts.total).toBe(found.length);
        expect(Object.values(counts.bySeverity).reduce((sum, count) => sum + count, 0)).toBe(found.length);
        expect(Object.values(counts.byClass).reduce((sum, count) => sum + count, 0)).toBe(found.length);
      }),
    );
  });

  test('one finding more never turns a no into a yes', () => {
    assert(
      property(findings, anyFinding, anyPolicy, (found, more, policy) => {
        if (!judge(found, { policy }).passed) expect(judge([...found, more], { policy }).passed).toBe(false);
      }),
    );
  });

  test('a policy with no words about its weakness blocks whatever the default blocks', () => {
    let held = 0;
    assert(
      property(findings, anyPolicy, (found, given) => {
        const policy: Policy = {
          ...given,
          graceDays: DEFAULT_POLICY.graceDays,
          fixableOnly: false,
          newOnly: false,
          scannerSuppressions: 'count',
        };
        const strict: Policy = {
          ...policy,
          unknownSeverity: 'block',
          block: {
            ...policy.block,
            vulnerability: [...policy.block.vulnerability, 'critical'],
            secret: KNOWN_SEVERITIES,
            'end-of-life': KNOWN_SEVERITIES,
          },
        };
        expect(judge(found, { policy: strict }).weakerThanDefault).toEqual([]);
        const ids = new Set(judge(found, { policy: strict }).blocked.map(({ id }) => id));
        for (const { id } of judge(found).blocked) {
          expect(ids).toContain(id);
          held += 1;
        }
      }),
    );
    expect(held).toBeGreaterThan(0);
  });

  test('an unknown severity is never out of sight', () => {
    assert(
      property(findings, anyPolicy, (found, policy) => {
        const of = (severity: Severity): number => found.filter((one) => one.severity === severity).length;
        expect(judge(found, { policy }).unknownSeverity).toHaveLength(of('unknown'));
        expect(SEVERITIES.map((one) => judge(found, { policy }).counts.bySeverity[one])).toEqual(SEVERITIES.map(of));
      }),
    );
  });
});
