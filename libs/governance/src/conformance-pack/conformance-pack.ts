import { CfnConformancePack } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { DEVIATIONS } from './deviations';
import { rules } from './rules.json';

/** Longest body of a pack's template, in bytes, and most rules in a pack. https://docs.aws.amazon.com/config/latest/developerguide/configlimits.html */
const LONGEST_BODY = 51_200;
const MOST_RULES = 130;

interface PackRule {
  readonly name: string;
  readonly identifier: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly types?: readonly string[];
}

/** What AWS's pack lacks: the hop from the load balancer to the tasks. 45 CFR 164.312(e)(1). */
const OWN_RULES: readonly PackRule[] = [
  { name: 'elbv2-targetgroup-protocol-encrypted', identifier: 'ELBV2_TARGETGROUP_PROTOCOL_ENCRYPTED' },
];

/**
 * AWS's conformance pack Operational Best Practices for HIPAA Security, with the deviations of `DEVIATIONS` and with
 * `OWN_RULES`. It judges what AWS Config records, so a recorder must exist.
 */
export class HipaaConformancePack extends Construct {
  readonly pack: CfnConformancePack;

  constructor(scope: Construct, id: string, { name }: { readonly name: string }) {
    super(scope, id);
    this.pack = new CfnConformancePack(this, 'Pack', { conformancePackName: name, templateBody: packBody() });
  }
}

/** Rules of the pack that is deployed. */
export function packRules(): readonly PackRule[] {
  const kept = (rules as readonly PackRule[]).filter(
    ({ identifier }) => !DEVIATIONS.some((known) => known.identifier === identifier && known.kind === 'excluded'),
  );
  return [...kept, ...OWN_RULES].map((rule) => {
    const changed = DEVIATIONS.find((known) => known.identifier === rule.identifier)?.parameters;
    return changed === undefined ? rule : { ...rule, parameters: changed };
  });
}

/**
 * The pack's template: JSON, which is YAML, too, and shorter.
 *
 * @throws Error when AWS Config would refuse it for its size
 */
function packBody(): string {
  const all = packRules();
  const body = JSON.stringify({
    Resources: Object.fromEntries(all.map((rule) => [idOf(rule.name), ruleResource(rule)])),
  });
  if (all.length > MOST_RULES || Buffer.byteLength(body) > LONGEST_BODY) {
    throw new Error(`the conformance pack has ${all.length} rules and ${Buffer.byteLength(body)} bytes: too many`);
  }
  return body;
}

function ruleResource({ name, identifier, parameters, types }: PackRule): object {
  return {
    Type: 'AWS::Config::ConfigRule',
    Properties: {
      ConfigRuleName: name,
      ...(parameters === undefined ? {} : { InputParameters: withoutEmpty(parameters) }),
      ...(types === undefined ? {} : { Scope: { ComplianceResourceTypes: types } }),
      Source: { Owner: 'AWS', SourceIdentifier: identifier },
    },
  };
}

/** A parameter without a value is left out: AWS Config refuses an empty one. */
function withoutEmpty(parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''));
}

function idOf(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
