import { charge, metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/private-ca/pricing/ */
export const privateCa: PricedType = {
  type: 'AWS::ACMPCA::CertificateAuthority',
  usage: { monthlyCertificates: { unit: 'certificates', what: 'that the authority issues' } },
  charges: (priceable) => {
    const mode = priceable.resource.text('UsageMode', 'GENERAL_PURPOSE');
    const short = mode === 'SHORT_LIVED_CERTIFICATE' ? ':short-lived' : '';
    return [
      charge('Private certificate authority', 'months', 1, `AWSCertificateManager/PaidPrivateCA${short}`),
      metered(priceable, {
        key: 'monthlyCertificates',
        component: 'Certificates issued',
        unit: 'certificates',
        price: `AWSCertificateManager/PrivateCertificatesIssued${short}`,
      }),
    ];
  },
};
