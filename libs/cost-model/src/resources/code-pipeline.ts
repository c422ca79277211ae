import { charge, metered, type PricedType } from './priced-type';

/**
 * V1 is charged by the pipeline, V2 by the minutes its actions run (manual approvals and custom actions are free).
 *
 * @see https://aws.amazon.com/codepipeline/pricing/
 */
export const codePipeline: PricedType = {
  type: 'AWS::CodePipeline::Pipeline',
  usage: { monthlyActionMinutes: { unit: 'minutes', what: 'that actions run, each rounded up; V2 only' } },
  charges: (priceable) => {
    const type = priceable.resource.text('PipelineType', 'V1');
    if (type === 'V1') {
      const assumption = 'A pipeline older than 30 days with at least one change in the month.';
      return [charge('Active pipeline (V1)', 'months', 1, 'AWSCodePipeline/activePipeline', { assumption })];
    }
    const price = type === 'V2' ? 'AWSCodePipeline/actionExecutionMinute' : undefined;
    return [
      metered(priceable, {
        key: 'monthlyActionMinutes',
        component: 'Action execution minutes (V2)',
        unit: 'minutes',
        price,
      }),
    ];
  },
};
