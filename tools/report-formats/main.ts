// `npm run compare-formats -- FOLDER [--keep DIR]`: read every Trivy report below a folder with careplane-scan, in every format, and compare
// what each format shows, finding by finding, with the report itself, which is read here without the code of the scanner. Then hold the
// files against the validators of others, where this machine has them:
//   Python (COMPARE_FORMATS_PYTHON, else python3) with botocore, jsonschema and ocsf-json-schema: ASFF and OCSF
//   SARIF_SCHEMA, the file of SARIF's JSON schema
//   SARIF_MULTITOOL, Microsoft's validator with GitHub's rules (npm: @microsoft/sarif-multitool)
// Exit codes: 0 equal, 1 something differs, 2 no reports.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from '@careplane/command-line';
import type { Terminal } from '@careplane/command-line';
import type { Outcome } from '@careplane/findings';
import { replaceFile } from '@careplane/problems';
import { report } from '../../libs/scan-commands/src/commands/report';
import type { ReportOptions } from '../../libs/scan-commands/src/commands/report';
import { readCommand, refuseUsage } from '../command';
import { expectedOf, isReport, words } from './expected';
import { asHigh, READERS } from './formats';
import type { JsonReport, Shown } from './formats';

const { options: values, names } = readCommand({
  name: 'compare-formats',
  purpose:
    'Read every Trivy report below a folder in every format, and compare each with the report, finding by finding.',
  options: { keep: { type: 'string', value: 'DIR', help: 'keep the files of all formats in this folder' } },
  names: { called: 'folder', atMost: 1, atLeast: 1 },
  notes:
    'COMPARE_FORMATS_PYTHON, SARIF_SCHEMA and SARIF_MULTITOOL name the validators of others; tools/report-formats/main.ts says which. Exit codes: 0 equal, 1 something differs, 2 no reports.',
});
const [folder = ''] = names;
if (!existsSync(folder) || !statSync(folder).isDirectory())
  refuseUsage('compare-formats', `${folder} is not a folder. Give a folder with reports of trivy image --format json.`);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((name) => join(folder, name))
  .filter((file) => file.endsWith('.json') && isReport(file))
  .sort();
const STREAM = { repository: 'acme/api', environment: 'production', account: '111122223333', region: 'us-east-2' };

interface Totals {
  reports: number;
  refused: number;
  findings: number;
  faults: number;
  readonly byClass: Map<string, number>;
  readonly byFormat: Map<string, number>;
}

const totals: Totals = { reports: 0, refused: 0, findings: 0, faults: 0, byClass: new Map(), byFormat: new Map() };
const add = (map: Map<string, number>, key: string, count: number) => map.set(key, (map.get(key) ?? 0) + count);
function fault(file: string, text: string): void {
  totals.faults += 1;
  console.log(`FAULT ${basename(file)}: ${text}`);
}

/** The report in a format, or what the command says where it refuses the report. */
async function inFormat(file: string, format: string): Promise<{ exit: number; text: string; talk: string }> {
  let [text, talk] = ['', ''];
  const terminal: Terminal = {
    data: (line) => void (text += `${line}\n`),
    talk: (line) => void (talk += `${line}\n`),
    progress: () => undefined,
  };
  const options = { ...STREAM, format: format as ReportOptions['format'] & string, reportOnly: true };
  const exit = await run('careplane-scan', async (finish) => finish(await report(file, options, terminal)), terminal);
  return { exit, text, talk };
}

function isShown(shown: Shown, outcome: Outcome): boolean {
  return !('outcomes' in shown) || shown.outcomes === undefined || shown.outcomes.includes(outcome);
}

