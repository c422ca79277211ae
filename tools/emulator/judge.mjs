// For the end-to-end suites that are not TypeScript yet.
import { createRequire } from 'node:module';

export const { judge } = createRequire(import.meta.url)('./judge.ts');
