import client from './client/jest.config.js';
import { product, unit } from './server/jest.config.js';

export default { projects: [unit, product, client], testTimeout: 120000 };
