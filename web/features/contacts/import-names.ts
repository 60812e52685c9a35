/** Which words say how an import stands, and what a column means. */
export const stateName = {
  ready: 'isReady',
  running: 'isRunning',
  done: 'isDone',
  cancelled: 'isCancelled',
  failed: 'isFailed',
} as const;
export const meaningName = {
  number: 'meansNumber',
  name: 'meansName',
  firstName: 'meansFirstName',
  lastName: 'meansLastName',
  keyword: 'meansKeyword',
  notes: 'meansNotes',
  field: 'meansField',
  skip: 'meansSkip',
} as const;
