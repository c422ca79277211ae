/**
 * What AWS calls the regions beside their codes, as of 2026-11, without the part of the world in front:
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const NAMES: Readonly<Record<string, string>> = {
  ...{ 'us-east-1': 'N. Virginia', 'us-east-2': 'Ohio', 'us-west-1': 'N. California', 'us-west-2': 'Oregon' },
  ...{ 'af-south-1': 'Cape Town', 'ap-east-1': 'Hong Kong', 'ap-east-2': 'Taipei', 'ap-south-1': 'Mumbai' },
  ...{ 'ap-south-2': 'Hyderabad', 'ap-northeast-1': 'Tokyo', 'ap-northeast-2': 'Seoul', 'ap-northeast-3': 'Osaka' },
  ...{ 'ap-southeast-1': 'Singapore', 'ap-southeast-2': 'Sydney', 'ap-southeast-3': 'Jakarta' },
  ...{ 'ap-southeast-4': 'Melbourne', 'ap-southeast-5': 'Malaysia', 'ap-southeast-6': 'New Zealand' },
  ...{ 'ap-southeast-7': 'Thailand', 'ca-central-1': 'Central', 'ca-west-1': 'Calgary', 'eu-central-1': 'Frankfurt' },
  ...{ 'eu-central-2': 'Zurich', 'eu-west-1': 'Ireland', 'eu-west-2': 'London', 'eu-west-3': 'Paris' },
  ...{ 'eu-south-1': 'Milan', 'eu-south-2': 'Spain', 'eu-north-1': 'Stockholm', 'il-central-1': 'Tel Aviv' },
  ...{ 'me-central-1': 'UAE', 'me-south-1': 'Bahrain', 'mx-central-1': 'Central', 'sa-east-1': 'São Paulo' },
  ...{ 'cn-north-1': 'Beijing', 'cn-northwest-1': 'Ningxia', 'us-gov-east-1': 'US-East', 'us-gov-west-1': 'US-West' },
};

/** How else people write a name, with the code: the names of places and countries that have one region each. */
const SPELLINGS: Readonly<Record<string, string>> = {
  ...{ virginia: 'us-east-1', 'north virginia': 'us-east-1', 'northern virginia': 'us-east-1', nova: 'us-east-1' },
  ...{ california: 'us-west-1', 'north california': 'us-west-1', 'northern california': 'us-west-1' },
  ...{ germany: 'eu-central-1', switzerland: 'eu-central-2', dublin: 'eu-west-1', uk: 'eu-west-2' },
  ...{ 'united kingdom': 'eu-west-2', france: 'eu-west-3', italy: 'eu-south-1', sweden: 'eu-north-1' },
  ...{ montreal: 'ca-central-1', canada: 'ca-central-1', mexico: 'mx-central-1', brazil: 'sa-east-1' },
  ...{ 'south africa': 'af-south-1', israel: 'il-central-1', 'united arab emirates': 'me-central-1' },
  ...{ taiwan: 'ap-east-2', korea: 'ap-northeast-2', indonesia: 'ap-southeast-3', auckland: 'ap-southeast-6' },
};

/** Names of two regions say nothing. */
const AMBIGUOUS = new Set(['central', 'us-east', 'us-west']);

/**
 * The code of a region that is written by its name, as AWS's console and people do: `Ohio`, `US East (Ohio)`, `N. Virginia`.
 *
 * @returns nothing where the name is of no region, or of several
 */
export function regionNamed(text: string): string | undefined {
  const [, before = '', inside = text] = /^(.*)\(([^)]*)\)\s*$/.exec(text) ?? [];
  return codeOf(plain(inside)) ?? codeOf(plain(before));
}

function codeOf(name: string): string | undefined {
  if (AMBIGUOUS.has(name)) return undefined;
  return SPELLINGS[name] ?? Object.entries(NAMES).find(([, known]) => plain(known) === name)?.[0];
}

/** In lower case, without accents and punctuation: `São Paulo` is `sao paulo`, `N. Virginia` is `n virginia`. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[._,]/g, ' ').replace(/\s+/g, ' ').trim();
}
