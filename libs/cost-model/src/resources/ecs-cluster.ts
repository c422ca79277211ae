import { isMap, type Value } from '../template/value';
import { metered, type PricedType } from './priced-type';

/** A cluster is free; what Container Insights watches in it is not. @see https://aws.amazon.com/cloudwatch/pricing/ (Container Insights) */
export const ecsCluster: PricedType = {
  type: 'AWS::ECS::Cluster',
  usage: {
    monthlyInsightsObservations: { unit: 'observations', what: 'of Container Insights with enhanced observability' },
    containerInsightsMetrics: {
      unit: 'metrics',
      what: 'of Container Insights: some ten for the cluster, each service and each family',
    },
  },
  charges: (priceable) => {
    const level = (priceable.resource.list('ClusterSettings') ?? []).map(insightsOf).find((each) => each !== undefined);
    if (level === 'enhanced') {
      return [
        metered(priceable, {
          key: 'monthlyInsightsObservations',
          component: 'Container Insights observations',
          unit: '1M observations',
          price: 'AmazonCloudWatch/CW:ObservationUsage',
          per: 1_000_000,
        }),
      ];
    }
    if (level === 'enabled') {
      return [
        metered(priceable, {
          key: 'containerInsightsMetrics',
          component: 'Container Insights metrics',
          unit: 'metrics',
          price: 'AmazonCloudWatch/CW:MetricMonitorUsage',
        }),
      ];
    }
    return { free: 'A cluster is free; its tasks are charged.' };
  },
};

function insightsOf(setting: Value): string | undefined {
  if (!isMap(setting) || setting['Name'] !== 'containerInsights') return undefined;
  const value = setting['Value'];
  return typeof value === 'string' ? value : undefined;
}
