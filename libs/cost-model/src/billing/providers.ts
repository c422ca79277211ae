import type { Problem } from '@careplane/problems';

/** The provider of every bill that names none. */
export const AWS = 'AWS';

/** A provider as FOCUS files name it. Amazon's exports have used both names; an empty cell is AWS. */
export function providerName(cell: string): string {
  const name = cell.trim();
  return name === '' || /^(?:aws|amazon( web services)?)\b/i.test(name) ? AWS : name;
}

/** Whether two names are the same provider. */
export function sameName(provider: string, given: string): boolean {
  return provider.toLowerCase() === providerName(given).toLowerCase();
}

/** Charges of two providers are never added without being asked for: the estimate replaces only one of them. */
export function severalProviders(file: string, row: number, first: string, second: string): Problem {
  return {
    file,
    line: row,
    path: '',
    message: `has charges of several providers: ${first}, and ${second} in row ${row}`,
    given: second,
    allowed: 'one provider',
    fix: `choose the provider to compare, such as --provider ${JSON.stringify(first)}`,
  };
}

export function noProvider(file: string, provider = ''): Problem {
  return {
    file,
    line: 1,
    path: '',
    message: `has no charge of the provider ${JSON.stringify(provider)}`,
    given: JSON.stringify(provider),
    allowed: 'a provider that the file names in ServiceProviderName or ProviderName',
    fix: 'correct --provider or leave it out',
  };
}
