import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { imageSettings } from '../image-settings';
import { runTool } from '../run-tool';
import { unitValues } from '../unit-values';

/** What a scan task is given; the words are in schema.json. */
export interface ScanOptions {
  readonly unit: string;
  readonly archive: string;
  readonly platform: string;
  readonly service?: string;
  readonly source?: string;
  readonly repository: string;
  readonly environment: string;
  readonly out: string;
  readonly exceptions?: string;
  readonly policy?: string;
  readonly offline: boolean;
}

/** The values of platform.yaml that decide where findings belong. */
interface Home {
  readonly account?: unknown;
  readonly region?: unknown;
}

/** Scan the image that was built here. Its findings are a stream of their own, beside those of the pipelines. */
export default async function scan(options: ScanOptions, { root }: ExecutorContext): Promise<{ success: boolean }> {
  const platform: Home = unitValues(root, options.platform);
  const judged = { ...options, ...exceptionsOf(options, root) };
  const { status } = await runTool(root, 'careplane-scan', scanArguments(judged, platform), 'shown');
  return { success: status === 0 };
}

/** The exceptions file of the pipelines, unless another one is given. The command reports a missing file. */
export function exceptionsOf(
  { exceptions, service, source }: Pick<ScanOptions, 'exceptions' | 'service' | 'source'>,
  root: string,
): { readonly exceptions?: string } {
  if (exceptions !== undefined) return { exceptions };
  if (service === undefined || source === undefined) return {};
  const named = imageSettings(root, service).exceptions;
  return named === undefined ? {} : { exceptions: join(source, named) };
}

/** The arguments of careplane-scan. The command reports values that are missing or invalid in platform.yaml. */
export function scanArguments(options: ScanOptions, { account = '', region = '' }: Home): string[] {
  const { unit, archive, repository, environment, out, exceptions, policy, offline } = options;
  return [
    ...['image', `${unit}:local`, '--input', archive, '--out', out],
    ...['--repository', repository, '--environment', environment],
    ...['--account', String(account), '--region', String(region)],
    ...(exceptions === undefined ? [] : ['--exceptions', exceptions]),
    ...(policy === undefined ? [] : ['--policy', policy]),
    ...(offline ? ['--offline'] : []),
  ];
}
