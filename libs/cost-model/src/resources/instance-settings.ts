import type { TemplateResource } from '../template/resource';
import type { Priceable } from './priced-type';

/** Where the settings of an instance are: on itself, and in the launch template that it starts from. */
export interface InstanceSettings {
  /** The resource and the path at which a setting is; undefined if no one sets it. */
  find(path: string): { readonly resource: TemplateResource; readonly path: string } | undefined;
  /** A launch template is named that these templates do not hold: what it sets is not known. */
  readonly templateIsElsewhere: boolean;
  /** Detailed monitoring is on if no one says otherwise, as in a launch configuration. @default false */
  readonly monitoredByDefault?: boolean;
}

/** The settings of an instance. What it sets itself replaces what its launch template sets. */
export function instanceSettings({ resource, target }: Priceable): InstanceSettings {
  const named = resource.value('LaunchTemplate') !== undefined;
  const ofTemplate = launchTemplateSettings(named ? target('LaunchTemplate') : undefined);
  return {
    find: (path) => (resource.value(path) === undefined ? ofTemplate.find(path) : { resource, path }),
    templateIsElsewhere: named && ofTemplate.templateIsElsewhere,
  };
}

/** Where a launch template has what an instance has elsewhere. */
const IN_TEMPLATE: ReadonlyMap<string, string> = new Map([['Tenancy', 'Placement.Tenancy']]);

/** The settings of a launch template; of none if the templates do not hold it. */
export function launchTemplateSettings(template: TemplateResource | undefined): InstanceSettings {
  const known = template?.type === 'AWS::EC2::LaunchTemplate' ? template : undefined;
  return {
    find: (path) => {
      const inTemplate = `LaunchTemplateData.${IN_TEMPLATE.get(path) ?? path}`;
      return known?.value(inTemplate) === undefined ? undefined : { resource: known, path: inTemplate };
    },
    templateIsElsewhere: known === undefined,
  };
}

/** Where a launch configuration has what an instance has elsewhere. */
const IN_CONFIGURATION: ReadonlyMap<string, string> = new Map([
  ['Tenancy', 'PlacementTenancy'],
  ['Monitoring', 'InstanceMonitoring'],
]);

/** The settings of a launch configuration; of none if the templates do not hold it. */
export function launchConfigurationSettings(configuration: TemplateResource | undefined): InstanceSettings {
  const known = configuration?.type === 'AWS::AutoScaling::LaunchConfiguration' ? configuration : undefined;
  return {
    find: (path) => {
      const own = IN_CONFIGURATION.get(path) ?? path;
      return known?.value(own) === undefined ? undefined : { resource: known, path: own };
    },
    templateIsElsewhere: known === undefined,
    monitoredByDefault: known !== undefined,
  };
}

/** A text of the settings; `otherwise` if no one sets it, undefined if only AWS knows it. */
export function settingOf(settings: InstanceSettings, path: string, otherwise: string | undefined): string | undefined {
  const place = settings.find(path);
  if (place === undefined) return otherwise;
  const value = place.resource.text(place.path);
  return value === '' ? otherwise : value;
}
