import type { EndKind } from '../network/end';
import type { Verb } from './verbs';

/**
 * What a principal is there for; of a template, by what uses it. `emergency`: a role that only people with MFA take.
 */
export type PrincipalKind =
  | 'task'
  | 'task execution'
  | 'build'
  | 'pipeline'
  | 'stack'
  | 'function'
  | 'service'
  | 'person'
  | 'emergency'
  | 'assumed';

/** Which principals; all that is written must fit. */
export interface Who {
  readonly kind?: readonly PrincipalKind[] | undefined;
  /** Name of an environment, `production` or `nonproduction` for all environments of the tier, or `shared`. */
  readonly environment?: string | undefined;
  /** Names of roles, users, groups or permission sets, with `*` and `?`. */
  readonly name?: readonly string[] | undefined;
  /** Principals that are left out. */
  readonly not?: readonly Who[];
}

/** Which resources; all that is written must fit. */
export interface What {
  /** CloudFormation types, or a word for several, such as `data`; see `RESOURCE_WORDS`. */
  readonly types?: readonly string[] | undefined;
  readonly environment?: string | undefined;
  /** ARNs, with `*` and `?`, instead of resources of the templates. */
  readonly arn?: readonly string[] | undefined;
  /** Names of resources: stack/logical id, construct path or the end of the ARN, with `*` and `?`. */
  readonly name?: readonly string[] | undefined;
  /** Resources that are left out. */
  readonly not?: readonly What[];
}

/** A principal that may do what the property forbids, with the reason. */
export interface Exception {
  readonly who: Who;
  readonly reason: string;
}

interface Shared {
  readonly name: string;
  /** The property in words, as a sentence without a full stop. */
  readonly words: string;
  /** Citations of the HIPAA Security Rule that it is a proof for, such as `164.312(a)(1)`. */
  readonly citations?: readonly string[];
  readonly except?: readonly Exception[];
}

/** No such principal may do this to such resources. */
export interface AccessProperty extends Shared {
  readonly kind: 'access';
  readonly who: Who;
  /** What it may not do: verbs, or actions such as `s3:GetObject`. */
  readonly cannot: readonly (Verb | `${string}:${string}`)[];
  readonly on: What;
  /** Whether the roles count too that a principal gets to, step by step. @default false */
  readonly withSteps?: boolean;
}

/** No principal has one of the known ways to the permissions of other roles. */
export interface EscalationProperty extends Shared {
  readonly kind: 'escalation';
  /** Id of the path in the table. */
  readonly path: string;
  readonly requires: readonly string[];
}

/** No one outside may use such resources by their policies. */
export interface OutsiderProperty extends Shared {
  readonly kind: 'outsider';
  /**
   * Who is outside: another account; a service of AWS that works for another account; or someone who signs in at an identity provider and
   * whom the policy does not name. @default account
   */
  readonly who?: 'account' | 'service' | 'identity provider';
  /** Services that may work for another account, with the reason. @default none */
  readonly accepted?: Readonly<Record<string, string>>;
  readonly on: What;
}

/** Which ends of connections; all that is written must fit. */
export interface Ends {
  readonly kind?: readonly EndKind[] | undefined;
  /** Name of an environment, `production` or `nonproduction` for all environments of the tier, or `shared`. */
  readonly environment?: string | undefined;
  /** Names: stack/logical id or construct path, with `*` and `?`. */
  readonly name?: readonly string[] | undefined;
  /** Of load balancers: whether AWS WAF looks at each request. */
  readonly firewall?: boolean | undefined;
  /** Whether hosts of the internet can address them. */
  readonly public?: boolean | undefined;
  /** Ends that are left out. */
  readonly not?: readonly Ends[];
}

/** The network has no way from these ends to those. */
export interface NetworkProperty extends Omit<Shared, 'except'> {
  readonly kind: 'network';
  readonly from: Ends;
  readonly to: Ends;
  /** Ways through these are allowed. @default none */
  readonly onlyThrough?: Ends | undefined;
  /** Only single connections count, no ways of several. @default false */
  readonly direct?: boolean;
  /** TCP ports of the last connection, or all traffic except these ports. @default all traffic */
  readonly ports?: { readonly of?: readonly number[]; readonly except?: readonly number[] } | undefined;
  /** Whether a way may leave to the internet and come back. @default false */
  readonly viaInternet?: boolean;
  readonly except?: undefined;
}

export type AccessTerms = AccessProperty | EscalationProperty | OutsiderProperty | NetworkProperty;

/** What the words of properties mean on a platform. */
export interface PropertySettings {
  readonly environments: readonly { readonly name: string; readonly production: boolean }[];
}
