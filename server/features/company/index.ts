export { readBusinessHours } from './business-hours.ts';
export { companyJobs } from './jobs.ts';
export { leavingRoutes } from './leaving-routes.ts';
export { lineRoutes } from './line-routes.ts';
export type { CompanyPorts } from './ports.ts';
export { companyRoutes } from './routes.ts';
