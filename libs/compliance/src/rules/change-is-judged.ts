import { only } from './examples';
import { ruleFor } from './rule';
import { stagesBefore, stagesOf } from './stages';

/** Nothing is deployed that the judges (a platform) or the scan (an image) did not look at first. */
export const changeIsJudged = ruleFor({
  name: 'ChangeIsJudged',
  control: '164.308(a)(8)',
  sameAs: 'NIST SP 800-53 CM-4, RA-5',
  types: ['AWS::CodePipeline::Pipeline'],
  where: ({ properties }) => stagesOf(properties).some(({ name }) => name === 'Deploy'),
  wrong: ({ properties }) =>
    stagesBefore(properties, 'Deploy').some(
      ({ name, categories }) => /^(Scan|Check)$/.test(name) && categories.includes('Build'),
    )
      ? undefined
      : 'The pipeline deploys without a stage Scan or Check before.',
  examples: {
    fails: [
      ['no check', pipelineWith('Source', 'Deploy')],
      ['a check afterwards', pipelineWith('Source', 'Deploy', 'Check')],
    ],
    passes: [
      ['a check', pipelineWith('Source', 'Check', 'Deploy')],
      ['a pipeline that deploys nothing', pipelineWith('Source', 'Image')],
    ],
  },
});

function pipelineWith(...names: string[]) {
  return only('AWS::CodePipeline::Pipeline', {
    Stages: names.map((Name) => ({ Name, Actions: [{ ActionTypeId: { Category: 'Build' } }] })),
  });
}
