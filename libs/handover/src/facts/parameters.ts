import { platformPath } from '@careplane/config';

/** Name of the parameter in which the platform publishes something about its pipelines. */
export function pipelineParameterName(platform: string, key: 'evidence-bucket'): string {
  return platformPath(platform, 'pipelines', key);
}
