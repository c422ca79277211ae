import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTemplates } from '@careplane/cost-model';
import type { StackTemplate } from '@careplane/cost-model';
import { BadInput } from '@careplane/deploy/src/outcome';
import type { Terminal } from '@careplane/deploy/src/terminal';
import { synthesize } from './synthesize';

export interface SourceOptions {
  /** Of a platform: only this environment's stacks. */
  readonly env?: string;
}

/**
 * The templates at some places: template files, assemblies, folders of them; a platform or service is synthesized first,
 * into a folder that is gone afterwards.
 *
 * @throws BadInput with all problems at once
 */
export function templatesAt(places: readonly string[], options: SourceOptions, terminal: Terminal): StackTemplate[] {
  const read = places.map((place) =>
    isPlatform(place) ? synthesized(place, options, terminal) : readTemplates(place),
  );
  const problems = read.flatMap((each) => each.problems);
  if (problems.length > 0) {
    throw new BadInput(
      `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}: nothing was priced.`,
      problems,
    );
  }
  if (options.env !== undefined && !places.some(isPlatform)) {
    throw new BadInput('--env is for platforms, which are synthesized; an assembly or template holds what it holds.');
  }
  return read.flatMap(({ templates }) => templates);
}

/** A folder with a platform.yaml or service.yaml, and no assembly of its own. */
function isPlatform(place: string): boolean {
  const files = ['platform.yaml', 'platform.yml', 'service.yaml', 'service.yml'];
  return !existsSync(join(place, 'manifest.json')) && files.some((file) => existsSync(join(place, file)));
}

function synthesized(place: string, options: SourceOptions, terminal: Terminal) {
  const folder = mkdtempSync(join(tmpdir(), 'careplane-cost-'));
  try {
    terminal.progress(`synthesizing ${place}`);
    synthesize(place, folder, options);
    return readTemplates(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
