import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownText } from '@careplane/problems';
import { array, assert, property } from 'fast-check';
import type { Exception } from '../exceptions/exception';
import type { Finding, ScannedArtifact } from '../finding';
import { openGate } from '../gate';
import type { GateRules } from '../gate';
import { identifyAll } from '../identity';
import { DEFAULT_POLICY } from '../policy';
import { examination, anyFinding, misconfiguration, now, secret, subject, vulnerability } from '../testing/examples';
import { FORMATS } from '.';
import type { Format } from '.';
import { renderReport } from './report';
import type { Report } from './report';

const exceptionFor = (id: string, changes: Partial<Exception> = {}): Exception => ({
  ids: [id],
  scope: { repository: 'medmo-api' },
  reason: 'The parser is not reachable from outside.',
  owner: 'platform@medmo.example',
  expires: '2026-12-31',
  file: 'exceptions.yaml',
  line: 2,
  ...changes,
});

function reportOf(findings: readonly Finding[], rules: Partial<GateRules> = {}, of: ScannedArtifact = subject): Report {
  const gate = openGate(of.stream, { policy: DEFAULT_POLICY, ...rules }, now);
  const decided = identifyAll(findings, of.stream).map((found) => gate.add(found));
  return { verdict: gate.verdict(of.scan, examination), findings: decided };
}

/** One of everything: what a person sees in each format stands in the folder `goldens`. */
const everything = reportOf(
  [
    vulnerability(),
    vulnerability({
      rule: 'CVE-2024-9999',
      severity: 'high',
      severityLabel: 'HIGH',
      package: { name: 'zlib1g', installedVersion: '1:1.2.13' },
    }),
    vulnerability({ rule: 'CVE-2026-0001', severity: 'unknown', severityLabel: 'UNKNOWN', cvss: [] }),
    vulnerability({ rule: 'CVE-2024-5555', package: { name: 'libxml2', installedVersion: '2.9.14' } }),
    vulnerability({ rule: 'CVE-2024-7777', publishedAt: '2026-11-23T00:00:00Z' }),
    secret(),
    misconfiguration(),
    misconfiguration({ rule: 'DS-0026', passed: true, title: 'HEALTHCHECK' }),
    secret({
      class: 'end-of-life',
      rule: 'debian 10',
      severity: 'high',
      severityLabel: '',
      title: 'gets no more updates',
      target: 'debian',
      location: undefined,
    }),
  ],
  {
    policy: {
      ...DEFAULT_POLICY,
      graceDays: { ...DEFAULT_POLICY.graceDays, critical: 7 },
      reason: 'Patches take a week to reach the base image.',
    },
    exceptions: [
      exceptionFor('CVE-2024-5555'),
      exceptionFor('CVE-2024-1234', { expires: '2026-11-01', line: 8 }),
      exceptionFor('CVE-2023-1111', { line: 14 }),
    ],
  },
);
const nothing = reportOf([]);

/** How many findings a text holds; a format that shows the worst only has none. */
const COUNTS: Partial<Record<Format, (text: string) => number>> = {
  table: (text) => (text.startsWith('OUTCOME') ? text.split('\n').indexOf('') - 1 : 0),
  json: (text) => (JSON.parse(text) as { findings: unknown[] }).findings.length,
  sarif: (text) => (JSON.parse(text) as { runs: [{ results: unknown[] }] }).runs[0].results.length,
  ocsf: (text) => text.split('\n').filter((line) => line !== '' && JSON.parse(line) !== null).length,
  junit: (text) => [...text.matchAll(/<testcase /g)].length - 1,
  gitlab: (text) => (JSON.parse(text) as unknown[]).length,
};

const EXTENSIONS: Readonly<Record<Format, string>> = {
  table: 'txt',
  json: 'json',
  markdown: 'md',
  sarif: 'sarif.json',
  ocsf: 'ocsf.jsonl',
  junit: 'junit.xml',
  github: 'github.txt',
  gitlab: 'gitlab.json',
  comment: 'comment.md',
  html: 'html',
};

/** A page without its style, which is the same on every page and has a test of its own. */
function withoutStyle(text: string): string {
  return text.replace(/<style>[^]*<\/style>/, '').replace(/'sha256-[^']*'/, '');
}

describe.each(Object.keys(FORMATS) as Format[])('%s', (format) => {
  test.each<[string, Report]>([
    ['everything', everything],
    ['nothing', nothing],
  ])('goldens/%s (UPDATE_GOLDENS=1 writes it)', (name, report) => {
    const golden = join(__dirname, `../goldens/${name}.${EXTENSIONS[format]}`);
    const text = withoutStyle(renderReport(FORMATS[format], report));
    if (process.env['UPDATE_GOLDENS']) writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });

  test('holds every finding that is open, whatever is in it', () => {
    assert(
      property(array(anyFinding, { maxLength: 8 }), (findings) => {
        const text = renderReport(FORMATS[format], reportOf(findings));
        expect(text === '' || text.endsWith('\n')).toBe(true);
        expect(COUNTS[format]?.(text) ?? findings.length).toBe(findings.length);
      }),
    );
  });
});

