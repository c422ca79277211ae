import type { CloudFormationTemplate } from '@careplane/compliance';

/** Account and region in which a template is deployed. */
export interface TemplatePlace {
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
}

type Properties = Readonly<Record<string, unknown>>;

/**
 * A value of a template as people read it. What CloudFormation decides at the deploy is written as the thing that decides it:
 * the value of a parameter of Parameter Store by the parameter’s name, and a resource by its logical id.
 */
export function shownValue(value: unknown, template: CloudFormationTemplate, place: TemplatePlace): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map((item) => shownValue(item, template, place)).join(', ');
  const entries = Object.entries(value);
  const [first] = entries;
  if (first === undefined || entries.length > 1) return JSON.stringify(value);
  const [key, argument] = first;
  if (key === 'Ref') return referenced(String(argument), template, place);
  if (key === 'Fn::GetAtt')
    return `${String((argument as readonly unknown[])[0])}.${String((argument as readonly unknown[])[1])}`;
  if (key === 'Fn::Join') {
    const [separator, parts] = argument as readonly [string, readonly unknown[]];
    return parts.map((part) => shownValue(part, template, place)).join(separator);
  }
  if (key === 'Fn::Sub' && typeof argument === 'string') {
    return argument.replace(/\$\{([^!}]+)\}/g, (_, name: string) => referenced(name, template, place));
  }
  return JSON.stringify(value);
}

function referenced(name: string, template: CloudFormationTemplate, place: TemplatePlace): string {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': place.account,
    'AWS::Region': place.region,
    'AWS::StackName': place.stackName,
  };
  if (pseudo[name] !== undefined) return pseudo[name];
  const parameter = (template as { Parameters?: Properties }).Parameters?.[name] as Properties | undefined;
  if (parameter !== undefined) return String(parameter['Default'] ?? name);
  return name;
}
