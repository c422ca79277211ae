import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks } from 'cdk-nag';
import type { NagPack } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { version } from 'cdk-nag/package.json';
import type { Acknowledged, JudgeFinding, Ran } from './verdict';

interface Pack {
  readonly judge: string;
  /** The prefix of the rule in an acknowledgement: the name of the pack in the CDK. */
  readonly prefix: string;
  readonly make: () => NagPack;
}

const PACKS: readonly Pack[] = [
  { judge: 'cdk-nag HIPAA Security', prefix: 'HIPAA.Security', make: () => new HIPAASecurityChecks() },
  { judge: 'cdk-nag AWS Solutions', prefix: 'AwsSolutions', make: () => new AwsSolutionsChecks() },
];

/**
 * Ask cdk-nag's packs about a construct tree.
 *
 * Acknowledgements carry the pack's prefix (`HIPAA.Security::HIPAA.Security-RULE`). cdk-nag's own lookup does not know
 * that form, so it reports everything, and the acknowledgements are matched here: nothing is dropped, and finding and
 * reason stay together.
 */
export function cdkNag(scope: IConstruct): Ran[] {
  return PACKS.map((pack) => {
    const open: JudgeFinding[] = [];
    const acknowledged = new Map<string, Acknowledged>();
    for (const violation of pack.make().validateScope(scope).violations) {
      for (const { constructPath = '' } of violation.violatingResources) {
        const found = acknowledgementFor(scope, constructPath, `${pack.prefix}::${violation.ruleName}`);
        if (found === undefined) {
          const severity = violation.severity === 'warning' ? 'warning' : 'error';
          open.push({ rule: violation.ruleName, severity, message: violation.description, where: constructPath });
          continue;
        }
        const key = `${violation.ruleName} ${found.at}`;
        const known = acknowledged.get(key);
        acknowledged.set(key, { ...found, rule: violation.ruleName, where: [...(known?.where ?? []), constructPath] });
      }
    }
    return { judge: pack.judge, ran: true, version, open, acknowledged: [...acknowledged.values()] };
  });
}

/** The acknowledgement of a rule at a construct or the nearest one above it. */
function acknowledgementFor(scope: IConstruct, path: string, rule: string): { reason: string; at: string } | undefined {
  for (let construct = findByPath(scope, path); construct !== undefined; construct = construct.node.scope) {
    const reason = acknowledgementsAt(construct).get(rule);
    if (reason !== undefined) return { reason, at: construct.node.path };
  }
  return undefined;
}

function acknowledgementsAt(construct: IConstruct): ReadonlyMap<string, string> {
  return new Map(
    construct.node.metadata
      .filter((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap((entry) => Object.entries((entry.data ?? {}) as Record<string, string>)),
  );
}

function findByPath(scope: IConstruct, path: string): IConstruct | undefined {
  let construct: IConstruct | undefined = scope;
  for (const id of path.split('/')) construct = construct?.node.tryFindChild(id);
  return construct;
}
