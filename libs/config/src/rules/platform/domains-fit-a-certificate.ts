import { eachEnvironment } from '../each-environment';

/** Characters of the first name of a certificate. https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const MAX_COMMON_NAME = 64;

export const domainsFitACertificate = eachEnvironment(({ domain, certificateArn }, name) =>
  certificateArn !== undefined || domain.length <= MAX_COMMON_NAME
    ? []
    : [
        {
          path: ['environments', name, 'domain'],
          restsOn: [
            ['environments', name, 'domain'],
            ['environments', name, 'certificateArn'],
          ],
          message: `has ${domain.length} characters, but ACM accepts ${MAX_COMMON_NAME} in the first name of a certificate`,
          allowed: `a domain of at most ${MAX_COMMON_NAME} characters`,
          fix: 'choose a shorter domain, or give certificateArn with a certificate that has the domain as an additional name',
        },
      ],
);
