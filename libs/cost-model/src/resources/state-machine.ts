import { multiplyRanges, mapRange, roundedUp } from '../exact';
import { isUnresolved } from '../template/value';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/step-functions/pricing/ */
export const stateMachine: PricedType = {
  type: 'AWS::StepFunctions::StateMachine',
  usage: {
    monthlyTransitions: { unit: 'transitions', what: 'of a standard workflow' },
    monthlyRequests: {
      unit: 'requests',
      what: 'that start an express workflow, or a child workflow of a distributed map',
    },
    requestDurationMs: { unit: 'ms', what: 'that an express workflow takes, on average; charged in steps of 100 ms' },
    memoryMb: { unit: 'MB', what: 'that an express workflow takes, on average; charged in steps of 64 MB' },
  },
  charges: (priceable) => {
    if (priceable.resource.text('StateMachineType', 'STANDARD') === 'EXPRESS') return express(priceable);
    return [
      ...standard(priceable),
      ...(startsExpressWorkflows(priceable) ? express(priceable, ' of child workflows') : []),
    ];
  },
};

/** A distributed map runs its items as child workflows, which may be express ones. Of a text with holes, the end is known. */
function startsExpressWorkflows({ resource }: Priceable): boolean {
  const text = resource.value('DefinitionString') ?? '';
  const texts = [isUnresolved(text) ? text.ending : String(text), JSON.stringify(resource.value('Definition') ?? {})];
  return texts.some((each) => /"ExecutionType"\s*:\s*"EXPRESS"/.test(each));
}

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

function express(priceable: Priceable, whose = ''): Component[] {
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
      component: `Requests${whose}`,
      unit: '1M requests',
      price: 'AmazonStates/StepFunctions-Request',
      per: 1_000_000,
    }),
    charge(`Duration${whose}`, 'GB-seconds', gbSeconds, 'AmazonStates/StepFunctions-GB-Second', {
      usageKey: 'monthlyRequests, requestDurationMs, memoryMb',
    }),
  ];
}
