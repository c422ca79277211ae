import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { cutEnd, failureReason, oneLine, programEnd } from '@careplane/problems';
import type { TemplateFile } from './cfn-lint';
import { guardAnswer, guardReason } from './guard-answers';
import type { GuardAnswer } from './guard-answers';
import { unreadRules } from './guard-rules';
import { ASKING, runTool, ToolError } from './run-tool';
import { brokeDown } from './verdict';
import type { Acknowledged, JudgeFinding, JudgeVerdict } from './verdict';

/** The version whose answers are read here. */
export const CFN_GUARD_VERSION = '3.2.1';

/** The command that installs it: cfn-guard is a program in Rust, and has no package elsewhere. */
const INSTALL = `cargo install cfn-guard --version ${CFN_GUARD_VERSION} --locked`;

/** Name of the judge in its verdict. */
export const CFN_GUARD = 'cfn-guard';
/** Exit status when a template does not comply. */
const NOT_COMPLIANT = 19;

/** What cfn-guard says of one template. */
interface Report {
  readonly name: string;
  /** Names of the rules that hold. */
  readonly compliant: readonly unknown[];
  /** Names of the rules that are about nothing in the template. */
  readonly not_applicable: readonly unknown[];
  readonly not_compliant: readonly { readonly Rule?: { readonly name: string; readonly checks: readonly unknown[] } }[];
}

/**
 * Ask cfn-guard about templates, with a file of rules: AWS’s set for HIPAA, or an organization’s own. The program is found on the PATH, or
 * named by CFN_GUARD_BIN. Rules of AWS’s set that fail although another rule decides the same are accepted with the reason
 * (`guard-answers.ts`); every other rule that fails is open.
 *
 * A program that is missing, has another version or fails has not run: what it did not say is not a pass.
 *
 * @param rules path of a file of rules
 */
export async function cfnGuard(
  templates: readonly TemplateFile[],
  rules: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<JudgeVerdict> {
  try {
    return await ask(templates, rules, env);
  } catch (error) {
    if (error instanceof RulesError) return { judge: CFN_GUARD, ran: false, why: error.message, fix: error.fix };
    if (!(error instanceof ToolError)) return brokeDown(CFN_GUARD, error);
    return { judge: CFN_GUARD, ran: false, why: error.message, fix: `correct that, or install it again (${INSTALL})` };
  }
}

/** cfn-guard in the version that is read here, or why it is not there. */
export type InstalledGuard =
  | { readonly found: true; readonly binary: string; readonly version: string }
  | { readonly found: false; readonly why: string; readonly fix: string };

/** Look for cfn-guard: on the PATH, or where CFN_GUARD_BIN says. */
export async function installedGuard(env: NodeJS.ProcessEnv = process.env): Promise<InstalledGuard> {
  const binary = env['CFN_GUARD_BIN'] || 'cfn-guard';
  const absent = (why: string): InstalledGuard => ({ found: false, why, fix: INSTALL });
  const asked = await runTool(binary, ['--version'], env, ASKING);
  if (asked.error?.code === 'ENOENT') {
    return absent(env['CFN_GUARD_BIN'] ? `CFN_GUARD_BIN names ${binary}, which does not exist` : 'not on this machine');
  }
  if (asked.status !== 0) return absent(`"${binary} --version" ${programEnd(asked)}`);
  const version = asked.stdout.trim().replace(/^cfn-guard\s+/, '');
  if (version === CFN_GUARD_VERSION) return { found: true, binary, version };
  return absent(
    `this machine has ${cutEnd(oneLine(version), 60) || 'an unnamed version'}, but ${CFN_GUARD_VERSION} is required`,
  );
}

/** A file of rules that cannot be used. The message and the fix are for users. */
class RulesError extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}

/**
 * @throws ToolError when cfn-guard is there but fails
 * @throws RulesError when it cannot read the rules, or finds none
 */
async function ask(templates: readonly TemplateFile[], rules: string, env: NodeJS.ProcessEnv): Promise<JudgeVerdict> {
  if (!existsSync(rules)) throw new ToolError(`there is no file of rules at ${rules}`);
  const installed = await installedGuard(env);
  if (!installed.found) return { judge: CFN_GUARD, ran: false, why: installed.why, fix: installed.fix };
  const { binary, version } = installed;
  const data = templates.flatMap(({ path }) => ['--data', path]);
  const form = ['--output-format', 'json', '--structured', '--show-summary', 'none'];
  const ended = await runTool(binary, ['validate', '--rules', rules, ...data, ...form], env);
  const unread = unreadRules(ended.stderr);
  if (unread !== undefined)
    throw new RulesError(
      unread,
      `correct ${rules}: https://docs.aws.amazon.com/cfn-guard/latest/ug/writing-rules.html`,
    );
  if (ended.status !== 0 && ended.status !== NOT_COMPLIANT) throw new ToolError(`it ${programEnd(ended)}`);
  const reports = reportsIn(ended.stdout);
  if (reports.length !== templates.length)
    throw new ToolError(`it answered about ${reports.length} of ${templates.length} templates`);
  if (
    templates.length > 0 &&
    reports.every(({ not_compliant: a, not_applicable: b, compliant: c }) => [...a, ...b, ...c].length === 0)
  )
    throw new RulesError(`${rules} has no rule`, `name a file with rules, or leave --guard-rules out`);
  const found = reports.flatMap(findingsIn);
  const acknowledged = found.flatMap(({ rule, where }): Acknowledged[] => {
    const answer = answerAt(rule, where);
    if (answer === undefined) return [];
    return [{ rule, reason: guardReason(answer), at: where, where: [where] }];
  });
  const open = found.filter(({ rule, where }) => answerAt(rule, where) === undefined);
  return { judge: CFN_GUARD, ran: true, version, open, acknowledged };
}

/** @param where stack and logical id, or the stack */
function answerAt(rule: string, where: string): GuardAnswer | undefined {
  return guardAnswer(rule, where.split('/')[1]);
}

/** A finding for each resource that a rule names; for the stack, where it names none. */
function findingsIn({ name, not_compliant: failed }: Report): JudgeFinding[] {
  const stack = basename(name, '.template.json');
  return failed.flatMap(({ Rule }) => {
    if (Rule === undefined) return [];
    const text = JSON.stringify(Rule.checks);
    const ids = [...new Set([...text.matchAll(/"path":"\/Resources\/(\w+)/g)].map(([, id]) => id))];
    const [, message = ''] = /"custom_message":"((?:[^"\\]|\\.)+)"/.exec(text) ?? [];
    const where = ids.length === 0 ? [stack] : ids.map((id) => `${stack}/${id}`);
    return where.map((place) => ({
      rule: Rule.name,
      severity: 'error' as const,
      message: plain(message) || 'The rule has no message.',
      where: place,
    }));
  });
}

/** A message of a rule as one line. */
function plain(message: string): string {
  return (JSON.parse(`"${message}"`) as string).replace(/[\s;]+/g, ' ').trim();
}

function reportsIn(output: string): Report[] {
  let reports: unknown;
  try {
    reports = JSON.parse(output);
  } catch {
    throw new ToolError(`it did not answer in JSON: ${failureReason(output) ?? 'nothing that can be read'}`);
  }
  if (!Array.isArray(reports)) throw new ToolError('it did not answer with a list');
  return reports as Report[];
}
