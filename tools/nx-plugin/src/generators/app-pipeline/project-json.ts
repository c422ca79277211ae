import { relative } from 'node:path/posix';
import type { Framework } from './frameworks';

/** Targets of the application, beside those that are inferred from service.yaml. */
export function projectJson(unit: string, root: string, { lint, test }: Framework): string {
  const target = (command: string) => ({
    executor: 'nx:run-commands',
    options: { command, cwd: '{projectRoot}' },
    cache: true,
    inputs: ['{projectRoot}/**/*'],
  });
  return `${JSON.stringify(
    {
      $schema: `${relative(root, 'node_modules')}/nx/schemas/project-schema.json`,
      name: unit,
      targets: { ...(lint === undefined ? {} : { lint: target(lint) }), test: target(test) },
    },
    null,
    2,
  )}\n`;
}
