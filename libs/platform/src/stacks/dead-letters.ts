import type { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';

/**
 * Give every target of every EventBridge rule in a stack a dead-letter queue, if it has none. Call it last.
 *
 * @param queueArn of a queue in the same account and region, whose policy admits the stack's rules; called only if there is a
 *   rule, because reading a parameter that nothing uses would be a dependency
 * @throws Error when targets are known only at deployment
 */
export function useDeadLetterQueue(stack: Stack, queueArn: () => string): void {
  for (const rule of stack.node.findAll()) {
    if (!(rule instanceof CfnRule)) continue;
    const { targets = [] } = rule;
    if (!Array.isArray(targets)) throw new Error(`${rule.node.path} has targets that are not known yet`);
    rule.targets = (targets as CfnRule.TargetProperty[]).map((target) => ({
      deadLetterConfig: { arn: queueArn() },
      ...target,
    }));
  }
}
