/** An account and a region of AWS, and the text that names them. */
export interface AccountPlace {
  readonly account: string;
  readonly region: string;
  readonly from: string;
}

/** ARNs with a region and an account, and addresses of repositories of ECR. */
const NAMES = [
  /arn:aws[a-z-]*:[a-z0-9-]+:(?<region>[a-z]{2}(?:-[a-z]+)+-\d):(?<account>\d{12}):[^\s'",\]}]*/g,
  /(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com[^\s'",\]}]*/g,
];

/** Certificates of CloudFront are in this region, wherever the application is. */
const CLOUDFRONT = /:acm:us-east-1:/;

/**
 * The account and region that most ARNs of the manifests name. Undefined if none does.
 *
 * @param texts manifests as they are written
 */
export function accountPlaceIn(texts: readonly string[]): AccountPlace | undefined {
  const found = new Map<string, { count: number; place: AccountPlace }>();
  for (const text of texts) {
    for (const { 0: from, groups } of NAMES.flatMap((pattern) => [...text.matchAll(pattern)])) {
      const { account = '', region = '' } = groups ?? {};
      const known = found.get(`${account} ${region}`) ?? { count: 0, place: { account, region, from } };
      found.set(`${account} ${region}`, { ...known, count: known.count + (CLOUDFRONT.test(from) ? 0.5 : 1) });
    }
  }
  return [...found.values()].sort((one, other) => other.count - one.count)[0]?.place;
}
