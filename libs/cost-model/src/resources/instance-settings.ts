import type { TemplateResource } from '../template/resource';
import type { Priceable } from './priced-type';

/** Where the settings of an instance are: on itself, and in the launch template that it starts from. */
export interface InstanceSettings {
  /** The resource and the path at which a setting is; undefined if no one sets it. */
  find(path: string): { readonly resource: TemplateResource; readonly path: string } | undefined;
  /** A launch template is named that these templates do not hold: what it sets is not known. */
  readonly templateIsElsewhere: boolean;
}

/** The settings of an instance. What it sets itself replaces what its launch template sets. */
export function instanceSettings({ resource, target }: Priceable): InstanceSettings {
  const named = resource.value('LaunchTemplate') !== undefined;
  const template = named ? target('LaunchTemplate') : undefined;
  const known = template?.type === 'AWS::EC2::LaunchTemplate' ? template : undefined;
  return {
    find: (path) => {
      if (resource.value(path) !== undefined) return { resource, path };
      const inTemplate = `LaunchTemplateData.${path}`;
      return known?.value(inTemplate) === undefined ? undefined : { resource: known, path: inTemplate };
    },
    templateIsElsewhere: named && known === undefined,
  };
}
