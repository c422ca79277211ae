import { CONTROLS } from '../controls/catalogue';
import type { Control, ShownBy } from '../controls/control';
import { placeOf } from '../judges/own-rules';
import type { JudgeFinding } from '../judges/verdict';
import { RULES } from '../rules';
import { resourcesOf } from '../rules/template-values';
import type { Rule } from '../rules/rule';
import type { EvidenceInput, EvidenceStack } from './input';
import { lineOf } from './lines';
import { acceptedFindings, overdueReviews } from './reasons';
import type { AcceptedFinding } from './reasons';
import { pipelineRecords, RECORDED_RULES } from './records';
import type { PipelineRecord } from './records';

/** A resource that a rule looked at and found right, or that is made from a document. */
export interface Proof {
  /** Name of the rule; of a document the type of the resource. */
  readonly rule: string;
  /** Construct path. */
  readonly path: string;
  readonly file: string;
  /** Line of the resource in the file, from 1. */
  readonly line: number | undefined;
}

export type RowStatus = 'met' | 'not met' | 'document' | 'organization' | 'no one';

/** One citation, who answers for it, and what shows it. */
export interface MatrixRow {
  readonly control: Control;
  readonly status: RowStatus;
  readonly proofs: readonly Proof[];
  readonly open: readonly JudgeFinding[];
  readonly accepted: readonly AcceptedFinding[];
  /** Rules of AWS Config that watch the same in the account. */
  readonly deployed: readonly string[];
  readonly records: readonly PipelineRecord[];
}

export interface Coverage {
  readonly citations: number;
  readonly answered: number;
  readonly automation: number;
  /** Of these, decided before anything is deployed. */
  readonly offline: number;
  readonly documents: number;
  readonly organization: number;
  readonly noOne: number;
  readonly met: number;
  readonly notMet: number;
}

export interface ControlMatrix {
  readonly rows: readonly MatrixRow[];
  readonly coverage: Coverage;
  readonly accepted: readonly AcceptedFinding[];
}

/** Hold the catalogue against the templates and the judges' verdicts. */
export function controlMatrix(input: EvidenceInput, controls: readonly Control[] = CONTROLS): ControlMatrix {
  const accepted = acceptedFindings(input.verdicts, input);
  const open = [...input.verdicts.flatMap((verdict) => (verdict.ran ? verdict.open : [])), ...overdueReviews(accepted)];
  const proofs = proofsByRule(input);
  const records = pipelineRecords(input.stacks);
  const { stacks } = input;
  const rows = controls.map((control) => rowOf(control, { open, accepted, proofs, records, stacks }));
  return { rows, coverage: coverageOf(rows), accepted };
}

interface Found {
  readonly open: readonly JudgeFinding[];
  readonly accepted: readonly AcceptedFinding[];
  readonly proofs: ReadonlyMap<string, readonly Proof[]>;
  readonly records: readonly PipelineRecord[];
  readonly stacks: readonly EvidenceStack[];
}

function rowOf(control: Control, found: Found): MatrixRow {
  const { answer, citation } = control;
  if (answer.by !== 'automation') {
    const proofs = answer.by === 'document' && answer.shownBy ? documentsIn(found.stacks, answer.shownBy) : undefined;
    // A document that the templates should show and do not: no one knows that it is there.
    const status = proofs?.length === 0 ? 'organization' : answer.by;
    return { control, status, proofs: proofs ?? [], open: [], accepted: [], deployed: [], records: [] };
  }
  const proofs = answer.rules.flatMap((rule) => found.proofs.get(rule) ?? []);
  const open = found.open.filter(
    ({ rule, message, controls }) =>
      answer.rules.includes(rule) || controls?.includes(citation) === true || cites(message, citation),
  );
  const review = answer.rules.includes('AcknowledgementIsReviewed');
  const recorded = answer.rules.some((rule) => RECORDED_RULES.includes(rule));
  return {
    control,
    status: open.length === 0 && (proofs.length > 0 || review) ? 'met' : 'not met',
    proofs,
    open,
    accepted: review ? found.accepted : found.accepted.filter(({ rule }) => answer.rules.includes(rule)),
    deployed: [...new Set([...answer.rules.flatMap(configRulesOf), ...answer.deployed])],
    records: recorded ? found.records : [],
  };
}

/** cdk-nag names the citations of a rule at the end of its message. */
function cites(message: string, citation: string): boolean {
  return /\(Control IDs: ([^)]*(?:\)[^)]*)*)\)/.exec(message)?.[1]?.split(/,\s*/).includes(citation) ?? false;
}

/** The rules of AWS Config that a rule of ours says it is the same as. */
function configRulesOf(name: string): string[] {
  const sameAs = RULES.find((rule) => rule.name === name)?.sameAs ?? '';
  return sameAs.startsWith('AWS Config: ') ? (sameAs.match(/\b[A-Z0-9]+(?:_[A-Z0-9]+)+\b/g) ?? []) : [];
}

/** Resources that are made from a document. */
function documentsIn(stacks: readonly EvidenceStack[], { type, properties }: ShownBy): Proof[] {
  return stacks.flatMap(({ stackName, file, text, template }) =>
    resourcesOf(template, type)
      .filter((made) => Object.entries(properties).every(([name, value]) => made.properties[name] === value))
      .map(({ logicalId }) => ({
        rule: type,
        path: placeOf(stackName, logicalId, template.Resources?.[logicalId]),
        file,
        line: lineOf(text, logicalId),
      })),
  );
}

/** By rule: the resources that it looked at. */
function proofsByRule({ stacks, facts }: EvidenceInput): ReadonlyMap<string, readonly Proof[]> {
  return new Map(
    RULES.map(({ name, looksAt }: Rule) => [
      name,
      stacks.flatMap(({ stackName, file, text, template }) =>
        looksAt(template, facts).map((logicalId) => ({
          rule: name,
          path: placeOf(stackName, logicalId, template.Resources?.[logicalId]),
          file,
          line: lineOf(text, logicalId),
        })),
      ),
    ]),
  );
}

function coverageOf(rows: readonly MatrixRow[]): Coverage {
  const by = (answer: string) => rows.filter(({ control }) => control.answer.by === answer).length;
  const offline = rows.filter(({ control: { answer } }) => answer.by === 'automation' && answer.rules.length > 0);
  return {
    citations: rows.length,
    answered: rows.filter(({ control }) => control.answer.by !== undefined).length,
    automation: by('automation'),
    offline: offline.length,
    documents: rows.filter(({ status }) => status === 'document').length,
    organization: rows.filter(({ status }) => status === 'organization').length,
    noOne: by('no one'),
    met: rows.filter(({ status }) => status === 'met').length,
    notMet: rows.filter(({ status }) => status === 'not met').length,
  };
}
