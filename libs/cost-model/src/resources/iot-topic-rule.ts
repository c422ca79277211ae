import { metered, type PricedType } from './priced-type';

/** Messages are charged with the devices that send them. @see https://aws.amazon.com/iot-core/pricing/ (rules engine) */
export const iotTopicRule: PricedType = {
  type: 'AWS::IoT::TopicRule',
  usage: {
    monthlyTriggers: { unit: 'messages', what: 'that trigger the rule: one for each 5 KB' },
    monthlyActions: { unit: 'actions', what: 'that the rule executes: its actions for each message' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyTriggers',
      component: 'Rules triggered',
      unit: '1M rules',
      price: 'AWSIoT/RulesTriggered',
      per: 1_000_000,
    }),
    metered(priceable, {
      key: 'monthlyActions',
      component: 'Actions executed',
      unit: '1M actions',
      price: 'AWSIoT/ActionsExecuted',
      per: 1_000_000,
    }),
  ],
};
