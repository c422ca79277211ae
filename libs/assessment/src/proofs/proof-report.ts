import { JsonLines } from '@careplane/access-analysis';
import type { OpenQuestion, Proof, Refutation, StatementSource } from '@careplane/access-analysis';
import type { StackWithText } from './analyzed-platform';

/** Where a statement is: for people, and for editors. */
export interface Cited {
  readonly stack: string;
  /** Logical id, or the ARN of a policy of AWS. */
  readonly resource: string;
  readonly constructPath?: string;
  /** Sid of the statement, or its position from 0. */
  readonly statement: string;
  /** Of a policy of AWS: construct path or logical id of what has it. File and line are then of that. */
  readonly attachedTo?: string;
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
}

export interface ReportedRefutation {
  readonly principal: string;
  readonly arn: string;
  readonly action: string;
  readonly resource: string;
  /** Values that the request must have; null: the request must not have the key. */
  readonly conditions: Readonly<Record<string, readonly string[] | null>>;
  /** How the principal gets to the role that makes the request; empty if it makes the request itself. */
  readonly steps: readonly string[];
  readonly allowedBy: readonly Cited[];
}

export interface ReportedProof {
  readonly name: string;
  readonly words: string;
  readonly citations: readonly string[];
  readonly verdict: Proof['verdict'];
  readonly principals: number;
  readonly resources: number;
  readonly refutations: readonly ReportedRefutation[];
  readonly undecided: readonly {
    readonly principal: string;
    readonly reasons: readonly string[];
    readonly possible?: string;
  }[];
  readonly accepted: readonly (ReportedRefutation & { readonly reason: string })[];
}

/** What a witness says nothing about. A policy of these can only take access away, so what is proved stays proved. */
export const NOT_READ =
  'Policies of an organization, of sessions and of VPC endpoints are not read. They can only deny: what is proved stays proved, and a request that is listed as refuted or undecided may be denied by one of them.';

/** Proofs as plain data, with the places of the statements. */
export function reportOf(proofs: readonly Proof[], stacks: readonly StackWithText[]): ReportedProof[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const reported = (refutation: Refutation) => reportRefutation(refutation, byName);
  return proofs.map(({ property, verdict, refutations, open, accepted, principals, resources }) => ({
    name: property.name,
    words: property.words,
    citations: property.citations ?? [],
    verdict,
    principals,
    resources,
    refutations: refutations.map(reported),
    undecided: open.map(reportOpen),
    accepted: accepted.map((each) => ({ ...reported(each), reason: each.reason })),
  }));
}

function reportOpen({ principal, reasons, possible }: OpenQuestion) {
  return {
    principal,
    reasons,
    ...(possible === undefined ? {} : { possible: `${possible.action} on ${possible.resource}` }),
  };
}

function reportRefutation(
  { principal, arn, witness, steps }: Refutation,
  stacks: ReadonlyMap<string, StackWithText>,
): ReportedRefutation {
  return {
    principal,
    arn,
    action: witness.action,
    resource: witness.resource,
    conditions: witness.context,
    steps: steps.map(({ kind, role }) => `${kind} ${role}`),
    allowedBy: witness.allowedBy.map((source) => cite(source, stacks)),
  };
}

/** Where a statement is, with the line of its template. */
export function cite(
  { stack, resource, path, statement, pointer, attachedTo }: StatementSource,
  stacks: ReadonlyMap<string, StackWithText>,
): Cited {
  const template = stacks.get(stack);
  const written = pointer.length === 0 ? (attachedTo?.pointer ?? []) : pointer;
  const place =
    template === undefined || written.length === 0
      ? {}
      : { file: template.file, line: linesOf(template).lineOf(written) };
  const owner = attachedTo === undefined ? {} : { attachedTo: attachedTo.path ?? `${stack}/${attachedTo.resource}` };
  return { stack, resource, ...(path === undefined ? {} : { constructPath: path }), statement, ...owner, ...place };
}

/** Many statements of one template are cited. */
const LINES = new WeakMap<StackWithText, JsonLines>();

function linesOf(stack: StackWithText): JsonLines {
  const known = LINES.get(stack) ?? new JsonLines(stack.text);
  LINES.set(stack, known);
  return known;
}
