import { isClusterEngine } from '@careplane/aws-facts';
import type { DatabaseSettings } from '@careplane/config';

/** Where RDS writes the logs of a database: what the names of its log groups begin with. The names are RDS’s own. */
export function databaseLogPrefix({ engine, identifier }: DatabaseSettings): string {
  return `/aws/rds/${isClusterEngine(engine) ? 'cluster' : 'instance'}/${identifier}/`;
}
