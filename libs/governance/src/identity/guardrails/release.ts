import type { Guardrail } from '../duty';

/** Whoever writes code does not release it: two guardrails, one for each side. */
export const release = {
  'no-own-release': {
    why: 'whoever may push cannot approve a release',
    deny: ['codepipeline:OverrideStageCondition', 'codepipeline:PutApprovalResult', 'codepipeline:RollbackStage'],
    on: ['*'],
  },
  'no-own-push': {
    why: 'whoever may approve a release cannot push what is released',
    deny: [
      'codecommit:CreateBranch',
      'codecommit:CreateCommit',
      'codecommit:CreateUnreferencedMergeCommit',
      'codecommit:DeleteBranch',
      'codecommit:DeleteFile',
      'codecommit:GitPush',
      'codecommit:MergeBranches*',
      'codecommit:MergePullRequest*',
      'codecommit:PutFile',
      'codecommit:UpdateDefaultBranch',
    ],
    on: ['*'],
  },
  /**
   * AWS's own form: CodeCommit asks for GitPush without the key first, so the statement denies only requests that have it.
   * https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-conditional-branch.html
   */
  'deployed-branches': {
    why: 'a branch that is deployed changes by a pull request that another person has approved',
    deny: [
      'codecommit:CreateBranch',
      'codecommit:CreateCommit',
      'codecommit:DeleteBranch',
      'codecommit:DeleteFile',
      'codecommit:GitPush',
      'codecommit:MergeBranchesByFastForward',
      'codecommit:MergeBranchesBySquash',
      'codecommit:MergeBranchesByThreeWay',
      'codecommit:MergePullRequestByFastForward',
      'codecommit:PutFile',
    ],
    on: ['*'],
    conditions: {
      StringLikeIfExists: { 'codecommit:References': ['{deployedBranch}', 'refs/tags/*'] },
      Null: { 'codecommit:References': 'false' },
    },
  },
  /** An approval rule that its own author may change approves everything. */
  'reviews-stay': {
    why: 'rules of reviews, and the repositories that they are about, are not changed by those who are reviewed',
    deny: [
      'codecommit:*ApprovalRuleTemplate*',
      'codecommit:DeletePullRequestApprovalRule',
      'codecommit:DeleteRepository',
      'codecommit:OverridePullRequestApprovalRules',
      'codecommit:PutRepositoryTriggers',
      'codecommit:UpdatePullRequestApprovalRuleContent',
      'codecommit:UpdateRepositoryEncryptionKey',
      'codecommit:UpdateRepositoryName',
    ],
    on: ['*'],
  },
} as const satisfies Readonly<Record<string, Guardrail>>;
