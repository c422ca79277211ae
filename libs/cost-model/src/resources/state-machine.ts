import { multiplyRanges, mapRange, roundedUp } from '../exact';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/step-functions/pricing/ */
export const stateMachine: PricedType = {
  type: 'AWS::StepFunctions::StateMachine',
  usage: {
    monthlyTransitions: { unit: 'transitions', what: 'of a standard workflow' },
    monthlyRequests: { unit: 'requests', what: 'that start an express workflow' },
    requestDurationMs: { unit: 'ms', what: 'that an express workflow takes, on average; charged in steps of 100 ms' },
    memoryMb: { unit: 'MB', what: 'that an express workflow takes, on average; charged in steps of 64 MB' },
  },
  charges: (priceable) =>
    priceable.resource.text('StateMachineType', 'STANDARD') === 'EXPRESS' ? express(priceable) : standard(priceable),
};

function standard(priceable: Priceable): Component[] {
  const price = 'AmazonStates/StateTransition';
  return [
    metered(priceable, {
      key: 'monthlyTransitions',
      component: 'Transitions',
      unit: '1k transitions',
      price,
      per: 1000,
    }),
  ];
}

function express(priceable: Priceable): Component[] {
  const requests = priceable.usage('monthlyRequests');
  const durationMs = priceable.usage('requestDurationMs');
  const memoryMb = priceable.usage('memoryMb');
  const milliseconds = requests && durationMs && multiplyRanges(requests, roundedUp(durationMs, 100));
  const seconds = milliseconds && mapRange(milliseconds, (ms) => ms.div(1000));
  const megabytes = memoryMb && roundedUp(memoryMb, 64);
  const gbSeconds = seconds && megabytes && mapRange(multiplyRanges(seconds, megabytes), (mb) => mb.div(1024));
  return [
    metered(priceable, {
      key: 'monthlyRequests',
      component: 'Requests',
      unit: '1M requests',
      price: 'AmazonStates/StepFunctions-Request',
      per: 1_000_000,
    }),
    charge('Duration', 'GB-seconds', gbSeconds, 'AmazonStates/StepFunctions-GB-Second', {
      usageKey: 'monthlyRequests, requestDurationMs, memoryMb',
    }),
  ];
}
