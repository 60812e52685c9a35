export { webhooksJobs } from './jobs.ts';
export { webhooksOfLine } from './line-leaves.ts';
export { webhooksRoutes } from './routes.ts';
