export { sendhubRoutes } from './routes.ts';
