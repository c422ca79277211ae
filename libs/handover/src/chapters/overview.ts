import { counted } from '@careplane/command-line';
import { coverageLine } from '@careplane/compliance';
import { usd, usdRange } from '@careplane/cost-model/estimate';
import { code, list, paragraph, tableOf, toChapter } from '../document/block';
import type { Chapter } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { deployedBlocks } from './deployed';

/** What the platform is, its environments, and what is deployed. */
export function overview({ input, environments, resources, pipelines }: HandoverFacts): Chapter {
  const { model, evidence, estimate, matrix } = input;
  const open = evidence.verdicts.flatMap((verdict) => (verdict.ran ? verdict.open : []));
  return {
    id: 'overview',
    title: 'Overview',
    blocks: [
      paragraph(
        `The platform ${model.name} runs ${services(model.services.length)} in ${counted(environments.length, 'environment')}, in account ${model.account}. `,
        `Its main region is ${model.region}. Its templates have ${counted(evidence.stacks.length, 'stack')} with ${counted(resources.length, 'resource')}, and ${pipelines.length === 0 ? 'no pipeline' : counted(pipelines.length, 'pipeline')}.`,
      ),
      tableOf(
        'Environments, in the order in which a change reaches them',
        ['environment', 'branch', 'address', 'tier', 'approval', 'account', 'region'],
        environments.map(({ name, branch, domain, production, approval, account, region }) => [
          name,
          code(branch),
          code(domain),
          production ? 'production' : 'nonproduction',
          approval ? 'a person approves' : 'none',
          account,
          region,
        ]),
      ),
      list([
        [
          `Cost: ${usd(estimate.totals.expected)} US dollars a month expected, ${usdRange(estimate.totals)} from the fixed part to the most that the templates allow, before tax. See `,
          toChapter('cost', 'cost'),
          '.',
        ],
        [
          `HIPAA Security Rule: ${coverageLine(matrix.coverage)}. Met: ${matrix.coverage.met}; not met: ${matrix.coverage.notMet}. See `,
          toChapter('the control matrix', 'controls'),
          '.',
        ],
        [
          open.length === 0
            ? 'The judges of the templates have no open finding. '
            : `The judges of the templates have ${counted(open.length, 'open finding')}, and deploys are blocked. `,
          'See ',
          toChapter('acknowledged risks', 'risks'),
          '.',
        ],
        [
          `Recovery: at most ${counted(model.recovery.rpoHours, 'hour')} of data may be lost, and the service is back within ${counted(model.recovery.rtoHours, 'hour')}. See `,
          toChapter('backup and restore', 'backup'),
          '.',
        ],
      ]),
      ...deployedBlocks(input),
    ],
  };
}

function services(count: number): string {
  if (count === 0) return 'no service yet';
  return count === 1 ? 'one service' : `${count} services`;
}
