import type { StackResource } from '../aws/stack-resources';

/** Properties that auto scaling sets while it works: a difference there is no change by hand. */
const SET_BY_SCALING: Readonly<Record<string, string>> = { 'AWS::ECS::Service': 'DesiredCount' };

/** Whether a property of a resource is set by auto scaling, because its stack has a scalable target. */
export function isSetByScaling(type: string, property: string, resources: readonly StackResource[]): boolean {
  return (
    SET_BY_SCALING[type] === property &&
    resources.some((each) => each.type === 'AWS::ApplicationAutoScaling::ScalableTarget')
  );
}
