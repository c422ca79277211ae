import { createRequire } from 'node:module';

/** What CloudFormation's schemas refuse of a template. */
export interface SchemaFault {
  /** What was checked: a length, a range, an enum, a pattern, and so on. */
  readonly rule: string;
  readonly message: string;
  readonly type: string;
  readonly logicalId: string;
  /** The property, by its path in the resource: `Properties.Name`. */
  readonly property: string;
}

/** One diagnostic of the engine, of which this reads four fields. */
interface Diagnostic {
  readonly ruleId: string;
  readonly message: string;
  readonly propertyPath?: string;
  readonly entity?: { readonly logicalId?: string; readonly resourceType?: string };
}

interface ValidateEngine {
  readonly SchemaValidator: new () => { validate(template: unknown, region: string): Diagnostic[] };
  readonly TemplateContent: new (content: string) => unknown;
}

/** A value that CloudFormation refuses, whatever the engine calls its severity: a value outside of an enum is only a warning there. */
const REFUSED = /^(?:F\d|E\d|W3030)/;

/** aws-cdk-lib carries the engine and CloudFormation's schemas, and exports only a plugin that needs 0.2 s for each template. */
const engine = createRequire(require.resolve('aws-cdk-lib'))('@aws/cloudformation-validate') as ValidateEngine;

let validator: InstanceType<ValidateEngine['SchemaValidator']> | undefined;

/**
 * Hold a template against CloudFormation's resource schemas: types, required properties, patterns, enums, lengths, ranges.
 * The first call takes about a second, the others some milliseconds.
 *
 * @param template the template as JSON
 * @param region the region that it is for
 */
export function schemaFaults(template: string, region: string): SchemaFault[] {
  validator ??= new engine.SchemaValidator();
  return validator
    .validate(new engine.TemplateContent(template), region)
    .filter(({ ruleId }) => REFUSED.test(ruleId))
    .map(({ ruleId, message, propertyPath = '', entity = {} }) => ({
      rule: ruleId,
      message,
      type: entity.resourceType ?? '',
      logicalId: entity.logicalId ?? '',
      property: propertyPath,
    }));
}
