import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { estimate } from '../estimate';
import type { Estimate } from '../estimate-types';
import type { StackTemplate, TemplateBody } from '../template/template';
import { readTemplateYaml } from '../template/template-yaml';
import { parseUsage } from '../usage/parse-usage';
import type { UsageFile } from '../usage/usage-file';

/** A golden for each priced type: `goldens/x.yaml` has a template and its usage, `goldens/x.txt` the reviewed price table. */
export const GOLDENS_FOLDER = join(__dirname, '../goldens');

export interface Golden {
  readonly name: string;
  readonly region: string;
  readonly freeTiers?: boolean;
  readonly template: StackTemplate;
  readonly usage?: UsageFile;
}

interface Content {
  readonly region: string;
  readonly freeTiers?: boolean;
  readonly template: TemplateBody;
}

/** All goldens. @throws Error for a golden that cannot be read */
export function goldens(): Golden[] {
  return readdirSync(GOLDENS_FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => golden(file.replace(/\.yaml$/, '')));
}

function golden(name: string): Golden {
  const text = readFileSync(join(GOLDENS_FOLDER, `${name}.yaml`), 'utf8');
  const read = readTemplateYaml(name, text);
  if (!read.ok) throw new Error(`${name}: ${JSON.stringify(read.problems)}`);
  const { region, freeTiers, template: body } = read.yaml.value as unknown as Content;
  const usage = /^usage:/m.test(text) ? parseUsage(name, text.slice(text.search(/^usage:/m))) : undefined;
  if (usage !== undefined && usage.problems.length > 0) throw new Error(`${name}: ${JSON.stringify(usage.problems)}`);
  return {
    name,
    region,
    ...(freeTiers !== undefined && { freeTiers }),
    template: { stack: 'stack', file: name, text, body },
    ...(usage && { usage: usage.usage }),
  };
}

export function estimateOfGolden({ template, region, freeTiers, usage }: Golden): Estimate {
  return estimate([template], { region, ...(usage && { usage }), ...(freeTiers && { freeTiers }) });
}
