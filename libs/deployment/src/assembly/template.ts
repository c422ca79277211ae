import { compareText } from '@careplane/problems';
/** A CloudFormation template, as far as a deploy looks at it. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: unknown;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** Path of the construct of a resource, as CDK writes it down; the logical id where the template has none. */
export function pathOf(logicalId: string, resource: TemplateResource | undefined): string {
  const path = resource?.Metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path.replace(/\/Resource$/, '') : logicalId;
}

const SSM_VALUE = 'AWS::SSM::Parameter::Value<';

/** Names of the SSM parameters that CloudFormation reads at every deploy of the template. */
export function parametersReadBy({ Parameters = {} }: Template): string[] {
  return Object.values(Parameters).flatMap(({ Type, Default }) =>
    Type.startsWith(SSM_VALUE) && typeof Default === 'string' ? [Default] : [],
  );
}

/** Names of the SSM parameters that the template makes, each with the logical id of its resource. */
export function parametersMadeBy({ Resources = {} }: Template): Map<string, string> {
  return new Map(
    Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
      Type === 'AWS::SSM::Parameter' && typeof Properties?.['Name'] === 'string' ? [[Properties['Name'], id]] : [],
    ),
  );
}

/** The same text for the same content, whatever the order of the keys: CloudFormation may give a template back reordered. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compareText(a, b)))
      : inner,
  );
}
