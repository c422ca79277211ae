import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnalyzedStack, AnalyzedTemplate } from '@careplane/access-analysis';
import { partitionOf } from '@careplane/aws-facts';
import { BadInput } from '@careplane/command-line';
import { accessRoleName } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import { readStacks } from '@careplane/deployment/assembly';
import { accessStackName, accessTemplate, contentsOf, scopeOfStack } from '@careplane/platform/access';
import { jsonFault, shellWord, systemErrorReason } from '@careplane/problems';

/** A stack, and the text of its template: for line numbers. */
export interface StackWithText extends AnalyzedStack {
  /** Name of the template's file for people. */
  readonly file: string;
  readonly text: string;
}

/**
 * All stacks of a platform: those of its assemblies, and the access stacks of its accounts, which `careplane bootstrap` makes.
 *
 * @param assemblies folder that synth wrote
 */
export function analyzedPlatform(model: PlatformModel, units: readonly string[], assemblies: string): StackWithText[] {
  const assembled = units.flatMap((unit) => readStacks(assemblies, unit));
  const stacks = assembled.map(({ id, unit, name, account, region, template }): StackWithText => {
    const file = `${unit}/${id}.template.json`;
    const partition = partitionOf(region);
    const role = accessRoleName(model.name, scopeOfStack(model, name), 'execution');
    return {
      name,
      account,
      region,
      partition,
      template: template as AnalyzedTemplate,
      // Every deploy gives CloudFormation this role, and CloudFormation keeps it for the stack.
      serviceRole: `arn:${partition}:iam::${account}:role/${role}`,
      file,
      text: readFileSync(join(assemblies, file), 'utf8'),
    };
  });
  const access = [...contentsOf(model, assembled)].map(([account, contents]): StackWithText => {
    const template = accessTemplate({ model, account, contents, deployers: [] });
    return {
      name: accessStackName(model.name),
      account,
      region: model.region,
      partition: partitionOf(model.region),
      template: template as unknown as AnalyzedTemplate,
      file: `${model.name}-access-${account}.template.json`,
      text: JSON.stringify(template, null, 1),
    };
  });
  return [...stacks, ...access];
}

/** Account and region of a template that does not say where it is deployed. */
const SOMEWHERE = { account: '111122223333', region: 'us-east-1' };

/**
 * One CloudFormation template in JSON.
 *
 * @throws BadInput when the file is none
 */
export function analyzedTemplate(file: string): StackWithText {
  const text = read(file);
  const template = parse(file, text);
  if (typeof template !== 'object' || template === null || !('Resources' in template)) {
    throw new BadInput(`${file} is no CloudFormation template: it has no Resources.`);
  }
  const [wrong] = Object.entries(template.Resources ?? {}).filter(([, each]) => !isMap(each));
  if (wrong !== undefined) {
    throw new BadInput(
      `${file}: the resource ${wrong[0]} is ${JSON.stringify(wrong[1])}. CloudFormation takes an object with Type and Properties: write it, or remove ${wrong[0]}.`,
    );
  }
  const name = (file.split(/[\\/]/).at(-1) ?? file).replace(/(?:\.template)?\.json$/, '');
  return { ...SOMEWHERE, name, template: template as AnalyzedTemplate, file, text };
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInput(`${file} cannot be read: ${systemErrorReason(error)}`);
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    const { line, column, words } = jsonFault(text) ?? { line: 1, column: 1, words: 'it cannot be read' };
    const yaml = /^\s*[[{]/.test(text) ? '' : ` Templates in YAML can be converted: cfn-flip ${shellWord(file)}`;
    throw new BadInput(`${file}:${line}:${column} is no JSON: ${words}.${yaml}`);
  }
}
