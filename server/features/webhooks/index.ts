export { webhooksJobs } from './jobs.ts';
export { webhooksOfLine } from './line-leaves.ts';
export { webhooksRoutes } from './routes.ts';
export { tellPlanAlert } from './tell-plan-alert.ts';
