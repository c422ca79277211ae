/** The result of a judge for an assembly, as plain data. */
export type JudgeVerdict = Ran | DidNotRun;

export interface Ran {
  readonly judge: string;
  readonly ran: true;
  /** Version of the judge. */
  readonly version: string;
  /** Findings that are not acknowledged. */
  readonly open: readonly JudgeFinding[];
  /** Findings that are acknowledged in the source, with the reason. */
  readonly acknowledged: readonly Acknowledged[];
}

/** A judge that did not run never counts as a pass. */
export interface DidNotRun {
  readonly judge: string;
  readonly ran: false;
  readonly why: string;
  /** How to have it run. */
  readonly fix: string;
  /** It was there and has thrown, which is a fault of it or of this toolkit: nothing may pass without its answer. */
  readonly brokeDown?: true;
}

export interface JudgeFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** Construct path, or stack and logical id. */
  readonly where: string;
  /** Citations of 45 CFR that the finding belongs to. @default - those of the controls that rely on the rule */
  readonly controls?: readonly string[];
}

export interface Acknowledged {
  readonly rule: string;
  readonly reason: string;
  /** Path of the construct with the acknowledgement. */
  readonly at: string;
  /** Paths of the resources that the rule found. */
  readonly where: readonly string[];
}

/**
 * The verdict of a judge that may break down. One that throws has not run: the reason takes the place of its findings, and the other
 * judges are shown.
 *
 * @param judge name of the judge
 */
export function verdictOf(judge: string, ask: () => JudgeVerdict): JudgeVerdict {
  try {
    return ask();
  } catch (error) {
    return brokeDown(judge, error);
  }
}

/** A judge that has thrown. */
export function brokeDown(judge: string, error: unknown): DidNotRun {
  const [why = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n');
  const fix = 'report it, with the templates that synth writes';
  return { judge, ran: false, why: `it broke down: ${why}`, fix, brokeDown: true };
}

/** One judge's verdicts on several units as one. */
export function mergeVerdicts(verdicts: readonly JudgeVerdict[]): JudgeVerdict[] {
  const byJudge = new Map<string, JudgeVerdict>();
  for (const verdict of verdicts) {
    const known = byJudge.get(verdict.judge);
    byJudge.set(verdict.judge, known === undefined ? verdict : merge(known, verdict));
  }
  return [...byJudge.values()];
}

/** A judge that did not check everything has not run. */
function merge(a: JudgeVerdict, b: JudgeVerdict): JudgeVerdict {
  if (!a.ran) return a;
  if (!b.ran) return b;
  return { ...a, open: [...a.open, ...b.open], acknowledged: [...a.acknowledged, ...b.acknowledged] };
}
