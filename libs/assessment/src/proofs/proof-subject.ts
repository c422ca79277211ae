import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { accessWorld, GENERAL_PROPERTIES, PLATFORM_PROPERTIES } from '@careplane/access-analysis';
import type { AccessTerms, AccessWorld, PropertySettings } from '@careplane/access-analysis';
import { BadInput, counted, withTemporaryFolder } from '@careplane/command-line';
import type { PlatformModel } from '@careplane/config';
import { loadTarget } from '@careplane/platform/target';
import { unitEnvironmentsOf } from '@careplane/platform/unit-environments';
import { nearest, shellWord } from '@careplane/problems';
import { analyzedPlatform, analyzedTemplate } from './analyzed-platform';
import type { StackWithText } from './analyzed-platform';
import { ownProperties, ownPropertyProblems } from './own-properties';
import { refusedPolicies } from './policy-problems';

/** What is proved: of a platform, or of one template. */
export interface ProofSubject {
  readonly name: string;
  readonly model: PlatformModel | undefined;
  readonly stacks: readonly StackWithText[];
  /** Those that were asked for. */
  readonly properties: readonly AccessTerms[];
  readonly settings: PropertySettings;
}

/** Where the templates of a platform are from. */
export interface TemplateSource {
  /** Folder that synth wrote; without it, the sources are synthesized. */
  readonly assembly: string | undefined;
  /** Only the properties are wanted: no template is made or read. */
  readonly isList: boolean;
  /** Names of properties; refused before anything is synthesized if one does not exist. @default all */
  readonly names?: readonly string[] | undefined;
  /** Gets a line for each unit. */
  readonly progress: (text: string) => void;
}

/**
 * The stacks and properties of a platform, or of one template.
 *
 * @param place folder of a platform, or a CloudFormation template in JSON
 * @throws BadInput for a template in YAML, a folder of templates, the folder of a service, for problems of the configuration, and for a
 *   property that does not exist
 */
export async function proofSubject(place: string, source: TemplateSource): Promise<ProofSubject> {
  if (place.endsWith('.json')) return ofTemplate(place, source);
  refuseTemplates(place);
  return ofPlatform(place, source);
}

/** Templates in YAML, and folders of templates, are taken for a platform by mistake. */
function refuseTemplates(place: string): void {
  const name = basename(place);
  if (/\.(?:ya?ml|template)$/i.test(name) && !/^(?:platform|service)\.ya?ml$/.test(name)) {
    throw new BadInput(
      `${place} is no template in JSON. Convert a template in YAML first: cfn-flip ${shellWord(place)} > template.json`,
    );
  }
  const files = isFolder(place) ? readdirSync(place) : [];
  const template = files.find((file) => /\.json$/.test(file));
  if (template !== undefined && !files.some((file) => /^(?:platform|service)\.ya?ml$/.test(file))) {
    throw new BadInput(
      `${place} is the folder of no platform. Templates are proved one by one: careplane prove ${shellWord(join(place, template))}`,
    );
  }
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
}

function ofTemplate(file: string, { names }: TemplateSource): ProofSubject {
  const properties = selectProperties(GENERAL_PROPERTIES, names);
  return {
    name: file,
    model: undefined,
    stacks: [analyzedTemplate(file)],
    properties,
    settings: { environments: [] },
  };
}

async function ofPlatform(
  directory: string,
  { assembly, isList, names: wanted, progress }: TemplateSource,
): Promise<ProofSubject> {
  const { model, selection } = loadTarget(directory, {});
  if (selection.service !== undefined) {
    throw new BadInput(
      `${directory} is the folder of a service. Proofs are about the whole platform: careplane prove <folder of ${model.name}>`,
    );
  }
  const names = [...new Set(unitEnvironmentsOf({ model, selection }).map(({ unit }) => unit))];
  const stacks = (folder: string) => analyzedPlatform(model, names, folder);
  const subject = {
    name: model.name,
    model,
    properties: selectProperties([...PLATFORM_PROPERTIES, ...ownProperties(model)], wanted),
    settings: { environments: model.environments },
  };
  if (isList) return { ...subject, stacks: [] };
  if (assembly !== undefined) return { ...subject, stacks: stacks(assembly) };
  // The constructs take longer to load than the properties take to be decided.
  const { synthesizeUnits } = await import('../evidence/synthesize-units.js');
  return withTemporaryFolder((folder) => {
    synthesizeUnits(model, selection, folder, progress);
    return { ...subject, stacks: stacks(folder) };
  });
}

/**
 * The properties with these names; without names, all of them.
 *
 * @throws BadInput for a name that does not exist
 */
function selectProperties(
  properties: readonly AccessTerms[],
  names: readonly string[] | undefined,
): readonly AccessTerms[] {
  if (names === undefined) return properties;
  return names.map((name) => {
    const found = properties.find((property) => property.name === name);
    if (found !== undefined) return found;
    const guess = nearest(
      name,
      properties.map((property) => property.name),
    );
    throw new BadInput(
      `--property ${name} does not exist. ${guess === undefined ? '' : `Did you mean ${guess}? `}The names: careplane prove <folder> --list`,
    );
  });
}

/**
 * Who can do what in the stacks of a subject.
 *
 * @param place as the person named it, for problems
 * @throws BadInput for a policy that AWS would refuse, which proves nothing, and for a property about names that do not exist
 */
export function provableWorld({ model, stacks }: ProofSubject, place: string): AccessWorld {
  const world = accessWorld(stacks);
  const properties = model === undefined ? [] : ownPropertyProblems(model, world, join(place, 'platform.yaml'));
  const problems = [...properties, ...refusedPolicies(world, stacks)];
  if (problems.length > 0) throw new BadInput(`${counted(problems.length, 'problem')} in ${place}`, problems);
  return world;
}

/** What a SARIF report says of where the findings are from. */
export function streamOf({ name, model, stacks: [first] }: ProofSubject) {
  return {
    name: model?.name ?? name,
    account: model?.account ?? first?.account ?? '',
    region: model?.region ?? first?.region ?? '',
  };
}
