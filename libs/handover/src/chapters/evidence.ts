import { shellWord } from '@careplane/problems';
import type { MatrixRow } from '@careplane/compliance';
import { pipelineParameterName } from '../facts/parameters';
import { code, commands, paragraph, tableOf } from '../document/block';
import type { Chapter, Text } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { ofType } from '../facts/resources';

/** Which record answers which citation, and where it is kept. */
export function evidence({ input, resources }: HandoverFacts): Chapter {
  const { matrix, model, folder } = input;
  const bucket = pipelineParameterName(model.name, 'evidence-bucket');
  const trails = ofType(resources, 'AWS::CloudTrail::Trail');
  return {
    id: 'evidence',
    title: 'Evidence index',
    blocks: [
      paragraph(
        `Pipelines write records below these prefixes of the evidence bucket, in a folder for each commit and run. They are locked for ${model.evidence.retentionDays} days (45 CFR 164.316(b)(2)(i)). CloudFormation chooses the name of the bucket:`,
      ),
      commands(
        `BUCKET="$(aws ssm get-parameter --region ${model.region} --name ${bucket} --query Parameter.Value --output text)"`,
        `aws s3 ls "s3://$BUCKET/${model.name}/"`,
      ),
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
      paragraph('For all other citations the templates are the evidence:'),
      commands(`npx careplane evidence ${shellWord(folder)} --out evidence`),
    ],
  };
}

function rowOf({ control, records }: MatrixRow): Text[] {
  return [control.citation, control.title, [...new Set(records.map(({ prefix }) => `${prefix}/`))].join(', ')];
}
