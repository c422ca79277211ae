import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { controlMatrix, flowsOf, judgeTemplates } from '@careplane/compliance';
import type { CloudFormationTemplate, EvidenceInput } from '@careplane/compliance';
import { estimate, readTemplates } from '@careplane/cost-model/estimate';
import { loadTarget } from '@careplane/platform/target';
import { assembliesOf, MEDMO, stacksIn } from '@careplane/platform/testing';
import type { HandoverInput } from '../input';

/** What the handover of a platform is made from, with the judge of our own rules alone: the others take seconds. */
export function inputOf(folder = MEDMO): HandoverInput {
  const { model } = loadTarget(folder, {});
  const assemblies = assembliesOf(folder);
  const facts = {
    rpoHours: model.recovery.rpoHours,
    rtoHours: model.recovery.rtoHours,
    backupsAreCopied: model.backup.copyRegion !== undefined,
    productionEnvironments: model.environments.filter(({ production }) => production).map(({ name }) => name),
  };
  const stacks = stacksIn(assemblies).map(({ unit, stack, template }) => ({
    stackName: stack,
    region: stack.includes('backup-copy') ? (model.backup.copyRegion ?? model.region) : model.region,
    file: `templates/${unit}/${stack}.template.json`,
    text: JSON.stringify(template, null, 1),
    template: template as CloudFormationTemplate,
  }));
  const evidence: EvidenceInput = {
    platform: model.name,
    account: model.account,
    region: model.region,
    at: '2026-11-28T12:00:00.000Z',
    revision: '0123456789abcdef0123456789abcdef01234567',
    facts,
    stacks,
    verdicts: [
      judgeTemplates(
        stacks.map(({ stackName, template }) => ({ stackName, template })),
        facts,
      ),
    ],
    reviewed: () => '2026-11-28',
  };
  const read = readdirSync(assemblies).map((unit) => readTemplates(join(assemblies, unit)));
  return {
    model,
    folder: 'apps/medmo',
    evidence,
    matrix: controlMatrix(evidence),
    hops: flowsOf(stacks, facts),
    estimate: estimate(read.flatMap(({ templates }) => templates)),
    exceptions: [],
    deployed: { known: false, why: 'Not asked.' },
    toolkitVersion: '1.2.3',
  };
}

/** An input with so many more services, each with the stacks of the first. */
export function withManyServices(input: HandoverInput, count: number): HandoverInput {
  const [first] = input.model.services;
  if (first === undefined) throw new Error('the platform has no service to copy');
  const names = Array.from({ length: count }, (_, index) => `copy${index}`);
  const own = input.evidence.stacks.filter(({ stackName }) =>
    stackName.startsWith(`${input.model.name}-${first.name}-`),
  );
  const stacks = names.flatMap((name) =>
    own.map((stack) => ({
      ...stack,
      stackName: stack.stackName.replace(first.name, name),
      template: JSON.parse(stack.text.replaceAll(first.name, name)) as CloudFormationTemplate,
    })),
  );
  return {
    ...input,
    model: { ...input.model, services: names.map((name) => ({ ...first, name, unit: `${input.model.name}-${name}` })) },
    evidence: { ...input.evidence, stacks: [...input.evidence.stacks, ...stacks] },
    hops: flowsOf([...input.evidence.stacks, ...stacks], input.evidence.facts),
  };
}
