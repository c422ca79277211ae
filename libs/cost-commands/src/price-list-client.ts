import { GetProductsCommand, PricingClient } from '@aws-sdk/client-pricing';
import { AWS_CALLS, ToolFailed } from '@careplane/command-line';
import type { PriceRequest } from '@careplane/cost-model/price-list';

/** Questions that are open at the same time. */
const PARALLEL = 4;
/** AWS has the price list in few regions; this one answers for all. */
const PRICING_REGION = 'us-east-1';

export interface PriceListOptions {
  /** Another address of the price list. @default AWS's */
  readonly endpoint?: string;
  /** Called after each answer, with the number of answers and of questions. */
  readonly progress?: (answered: number, all: number) => void;
}

/**
 * Ask AWS's price list, all pages of each question.
 *
 * @returns products as the list writes them, by the position of the question
 * @throws ToolFailed as soon as one question has no answer: half a price list is none
 */
export async function askPriceList(
  requests: readonly PriceRequest[],
  { endpoint, progress }: PriceListOptions,
): Promise<string[][]> {
  const client = new PricingClient({
    region: PRICING_REGION,
    ...AWS_CALLS,
    retryMode: 'standard',
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  const answers: string[][] = requests.map(() => []);
  const queue = [...requests.entries()];
  let answered = 0;
  let failed = false;
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !failed; next = queue.shift()) {
      const [index, request] = next;
      try {
        answers[index] = await allPages(client, request);
      } catch (error) {
        failed = true;
        throw error;
      }
      answered += 1;
      progress?.(answered, requests.length);
    }
  };
  // All come to their end, also when one has failed: nothing may be left running.
  const workers = await Promise.allSettled(Array.from({ length: PARALLEL }, work));
  client.destroy();
  const failure = workers.find((worker) => worker.status === 'rejected');
  if (failure !== undefined) throw new ToolFailed(sentenceOf(failure.reason));
  return answers;
}

async function allPages(client: PricingClient, { service, region, usageType }: PriceRequest): Promise<string[]> {
  const products: string[] = [];
  const filter = (Field: string, Value: string) => ({ Type: 'TERM_MATCH' as const, Field, Value });
  const Filters = [filter('regionCode', region), ...(usageType === undefined ? [] : [filter('usagetype', usageType)])];
  let token: string | undefined;
  do {
    const page = await client.send(
      new GetProductsCommand({
        ServiceCode: service,
        Filters,
        FormatVersion: 'aws_v1',
        MaxResults: 100,
        NextToken: token,
      }),
    );
    for (const product of page.PriceList ?? []) products.push(String(product));
    // Some services answer the last page with an empty token.
    token = page.NextToken === '' ? undefined : page.NextToken;
  } while (token !== undefined);
  return products;
}

function sentenceOf(error: unknown): string {
  const { name, message } = error as Error;
  const nothing = 'Nothing was changed.';
  if (name === 'CredentialsProviderError' || /credential/i.test(message)) {
    return `No AWS credentials were found, but the price list needs them. ${nothing} Sign in (aws sso login), or set AWS_PROFILE, then run this again.`;
  }
  if (/ExpiredToken|UnrecognizedClient|InvalidSignature|InvalidClientTokenId/.test(name)) {
    return `AWS does not accept the credentials (${name}). ${nothing} Sign in again (aws sso login), then run this again.`;
  }
  if (/AccessDenied/.test(name)) {
    return `These credentials do not allow pricing:GetProducts. ${nothing} Add the permission, then run this again.`;
  }
  if (name === 'TimeoutError') {
    return `The price list did not answer in time, in ${AWS_CALLS.maxAttempts} tries. ${nothing} Check the network and the proxy, then run this again.`;
  }
  return `The price list did not answer: ${name}: ${message.slice(0, 200)} ${nothing} Run this again later.`;
}
