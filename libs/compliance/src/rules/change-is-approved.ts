import { only } from './examples';
import { ruleFor } from './rule';
import { stagesBefore, stagesOf } from './stages';
import type { JudgedResource } from './rule';

/** A person approves what reaches production. */
export const changeIsApproved = ruleFor({
  name: 'ChangeIsApproved',
  control: '164.308(a)(3)(ii)(A)',
  sameAs: 'NIST SP 800-53 CM-3',
  types: ['AWS::CodePipeline::Pipeline'],
  where: reachesProduction,
  wrong: ({ properties }) =>
    stagesBefore(properties, 'Deploy').some(({ categories }) => categories.includes('Approval'))
      ? undefined
      : 'The pipeline deploys to production without an approval before.',
  examples: {
    fails: [
      ['a pipeline of production', pipelineWith('app-production', 'Scan', 'Deploy')],
      ['a pipeline of the platform', pipelineWith('platform-main', 'Prepare', 'Deploy')],
    ],
    passes: [
      ['an approval', pipelineWith('app-production', 'Scan', 'Approval', 'Deploy')],
      ['another environment', pipelineWith('app-staging', 'Scan', 'Deploy')],
    ],
  },
});

/** The pipeline of a service in production, or of the platform, which prepares changes for every environment. */
function reachesProduction({ properties, facts }: JudgedResource): boolean {
  const stages = stagesOf(properties).map(({ name }) => name);
  const production = facts.productionEnvironments.some((name) => String(properties['Name']).endsWith(`-${name}`));
  return stages.includes('Deploy') && (production || stages.includes('Prepare'));
}

function pipelineWith(Name: string, ...names: string[]) {
  return only('AWS::CodePipeline::Pipeline', {
    Name,
    Stages: names.map((stage) => ({
      Name: stage,
      Actions: [{ ActionTypeId: { Category: stage === 'Approval' ? 'Approval' : 'Build' } }],
    })),
  });
}
