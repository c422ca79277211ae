import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeTemplates, mergeVerdicts } from '@careplane/compliance';
import type { CloudFormationTemplate, EvidenceInput, JudgeVerdict } from '@careplane/compliance';
import { loadTarget } from '@careplane/platform/target';
import { assembliesOf, copyOfMedmo, MEDMO, stacksIn } from '@careplane/platform/testing';
import { factsOf } from '../judges';
import type { Mutation, Resources } from './mutate';

const AT = '2026-11-28T12:00:00.000Z';

/** What the evidence of medmo is made from, with what the rules of our own say of its templates. */
export const evidenceOfMedmo = (): EvidenceInput => evidenceOfFolder(MEDMO);

/** The same for medmo's people in a directory: each group has a permission set of Identity Center. */
export function evidenceOfDirectory(): EvidenceInput {
  const folder = copyOfMedmo();
  const file = join(folder, 'platform.yaml');
  const text = readFileSync(file, 'utf8');
  const groups = Object.entries({ developers: 1, systemsEngineers: 2, securityEngineers: 3, stakeholders: 4 })
    .map(([name, number]) => `    ${name}: { groupId: 91a7d5b0-100${number}-70aa-9f4b-6c2b2f4f2a10 }\n`)
    .join('');
  const directory = `  identityCenter: { instanceArn: 'arn:aws:sso:::instance/ssoins-7223bad1d5c65a11' }\n  groups:\n${groups}`;
  writeFileSync(file, text.replace(/^ {2}groups:\n[^]*?(?=^ {2}breakGlass:)/m, directory));
  return evidenceOfFolder(folder);
}

/** The same of another platform. */
export function evidenceOfFolder(folder: string): EvidenceInput {
  const { model } = loadTarget(folder, {});
  const stacks = stacksIn(assembliesOf(folder)).map(({ unit, stack, template }) => ({
    stackName: stack,
    region: model.region,
    file: `templates/${unit}/${stack}.template.json`,
    text: JSON.stringify(template, null, 1),
    template: template as CloudFormationTemplate,
  }));
  return judged({
    platform: model.name,
    account: model.account,
    region: model.region,
    at: AT,
    facts: factsOf(model),
    stacks,
    verdicts: [],
    reviewed: () => '2026-11-01',
  });
}

/** By template: most mutations change few of them, and the others are judged once. */
const verdicts = new WeakMap<CloudFormationTemplate, JudgeVerdict>();

function judged(input: EvidenceInput): EvidenceInput {
  const all = input.stacks.map(({ stackName, template }) => {
    const verdict = verdicts.get(template) ?? judgeTemplates([{ stackName, template }], input.facts);
    verdicts.set(template, verdict);
    return verdict;
  });
  return { ...input, verdicts: mergeVerdicts(all) };
}

/** The input after a mutation, with what the rules of our own say of it. Nothing is written anywhere. */
export function mutated(input: EvidenceInput, mutate: Mutation[1]): EvidenceInput {
  const copies = input.stacks.map(({ text }) => (JSON.parse(text) as { Resources: Resources }).Resources);
  mutate(copies);
  const stacks = input.stacks.map((stack, index) => {
    const Resources = copies[index] ?? {};
    const isChanged = JSON.stringify(Resources) !== JSON.stringify(stack.template.Resources);
    return isChanged ? { ...stack, template: { ...stack.template, Resources } } : stack;
  });
  return judged({ ...input, stacks });
}
