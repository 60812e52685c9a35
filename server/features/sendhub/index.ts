export { planTelling } from './plan-part.ts';
export { sendhubRoutes } from './routes.ts';
