import { recordOf, unitValues } from './unit-values';

/** What service.yaml says about the image. Paths are from the top of the service's source. */
export interface ImageSettings {
  readonly dockerfile: string;
  readonly context: string;
  /** File with findings that are tolerated for a while. */
  readonly exceptions?: string;
  /** What the tasks run on. */
  readonly platform: 'linux/amd64' | 'linux/arm64';
}

/**
 * Read the keys of service.yaml that the pipelines build and judge an image by, with the schema's defaults for those
 * that are absent. `synth` reports invalid values.
 *
 * @param file service.yaml, from `root`
 */
export function imageSettings(root: string, file: string): ImageSettings {
  const service = unitValues(root, file);
  const image = recordOf(service['image']);
  const textOf = (key: string) => (typeof image[key] === 'string' ? image[key] : undefined);
  const exceptions = textOf('exceptions');
  return {
    dockerfile: textOf('dockerfile') ?? 'Dockerfile',
    context: textOf('context') ?? '.',
    ...(exceptions === undefined ? {} : { exceptions }),
    platform: service['architecture'] === 'arm64' ? 'linux/arm64' : 'linux/amd64',
  };
}
