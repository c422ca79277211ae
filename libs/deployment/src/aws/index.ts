export { requireAccount } from './account';
export { Clients } from './clients';
export { parameterStore } from './parameter-store';
