import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that Trivy leaves out, too. */
const SKIPPED: ReadonlySet<string> = new Set(['.git', 'node_modules']);
const CANDIDATE = /\.(json|ya?ml|template)$/i;
const YAML_TEMPLATE = /^Resources\s*:[^]*^\s+["']?Type["']?\s*:\s*["']?(AWS|Custom|Alexa)::/m;

/**
 * CloudFormation templates and Dockerfiles below a folder, by their paths in it, as Trivy names them. They are found by
 * what they hold: a template that is not well-formed, which Trivy leaves out, is found as well.
 */
export function templatesIn(folder: string): string[] {
  const found: string[] = [];
  const look = (below: string) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) look(path);
      } else if (entry.isFile() && isTemplate(join(folder, path), entry.name)) {
        found.push(path);
      }
    }
  };
  look('');
  return found.sort();
}

function isTemplate(file: string, name: string): boolean {
  if (/^(Dockerfile|Containerfile)(\..+)?$|\.(Dockerfile|Containerfile)$/i.test(name)) return true;
  if (/\.template\.(json|ya?ml)$/i.test(name)) return true;
  if (!CANDIDATE.test(name)) return false;
  const text = readFileSync(file, 'utf8');
  return /^\s*\{/.test(text) ? isJsonTemplate(text) : YAML_TEMPLATE.test(text);
}

/** JSON that is broken counts as a template where it speaks of CloudFormation. */
function isJsonTemplate(text: string): boolean {
  try {
    const { Resources, AWSTemplateFormatVersion } = JSON.parse(text) as Record<string, unknown>;
    if (typeof Resources !== 'object' || Resources === null) return AWSTemplateFormatVersion !== undefined;
    return Object.values(Resources).some((one) => typeof (one as { Type?: unknown } | null)?.Type === 'string');
  } catch {
    return /"Resources"\s*:/.test(text) && /"Type"\s*:\s*"(AWS|Custom|Alexa)::/.test(text);
  }
}
