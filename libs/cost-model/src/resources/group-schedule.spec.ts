import { estimate } from '../estimate';

const LAUNCH = { LaunchTemplateId: { Ref: 'Launch' }, Version: '1' };
const launch = {
  Type: 'AWS::EC2::LaunchTemplate',
  Properties: {
    LaunchTemplateData: {
      InstanceType: 'm5.large',
      BlockDeviceMappings: [{ Ebs: { VolumeSize: 1, VolumeType: 'gp3' } }],
    },
  },
};

type Size = number | undefined;
type Sizes = readonly [min?: Size, desired?: Size, max?: Size];

/** Instances on average, from the gigabytes of their volumes of 1 GB: low, expected and high. */
function instances(sizes: Sizes, actions: readonly (readonly [recurrence: string | undefined, ...sizes: Sizes])[]) {
  const named = ([MinSize, DesiredCapacity, MaxSize]: Sizes) => ({
    ...(MinSize !== undefined && { MinSize }),
    ...(DesiredCapacity !== undefined && { DesiredCapacity }),
    ...(MaxSize !== undefined && { MaxSize }),
  });
  const scheduled = actions.map(([Recurrence, ...of], index) => [
    `Action${index}`,
    {
      Type: 'AWS::AutoScaling::ScheduledAction',
      Properties: { AutoScalingGroupName: { Ref: 'Group' }, ...(Recurrence && { Recurrence }), ...named(of) },
    },
  ]);
  const Group = { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { ...named(sizes), LaunchTemplate: LAUNCH } };
  const Resources = { Launch: launch, Group, ...Object.fromEntries(scheduled) };
  const { lines } = estimate([{ stack: 's', file: 's.json', text: '', body: { Resources } }], { region: 'us-east-1' });
  const quantity = lines.find(({ component }) => component === 'Volume (gp3)')?.quantity;
  return (
    quantity && [quantity.low, quantity.expected, quantity.high].map((each) => Math.round(Number(each) * 1000) / 1000)
  );
}

test.each<[string, Sizes, Parameters<typeof instances>[1], number[]]>([
  ['no action', [1, 2, 4], [], [1, 2, 4]],
  // 12 h × 5 days at 8, the other 108 of 168 hours at 1.
  [
    'office hours',
    [1, 1, 8],
    [
      ['0 8 * * MON-FRI', 8, 8],
      ['0 20 * * 1-5', 1, 1],
    ],
    [3.5, 3.5, 8],
  ],
  [
    'nothing at night',
    [2, 2, 4],
    [
      ['0 6 * * *', 2, 2, 4],
      ['0 18 * * *', 0, 0, 0],
    ],
    [1, 1, 2],
  ],
  [
    'Sunday as 0 and as 7',
    [7, 7, 7],
    [
      ['0 0 * * 0', 0, 0, 7],
      ['0 0 * * 1', 7, 7, 7],
    ],
    [6, 6, 7],
  ],
  [
    'Sunday as 7',
    [7, 7, 7],
    [
      ['0 0 * * 7', 0, 0, 7],
      ['0 0 * * 1', 7, 7, 7],
    ],
    [6, 6, 7],
  ],
  [
    'a list of hours',
    [1, 1, 2],
    [
      ['0 0,12 * * *', 2, 2],
      ['0 6,18 * * *', 1, 1],
    ],
    [1.5, 1.5, 2],
  ],
  ['only a larger minimum, to which the group grows', [1, 1, 8], [['0 0 * * *', 4]], [4, 4, 8]],
  ['only a smaller maximum, to which it shrinks', [1, 6, 8], [['0 0 * * *', undefined, undefined, 3]], [1, 3, 3]],
  ['a date, whose share of a month is not known', [1, 2, 4], [[undefined, 3, 3, 9]], [1, 2, 9]],
  ['a day of the month', [1, 2, 4], [['0 8 1 * *', 0, 0, 20]], [0, 2, 20]],
])('%s', (_, sizes, actions, expected) => {
  expect(instances(sizes, actions)).toEqual(expected);
});
