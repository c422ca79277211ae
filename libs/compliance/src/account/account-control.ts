import type { Citation } from '../controls/citations';

/** How a control of an account comes about. */
export type AccountControlSource =
  | {
      /** Resources of the templates make it: any of these types shows that it is there. */
      readonly types: readonly string[];
      /** Properties that tell the resource from others of its type. */
      readonly properties?: Readonly<Record<string, unknown>>;
      /** Part of the baseline that it belongs to, as a key of `governance` in platform.yaml. */
      readonly part?: string;
      /** Name in `governance.accountSettings.leftOut`. */
      readonly leftOutAs?: string;
      /** A type that takes its place, and the reason that the reader sees then. */
      readonly unless?: { readonly type: string; readonly reason: string };
    }
  /** Only people can do it: an id of `PEOPLE_ONLY`. */
  | { readonly people: string }
  /** The toolkit does not make it, with the reason. */
  | { readonly absent: string };

/** A control of an AWS account, which all platforms in the account share. */
export interface AccountControl {
  readonly id: string;
  readonly title: string;
  /** Citations of 45 CFR that it serves. */
  readonly citations: readonly Citation[];
  readonly source: AccountControlSource;
}
