import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpHub {
  readonly url: string;
  /** By id; the later import counts, as in the service. */
  readonly stored: Map<string, Record<string, string>>;
  /** Batches that were taken. */
  readonly batches: number[];
  /** How many more batches are answered; the others wait without end. */
  answersLeft: number;
  /** What is answered instead, once for each. */
  readonly answers: { readonly status: number; readonly body: object }[];
  close(): Promise<void>;
}

/** The two calls of Security Hub over HTTP, so that the real SDK can be sent to it with AWS_ENDPOINT_URL. */
export async function httpHub(delayMs = 0): Promise<HttpHub> {
  const stored: HttpHub['stored'] = new Map();
  const batches: number[] = [];
  let underWay = 0;
  const answers: { status: number; body: object }[] = [];

  function answer(path: string, body: { Findings?: Record<string, string>[]; NextToken?: string }): object {
    if (path === '/findings/import') {
      const findings = body.Findings ?? [];
      batches.push(findings.length);
      for (const finding of findings) {
        const before = stored.get(finding['Id'] ?? '');
        if (before === undefined || (finding['UpdatedAt'] ?? '') > (before['UpdatedAt'] ?? '')) {
          stored.set(finding['Id'] ?? '', finding);
        }
      }
      return { FailedCount: 0, SuccessCount: findings.length, FailedFindings: [] };
    }
    const all = [...stored.values()];
    const start = Number(body.NextToken ?? 0);
    return {
      Findings: all.slice(start, start + 100),
      ...(start + 100 < all.length && { NextToken: `${start + 100}` }),
    };
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = request.url ?? '';
      if (path === '/findings/import' && hub.answersLeft-- <= 0) return;
      const special = answers.shift();
      const { status, body } = special ?? {
        status: 200,
        body: answer(path, JSON.parse(Buffer.concat(parts).toString() || '{}') as Parameters<typeof answer>[1]),
      };
      // One after another, also those that arrive together.
      underWay += 1;
      setTimeout(() => {
        underWay -= 1;
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      }, delayMs * underWay);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hub: HttpHub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stored,
    batches,
    answers,
    answersLeft: Infinity,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return hub;
}
