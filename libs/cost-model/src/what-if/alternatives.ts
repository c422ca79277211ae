import type { StackTemplate } from '../template/template';
import { reservedKey, savedByCommitment, savingsPlanKey } from './commitments';
import { infrequentLogs } from './log-edits';
import { endpointsForNats, ENDPOINT_SERVICES, oneNat } from './network-edits';
import { NIGHTS_AND_WEEKENDS, savedAtNight } from './nights';
import { halved, onArm, onSpot } from './task-edits';
import { editTemplates, editType } from './template-edit';
import type { CurrentLines, SavedInLines } from './what-if-lines';

/** An alternative configuration of the platform, or another way to pay for it. */
export interface Alternative {
  readonly name: string;
  /** A sentence about requirements and drawbacks. */
  readonly caveat: string;
  /** The templates as they would be; the same objects where it does not apply. */
  readonly templates?: (templates: readonly StackTemplate[]) => readonly StackTemplate[];
  /** What it saves in the lines of the estimate; undefined where it does not apply. */
  readonly lines?: (current: CurrentLines) => SavedInLines | undefined;
  /** Why there is no figure although it applies: the usage that decides it is not given. */
  readonly withoutUsage?: string;
}

const TASK = 'AWS::ECS::TaskDefinition';
const SERVICE = 'AWS::ECS::Service';

const ONE_YEAR = { suffix: '1yr-no-upfront', words: '1 year, no upfront' };
const ONE_YEAR_UPFRONT = { suffix: '1yr-all-upfront', words: '1 year, all upfront' };
const THREE_YEARS = { suffix: '3yr-no-upfront', words: '3 years, no upfront' };
const THREE_YEARS_UPFRONT = { suffix: '3yr-all-upfront', words: '3 years, all upfront' };

const LOWEST = 'for what runs at any time; paid for the whole term, used or not';

/** The alternatives. Each is one line of the output. */
export const ALTERNATIVES: readonly Alternative[] = [
  {
    name: 'Tasks one size smaller',
    caveat: 'half the CPU and memory of each task; only if a load test shows that tasks are idle',
    templates: (templates) => editTemplates(templates, (resources) => editType(resources, TASK, halved)),
  },
  {
    name: 'Fargate on ARM (Graviton)',
    caveat: 'the images must be built for linux/arm64',
    templates: (templates) => editTemplates(templates, (resources) => editType(resources, TASK, onArm)),
  },
  {
    name: 'Fargate Spot',
    caveat: 'AWS may stop a task with two minutes of notice; for staging and repeatable work',
    templates: (templates) => editTemplates(templates, (resources) => editType(resources, SERVICE, onSpot)),
  },
  {
    name: 'Environments before production off at night',
    caveat: `tasks, instances and databases stopped ${NIGHTS_AND_WEEKENDS.words}; AWS starts a stopped database again after seven days`,
    lines: savedAtNight,
  },
  {
    name: `Compute Savings Plan, ${ONE_YEAR_UPFRONT.words}`,
    caveat: `${LOWEST}; the payment is spread over the term`,
    lines: (current) => savedByCommitment(current, savingsPlanKey, [ONE_YEAR_UPFRONT]),
  },
  {
    name: `Compute Savings Plan, ${THREE_YEARS.words}`,
    caveat: LOWEST,
    lines: (current) => savedByCommitment(current, savingsPlanKey, [THREE_YEARS]),
  },
  {
    name: `Reserved databases and nodes, ${ONE_YEAR.words}`,
    caveat: 'RDS, ElastiCache and OpenSearch; paid for a year, used or not',
    lines: (current) => savedByCommitment(current, reservedKey, [ONE_YEAR]),
  },
  {
    name: 'Reserved databases and nodes, 3 years',
    caveat: 'no upfront payment, for databases all upfront; the payment is spread over the term',
    lines: (current) => savedByCommitment(current, reservedKey, [THREE_YEARS, THREE_YEARS_UPFRONT]),
  },
  {
    name: 'One NAT gateway for each VPC',
    caveat: 'if its zone fails, no zone reaches the internet; traffic from other zones is charged',
    templates: (templates) => editTemplates(templates, oneNat),
  },
  {
    name: 'Endpoints in place of NAT gateways',
    caveat: `interface endpoints for ${ENDPOINT_SERVICES.join(', ')} in each zone; only if nothing calls the internet`,
    templates: endpointsForNats,
  },
  {
    name: 'Log groups of Infrequent Access',
    caveat:
      'no metric or subscription filters and no live tail; the class of a log group cannot be changed: a new one is needed',
    templates: (templates) => editTemplates(templates, infrequentLogs),
    withoutUsage: 'depends on usage: monthlyDataIngestedGb',
  },
];
