import { counted } from '@careplane/problems';
import { accountControls } from '../account/account-state';
import type { AccountControlState } from '../account/account-state';
import { PEOPLE_ONLY } from '../controls/people-only';
import { ELIGIBLE_AS_OF } from '../controls/eligible-services';
import type { Asset } from '../inventory/inventory';
import type { Hop } from '../inventory/flows';
import type { EvidenceInput } from './input';
import type { ControlMatrix, Coverage, MatrixRow } from './matrix';
import type { AcceptedFinding } from './reasons';
import { describe } from './oscal/component-definition';

const SHOWN_PROOFS = 3;

/** A cell of a table. */
const cell = (text: string): string =>
  text
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;');
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(row)].join('\n');

/** The coverage in a line, as the command prints it. */
export function coverageLine({
  citations,
  answered,
  automation,
  offline,
  documents,
  organization,
  noOne,
}: Coverage): string {
  return `${answered} of ${citations} citations answered: ${automation} by automation (${offline} offline), ${documents} by documents, ${organization} by the organization, ${noOne} by no one`;
}

/** The control matrix, the accepted findings with their age, and what only people can do. */
export function matrixMarkdown(input: EvidenceInput, matrix: ControlMatrix): string {
  const judges = input.verdicts.map((verdict) =>
    verdict.ran
      ? [verdict.judge, verdict.version, String(verdict.open.length)]
      : [verdict.judge, `not run: ${verdict.why}`, 'unknown'],
  );
  return [
    `# Control matrix of ${input.platform}`,
    `Account ${input.account}, ${input.region}. Assessed ${input.at}${input.revision === undefined ? '' : `, commit ${input.revision}`}.`,
    `${coverageLine(matrix.coverage)}. Met: ${matrix.coverage.met}; not met: ${matrix.coverage.notMet}.`,
    `List of HIPAA eligible services: ${ELIGIBLE_AS_OF}.`,
    watchedInAccount(input)
      ? 'The rules of AWS Config below are in the conformance pack that the templates deploy.'
      : 'No template deploys the rules of AWS Config below: they would watch the same in the account, and do not yet.',
    'Records are below the prefix in the evidence bucket, in a folder for each commit and run.',
    '## Judges',
    table(['judge', 'version', 'open findings'], judges),
    '## Citations of 45 CFR',
    table(
      ['citation', 'safeguard', 'status', 'answer', 'proof', 'rule of AWS Config', 'record'],
      matrix.rows.map((each) => matrixRow(each)),
    ),
    '## Controls of the account',
    table(
      ['control', 'citations', 'state', 'shown by, or why not'],
      accountControls(input).map(({ control, found }) => [
        control.title,
        control.citations.join(', '),
        found.state,
        shownBy(found),
      ]),
    ),
    '## Accepted findings',
    table(['rule', 'reason', 'last reviewed', 'age', 'at'], acceptedRows(matrix.accepted)),
    '## What only people can do',
    'No judge can see these. Check them off by hand, with a date and a name.',
    PEOPLE_ONLY.map(({ duty, how, citations }) => `- [ ] ${duty} ${how} (${citations.join(', ')})`).join('\n'),
    '',
  ].join('\n\n');
}

function shownBy(found: AccountControlState): string {
  switch (found.state) {
    case 'made':
      return linked(found);
    case 'off':
    case 'not made':
      return found.reason;
    case 'people':
      return found.duty;
    case 'missing':
      return 'No resource of the templates makes it, and no one wrote why.';
  }
}

/** A resource, as a link to its line in the template. */
const linked = ({ path, file, line }: { path: string; file: string; line: number | undefined }): string =>
  `[${path}](${file}${line === undefined ? '' : `#L${line}`})`;

/** Whether a template deploys rules of AWS Config. */
function watchedInAccount({ stacks }: EvidenceInput): boolean {
  return stacks.some(({ template }) =>
    Object.values(template.Resources ?? {}).some(({ Type }) =>
      /^AWS::Config::(ConformancePack|ConfigRule)$/.test(Type),
    ),
  );
}

function matrixRow({ control, status, proofs, open, deployed, records }: MatrixRow): string[] {
  const shown = proofs.slice(0, SHOWN_PROOFS).map((proof) => `${proof.rule}: ${linked(proof)}`);
  const more = proofs.length > SHOWN_PROOFS ? [`and ${proofs.length - SHOWN_PROOFS} more`] : [];
  const against = open.map(({ rule, where }) => `OPEN ${rule} at ${where}`);
  return [
    control.citation,
    `${control.title} (${control.kind})`,
    status,
    describe(control.answer, status),
    [...against, ...shown, ...more].join('; '),
    deployed.join(', '),
    [...new Set(records.map(({ prefix }) => prefix))].join(', '),
  ];
}

function acceptedRows(accepted: readonly AcceptedFinding[]): string[][] {
  const byReason = new Map<string, AcceptedFinding[]>();
  for (const finding of accepted) byReason.set(finding.reason, [...(byReason.get(finding.reason) ?? []), finding]);
  return [...byReason].map(([reason, findings]) => [
    [...new Set(findings.map(({ rule }) => rule))].join(', '),
    reason,
    findings[0]?.reviewed ?? 'unknown',
    findings[0]?.ageDays === undefined ? 'unknown' : counted(findings[0].ageDays, 'day'),
    [...new Set(findings.map(({ at }) => at))].join(', '),
  ]);
}

/** The assets, stores first. */
export function inventoryMarkdown({ platform, at }: EvidenceInput, assets: readonly Asset[]): string {
  const rows = [...assets]
    .sort((a, b) => Number(b.store) - Number(a.store))
    .map(({ path, type, region, version = '', owner = 'no one', store, file, line }) => [
      linked({ path, file, line }),
      type,
      region,
      version,
      owner,
      store ? 'yes' : '',
    ]);
  return [
    `# Inventory of ${platform}`,
    `${counted(assets.length, 'resource')} in templates, ${at}.`,
    table(['resource', 'type', 'region', 'version', 'owner', 'holds data'], rows),
    '',
  ].join('\n\n');
}

/** The hops, those of patient data first. */
export function flowsMarkdown({ platform, at }: EvidenceInput, hops: readonly Hop[]): string {
  const rows = [...hops]
    .sort((a, b) => Number(b.patientData) - Number(a.patientData))
    .map(({ from, to, protocol, port, encrypted, patientData, shownBy }) => [
      from,
      to,
      protocol,
      port,
      encrypted ? 'encrypted' : 'NOT encrypted',
      patientData ? 'yes' : '',
      shownBy,
    ]);
  return [
    `# Where data moves in ${platform}`,
    `Read from the templates, ${at}.`,
    table(['from', 'to', 'protocol', 'port', 'encryption', 'patient data', 'shown by'], rows),
    '',
  ].join('\n\n');
}
