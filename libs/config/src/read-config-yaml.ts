import { readYaml } from '@careplane/problems';
import type { YamlResult } from '@careplane/problems';

/** Read platform.yaml or a service.yaml. Numbers keep their text: account ids and versions are no amounts. */
export function readConfigYaml(file: string, text: string): YamlResult {
  return readYaml(file, text, { numbersAsWritten: true });
}
