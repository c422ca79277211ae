// Writes the handover of a platform that judge-platform.ts has synthesized and judged, and prints how long that took: all that
// `careplane handover` does after the judges, in a process that has done nothing before.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { JudgeVerdict } from '@careplane/compliance';
import {
  DOSSIER_FILE,
  handoverFiles,
  handoverInput,
  MANIFEST_FILE,
  manifestText,
  writeHandover,
} from '@careplane/handover';
import { unitsOf } from '@careplane/platform';
import { loadTarget } from '@careplane/platform/target';

const [platform = '', assemblies = '', judged = '', out = ''] = process.argv.slice(2);

async function write(): Promise<void> {
  const { model } = loadTarget(platform, {});
  const verdicts = JSON.parse(readFileSync(judged, 'utf8')) as JudgeVerdict[];
  const units = unitsOf(model).map(({ name }) => ({
    name,
    made: { assembly: new CloudAssembly(join(assemblies, name)) },
  }));
  const [start, busy] = [performance.now(), process.cpuUsage()];
  const input = handoverInput(
    platform,
    model,
    { units, verdicts },
    {
      origin: { deployed: { known: false, why: 'The ledger was not asked.' } },
      toolkitVersion: 'bench',
      progress: () => undefined,
    },
  );
  const files = await handoverFiles(input);
  const { at } = input.evidence;
  const text = manifestText({ platform: model.name, at, deployed: input.deployed, files: [...files.keys()].sort() });
  writeHandover(out, new Map([...files, [MANIFEST_FILE, text]]));
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(busy);
  const pageBytes = statSync(join(out, DOSSIER_FILE)).size;
  console.log(JSON.stringify({ ms, processorMs: (user + system) / 1000, documents: files.size, pageBytes }));
}

void write();
