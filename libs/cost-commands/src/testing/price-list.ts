import { createServer } from 'node:http';
import { listening } from './listening';

/** A request as AWS's price list gets it. */
export interface Asked {
  readonly ServiceCode: string;
  readonly Filters: readonly { readonly Field: string; readonly Value: string }[];
  readonly NextToken?: string;
}

/** What the list answers: a page, or an error with its HTTP status. */
export type Answer =
  | { readonly products: readonly object[]; readonly next?: string }
  | { readonly status: number; readonly error: string };

/** A price list on this machine that speaks AWS's protocol (JSON 1.1 over HTTP), as each request says. */
export async function priceList(answer: (asked: Asked, count: number) => Answer) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      const question = JSON.parse(body) as Asked;
      asked.push(question);
      const given = answer(question, asked.length);
      const [status, text] =
        'error' in given
          ? [given.status, JSON.stringify({ __type: given.error, message: 'as the test wants it' })]
          : [
              200,
              JSON.stringify({
                FormatVersion: 'aws_v1',
                PriceList: given.products.map((each) => JSON.stringify(each)),
                NextToken: given.next,
              }),
            ];
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(text);
    });
  });
  return { asked, ...(await listening(server)) };
}

/** A product as the list has it, with one on-demand price. */
export function product(usagetype: string, usd: string, family = ''): object {
  return {
    product: {
      sku: usagetype,
      productFamily: family,
      attributes: { usagetype, regionCode: 'us-east-2', locationType: 'AWS Region' },
    },
    serviceCode: 'X',
    terms: {
      OnDemand: {
        [`${usagetype}.JRTCKXETXF`]: {
          priceDimensions: {
            [`${usagetype}.JRTCKXETXF.6YS6EN2CT7`]: {
              unit: 'Hrs',
              beginRange: '0',
              endRange: 'Inf',
              description: '',
              appliesTo: [],
              pricePerUnit: { USD: usd },
            },
          },
          effectiveDate: '2026-11-01T00:00:00Z',
          offerTermCode: 'JRTCKXETXF',
          termAttributes: {},
        },
      },
    },
    version: '20261120',
    publicationDate: '2026-11-20T12:00:00Z',
  };
}
