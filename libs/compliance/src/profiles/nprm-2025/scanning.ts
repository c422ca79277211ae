import { at, listOf, resourcesOf } from '../../rules/template-values';
import { stagesOf } from '../../rules/stages';
import type { CloudFormationTemplate } from '../../rules/rule';
import { found } from './context';
import type { Decision, ProposalContext } from './context';

/** Whether anything scans images again after they were pushed, as long as they run. */
export function imagesAreRescanned({ input }: ProposalContext): Decision {
  return found(
    input.stacks.flatMap(({ stackName, template }) =>
      [...inspectorIn(template), ...scheduledScansIn(template)].map((what) => `${what} in ${stackName}`),
    ),
    'images are scanned when they are pushed, and not again while they run',
    'Deploy the account’s baseline, whose Amazon Inspector scans again what runs, or pipelines with their nightly scan.',
  );
}

/** Amazon Inspector, if it looks at images. It scans them again when a new vulnerability becomes known. */
function inspectorIn(template: CloudFormationTemplate): string[] {
  return resourcesOf(template, 'Custom::CareplaneInspector')
    .filter(({ properties }) => listOf(properties['ResourceTypes']).includes('ECR'))
    .map(() => 'Amazon Inspector for images');
}

/** Pipelines with a stage Scan that a rule with a schedule starts. */
function scheduledScansIn(template: CloudFormationTemplate): string[] {
  const started = resourcesOf(template, 'AWS::Events::Rule')
    .filter(({ properties }) => properties['ScheduleExpression'] !== undefined && properties['State'] !== 'DISABLED')
    .flatMap(({ properties }) => listOf(properties['Targets']).map((target) => String(at(target, 'Arn'))));
  return resourcesOf(template, 'AWS::CodePipeline::Pipeline')
    .filter(({ properties }) => stagesOf(properties).some(({ name }) => name === 'Scan'))
    .map(({ properties }) => String(properties['Name']))
    .filter((name) => started.some((arn) => arn.endsWith(`:${name}`)))
    .map((name) => `the scheduled scan ${name}`);
}
