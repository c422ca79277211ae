import { recordOf, unitValues } from '../unit-values';

/** What service.yaml says about the build of a static site. */
export interface SiteBuildSettings {
  readonly command: string;
  /** Folder that the command writes, from that of the source. */
  readonly output: string;
  /** Of the build: those of the site, and over them those of the environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly exceptions?: string;
}

/** The schema's default. */
export const COMMAND = 'npm ci --ignore-scripts && npm run build';

/**
 * Read the keys of service.yaml that a static site is built by, with the schema's defaults for those that are absent. `synth` reports
 * invalid values.
 *
 * @param file service.yaml, from `root`
 * @throws Error when a site names no output
 */
export function siteSettings(root: string, file: string, environment?: string): SiteBuildSettings {
  const service = unitValues(root, file);
  const build = recordOf(service['build']);
  const { command, output, exceptions } = build;
  if (typeof output !== 'string') throw new Error(`${file} names no folder as build.output.`);
  const override = environment === undefined ? {} : recordOf(recordOf(service['environments'])[environment]);
  const variables = { ...recordOf(service['environment']), ...recordOf(override['environment']) };
  return {
    command: typeof command === 'string' ? command : COMMAND,
    output,
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
    ...(typeof exceptions === 'string' ? { exceptions } : {}),
  };
}
