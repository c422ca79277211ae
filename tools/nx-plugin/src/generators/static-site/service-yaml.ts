import { stringify } from 'yaml';
import type { Source } from '../app-pipeline/source';

/** What the service.yaml of a new static site says. */
export interface SiteText {
  /** First line, for editors. */
  readonly schema: string;
  readonly name: string;
  readonly source: Source;
  readonly host: string;
  readonly output: string;
  /** @default - the schema's: the build of npm */
  readonly command?: string;
  /** Whether the pages are those of the generator, which are written by hand. */
  readonly ownPages: boolean;
  readonly singlePage: boolean;
}

/** Why a site of the generator passes the gate: no packages make it. */
const BY_HAND = 'The pages are written by hand, and no packages make them.';

/** The text of a new service.yaml: what is not the default, and nothing else. */
export function siteYaml({ schema, name, source, host, output, command, ownPages, singlePage }: SiteText): string {
  const build = {
    ...(command === undefined ? {} : { command }),
    output,
    ...(ownPages ? { withoutPackages: BY_HAND } : {}),
  };
  const values = {
    ...{ name, kind: 'static', source: { [source.kind]: source.value }, build },
    ...(host === name ? {} : { host }),
    ...(singlePage ? { fallback: '/index.html' } : {}),
    ...(ownPages ? { notFoundPage: '/404.html' } : {}),
  };
  return `${schema}\n${stringify(values, { lineWidth: 0 })}`;
}
