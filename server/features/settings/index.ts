export { settingsJobs } from './jobs.ts';
export { settingsRoutes } from './routes.ts';
export { securityRoutes } from './security-routes.ts';
