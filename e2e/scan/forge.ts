// Changes a result of the scan as an attacker would, to let a blocked image pass: `node forge.js FILE`. Fails when
// there was nothing to change, so that no case holds for want of a forgery.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

type Data = Readonly<Record<string, unknown>>;

const CHANGES: Readonly<Record<string, (data: Data) => Data>> = {
  'verdict.json': (verdict) => ({ ...verdict, passed: true, blocked: [] }),
  'findings.json': (report) => ({
    ...report,
    verdict: { ...(report['verdict'] as Data), passed: true, blocked: [] },
    findings: [],
  }),
  'report.json': (report) => ({
    ...report,
    Results: (report['Results'] as Data[]).map(({ Target, Class, Type }) => ({ Target, Class, Type })),
  }),
  'scan.json': (scan) => ({ ...scan, files: {} }),
};

const [file = ''] = process.argv.slice(2);
const before = readFileSync(file, 'utf8');
const after = JSON.stringify(CHANGES[basename(file)]?.(JSON.parse(before) as Data));
if (JSON.stringify(JSON.parse(before)) === after) throw new Error(`${file}: nothing to forge`);
writeFileSync(file, after);
