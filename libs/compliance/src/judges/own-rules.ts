import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { version } from '../../package.json';
import { RULES } from '../rules';
import type { CloudFormationTemplate, PlatformFacts, Rule, TemplateResource } from '../rules/rule';
import { acknowledgementProblems, isReason } from './acknowledgement-problems';
import type { Acknowledgement } from './acknowledgement-problems';
import type { Acknowledged, JudgeFinding, Ran } from './verdict';

/** Name of the judge that has the rules of our own. */
export const OWN_RULES = 'careplane';

/** Key of a resource’s metadata that acknowledges findings at it, by the name of the rule, with the reason. */
const ACKNOWLEDGED_METADATA = 'careplane:acknowledged';

/** A template, and the name of its stack. */
export interface NamedTemplate {
  readonly stackName: string;
  readonly template: CloudFormationTemplate;
}

/**
 * Ask the rules of our own about an assembly's templates. They know only what is in a template and what the platform promises, and so
 * is what acknowledges a finding: in the metadata of the resource, where it stays readable once it is deployed.
 */
export function ownRules(assembly: CloudAssembly, facts: PlatformFacts, rules: readonly Rule[] = RULES): Ran {
  const templates = assembly.stacks.map(({ stackName, template }) => ({
    stackName,
    template: template as CloudFormationTemplate,
  }));
  return judgeTemplates(templates, facts, rules);
}

/** The same for templates by themselves. */
export function judgeTemplates(
  templates: readonly NamedTemplate[],
  facts: PlatformFacts,
  rules: readonly Rule[] = RULES,
): Ran {
  const open: JudgeFinding[] = [];
  const acknowledged: Acknowledged[] = [];
  for (const { stackName, template } of templates) {
    const found = new Set<string>();
    for (const { name, control, sameAs, find } of rules) {
      for (const { logicalId, message, controls } of find(template, facts)) {
        const resource = template.Resources?.[logicalId];
        const where = placeOf(stackName, logicalId, resource);
        const reason = acknowledgedAt(resource)[name];
        found.add(`${name} ${where}`);
        if (isReason(reason)) acknowledged.push({ rule: name, reason, at: where, where: [where] });
        else {
          const cited = `${message} (45 CFR ${(controls ?? [control]).join(', ')}; ${sameAs})`;
          open.push({ rule: name, severity: 'error', message: cited, where, ...(controls && { controls }) });
        }
      }
    }
    open.push(
      ...acknowledgementProblems(
        acknowledgementsIn(stackName, template),
        new Set(rules.map(({ name }) => name)),
        ({ rule, at }) => found.has(`${rule} ${at}`),
      ),
    );
  }
  return { judge: OWN_RULES, ran: true, version, open, acknowledged };
}

function acknowledgementsIn(stackName: string, template: CloudFormationTemplate): Acknowledgement[] {
  return Object.entries(template.Resources ?? {}).flatMap(([logicalId, resource]) =>
    Object.entries(acknowledgedAt(resource)).map(([rule, reason]) => ({
      rule,
      reason,
      at: placeOf(stackName, logicalId, resource),
    })),
  );
}

function acknowledgedAt(resource: TemplateResource | undefined): Readonly<Record<string, unknown>> {
  return (resource?.Metadata?.[ACKNOWLEDGED_METADATA] ?? {}) as Record<string, unknown>;
}

/** The construct's path, as the other judges have it, or stack and logical id. */
export function placeOf(stack: string, logicalId: string, resource: TemplateResource | undefined): string {
  const path = resource?.Metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path : `${stack}/${logicalId}`;
}