async function compare(file: string, out: string): Promise<void> {
  const json = await inFormat(file, 'json');
  if (json.exit !== 0 && json.exit !== 2) {
    fault(file, json.talk.trim());
    return;
  }
  if (json.exit !== 0) {
    totals.refused += 1;
    console.log(`refused: ${basename(file)}: ${json.talk.trim().split('\n').slice(0, 3).join(' ')}`);
    return;
  }
  totals.reports += 1;
  const { findings } = JSON.parse(json.text) as JsonReport;
  totals.findings += findings.length;
  const found = new Map<string, number>();
  for (const { finding } of findings) {
    add(totals.byClass, finding.class, 1);
    const name = finding.class === 'vulnerability' ? finding.package?.name : '';
    add(found, words(finding.class, finding.rule, name), 1);
  }
  const expected = expectedOf(file);
  for (const key of new Set([...expected.keys(), ...found.keys()])) {
    if (expected.get(key) !== found.get(key))
      fault(file, `json has ${found.get(key) ?? 0} × ${key}, the report ${expected.get(key) ?? 0}`);
  }
  const severities = new Map(findings.map(({ id, finding }) => [id, finding.severity]));
  if (severities.size !== findings.length) fault(file, 'two findings have one identity');
  for (const [format, read] of Object.entries(READERS)) {
    const { exit, text, talk } = await inFormat(file, format);
    if (exit !== 0) {
      fault(file, `${format} ends with ${exit}: ${talk.trim()}`);
      continue;
    }
    replaceFile(join(out, `${totals.reports}.${format === 'sarif' ? 'sarif.json' : format}`), text);
    const shown = read(text);
    const count = 'count' in shown ? shown.count : shown.severities.size;
    add(totals.byFormat, format, count);
    const due = findings.filter(({ decision }) => isShown(shown, decision.outcome)).length;
    if (count !== due) fault(file, `${format} shows ${count} of ${due} findings`);
    if ('count' in shown) continue;
    for (const [id, severity] of severities) {
      const other = shown.severities.get(id);
      const own = format === 'ocsf' ? severity : asHigh(severity);
      if (other !== own)
        fault(file, `${format} shows ${id.slice(0, 8)} as ${other ?? 'nothing'}, the gate as ${severity}`);
    }
  }
}

/** @returns whether it found no fault */
function python(out: string): boolean {
  const bin = process.env['COMPARE_FORMATS_PYTHON'] ?? 'python3';
  const { stdout, stderr, status, error } = spawnSync(bin, [join(__dirname, 'validate.py'), out], { encoding: 'utf8' });
  if (error !== undefined) {
    console.log(`not run: Python (${error.message})`);
    return true;
  }
  console.log(`${stdout}${stderr}`.trim());
  return status === 0;
}

interface Validated {
  readonly runs: readonly { readonly results?: readonly { ruleId: string; level?: string; message: unknown }[] }[];
}

/** @returns whether GitHub's rules have nothing to say */
function multitool(out: string): boolean {
  const bin = process.env['SARIF_MULTITOOL'];
  if (bin === undefined) {
    console.log("not run: GitHub's rules for SARIF (SARIF_MULTITOOL names no program)");
    return true;
  }
  const answer = join(out, 'multitool.json');
  const { stdout, stderr, error } = spawnSync(
    bin,
    ['validate', join(out, '*.sarif.json'), '--rule-kind', 'Sarif;Ghas', '--output', answer, '--log', 'ForceOverwrite'],
    // The program is a single file, and the machine may have no ICU.
    { encoding: 'utf8', env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } },
  );
  try {
    if (error !== undefined) throw error;
    const { runs } = JSON.parse(readFileSync(answer, 'utf8').replace(/^\ufeff/, '')) as Validated;
    const byRule = new Map<string, number>();
    for (const { ruleId, level } of runs.flatMap(({ results = [] }) => results))
      add(byRule, `${ruleId} ${level ?? 'warning'}`, 1);
    console.log(`sarif-multitool: ${JSON.stringify(Object.fromEntries(byRule))}`);
    return ![...byRule.keys()].some((rule) => rule.endsWith('error') || rule.startsWith('GH'));
  } catch (cause) {
    console.log(`FAULT sarif-multitool gave no answer: ${String(cause)} ${stdout}${stderr}`.slice(0, 2000));
    return false;
  }
}

async function main(): Promise<void> {
  if (files.length === 0) {
    console.error('compare-formats: give a folder with reports of Trivy in JSON (SchemaVersion 2).');
    process.exitCode = 2;
    return;
  }
  const out = values.keep ?? mkdtempSync(join(tmpdir(), 'careplane-formats-'));
  mkdirSync(out, { recursive: true });
  try {
    for (const file of files) await compare(file, out);
    const { byClass, byFormat, ...counts } = totals;
    console.log(JSON.stringify({ ...counts, ...Object.fromEntries(byClass) }));
    console.log(JSON.stringify(Object.fromEntries(byFormat)));
    const valid = [python(out), multitool(out)].every(Boolean);
    process.exitCode = totals.faults === 0 && valid ? 0 : 1;
  } finally {
    if (values.keep === undefined) rmSync(out, { recursive: true, force: true });
  }
}

void main();
