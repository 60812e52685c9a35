export { callsInArchive } from './archive-part.ts';
export { changeRules } from './change-rules.ts';
export { recordingsOf } from './files-of.ts';
export { voiceJobs } from './jobs.ts';
export { callsOfLine } from './line-leaves.ts';
export { readRules } from './read-rules.ts';
export { oldCalls } from './retention.ts';
export { voiceRoutes } from './routes.ts';
