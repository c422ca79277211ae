import { code, commands, heading, list, numbered, paragraph, tableOf } from '../document/block';
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
        'The version of the infrastructure is a commit. The same commit gives the same templates, byte for byte. The ledger in the account has the commit of each unit and environment.',
      ),
      commands(
        `npx careplane base ${folder}`,
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
      numbered([
        ['Change ', code('platform.yaml'), ' or a ', code('service.yaml'), ' on a branch.'],
        'Look at what would be replaced, which data would be lost and which access would widen:',
      ]),
      commands(
        `npx careplane synth ${folder} --out cdk.out`,
        `npx careplane check ${folder} --assembly cdk.out`,
        `npx careplane diff ${folder} --assembly cdk.out`,
        `npx careplane cost diff ${folder} --base origin/${model.repository?.branch ?? 'main'}`,
      ),
      paragraph(
        model.repository === undefined
          ? 'The platform has no pipeline of its own. Deploy from a terminal, with the approval of another person:'
          : `Merge the change into ${model.repository.branch}. The platform’s pipeline checks it, prepares the change sets, asks for an approval, and executes exactly what was approved. From a terminal:`,
      ),
      commands(`npx careplane deploy ${folder} --assembly cdk.out`),
      heading('Upgrade the toolkit'),
      numbered([
        'Before the upgrade, keep what the installed version writes:',
        'Change the version of the packages in package.json on a branch, and install them.',
        'See what the newer version would replace. The command ends with 1 if a resource that holds data is among it; then do not deploy:',
        'Check the templates, and ask the account for the differences:',
        'Deploy the environments before production first, then production.',
        'Publish the command that the pipelines run, as an administrator:',
      ]),
      commands(
        `npx careplane synth ${folder} --out before`,
        `npx careplane upgrade ${folder} --from before`,
        `npx careplane synth ${folder} --out cdk.out`,
        `npx careplane check ${folder} --assembly cdk.out`,
        `npx careplane diff ${folder} --assembly cdk.out`,
        `npx careplane bootstrap ${folder} --run`,
      ),
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
