// For the end-to-end suites that are not TypeScript yet.
import { createRequire } from 'node:module';

export const { emulatorPython, startEmulator, environmentOf } = createRequire(import.meta.url)('./start.ts');