describe('html', () => {
  const page = (findings: readonly Finding[]) => renderReport(FORMATS.html, reportOf(findings));

  test('shows hostile text as text, and follows no address that could run a script', () => {
    const hostile = '<script>alert(1)</script>';
    const text = page([vulnerability({ title: hostile, url: 'javascript:alert(1)', rule: hostile })]);
    expect(text).not.toMatch(/<script|javascript:/);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    assert(
      property(array(anyFinding, { maxLength: 5 }), (findings) => {
        expect(page(findings)).not.toMatch(/<script|href="(?!https?:|#)/);
      }),
    );
  });

  test('one rule in several packages is one row', () => {
    const names = ['a', 'b', 'c'].map((name) => vulnerability({ package: { name, fixedVersion: '2' } }));
    expect(page(names)).toMatch(/<td>a<details><summary>and 2 similar<\/summary><ul><li>b<\/li><li>c<\/li>/);
  });

  test('a long report stays small, and says how much is left out', () => {
    const many = Array.from({ length: 1500 }, (_, index) => vulnerability({ rule: `CVE-2024-${index}` }));
    const text = page(many);
    expect(text).toContain('500 more are in the JSON report.');
    expect(text.length).toBeLessThan(1_500_000);
  });

  test('a summary has no list of findings', () => {
    const text = renderReport(FORMATS.html, everything, { summary: true });
    expect(text).toContain('findings block');
    expect(text).not.toContain('CVE-2024-9999');
  });
});

describe('table', () => {
  test.each([
    [undefined, 80],
    [60, 60],
    [200, 200],
    [20, 60],
    [400, 200],
  ])('on a terminal of %p columns it has at most %p', (columns, most) => {
    const rule = 'R'.repeat(300);
    const long = vulnerability({ rule });
    const text = renderReport(FORMATS.table, reportOf([long]), columns === undefined ? {} : { columns });
    const widths = text.split('\n').map((line) => line.length);
    expect(Math.max(...widths)).toBe(most);
  });

  test('a summary has the counts and the verdict, and no list', () => {
    expect(renderReport(FORMATS.table, everything, { summary: true })).toMatch(/^8 findings: /);
  });

  test('is never wider than 80 columns, and steers no terminal', () => {
    const long = vulnerability({ rule: 'R'.repeat(300), package: { name: 'n\u001b[31m\r\n'.repeat(50) } });
    for (const report of [reportOf([long]), everything, nothing]) {
      for (const line of renderReport(FORMATS.table, report).split('\n')) {
        expect(Array.from(line).length).toBeLessThanOrEqual(80);
        expect(line).not.toMatch(/\p{Cc}/u);
      }
    }
    assert(
      property(array(anyFinding, { maxLength: 5 }), (findings) => {
        for (const line of renderReport(FORMATS.table, reportOf(findings)).split('\n')) {
          expect(Array.from(line).length).toBeLessThanOrEqual(80);
          expect(line).not.toMatch(/\p{Cc}/u);
        }
      }),
    );
  });
});

describe('markdown', () => {
  test.each([
    ['a | b', 'a &#124; b'],
    ['<img src=x onerror=alert(1)>', '&#60;img src&#61;x onerror&#61;alert(1)&#62;'],
    ['@octocat and #12', '&#64;octocat and &#35;12'],
    ['[link](https://x.example)', '&#91;link&#93;(https&#58;//x.example)'],
    ['https://x.example www.x.example', 'https&#58;//x.example www&#46;x.example'],
    ['**bold** _it_ `code` ~~no~~', '&#42;&#42;bold&#42;&#42; &#95;it&#95; &#96;code&#96; &#126;&#126;no&#126;&#126;'],
    ['line\n\n# heading', 'line &#35; heading'],
    ['\\| \\', '&#92;&#124; &#92;'],
    ['a\u202egnp.exe', 'agnp.exe'],
    ['&lt;', '&#38;lt;'],
    [`${'x'.repeat(300)}`, `${'x'.repeat(199)}…`],
  ])('%j becomes %s', (text, expected) => expect(markdownText(text, 200)).toBe(expected));

  test.each([
    ['- a', '&#45; a'],
    ['1. a', '1&#46; a'],
  ])('an exception’s id %j begins no list of its own', (ids, expected) => {
    const report = reportOf([], { exceptions: [exceptionFor(ids)] });
    expect(renderReport(FORMATS.markdown, report)).toContain(`\n- ${expected} of `);
  });

  test('rows have as many cells as their head, whatever is found', () => {
    assert(
      property(array(anyFinding, { maxLength: 5 }), (findings) => {
        const lines = renderReport(FORMATS.markdown, reportOf(findings))
          .split('\n')
          .filter((line) => line.startsWith('|'));
        for (const line of lines) expect([3, 7]).toContain(line.split('|').length - 1);
        expect(lines.filter((line) => line.split('|').length - 1 === 7)).toHaveLength(
          findings.length > 0 ? findings.length + 2 : 0,
        );
        expect(renderReport(FORMATS.markdown, reportOf(findings))).not.toMatch(/<|@/);
      }),
    );
  });

  test('a long report says how much is left out', () => {
    const many = Array.from({ length: 105 }, (_, index) => vulnerability({ rule: `CVE-2024-${index}` }));
    expect(renderReport(FORMATS.markdown, reportOf(many))).toContain('5 more are in the JSON report.');
  });
});
