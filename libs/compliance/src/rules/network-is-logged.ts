import { only, resource } from './examples';
import { ruleFor } from './rule';
import { refersTo, resourcesOf } from './template-values';

/** Every connection in the network leaves a record, the refused ones too. */
export const networkIsLogged = ruleFor({
  name: 'NetworkIsLogged',
  control: '164.312(b)',
  sameAs: 'AWS Config: VPC_FLOW_LOGS_ENABLED',
  types: ['AWS::EC2::VPC'],
  wrong: ({ logicalId, template }) =>
    resourcesOf(template, 'AWS::EC2::FlowLog').some(
      ({ properties }) => properties['TrafficType'] === 'ALL' && refersTo(properties['ResourceId'], logicalId),
    )
      ? undefined
      : 'The VPC has no flow log of all traffic.',
  examples: {
    fails: [
      ['a VPC alone', only('AWS::EC2::VPC', {})],
      ['accepted traffic only', vpcWith('ACCEPT')],
    ],
    passes: [['all traffic', vpcWith('ALL')]],
  },
});

function vpcWith(TrafficType: string) {
  return only(
    'AWS::EC2::VPC',
    {},
    {
      FlowLog: resource('AWS::EC2::FlowLog', { ResourceId: { Ref: 'JudgedResource' }, TrafficType }),
    },
  );
}
