import { metered, type PricedType } from './priced-type';

/** Users are charged in the months in which they sign in. @see https://aws.amazon.com/grafana/pricing/ */
export const grafanaWorkspace: PricedType = {
  type: 'AWS::Grafana::Workspace',
  usage: {
    activeEditors: { unit: 'users', what: 'who sign in and may edit or administer' },
    activeViewers: { unit: 'users', what: 'who sign in and only view' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'activeEditors',
      component: 'Editors and administrators',
      unit: 'users',
      price: 'AmazonGrafana/Grafana:EditorUser',
    }),
    metered(priceable, {
      key: 'activeViewers',
      component: 'Viewers',
      unit: 'users',
      price: 'AmazonGrafana/Grafana:ViewerUser',
    }),
  ],
};
