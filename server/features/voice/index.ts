export { voiceJobs } from './jobs.ts';
export { voiceRoutes } from './routes.ts';
