import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { systemErrorReason } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import type { StackTemplate, TemplateBody } from './template';
import { readTemplateYaml } from './template-yaml';
import { isMap, type Value } from './value';

/** A template, or why it is none. */
export type TemplateResult = { readonly template: StackTemplate } | { readonly problems: readonly Problem[] };

/**
 * Reads a CloudFormation template, JSON or YAML.
 *
 * @param more name of the stack (by default the file's name without its endings), region, account
 */
export function readTemplateFile(file: string, more: Partial<StackTemplate> = {}): TemplateResult {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const message = `cannot be read: ${systemErrorReason(error)}`;
    return { problems: [problem(file, 1, message, file, 'Check the path.')] };
  }
  const result = readTemplate(file, text);
  if (!('template' in result)) return result;
  return { template: { ...result.template, ...more } };
}

/** Reads a template's text; `file` gives it a name for messages. */
export function readTemplate(file: string, text: string): TemplateResult {
  // A byte order mark is no part of the text.
  const clean = text.replace(/^\uFEFF/, '');
  const parsed = clean.trimStart().startsWith('{') ? readJson(file, clean) : readInYaml(file, clean);
  if ('problems' in parsed) return parsed;
  const body = parsed.value as Value;
  if (!isMap(body) || !isMap(body['Resources'] ?? null)) {
    return {
      problems: [problem(file, 1, 'is not a CloudFormation template: it has no map "Resources"', shorten(clean), FIX)],
    };
  }
  const stack = basename(file).replace(/(\.template)?\.(json|ya?ml|template)$/i, '');
  return { template: { stack, file, text: clean, body: body as TemplateBody } };
}

const FIX = 'Give a template, or a folder written by `cdk synth`.';

function readJson(file: string, text: string): { value: unknown } | { problems: Problem[] } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    // A text that begins with a brace may be YAML in flow style. If it is not, the error of the JSON parser is more
    // helpful.
    const read = readTemplateYaml(file, text);
    if (read.ok) return read.yaml;
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message)?.[1];
    // V8 omits the position for short texts. The YAML parser also gives a line.
    const line =
      position === undefined ? (read.problems[0]?.line ?? 1) : text.slice(0, Number(position)).split('\n').length;
    return { problems: [problem(file, line, 'is not valid JSON', message.slice(0, 80), 'Correct it at this line.')] };
  }
}

function readInYaml(file: string, text: string): { value: unknown } | { problems: Problem[] } {
  const read = readTemplateYaml(file, text);
  return read.ok ? read.yaml : read;
}

function problem(file: string, line: number, message: string, given: string, fix: string): Problem {
  return { file, line, path: '', message, given, allowed: 'a CloudFormation template in JSON or YAML', fix };
}

function shorten(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}...` : line || '(empty file)';
}
