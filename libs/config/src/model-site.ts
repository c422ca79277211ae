import type { ParsedStatic, Source } from './model-documents';

/** What every service has. */
export interface AnyService {
  readonly name: string;
  /** What the service is for, in one sentence. */
  readonly description?: string;
  /** Name of the deployable unit: "<platform>-<service>". */
  readonly unit: string;
  /** Folder of the service, as the loader was given it. */
  readonly directory: string;
  /** The same from the platform's folder, with slashes. */
  readonly folder: string;
  readonly source: Source;
}

/** Files that CloudFront serves. */
export interface StaticSite extends AnyService {
  readonly kind: 'static';
  readonly build: ParsedStatic['build'];
  /** Page that answers every path without a file ending. */
  readonly fallback?: string;
  readonly notFoundPage?: string;
  /** Patterns of files whose names change with their content. */
  readonly immutable: readonly string[];
  readonly keepReleases: number;
  readonly deployments: readonly SiteDeployment[];
}

/** A static site in one environment, overrides merged. */
export interface SiteDeployment {
  readonly environment: string;
  readonly hostname: string;
  /** In us-east-1; none, and the stack creates one in the zone of the environment. */
  readonly certificateArn?: string;
  readonly contentSecurityPolicy: string;
  /** Variables of the build. */
  readonly variables: Readonly<Record<string, string>>;
}
