import { Stack } from 'aws-cdk-lib';
import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { Construct } from 'constructs';

/** Calls that take an object or its lock away. They are all that is recorded of the trail's own bucket. */
const REMOVING = ['DeleteObject', 'DeleteObjects', 'PutObjectLegalHold', 'PutObjectRetention'];

/**
 * What CloudTrail records besides management events: every object call in the named buckets, and in the trail's own bucket
 * the calls that take a log away. CloudTrail's own deliveries are left out, because each would be an event to deliver.
 *
 * @param buckets names, or beginnings of names followed by `*`
 * @param logs ARNs of the buckets that AWS itself writes to
 */
export function dataEventSelectors(
  scope: Construct,
  buckets: readonly string[],
  logs: { readonly trail: string; readonly accessLogs: string },
): CfnTrail.AdvancedEventSelectorProperty[] {
  const { partition } = Stack.of(scope);
  const objects = [
    { field: 'eventCategory', equalTo: ['Data'] },
    { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
  ];
  const beginnings = buckets.map((name) =>
    name.endsWith('*') ? `arn:${partition}:s3:::${name.slice(0, -1)}` : `arn:${partition}:s3:::${name}/`,
  );
  return [
    { name: 'Management events', fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }] },
    ...(beginnings.length === 0
      ? []
      : [
          {
            name: 'Objects in stores of patient data and of evidence',
            fieldSelectors: [
              ...objects,
              {
                field: 'resources.ARN',
                startsWith: beginnings,
                notStartsWith: [`${logs.trail}/`, `${logs.accessLogs}/`],
              },
            ],
          },
        ]),
    {
      name: 'Logs taken away',
      fieldSelectors: [
        ...objects,
        { field: 'resources.ARN', startsWith: [`${logs.trail}/`, `${logs.accessLogs}/`] },
        { field: 'eventName', equalTo: REMOVING },
      ],
    },
  ];
}
