import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const codePipeline: ServiceRules = {
  types: {
    'AWS::CodePipeline::Pipeline': [
      'codepipeline:CreatePipeline',
      'codepipeline:DeletePipeline',
      'codepipeline:DisableStageTransition',
      'codepipeline:EnableStageTransition',
      'codepipeline:GetPipeline',
      'codepipeline:GetPipelineState',
      'codepipeline:ListTagsForResource',
      'codepipeline:TagResource',
      'codepipeline:UntagResource',
      'codepipeline:UpdatePipeline',
      'codestar-connections:PassConnection',
    ],
  },
  limits: [
    { actions: /^codepipeline:/, resources: (place) => [inAccount(place, 'codepipeline', `${place.platform}-*`)] },
    {
      actions: /PassConnection$/,
      resources: (place) => [
        inAccount(place, 'codestar-connections', 'connection/*'),
        inAccount(place, 'codeconnections', 'connection/*'),
      ],
    },
  ],
  passedTo: ['codepipeline.amazonaws.com'],
};
