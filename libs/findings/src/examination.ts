/** What a scanner really looked at. No findings count as good news only where there was something to find. Plain data. */
export interface Examination {
  /** The operating system of an image, as the scanner calls it. */
  readonly system?: { readonly family: string; readonly version?: string };
  /** Packages of an image that the scanner lists: of the operating system, and of applications. */
  readonly packages?: { readonly system: number; readonly application: number };
  /** Templates of a folder, and those of them that the scanner did not judge. */
  readonly templates?: { readonly given: readonly string[]; readonly missed: readonly string[] };
  /** Warnings of the scanner; absent if unknown. */
  readonly warnings?: readonly string[];
  /** Why an image without packages was accepted. */
  readonly emptyBecause?: string;
  /** What was not examined, and what to do; each blocks, whatever was found. */
  readonly gaps: readonly string[];
}
