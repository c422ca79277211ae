import { Validations } from 'aws-cdk-lib';
import {
  CfnDistribution,
  CfnFunction,
  CfnOriginAccessControl,
  CfnResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { pathFunction } from './path-function';

/** AWS's cache policy CachingOptimized: it keeps a file as long as the file's own header says, a second at least. */
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
/** Two years, as browsers ask for it. https://hstspreload.org */
const HSTS_SECONDS = 63_072_000;
/** Seconds for which an edge keeps that a page is not there. */
const ERROR_SECONDS = 10;

export interface SiteDistributionProps {
  /** What functions and policies are called after; unique in the account, 50 characters at most. */
  readonly name: string;
  readonly hostname: string;
  /** Certificate in us-east-1. */
  readonly certificateArn: string;
  /** Of the scope CLOUDFRONT. */
  readonly webAclArn: string;
  /** Regional domain name of the bucket. */
  readonly bucketDomainName: string;
  /** Folder of the current release in the bucket, with a slash in front. */
  readonly releasePath: string;
  readonly contentSecurityPolicy: string;
  /** @default - the index.html of the folder answers */
  readonly fallback?: string;
  /** @default - an answer without a page */
  readonly notFoundPage?: string;
}

/**
 * CloudFront before a private bucket: HTTPS only, TLS 1.2 or newer, with AWS WAF and the headers that browsers protect their users
 * with. The release is the origin's path, so a change of one text shows another release, and nothing is overwritten.
 */
export class SiteDistribution extends Construct {
  readonly distributionId: string;
  /** Address that CloudFront gives the distribution. */
  readonly domainName: string;

  constructor(scope: Construct, id: string, props: SiteDistributionProps) {
    super(scope, id);
    const { notFoundPage } = props;
    const accessControl = new CfnOriginAccessControl(this, 'AccessControl', {
      originAccessControlConfig: {
        name: props.name,
        originAccessControlOriginType: 's3',
        signingBehavior: 'always',
        signingProtocol: 'sigv4',
      },
    });
    const paths = new CfnFunction(this, 'Paths', {
      name: `${props.name}-paths`,
      functionCode: pathFunction(props.fallback),
      functionConfig: { comment: 'Finds the file for a path', runtime: 'cloudfront-js-2.0' },
      autoPublish: true,
    });
    const headers = headersPolicy(this, props);
    const distribution = new CfnDistribution(this, 'Distribution', {
      distributionConfig: {
        comment: props.name,
        enabled: true,
        aliases: [props.hostname],
        httpVersion: 'http2and3',
        ipv6Enabled: true,
        priceClass: 'PriceClass_100',
        defaultRootObject: 'index.html',
        webAclId: props.webAclArn,
        viewerCertificate: {
          acmCertificateArn: props.certificateArn,
          sslSupportMethod: 'sni-only',
          minimumProtocolVersion: 'TLSv1.2_2021',
        },
        origins: [
          {
            id: 'releases',
            domainName: props.bucketDomainName,
            originPath: props.releasePath,
            originAccessControlId: accessControl.attrId,
            // CloudFront asks for it also where an access control takes its place.
            s3OriginConfig: { originAccessIdentity: '' },
          },
        ],
        defaultCacheBehavior: {
          targetOriginId: 'releases',
          viewerProtocolPolicy: 'redirect-to-https',
          allowedMethods: ['GET', 'HEAD'],
          cachedMethods: ['GET', 'HEAD'],
          compress: true,
          cachePolicyId: CACHING_OPTIMIZED,
          responseHeadersPolicyId: headers.attrId,
          functionAssociations: [{ eventType: 'viewer-request', functionArn: paths.attrFunctionArn }],
        },
        customErrorResponses: [
          {
            errorCode: 404,
            errorCachingMinTtl: ERROR_SECONDS,
            ...(notFoundPage === undefined ? {} : { responseCode: 404, responsePagePath: notFoundPage }),
          },
        ],
      },
    });
    Validations.of(distribution).acknowledge(
      {
        id: 'AwsSolutions::AwsSolutions-CFR1',
        reason:
          'The site has public files, and patients and staff read them from abroad, too. AWS WAF stops addresses with a bad reputation, whatever their country.',
      },
      {
        id: 'AwsSolutions::AwsSolutions-CFR3',
        reason:
          'The log goes to CloudWatch Logs through a delivery in this stack. The rule knows the older log only, whose bucket would need access control lists.',
      },
    );
    this.distributionId = distribution.attrId;
    this.domainName = distribution.attrDomainName;
  }
}

function headersPolicy(
  scope: Construct,
  { name, hostname, contentSecurityPolicy }: SiteDistributionProps,
): CfnResponseHeadersPolicy {
  return new CfnResponseHeadersPolicy(scope, 'Headers', {
    responseHeadersPolicyConfig: {
      name,
      comment: `Security headers of ${hostname}`,
      securityHeadersConfig: {
        strictTransportSecurity: {
          accessControlMaxAgeSec: HSTS_SECONDS,
          includeSubdomains: true,
          override: true,
        },
        contentSecurityPolicy: { contentSecurityPolicy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: 'DENY', override: true },
        // Addresses of pages can hold identifiers of patients.
        referrerPolicy: { referrerPolicy: 'same-origin', override: true },
      },
      removeHeadersConfig: { items: [{ header: 'Server' }] },
    },
  });
}
