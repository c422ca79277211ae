import type { Duty } from '../duty';

const PIPELINE = 'arn:{partition}:codepipeline:{region}:{account}';
const REPOSITORY = 'arn:{partition}:codecommit:{region}:{account}:{repository}';

/** From the commit to the running image. */
export const delivery = {
  'see-pipelines': {
    why: 'follow a change from its commit to the running image',
    allow: [
      {
        actions: [
          'codebuild:BatchGetBuilds',
          'codebuild:BatchGetProjects',
          'codebuild:ListBuildsForProject',
          'codebuild:ListProjects',
          'codepipeline:GetPipeline',
          'codepipeline:GetPipelineExecution',
          'codepipeline:GetPipelineState',
          'codepipeline:ListActionExecutions',
          'codepipeline:ListPipelineExecutions',
          'codepipeline:ListPipelines',
        ],
        on: ['*'],
        wildcard: 'reads',
      },
    ],
  },
  'run-staging': {
    why: 'start, stop and retry the pipelines of environments that are not production',
    allow: [
      {
        actions: [
          'codepipeline:RetryStageExecution',
          'codepipeline:StartPipelineExecution',
          'codepipeline:StopPipelineExecution',
        ],
        on: [`${PIPELINE}:{otherPipeline}`, `${PIPELINE}:{otherPipeline}/*`],
        wildcard: 'named',
      },
    ],
  },
  'run-pipelines': {
    why: 'start, stop, hold and retry every pipeline of the platform, also in an incident',
    allow: [
      {
        actions: [
          'codepipeline:DisableStageTransition',
          'codepipeline:EnableStageTransition',
          'codepipeline:RetryStageExecution',
          'codepipeline:StartPipelineExecution',
          'codepipeline:StopPipelineExecution',
        ],
        on: [`${PIPELINE}:{pipeline}`, `${PIPELINE}:{pipeline}/*`],
        wildcard: 'named',
      },
    ],
  },
  /** The action knows no condition key for the author of the commit, so the pipeline compares the two. */
  'approve-releases': {
    why: 'release to production; the pipeline records who did it and compares the name with the author of the commit',
    allow: [
      {
        actions: ['codepipeline:PutApprovalResult'],
        on: [`${PIPELINE}:{productionPipeline}/*`],
        wildcard: 'named',
      },
    ],
  },
  'read-source': {
    why: 'clone, read and discuss code',
    allow: [
      {
        actions: [
          'codecommit:GetBranch',
          'codecommit:GetCommit',
          'codecommit:GetDifferences',
          'codecommit:GetPullRequest',
          'codecommit:GetRepository',
          'codecommit:GitPull',
          'codecommit:ListBranches',
          'codecommit:ListPullRequests',
          'codecommit:PostCommentForPullRequest',
        ],
        on: [REPOSITORY],
      },
    ],
  },
  'push-branches': {
    why: 'push branches and open pull requests; a branch that is deployed changes by a pull request only',
    allow: [
      {
        actions: ['codecommit:CreatePullRequest', 'codecommit:GitPush', 'codecommit:UpdatePullRequestApprovalState'],
        on: [REPOSITORY],
      },
    ],
  },
  /** A fast-forward would leave no commit of the merge, so it is denied on deployed branches. */
  'merge-reviewed': {
    why: 'merge a pull request that another developer has approved',
    allow: [
      {
        actions: [
          'codecommit:EvaluatePullRequestApprovalRules',
          'codecommit:MergePullRequestBySquash',
          'codecommit:MergePullRequestByThreeWay',
        ],
        on: [REPOSITORY],
      },
    ],
  },
} as const satisfies Readonly<Record<string, Duty>>;
