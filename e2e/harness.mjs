// For the end-to-end suites that are not TypeScript yet.
import { createRequire } from 'node:module';

export const { cache, careplane, counts, missing, pythonEnvironment, report, root, run } = createRequire(
  import.meta.url,
)('./harness.ts');
