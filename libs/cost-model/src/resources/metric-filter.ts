import type { TemplateResource } from '../template/resource';
import { isMap, type Value } from '../template/value';
import { charge, type PricedType } from './priced-type';

const TYPE = 'AWS::Logs::MetricFilter';

/**
 * A filter is free; the metric it writes is a custom metric. Filters that write the same metric, as those of several log groups do,
 * make one, which is charged with the first of them.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/ (Metrics)
 */
export const metricFilter: PricedType = {
  type: TYPE,
  charges: ({ resource, ofType }) => {
    const transformations = resource.list('MetricTransformations');
    const first = firstWriters(ofType(TYPE));
    const own = transformations?.filter((each) => {
      const metric = metricOf(each, resource.region);
      return metric === undefined || first.get(metric) === each;
    });
    if (own?.length === 0 && transformations?.length !== 0) {
      return { free: 'Another filter writes the same metric, which is charged there.' };
    }
    return [
      charge('Custom metrics', 'metrics', own?.length, 'AmazonCloudWatch/CW:MetricMonitorUsage', {
        unresolved: 'MetricTransformations',
        assumption: 'One metric for each transformation; dimensions make more. Hours without data are not charged.',
      }),
    ];
  },
};

/** The first transformation that writes each metric; read once for the filters of an estimate. */
function firstWriters(filters: readonly TemplateResource[]): ReadonlyMap<string, Value> {
  let first = WRITERS.get(filters);
  if (first === undefined) {
    first = new Map();
    for (const filter of filters) {
      for (const each of filter.list('MetricTransformations') ?? []) {
        const metric = metricOf(each, filter.region);
        if (metric !== undefined && !first.has(metric)) first.set(metric, each);
      }
    }
    WRITERS.set(filters, first);
  }
  return first;
}

const WRITERS = new WeakMap<readonly TemplateResource[], Map<string, Value>>();

/** Region, namespace and name of a metric; undefined if they are known only at deployment, or if it has dimensions. */
function metricOf(transformation: Value, region: string): string | undefined {
  if (!isMap(transformation) || transformation['Dimensions'] !== undefined) return undefined;
  const { MetricNamespace: namespace, MetricName: name } = transformation;
  return typeof namespace === 'string' && typeof name === 'string' ? `${region}\n${namespace}\n${name}` : undefined;
}
