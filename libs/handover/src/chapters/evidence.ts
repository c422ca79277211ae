import { shellWord } from '@careplane/problems';
import type { MatrixRow } from '@careplane/compliance';
import { pipelineParameterName } from '../facts/parameters';
import { code, commands, heading, paragraph, tableOf } from '../document/block';
import type { Block, Chapter, Text } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { billOfMaterials } from './bill-of-materials';
import { ofType } from '../facts/resources';

/** Which record answers which citation, and where it is kept. */
export function evidence(facts: HandoverFacts): Chapter {
  const { input, resources } = facts;
  const { matrix, model, folder } = input;
  const bucket = pipelineParameterName(model.name, 'evidence-bucket');
  const name = `BUCKET="$(aws ssm get-parameter --region ${model.region} --name ${bucket} --query Parameter.Value --output text)"`;
  const trails = ofType(resources, 'AWS::CloudTrail::Trail');
  return {
    id: 'evidence',
    title: 'Evidence index',
    blocks: [
      paragraph(
        `Pipelines write records below these prefixes of the evidence bucket, in a folder for each commit and run. They are locked for ${model.evidence.retentionDays} days (45 CFR 164.316(b)(2)(i)). CloudFormation chooses the name of the bucket:`,
      ),
      commands(name, `aws s3 ls "s3://$BUCKET/${model.name}/"`),
      tableOf(
        'Citations with records of pipelines',
        ['citation', 'safeguard', 'prefixes in the evidence bucket'],
        matrix.rows.filter(({ records }) => records.length > 0).map(rowOf),
        'no pipeline keeps records.',
      ),
      ...(trails.length === 0
        ? [paragraph('The templates have no audit trail: it is managed outside of this platform, or not at all.')]
        : [
            paragraph(
              'The audit trail is in the bucket of the stack ',
              code(trails[0]?.stack ?? ''),
              '; the chapter “Where everything is” has the bucket.',
            ),
          ]),
      ...billOfMaterials(facts, name),
      ...whoDidWhat(facts),
      heading('Templates as evidence'),
      paragraph('For all other citations the templates are the evidence:'),
      commands(`npx careplane evidence ${shellWord(folder)} --out evidence`),
    ],
  };
}

/** How an auditor finds out who made a call. CloudTrail keeps ninety days of calls for look-ups, whether a trail is made or not. */
function whoDidWhat({ input }: HandoverFacts): Block[] {
  const { region } = input.model;
  return [
    heading('Who did what'),
    paragraph(
      'CloudTrail answers for the last 90 days, by the name of the call or of the person. Older calls are in the bucket of the audit trail.',
    ),
    commands(
      `aws cloudtrail lookup-events --region ${region} --lookup-attributes AttributeKey=EventName,AttributeValue=PutApprovalResult --max-items 20 --query "Events[].[EventTime,Username,EventName]" --output text`,
      `aws cloudtrail lookup-events --region ${region} --lookup-attributes AttributeKey=Username,AttributeValue=NAME --max-items 20 --query "Events[].[EventTime,Username,EventName]" --output text`,
    ),
  ];
}

function rowOf({ control, records }: MatrixRow): Text[] {
  return [control.citation, control.title, [...new Set(records.map(({ prefix }) => `${prefix}/`))].join(', ')];
}
