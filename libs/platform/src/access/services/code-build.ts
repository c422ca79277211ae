import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const codeBuild: ServiceRules = {
  types: {
    'AWS::CodeBuild::Project': [
      'codebuild:BatchGetProjects',
      'codebuild:CreateProject',
      'codebuild:DeleteProject',
      'codebuild:UpdateProject',
    ],
  },
  limits: [{ actions: /./, resources: (place) => [inAccount(place, 'codebuild', `project/${place.platform}-*`)] }],
  passedTo: ['codebuild.amazonaws.com'],
};
