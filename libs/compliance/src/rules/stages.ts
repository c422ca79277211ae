import { at, listOf } from './template-values';

/** A stage of a pipeline: its name, and the categories of its actions, such as Build and Approval. */
export interface Stage {
  readonly name: string;
  readonly categories: readonly string[];
}

/** The stages of a pipeline, in order. */
export function stagesOf(properties: Readonly<Record<string, unknown>>): Stage[] {
  return listOf(properties['Stages']).map((stage) => ({
    name: String(at(stage, 'Name')),
    categories: listOf(at(stage, 'Actions')).map((action) => String(at(action, 'ActionTypeId', 'Category'))),
  }));
}

/** The stages before the one of this name. */
export function stagesBefore(properties: Readonly<Record<string, unknown>>, name: string): Stage[] {
  const stages = stagesOf(properties);
  return stages.slice(
    0,
    Math.max(
      0,
      stages.findIndex((stage) => stage.name === name),
    ),
  );
}
