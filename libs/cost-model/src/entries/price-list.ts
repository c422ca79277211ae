// How the snapshot of prices is renewed from AWS.
export { OfferFileReader } from '../price-list/offer-file';
export {
  placesOf,
  requestsFor,
  wantedPrices,
  type PlaceRequest,
  type PriceRequest,
  type WantedPrice,
} from '../price-list/price-request';
export { readProduct, type Product } from '../price-list/product';
export { renew, type Renewal } from '../price-list/renew';
export { snapshotProblems } from '../price-list/verify';
