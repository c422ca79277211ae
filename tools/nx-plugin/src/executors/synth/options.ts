/** What a synth task is given; the words are in schema.json. */
export interface SynthOptions {
  readonly folder: string;
  readonly platform: string;
  readonly unit: string;
  readonly out: string;
}

/** The command for one unit by itself: a mistake in a neighbour's file does not concern it. */
export function commandFor({ folder, unit, out }: SynthOptions): string[] {
  return ['synth', folder, '--unit', unit, '--out', out];
}
