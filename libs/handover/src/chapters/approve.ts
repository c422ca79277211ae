import { commands, paragraph } from '../document/block';
import type { Block } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { mayCall, peopleGroups } from '../facts/people';
import type { PipelineAction, PipelineFacts } from '../facts/pipelines';

const APPROVE = 'codepipeline:PutApprovalResult';

/** How to approve a run, and who may. */
export function approveCommands(
  facts: HandoverFacts,
  { region, name }: PipelineFacts,
  { stage, name: action }: PipelineAction,
): Block[] {
  return [
    paragraph(whoMayApprove(facts)),
    paragraph(
      'Read the report that the request names, then approve in the console, or with the token of the run that waits:',
    ),
    commands(
      `TOKEN="$(aws codepipeline get-pipeline-state --region ${region} --name ${name} --query "stageStates[?stageName=='${stage}'].actionStates[0].latestExecution.token" --output text)"`,
      `aws codepipeline put-approval-result --region ${region} --pipeline-name ${name} --stage-name ${stage} --action-name ${action} --result summary="Release approved",status=Approved --token "$TOKEN"`,
    ),
  ];
}

/** A sentence about the groups whose policies allow approvals. */
export function whoMayApprove(facts: HandoverFacts): string {
  const groups = peopleGroups(facts);
  const approvers = groups.filter((group) => mayCall(group, APPROVE)).map(({ name }) => name);
  if (groups.length === 0) {
    return `Who may approve: the templates have no groups of people, so whoever has ${APPROVE} in account ${facts.input.model.account}.`;
  }
  if (approvers.length === 0) return `Who may approve: no group of the templates has ${APPROVE}.`;
  return `Who may approve: the groups ${approvers.join(', ')}. The pipeline records who did.`;
}
