import { counted } from '@careplane/problems';
import type { Finding } from '../finding';
import type { Decided, Decision, Verdict } from '../verdict';
import { clip } from './asff-limits';
import type { OpenReport } from './report';
import { SARIF_LIMITS as LIMITS } from './sarif-limits';
import { sarifLocation } from './sarif-location';
import { SARIF_LEVELS, sarifRule } from './sarif-rule';
import { placeOf } from './words';
import { severityRank, WorstFirst } from './worst';

/** The key under which our own tools find a result again; GitHub reads `primaryLocationLineHash` only. */
const FINGERPRINT = 'careplane/v1';
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** One rule at one severity: GitHub reads the severity of an alert from its rule. */
interface Rule {
  readonly name: string;
  readonly severity: Finding['severity'];
}

/**
 * SARIF 2.1.0, for code scanning services and editors. What an exception covers is there as suppressed, with the reason. A check
 * that held is left out, because GitHub shows every result as an open alert. The findings are gone through three times, because
 * the rules stand before the results, and keeping either would take the memory of a whole report.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const openSarif: OpenReport = (verdict, write) => {
  const rules = new Map<string, Rule>();
  const ranked = new WorstFirst<string>(LIMITS.results);
  const indexes = new Map<string, number>();
  let names: ReadonlyMap<string, string> = new Map();
  let kept: ReadonlySet<string> = new Set();
  let separator = '\n';
  const writeItem = (json: string) => {
    write(`${separator}${json}`);
    separator = ',\n';
  };
  const passes = [
    {
      add(decided: Decided) {
        const { rule: name, severity } = decided.finding;
        rules.set(keyOf(decided), { name, severity });
        ranked.add(decided, decided.id);
      },
      end() {
        kept = new Set(ranked.values());
        names = namesOf(rules);
        write(`{"$schema":"${SCHEMA}","version":"2.1.0","runs":[{"tool":{"driver":${driverOf(verdict)},"rules":[`);
      },
    },
    {
      add(decided: Decided) {
        const key = keyOf(decided);
        if (indexes.has(key) || !kept.has(decided.id)) return;
        indexes.set(key, indexes.size);
        writeItem(JSON.stringify({ id: names.get(key), ...sarifRule(decided.finding) }));
      },
      end() {
        write(`]}},${runOf(verdict, ranked.total)},"results":[`);
        separator = '\n';
      },
    },
    {
      add(decided: Decided) {
        if (!kept.has(decided.id)) return;
        const key = keyOf(decided);
        const rule = { ruleId: names.get(key), ruleIndex: indexes.get(key) };
        writeItem(JSON.stringify({ ...rule, ...resultOf(decided, verdict) }));
      },
      end: () => write(']}]}\n'),
    },
  ];
  return {
    add(decided) {
      if (decided.decision.outcome !== 'passed') passes[0]?.add(decided);
    },
    end() {
      passes.shift()?.end();
      return passes.length > 0;
    },
  };
};

function keyOf({ finding: { rule, severity } }: Decided): string {
  return `${severity} ${rule}`;
}

/**
 * What each rule is called in the file: the worst severity of a rule has its plain name, each other one the severity behind it
 * (`CVE-2026-7001/low`). A distribution and an ecosystem often rate one vulnerability differently.
 */
function namesOf(rules: ReadonlyMap<string, Rule>): Map<string, string> {
  const worst = new Map<string, Rule>();
  for (const rule of rules.values()) {
    const known = worst.get(rule.name);
    if (known === undefined || severityRank(rule.severity) < severityRank(known.severity)) worst.set(rule.name, rule);
  }
  return new Map(
    Array.from(rules, ([key, rule]) => [
      key,
      worst.get(rule.name)?.severity === rule.severity ? rule.name : `${rule.name}/${rule.severity}`,
    ]),
  );
}

/** The driver as JSON, open for its rules. */
function driverOf({ scan }: Verdict): string {
  const driver = {
    name: scan.scanner,
    informationUri: scan.scanner === 'Trivy' ? 'https://trivy.dev' : undefined,
    ...(scan.scannerVersion && { version: scan.scannerVersion }),
  };
  return JSON.stringify(driver).slice(0, -1);
}

/** What belongs to the whole run, as JSON without its braces. */
function runOf({ scan, stream, examination }: Verdict, total: number): string {
  const notices = [
    ...examination.gaps.map((text) => ({ level: 'error', message: { text } })),
    ...(total > LIMITS.resultsShown ? [notice(total)] : []),
  ];
  const run = {
    automationDetails: {
      id: `careplane/${encodeURIComponent(stream.repository)}/${encodeURIComponent(stream.environment)}/`,
    },
    invocations: [
      {
        executionSuccessful: scan.complete,
        endTimeUtc: scan.scannedAt,
        ...(notices.length > 0 && { toolExecutionNotifications: notices }),
      },
    ],
    columnKind: 'utf16CodeUnits',
    properties: { artifact: scan.artifact, imageDigest: scan.imageDigest, databaseUpdatedAt: scan.databaseUpdatedAt },
  };
  return JSON.stringify(run).slice(1, -1);
}

function notice(total: number): object {
  const left = total - LIMITS.results;
  const missing = left > 0 ? ` The ${left} least severe are not in this file.` : '';
  return {
    level: 'warning',
    message: {
      text: `${counted(total, 'finding')}: GitHub shows the ${LIMITS.resultsShown} most severe, and refuses more than ${LIMITS.results}.${missing} findings.json has all of them.`,
    },
  };
}

function resultOf({ id, finding, decision }: Decided, verdict: Verdict): object {
  const { rule, severity, severityLabel, title } = finding;
  const what = `${rule} in ${placeOf(finding)}${title && title !== rule ? `: ${title}` : ''}`;
  return {
    kind: 'fail',
    level: SARIF_LEVELS[severity],
    message: { text: clip(`${what} (${decisionInWords(decision)})`, LIMITS.message) },
    locations: [sarifLocation(finding, verdict)],
    partialFingerprints: { primaryLocationLineHash: `${id.slice(0, 16)}:1`, [FINGERPRINT]: id },
    ...(decision.outcome === 'excepted' && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: decision.why }],
    }),
    properties: { severity, severityLabel, decision: decision.outcome, decisionReason: decision.why },
  };
}

/** GitHub shows suppressed results as open alerts, so the message says what the gate decided. */
function decisionInWords({ outcome, why }: Decision): string {
  return `${outcome}: ${why}`;
}
