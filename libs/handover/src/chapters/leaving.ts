import { shellWord } from '@careplane/problems';
import { code, commands, heading, list, paragraph, tableOf } from '../document/block';
import type { Chapter, Text } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { handleOf } from '../facts/resources';
import { folded } from './components';

/** What keeps data or keys of data; parameters and policies are not worth a line. */
const KEPT = [
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
  'AWS::KMS::Key',
  'AWS::Backup::BackupVault',
  'AWS::Logs::LogGroup',
  'AWS::ECR::Repository',
  'AWS::CodeCommit::Repository',
  'AWS::SecretsManager::Secret',
];

/** How to stop using the toolkit, with the workload running on or not. */
export function leaving({ input, resources }: HandoverFacts): Chapter {
  const { evidence, model, folder } = input;
  const kept = resources.filter(({ retained, type }) => retained && KEPT.includes(type));
  const stacks = [...evidence.stacks].reverse();
  const places = [...new Set(stacks.map(({ region }) => region))];
  return {
    id: 'leaving',
    title: 'How to leave',
    blocks: [
      heading('Keep the workload, leave the toolkit'),
      paragraph('What runs is plain CloudFormation. The templates do not need Careplane:'),
      commands(`npx careplane synth ${shellWord(folder)} --out cdk.out`),
      list([
        ['Keep the templates of ', code('cdk.out'), ', and change the stacks with CloudFormation from then on.'],
        'The pipelines go on. Their builds run the published commands in the account, until you change the builds.',
        [
          'The ledger is in Parameter Store, below ',
          code(`/careplane/${model.name}/`),
          '. Nothing but Careplane reads it.',
        ],
      ]),
      heading('Remove the workload'),
      {
        kind: 'steps',
        steps: [
          {
            text: 'Ask who must keep which data for how long. Records of HIPAA are kept for six years (45 CFR 164.316(b)(2)(i)). Export what has to outlive the account.',
          },
          {
            text: 'As an administrator, see what is deleted, what is kept, and what refuses. The command changes nothing.',
            commands: [`npx careplane retire ${shellWord(folder)} --whole-platform`],
          },
          {
            text: 'Do it. It takes the last backup, deletes the stacks from the last to the first, and writes a record into the evidence bucket. You type each name. When it ends early, run the same command again.',
            commands: [
              `npx careplane retire ${shellWord(folder)} --whole-platform --run --reason 'the platform is closed'`,
            ],
          },
        ],
      },
      paragraph(
        'To remove one service or one environment, take it out of the files first; then name it instead of --whole-platform.',
      ),
      heading('Remove the stacks by hand'),
      paragraph(
        'Where Careplane is no longer there, delete the stacks in this order, after a last backup. Each is protected; the first command of a pair switches the protection off, and the baseline reports that.',
      ),
      commands(
        ...stacks.flatMap(({ stackName, region }) => [
          `aws cloudformation update-termination-protection --region ${region} --stack-name ${stackName} --no-enable-termination-protection`,
          `aws cloudformation delete-stack --region ${region} --stack-name ${stackName}`,
        ]),
      ),
      heading('What is left'),
      paragraph(
        'Then delete the stack of the deploy roles, and the ledger. Delete the access stack last: the stacks above are deleted by its roles.',
      ),
      commands(
        ...places.map(
          (region) => `aws cloudformation delete-stack --region ${region} --stack-name ${model.name}-access`,
        ),
        `aws ssm get-parameters-by-path --region ${model.region} --recursive --path /careplane/${model.name} --query "Parameters[].Name" --output text`,
      ),
      tableOf(
        'What stays in the account after that, and costs money until you delete it yourself',
        ['kind', 'number', 'names'],
        keptRows(kept),
        'nothing.',
      ),
      paragraph(
        'Backups in locked vaults cannot be deleted before their time is over, and evidence cannot be deleted before its lock ends.',
      ),
    ],
  };
}

function keptRows(kept: HandoverFacts['resources']): Text[][] {
  return KEPT.flatMap((type) => {
    const found = kept.filter((resource) => resource.type === type);
    return found.length === 0 ? [] : [[type, String(found.length), folded(found.map(handleOf))]];
  });
}
