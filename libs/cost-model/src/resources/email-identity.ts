import { metered, type PricedType } from './priced-type';

/**
 * A domain or an address that sends mail is free; the mail is charged. The template does not say how much there is, so usage does,
 * for one identity or for several.
 *
 * @see https://aws.amazon.com/ses/pricing/
 */
export const emailIdentity: PricedType = {
  type: 'AWS::SES::EmailIdentity',
  usage: { monthlyEmails: { unit: 'emails', what: 'that are sent from the identity, one for each recipient' } },
  charges: (priceable) =>
    priceable.usage('monthlyEmails') === undefined
      ? { free: 'An identity is free; the mail that it sends is usage (monthlyEmails).' }
      : [
          metered(priceable, {
            key: 'monthlyEmails',
            component: 'Emails sent',
            unit: '1k emails',
            price: 'AmazonSES/Recipients',
            per: 1000,
          }),
        ],
};
