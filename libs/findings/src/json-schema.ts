import { z } from 'zod';
import { exceptionsSchema } from './exceptions/schema';
import { policySchema } from './policy-schema';

const SCHEMAS = { exceptions: exceptionsSchema, policy: policySchema };

/** JSON Schema (draft 7) of a file as people write it: editors complete from it. */
export function jsonSchemaOf(kind: keyof typeof SCHEMAS): Record<string, unknown> {
  const schema = z.toJSONSchema(SCHEMAS[kind], { io: 'input', target: 'draft-7' });
  return { ...(schema as Record<string, unknown>), title: `Careplane ${kind}.yaml` };
}
