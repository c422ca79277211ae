import { shellWord } from '@careplane/problems';
import { code, commands, heading, list, paragraph, tableOf } from '../document/block';
import type { Chapter } from '../document/block';
import { engineTitle, engineTitles } from '../facts/databases';
import type { HandoverFacts } from '../facts/facts';

/** How the infrastructure is versioned, and how newer versions get in. */
export function versions({ input, environments }: HandoverFacts): Chapter {
  const { model, folder, toolkitVersion } = input;
  return {
    id: 'versions',
    title: 'Versions of the infrastructure',
    blocks: [
      paragraph(
        'The version of the infrastructure is a commit. The same commit gives the same templates, byte for byte. The ledger in the account has the commit of each unit and environment. The first command shows it, with image, author and drift; the second prints the oldest commit that is deployed; the third reads the ledger without Careplane:',
      ),
      commands(
        `npx careplane status ${shellWord(folder)}`,
        `npx careplane base ${shellWord(folder)}`,
        `aws ssm get-parameters-by-path --region ${model.region} --recursive --path /careplane/${model.name}/deployed --query "Parameters[].[Name,Value]" --output text`,
      ),
      tableOf(
        'Versions in this commit',
        ['part', 'version', 'set in'],
        [
          ['Careplane', toolkitVersion, code('package.json')],
          ['Trivy', model.trivy.version, code('trivy.version in platform.yaml')],
          ...environments.flatMap((environment) =>
            environment.databases.map((database) => [
              `${engineTitle(database)}${database.key === undefined ? '' : ` (${database.key})`} in ${environment.name}, at the first deploy`,
              database.engineVersion,
              code(
                `${database.key === undefined ? 'database' : `databases.${database.key}`}.engineVersion in platform.yaml`,
              ),
            ]),
          ),
        ],
      ),
      heading('Change the infrastructure'),
      {
        kind: 'steps',
        steps: [
          { text: ['Change ', code('platform.yaml'), ' or a ', code('service.yaml'), ' on a branch.'] },
          {
            text: 'Look at what would be replaced, which data would be lost, which access would widen, and what it costs.',
            commands: [
              `npx careplane synth ${shellWord(folder)} --out cdk.out`,
              `npx careplane check ${shellWord(folder)} --assembly cdk.out`,
              `npx careplane diff ${shellWord(folder)} --assembly cdk.out`,
              `npx careplane cost diff ${shellWord(folder)} --base origin/${model.repository?.branch ?? 'main'}`,
            ],
          },
          model.repository === undefined
            ? {
                text: 'The platform has no pipeline of its own. Deploy from a terminal, with the approval of another person.',
                commands: [`npx careplane deploy ${shellWord(folder)} --assembly cdk.out`],
              }
            : {
                text: `Merge the change into ${model.repository.branch}. The platform’s pipeline checks it, prepares the change sets, asks for an approval, and executes exactly what was approved. From a terminal, deploy with the approval of another person:`,
                commands: [`npx careplane deploy ${shellWord(folder)} --assembly cdk.out`],
              },
        ],
      },
      heading('Upgrade the toolkit'),
      {
        kind: 'steps',
        steps: [
          {
            text: 'Before the upgrade, keep what the installed version writes.',
            commands: [`npx careplane synth ${shellWord(folder)} --out before`],
          },
          {
            text: 'On a branch, put the packages of the newer version in the place of the old ones, and install them. They are tarballs of one commit, or of a registry of your own.',
          },
          {
            text: 'See what the newer version would replace. The command ends with 1 if a resource that holds data is among it; then do not deploy.',
            commands: [`npx careplane upgrade ${shellWord(folder)} --from before`],
          },
          {
            text: 'Check the templates, and ask the account for the differences.',
            commands: [
              `npx careplane synth ${shellWord(folder)} --out cdk.out`,
              `npx careplane check ${shellWord(folder)} --assembly cdk.out`,
              `npx careplane diff ${shellWord(folder)} --assembly cdk.out`,
            ],
          },
          {
            text: 'Publish the command that the pipelines run, as an administrator.',
            commands: [`npx careplane bootstrap ${shellWord(folder)} --run`],
          },
          {
            text: 'Deploy the environments before production first, and look at them; then production.',
            commands: environments.map(
              ({ name }) => `npx careplane deploy ${shellWord(folder)} --assembly cdk.out --env ${name}`,
            ),
          },
        ],
      },
      heading(`Upgrade Trivy and ${engineTitles(environments)}`),
      list([
        [
          'Trivy: set ',
          code('trivy.version'),
          ' together with ',
          code('trivy.sha256'),
          ' from the checksums file of the release. A version without its checksum is refused.',
        ],
        `${engineTitles(environments)}: RDS upgrades to newer minor versions by itself, in the maintenance window. The version in platform.yaml is the one of the first deploy.`,
      ]),
    ],
  };
}
