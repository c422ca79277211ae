import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { version } from '../../package.json';
import { RULES } from '../rules';
import type { CloudFormationTemplate, Rule, TemplateResource } from '../rules/rule';
import type { Acknowledged, JudgeFinding, Ran } from './verdict';

/** Key of a resource’s metadata that acknowledges findings at it, by the name of the rule, with the reason. */
const ACKNOWLEDGED_METADATA = 'careplane:acknowledged';
/** As service.yaml asks for: a shorter excuse is no reason. */
const SHORTEST_REASON = 20;

/**
 * Ask the rules of our own about an assembly's templates. They know only what is in a template, and so is what
 * acknowledges a finding: in the metadata of the resource, where it stays readable once it is deployed.
 */
export function ownRules(assembly: CloudAssembly, rules: readonly Rule[] = RULES): Ran {
  const open: JudgeFinding[] = [];
  const acknowledged: Acknowledged[] = [];
  for (const stack of assembly.stacks) {
    const template = stack.template as CloudFormationTemplate;
    for (const { name, control, sameAs, find } of rules) {
      for (const { logicalId, message } of find(template)) {
        const resource = template.Resources?.[logicalId];
        const where = placeOf(stack.stackName, logicalId, resource);
        const reason = reasonFor(resource, name);
        if (reason === undefined)
          open.push({ rule: name, severity: 'error', message: `${message} (${control}; ${sameAs})`, where });
        else acknowledged.push({ rule: name, reason, at: where, where: [where] });
      }
    }
  }
  return { judge: 'careplane', ran: true, version, open, acknowledged };
}

function reasonFor(resource: TemplateResource | undefined, rule: string): string | undefined {
  const reason = (resource?.Metadata?.[ACKNOWLEDGED_METADATA] as Record<string, unknown> | undefined)?.[rule];
  return typeof reason === 'string' && reason.trim().length >= SHORTEST_REASON ? reason : undefined;
}

/** The construct's path, as the other judges have it, or stack and logical id. */
function placeOf(stack: string, logicalId: string, resource: TemplateResource | undefined): string {
  const path = resource?.Metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path : `${stack}/${logicalId}`;
}
