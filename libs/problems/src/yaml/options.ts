/** What may differ between the YAML documents that people write. The defaults suit a short configuration file. */
export interface YamlOptions {
  /** What a file of this kind is called in messages. @default 'configuration file' */
  readonly kind?: string;
  /**
   * Tags that stand for a map of one key: with `{ '!Sub': 'Fn::Sub' }`, `!Sub text` is read as `{ 'Fn::Sub': 'text' }`. Other
   * tags than YAML's own, such as `!!str`, are refused. @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /** Whether `*name` may repeat the value that `&name` marks. @default true */
  readonly aliases?: boolean;
  /** Whether `<<: *name` copies the keys of a map, as YAML 1.1 does. Otherwise the problem explains it. @default false */
  readonly mergeKeys?: boolean;
  /** Whether of two equal keys the last one counts, as in JSON. @default false: a problem */
  readonly repeatedKeys?: boolean;
  /**
   * Whether brackets and quoted texts may go on in a line that is not indented, and a dash by itself between brackets is text. YAML 1.2
   * does not allow it; the parsers of CloudFormation and Python, which read YAML 1.1, do. @default false
   */
  readonly looseIndentation?: boolean;
  /**
   * Whether a number keeps its text where that says more than the number: 012345678901 is an account id, not twelve billion,
   * and a variable that is written 1.10 must not arrive as 1.1. @default false
   */
  readonly numbersAsWritten?: boolean;
  /** Whether every scalar is its text: `True`, `0x1F` and an empty value too. @default false */
  readonly scalarsAsWritten?: boolean;
  readonly limits?: Partial<YamlLimits>;
}

/** What a document may contain at most. Anything beyond is a mistake or an attack. */
export interface YamlLimits {
  /** @default 1,000,000 */
  readonly bytes: number;
  /** Values, with those that aliases repeat. @default 50,000 */
  readonly values: number;
  /** Looking an alias up takes time. @default 500 */
  readonly aliases: number;
  /** Levels of lists and maps. @default 50 */
  readonly depth: number;
}

export const YAML_LIMITS: YamlLimits = { bytes: 1_000_000, values: 50_000, aliases: 500, depth: 50 };
