export { changeRules } from './change-rules.ts';
export { voiceJobs } from './jobs.ts';
export { readRules } from './read-rules.ts';
export { voiceRoutes } from './routes.ts';
