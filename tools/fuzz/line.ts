/** What a seed is tried with. */
export interface SeedSettings {
  readonly seed: number;
  /** `valid`: what the schema accepts. `wrong`: letters changed, numbers past their limits, control characters, other types. */
  readonly values: 'valid' | 'wrong';
  readonly models: number;
  /** At most so many documents; most of them have a problem. @default 30 for each model */
  readonly documents?: number;
  /** Every how many models AWS's further rules are asked, which takes two seconds. */
  readonly everyRuleEvery: number;
}

/** A finished seed. */
export interface Line {
  readonly seed: number;
  readonly values: string;
  readonly problems: number;
  readonly synthesized: number;
  readonly failed: number;
  readonly templates: number;
  readonly resources: number;
  readonly faults: readonly string[];
  readonly seconds: number;
  readonly keys: readonly string[];
  readonly kinds: readonly string[];
}
