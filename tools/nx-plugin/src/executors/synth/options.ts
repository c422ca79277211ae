/** What a synth task is given; the words are in schema.json. */
export interface SynthOptions {
  readonly folder: string;
  readonly platform: string;
  readonly unit: string;
  readonly out: string;
}

/** The command for one unit. Errors in the files of other units do not affect it. */
export function commandFor({ folder, unit, out }: SynthOptions): string[] {
  return ['synth', folder, '--unit', unit, '--out', out];
}
