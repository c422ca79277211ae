import { z } from 'zod';
import { checkDocument } from '../document/check';
import type { FindingClass } from '../finding';
import type { IgnoreFileResult } from './trivyignore';

/** The lists of the file, and the class of what they name. */
const CLASSES = {
  vulnerabilities: 'vulnerability',
  misconfigurations: 'misconfiguration',
  secrets: 'secret',
  licenses: 'license',
} as const satisfies Readonly<Record<string, FindingClass>>;

const entry = z.strictObject({
  id: z.string({ error: 'must be a rule, such as CVE-2024-1234' }).min(1, {
    error: 'must be a rule, such as CVE-2024-1234',
  }),
  paths: z.array(z.string(), { error: 'must be a list of paths' }).nullish(),
  purls: z.array(z.string(), { error: 'must be a list of package URLs' }).nullish(),
  statement: z.string({ error: 'must be text' }).nullish(),
  expired_at: z
    .string({ error: 'must be a day, such as 2026-12-31' })
    .regex(/^\d{4}-\d\d-\d\d/, { error: 'must be a day, such as 2026-12-31' })
    .nullish(),
});

const list = z.array(entry, { error: 'must be a list of entries with an id' }).nullish();

/** A misspelt key would be an entry fewer, or one that holds everywhere, so no other key is let through. */
const schema = z
  .strictObject({ vulnerabilities: list, misconfigurations: list, secrets: list, licenses: list })
  .nullable();

/**
 * Read a `.trivyignore.yaml`.
 *
 * @see https://trivy.dev/latest/docs/configuration/filtering/#trivyignoreyaml
 */
export function readTrivyignoreYaml(file: string, text: string): IgnoreFileResult {
  const checked = checkDocument(file, text, schema);
  if (!checked.ok) return checked;
  const { value, yaml } = checked;
  const keys = Object.keys(CLASSES) as (keyof typeof CLASSES)[];
  const entries = keys.flatMap((key) =>
    (value?.[key] ?? []).map(({ id, paths, purls, statement, expired_at: expires }, index) => ({
      id,
      line: yaml.lineOf([key, index]),
      class: CLASSES[key],
      paths: paths ?? [],
      purls: purls ?? [],
      ...(statement && { statement }),
      ...(expires && { expires: expires.slice(0, 10) }),
    })),
  );
  return { ok: true, entries };
}
